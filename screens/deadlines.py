"""What falls due over all cases, the earliest first, and what is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.exchange.calendar_feed import deadline_feed
from conference.review.deadlines import read_deadlines
from conference.review.desk import Desk
from conference.review.reading import read_council
from conference.text import one_line
from conference.views import Deadline, DeadlineKind
from screens.acting import attempt
from screens.save_dialog import ask_where, hand_over
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList
from screens.words.parts import short_day
from screens.words.standing import due_words

FEED = "asb-case-review-deadlines.ics"
_COLUMNS = (
    Column("Due", 12),
    Column("State", 16),
    Column("Reference", 12),
    Column("What", share=3),
    Column("Who", share=2),
    Column("Applicant", share=2, hide_below=100),
)
_STAGES = {
    DeadlineKind.ANSWER: "evidence",
    DeadlineKind.MEETING: "meeting",
    DeadlineKind.RECOMMENDATION: "recommendations",
    DeadlineKind.FOLLOW_UP: "afterwards",
}
"""The stage of a case in which a deadline is met; any other is in the application."""


class DeadlinesScreen(Screen[None]):
    """The list, and below it the one under the cursor in full."""

    ABOUT: ClassVar[str] = (
        "Every day that something falls due, over all cases that are not finished: the steps of "
        "the procedure, agencies' answers, meetings, recommendations, what was promised. A stopped "
        "clock stands at the end with its reason. Enter opens the case where it is dealt with; s "
        "saves a file that a calendar program reads, in which nobody is named."
    )
    AUTO_FOCUS = "LineList"
    DEFAULT_CSS = """
    DeadlinesScreen LineList { margin: 0 1; }
    DeadlinesScreen #deadline { height: 3; padding: 0 2; border-top: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "Calendar file", tooltip="Save the days as a calendar file"),
        Binding("escape", "close", "Caseload", key_display="esc", tooltip="Back to the caseload"),
    ]
    listed = query_one(LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: Sequence[Deadline] = ()

    def compose(self) -> ComposeResult:
        """The list, the one under the cursor, the keys."""
        yield Static("Deadlines", classes="title", markup=False)
        yield LineList(_COLUMNS, id="deadlines", empty="Reading the cases…")
        yield Static("", id="deadline", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read them."""
        self.read()

    def on_screen_resume(self) -> None:
        """Read them again on coming back from a case."""
        self.read()

    @work(exclusive=True, group="deadlines")
    async def read(self) -> None:
        """Read the deadlines and show them; the cursor stays on its own."""
        try:
            found = await asyncio.to_thread(read_deadlines, self.desk)
        except ConferenceError as error:
            self.listed.update(RowList(), empty=error.what)
            return
        self._found = found
        late = sum(one.overdue for one in found)
        title = f"Deadlines · {len(found)} in all, {late} overdue"
        self.query_one(".title", Static).update(title)
        self.listed.update(RowList(map(self._row, found)), empty="Nothing falls due.")
        self._tell()

    def _row(self, one: Deadline) -> Row:
        state = Cell("stopped", "muted")
        if not one.stopped:
            words = due_words(one.due_on, self.desk.today)
            state = Cell(words.upper(), "error") if one.overdue else Cell(words)
        return Row(
            one.key,
            (
                short_day(one.due_on),
                state,
                Cell(one.reference, "strong"),
                one.words,
                one.who,
                one.applicant,
            ),
        )

    def _chosen(self) -> Deadline | None:
        return next((one for one in self._found if one.key == self.listed.key), None)

    def _tell(self) -> None:
        one = self._chosen()
        words = ""
        if one is not None:
            why = f"The clock is stopped: {one.stopped}" if one.stopped else one.kind.value
            who = f" by {one.who}" if one.who else ""
            words = f"{one.reference}, {one.applicant}: {one.words}{who}.\n{one_line(why)}"
        self.query_one("#deadline", Static).update("\n".join(map(one_line, words.split("\n"))))

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say in full what the columns cut."""
        event.stop()
        self._tell()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Open the case where it is dealt with."""
        event.stop()
        one = self._chosen()
        if one is not None:
            from screens.case import CaseScreen

            stage = _STAGES.get(one.kind, "application")
            self.app.push_screen(CaseScreen(self.desk, one.case_id, stage=stage))

    @work
    async def action_save(self) -> None:
        """Save the days as a calendar file."""
        where = await ask_where(self, "Where should the calendar file go?")
        if where is None:
            return
        council = await attempt(self, lambda: read_council(self.desk).name)
        if council is not None:
            feed = deadline_feed(self._found, council=council, at=self.desk.clock())
            await hand_over(self, where, {FEED: feed})

    def action_close(self) -> None:
        """Back to the caseload."""
        self.dismiss(None)
