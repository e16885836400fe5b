"""After the letter: what was promised, whether it stopped, appeals, and the end of the case."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.law.access import Operation
from conference.review import clocks, follow_up
from conference.review.desk import Desk
from conference.views import CaseFile, FollowUpView
from screens.acting_pane import ActingPane
from screens.appeal import open_appeals
from screens.dialogs.confirm import Confirm
from screens.entries.afterwards import clock_form, close_case_form, done_form, promise_form
from screens.widgets.line_list import Column, LineList
from screens.widgets.say import say
from screens.words.afterwards import afterwards_rows, chosen_words


class AfterwardsPane(ActingPane):
    """The promises and appeals above, the one under the cursor in words below."""

    ABOUT: ClassVar[str] = (
        "What comes after the letter. Tell the applicant how the recommendations go on the days "
        "that were promised; look after three and six months whether it stopped, and ask what "
        "they think; take in an appeal; close the case when nothing is left to do. A deadline's "
        "clock can be stopped here, with its reason."
    )
    DEFAULT_CSS = """
    AfterwardsPane { height: 1fr; }
    AfterwardsPane LineList { height: 1fr; min-height: 5; }
    AfterwardsPane > VerticalScroll { height: 1fr; padding: 0 1; border-top: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "usual", "Usual", tooltip="Plan the usual update and looks"),
        Binding("n", "promise", "Promise", tooltip="Note something else that was promised"),
        Binding("e", "change", "Change", tooltip="Change what is promised under the cursor"),
        Binding("d", "done", "Done", tooltip="Record how the one under the cursor went"),
        Binding("a", "appeals", "Appeals", tooltip="The appeals of this case"),
        Binding("t", "clock", "Clock", tooltip="Stop a deadline's clock, or let it run again"),
        Binding("c", "close", "Close case", tooltip="Close the case"),
    ]
    RIGHTS: ClassVar = {
        **dict.fromkeys(("usual", "promise", "change", "done"), Operation.FOLLOW_UP),
        "clock": Operation.STOP_CLOCK,
        "close": Operation.CLOSE_CASE,
    }

    listed = query_one(LineList)
    """What was promised, and the appeals."""
    words = query_one("#afterwards-words", Static)
    """The one under the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="afterwards")

    def compose(self) -> ComposeResult:
        """The list and the words."""
        yield LineList(
            [Column("What", 23), Column("Day", 11), Column("State", 22), Column("Words")],
            empty="Nothing yet.",
        )
        with VerticalScroll(can_focus=False):
            yield Static("", markup=False, id="afterwards-words")

    def show(self, case: CaseFile) -> None:
        """Show the list anew; the cursor stays where it is."""
        super().show(case)
        self.listed.update(afterwards_rows(case))
        self._tell()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._tell()
        self.refresh_bindings()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Enter records how a promise went, or opens the appeals."""
        event.stop()
        if self._chosen() is not None:
            self.action_done()
        elif self.case and any(one.id == event.key for one in self.case.appeals):
            self.action_appeals()

    def _tell(self) -> None:
        if self.case is not None:
            say(self.words, chosen_words(self.case, self.listed.key))

    def _chosen(self) -> FollowUpView | None:
        promised = self.case.follow_ups if self.case else ()
        return next((one for one in promised if one.id == self.listed.key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what cannot be done with the one under the cursor, or any more."""
        one = self._chosen()
        if action in ("change", "done") and (one is None or one.done_on is not None):
            return False
        if action == "close" and self.case is not None and self.case.closed_on is not None:
            return False
        return super().check_action(action, parameters)

    # Keys

    def action_usual(self) -> None:
        """Plan what is usual."""
        if self.case is not None:
            self.record(
                partial(follow_up.plan_usual, self.desk, self.case.id), "The usual is planned."
            )

    def action_promise(self) -> None:
        """Note another promise."""
        if self.case is not None:
            self.fill_in(promise_form(self.desk, self.case), "Noted.")

    def action_change(self) -> None:
        """Change the promise under the cursor."""
        if self.case is not None and (one := self._chosen()) is not None:
            self.fill_in(promise_form(self.desk, self.case, one), "Changed.")

    def action_done(self) -> None:
        """Record how the one under the cursor went."""
        one = self._chosen()
        if self.case is not None and one is not None and one.done_on is None:
            self.fill_in(done_form(self.desk, self.case, one), "Recorded.")

    def action_appeals(self) -> None:
        """Open the appeals."""
        open_appeals(self)

    def action_close(self) -> None:
        """Close the case."""
        if self.case is not None:
            self.fill_in(close_case_form(self.desk, self.case), "The case is closed.")

    @work
    async def action_clock(self) -> None:
        """Stop a clock, or let the one that is stopped run again."""
        case = self.case
        if case is None or self.only_looking():
            return
        stopped = next((one for one in case.clock_stops if one.resumed_on is None), None)
        if stopped is None:
            form = clock_form(self.desk, case)
            if form is None:
                self.notify("No step of this procedure has a published time.", markup=False)
            else:
                self.fill_in(form, "The clock is stopped.")
            return
        question = Confirm(
            f"Let the clock of “{stopped.step}” run again?", stopped.why, yes="Run", no="Leave it"
        )
        if await self.app.push_screen_wait(question):
            self.record(
                partial(clocks.resume_clock, self.desk, case.id, stopped.step),
                "The clock runs again.",
            )
