"""The evidence of a case: what each agency was asked, and what each did."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from conference.law.access import Operation
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import ActionView, CaseFile, RequestView
from screens.acting import attempt
from screens.entries.evidence import action_form, answer_form, ask_form
from screens.reader import Reader
from screens.rights import ActingPane
from screens.widgets.line_list import Column, LineList
from screens.words.evidence import action_rows, action_words, request_rows, request_words
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
    EvidencePane #requests { height: 2fr; min-height: 4; }
    EvidencePane #actions { height: 3fr; min-height: 5; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "ask", "Ask an agency", tooltip="Ask an agency for information"),
        Binding("g", "answer", "Its answer", tooltip="Give the answer of the agency chosen above"),
        Binding("l", "log", "Log an action", tooltip="Log what an agency did"),
        Binding("e", "correct", "Correct", tooltip="Correct the action chosen below"),
    ]
    RIGHTS: ClassVar = {
        "ask": Operation.ASK_AGENCY,
        "answer": Operation.ANSWER_REQUEST,
        "log": Operation.LOG_ACTION,
        "correct": Operation.LOG_ACTION,
    }

    requests = query_one("#requests", LineList)
    """What each agency was asked."""
    actions = query_one("#actions", LineList)
    """What each agency did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="evidence")

    def compose(self) -> ComposeResult:
        """The two lists."""
        yield LineList(
            [
                Column("Agency asked", share=2),
                Column("Asked on", 11),
                Column("Answer by", 11),
                Column("Answer", share=3),
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
        self.requests.update(request_rows(case))
        self.actions.update(action_rows(case))

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
    async def action_log(self) -> None:
        """Log actions, one form after the other until the person leaves."""
        case, logged = self.case, 0
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
        else:
            self.fill_in(action_form(self.desk, self.case, action), "The action was corrected.")
