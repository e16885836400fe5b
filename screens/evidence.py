"""The evidence of a case: what each agency was asked, and what each did."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.exchange.tools_and_powers import tools_and_powers
from conference.law.access import Operation
from conference.law.audience import AudienceKind
from conference.review import requests as asking
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import ActionView, CaseFile, RequestState, RequestView
from screens.acting import attempt, succeeded
from screens.acting_pane import ActingPane
from screens.chase_steps import chased
from screens.dialogs.ask import Ask
from screens.dialogs.message import Message
from screens.entries.chasing import again_form, extend_form
from screens.entries.evidence import action_form, answer_form, ask_form
from screens.reader import Reader
from screens.widgets.line_list import Column, LineList
from screens.widgets.say import say
from screens.words.evidence import (
    action_rows,
    action_words,
    asked_of_reader,
    request_rows,
    request_words,
    responses_words,
)
from screens.words.parts import counted


class EvidencePane(ActingPane):
    """Requests above, actions below; tab goes from one to the other."""

    ABOUT: ClassVar[str] = (
        "Which agencies were asked for information, by when they answer, and what each of them "
        "did. Tab goes from the requests to the actions; enter reads one in full. When an action "
        "is saved the next form is open at once, and escape ends it."
    )
    DEFAULT_CSS = """
    EvidencePane { height: 1fr; }
    EvidencePane #asked { height: auto; max-height: 3; text-style: bold; }
    EvidencePane #requests { height: 2fr; min-height: 4; }
    EvidencePane #actions { height: 3fr; min-height: 5; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "ask", "Ask", tooltip="Ask an agency for information"),
        Binding("g", "answer", "Its answer", tooltip="Give the answer of the agency chosen above"),
        Binding("l", "log", "Log", tooltip="Log what an agency did"),
        Binding("e", "correct", "Correct", tooltip="Correct the action chosen below"),
        Binding("c", "chase", "Chase", tooltip="Chase the agency chosen above for its answer"),
        Binding("x", "extend", "Extend", tooltip="Give the agency chosen above more time"),
        Binding("w", "withdraw", "Withdraw", tooltip="Withdraw the request chosen above"),
        Binding("A,shift+a", "again", "Ask again", tooltip="Ask the agency chosen above anew"),
        Binding("f", "form_out", "Form out", tooltip="Write a form for an agency with no account"),
        Binding("i", "form_in", "Form in", tooltip="Read a form that came back"),
        Binding("S,shift+s", "responses", "Summary", tooltip="How each agency responded"),
    ]
    RIGHTS: ClassVar = {
        "ask": Operation.ASK_AGENCY,
        "answer": Operation.ANSWER_REQUEST,
        "log": Operation.LOG_ACTION,
        "correct": Operation.LOG_ACTION,
        "chase": Operation.CHASE,
        "extend": Operation.ASK_AGENCY,
        "withdraw": Operation.ASK_AGENCY,
        "again": Operation.ASK_AGENCY,
        "form_out": Operation.MAKE_RETURN,
        "form_in": Operation.TAKE_RETURN,
    }

    requests = query_one("#requests", LineList)
    """What each agency was asked."""
    actions = query_one("#actions", LineList)
    """What each agency did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="evidence")

    def compose(self) -> ComposeResult:
        """What the reader's own agency is asked, and the two lists."""
        yield Static("", id="asked", markup=False)
        yield LineList(
            [
                Column("Agency asked", share=2),
                Column("Asked on", 11, hide_below=100),
                Column("Answer by", 11),
                Column("Answer", share=3),
                Column("Chased", 22),
            ],
            empty="No agency has been asked yet. The k key asks one.",
            id="requests",
        )
        yield LineList(
            [
                Column("What agencies did", 20),
                Column("When", 18),
                Column("Kind", 18, hide_below=86),
                Column("What was done"),
                Column("State", 10),
            ],
            empty="No action is logged yet. The l key logs one.",
            id="actions",
        )

    def show(self, case: CaseFile) -> None:
        """Show both lists anew; each cursor stays on its row."""
        super().show(case)
        asked = self.query_one("#asked", Static)
        say(asked, words := asked_of_reader(case))
        asked.display = bool(words)
        self.requests.update(request_rows(case))
        self.actions.update(action_rows(case))
        if any(one.state is RequestState.ASKED for one in case.requests):
            self._see(case)

    @work(exclusive=True, group="see")
    async def _see(self, case: CaseFile) -> None:
        """What a representative has in front of them counts as seen."""
        if self.viewed_as or case.audience.kind is not AudienceKind.AGENCY:
            return
        if await succeeded(self, partial(asking.see, self.desk, case.id)):
            self.post_message(self.Recorded())

    def _request(self) -> RequestView | None:
        requests = self.case.requests if self.case else ()
        return next((one for one in requests if one.id == self.requests.key), None)

    def _action(self) -> ActionView | None:
        actions = self.case.actions if self.case else ()
        return next((one for one in actions if one.id == self.actions.key), None)

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Read the request or the action in full."""
        event.stop()
        if self.case is None:
            return
        request, action = self._request(), self._action()
        if event.line_list is self.requests and request is not None:
            words = request_words(request, self.case.taken_on)
            self.app.push_screen(Reader("What was asked", words))
        elif event.line_list is self.actions and action is not None:
            self.app.push_screen(Reader("What was done", action_words(self.case, action)))

    def action_responses(self) -> None:
        """Read how each agency responded, in sentences."""
        if self.case is not None:
            self.app.push_screen(Reader("Response by agency", responses_words(self.case)))

    def action_ask(self) -> None:
        """Ask an agency for information."""
        if self.case is not None:
            self.fill_in(ask_form(self.desk, self.case), "The agency was asked.")

    def action_answer(self) -> None:
        """Give an agency's answer."""
        request = self._request()
        if self.case is None or request is None:
            self.notify("No agency has been asked yet.", markup=False)
        else:
            self.fill_in(answer_form(self.desk, self.case, request), "The answer was recorded.")

    @work
    async def action_chase(self) -> None:
        """Chase the agency for its answer, and keep the proof."""
        case, request = self.case, self._of_the_cursor()
        if case is None or request is None or self.only_looking():
            return
        if await chased(self, self.desk, case, request):
            self.notify("The chase is recorded.", markup=False)
            self.post_message(self.Recorded())

    def action_extend(self) -> None:
        """Give the agency more time."""
        if (request := self._still_open()) is not None and self.case is not None:
            form = extend_form(self.desk, self.case, request)
            self.fill_in(form, f"{request.agency_name} has more time.")

    def action_again(self) -> None:
        """Ask the agency anew."""
        if (request := self._not_withdrawn()) is not None and self.case is not None:
            form = again_form(self.desk, self.case, request)
            self.fill_in(form, f"{request.agency_name} was asked again.")

    @work
    async def action_withdraw(self) -> None:
        """Withdraw the request, with the reason."""
        request = self._not_withdrawn()
        if request is None or self.case is None or self.only_looking():
            return
        asked = Ask(
            f"Withdraw what {request.agency_name} is asked? An agency that is asked nothing else "
            "no longer sees the case.",
            save="Withdraw",
        )
        if why := await self.app.push_screen_wait(asked):
            act = partial(asking.withdraw_request, self.desk, self.case.id, request.id, why=why)
            self.record(act, "The request is withdrawn.")

    @work
    async def action_form_out(self) -> None:
        """Write the form that the agency fills in."""
        from screens.return_form import write_return_form

        request = self._not_withdrawn()
        if request is not None and self.case is not None and not self.only_looking():
            await write_return_form(self, self.desk, self.case, request)

    @work
    async def action_form_in(self) -> None:
        """Read a form that came back."""
        from screens.return_import import read_return_form

        if self.case is None or self.only_looking():
            return
        if await read_return_form(self, self.desk, self.case):
            self.post_message(self.Recorded())

    def _of_the_cursor(self) -> RequestView | None:
        request = self._request()
        if request is None:
            self.notify("No agency has been asked yet.", markup=False)
        return request

    def _not_withdrawn(self) -> RequestView | None:
        request = self._of_the_cursor()
        if request is not None and request.state is RequestState.WITHDRAWN:
            self.notify("That request is withdrawn.", markup=False)
            return None
        return request

    def _still_open(self) -> RequestView | None:
        request = self._of_the_cursor()
        if request is not None and not request.state.outstanding:
            self.notify(f"That request is {request.state}.", markup=False)
            return None
        return request

    @work
    async def action_log(self) -> None:
        """Log actions, one form after the other until the person leaves."""
        case, logged = self.case, 0
        if not self._kinds_are_usable():
            return
        while case is not None and not self.only_looking():
            about = f"{counted(logged, 'action')} logged. Escape ends it." if logged else ""
            agency = self._proposed_agency()
            form = action_form(self.desk, case, agency_id=agency, about=about)
            if not await self.app.push_screen_wait(form):
                return
            logged += 1
            self.post_message(self.Recorded())
            case = await attempt(self, partial(read_case, self.desk, case.id, again=True))

    def _proposed_agency(self) -> str:
        """The agency the cursor is on, above or below."""
        action, request = self._action(), self._request()
        if self.actions.has_focus and action is not None:
            return action.agency_id or ""
        return request.agency_id if request is not None else ""

    def action_correct(self) -> None:
        """Correct the action under the cursor."""
        action = self._action()
        if self.case is None or action is None:
            self.notify("No action is logged yet.", markup=False)
        elif self._kinds_are_usable():
            form = action_form(self.desk, self.case, action)
            self.fill_in(form, "The action was corrected.")

    def _kinds_are_usable(self) -> bool:
        """Whether a form can be made of the council's own list of kinds; if not, it is said."""
        try:
            tools_and_powers(self.desk.templates)
        except ConferenceError as error:
            self.app.push_screen(Message.of(error))
            return False
        return True
