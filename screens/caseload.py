"""The caseload: what is next on every case, by when, and who has not answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static

from conference.errors import ConferenceError, Unavailable
from conference.text import one_line
from conference.views import CaseLine, CaseOrder
from screens.caseload_rows import (
    CaseRows,
    around,
    chosen_words,
    columns,
    next_order,
    order_words,
    practice_words,
    whose_words,
)
from screens.watch import follow
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import LineList, RowList
from screens.words.standing import person_words

if TYPE_CHECKING:
    from conference.review.desk import Desk

_NOTHING = "There is no case yet. Press n to take in an application."
_NOT_FOUND = "No case fits. Press escape to see all of them."


class Caseload(Screen[None]):
    """Every case the person at the desk may know of, the most urgent first.

    Dismissed when somebody else sits down. alone: nobody else works here.
    """

    CSS_PATH = "caseload.tcss"
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "Your cases, the most urgent first: what is to be done next, by when, and which agencies "
        "have not answered yet. Open a case with enter."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Take in an application by filling in a form"),
        Binding("o", "open_file", "From file", tooltip="Take in an application from a file"),
        Binding("slash", "search", "Search", key_display="/", tooltip="Find a case"),
        Binding("c", "chase", "Chase", tooltip="See which agencies to chase today"),
        Binding("s", "find", "Find words", tooltip="Search the words of all your cases"),
        Binding("d", "deadlines", "Deadlines", tooltip="What falls due over all cases"),
        Binding("y", "figures", "Figures", tooltip="The yearly figures that are published"),
        Binding("R", "retention", "Retention", tooltip="How long closed cases are kept"),
        Binding("t", "order", "Order", tooltip="Put the cases in another order"),
        Binding("T", "turn", "Backwards", show=False, tooltip="Turn the order round"),
        Binding("e", "ended", "Ended", tooltip="Show or hide closed and withdrawn cases"),
        Binding("p", "person", "Person", tooltip="Let somebody else sit down here"),
        Binding("q", "app.quit", "Quit", tooltip="Leave Case Conference"),
        Binding("escape", "all", "All cases", key_display="esc", tooltip="Stop searching"),
    ]
    cases = query_one("#cases", LineList)
    words = query_one("#search", Input)

    def __init__(self, desk: Desk, *, alone: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self._alone = alone
        self._with_ended = False
        self._by, self._backwards = CaseOrder.DUE, False
        self._rows: CaseRows | None = None
        self._read_once = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Whose caseload it is, the search, the cases, and the one under the cursor in full."""
        yield Static("", classes="title", id="whose", markup=False)
        yield Static("", classes="practice", id="practice", markup=False)
        yield Input(placeholder="Part of a reference or a name", id="search", compact=True)
        shown = columns(self._by, backwards=self._backwards)
        yield LineList(shown, id="cases", empty="Reading the cases…")
        yield Static("", id="chosen", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the cases, and again whenever somebody records something in one."""
        self.words.display = False
        self.query_one("#practice").display = False
        self._read_council()
        self._follow()

    def on_screen_resume(self) -> None:
        """Look at once on coming back from a case."""
        self.read()

    @work(group="follow")
    async def _follow(self) -> None:
        """Look again after each thing recorded, while no other screen is in front."""
        await self._read_once.wait()  # The first picture of the cases is not kept waiting.
        await follow(self.desk, lambda: self.read() if self.is_active else None)

    @work(exclusive=True, group="caseload", exit_on_error=True)
    async def read(self, at: str | None = None) -> None:
        """Read the cases; the cursor stays on its case, or goes to the one with the id `at`."""
        words, shown = self.words.value, (self.cases.key, at)
        try:
            ids, lines = await asyncio.to_thread(self._found, words, shown)
        except ConferenceError as error:
            self._unreadable(error)
            return
        finally:
            self._read_once.set()
        today = self.desk.today
        if self._rows is not None and self._rows.says(ids, lines, today) and lines:
            self._tell_chosen()  # In its place may stand why nothing could be read.
            return
        self._rows = CaseRows(ids, today, lines, self._want)
        self.cases.update(self._rows, empty=_NOT_FOUND if words else _NOTHING)
        if at is not None:
            self.cases.go_to(at)
        self._tell_chosen()

    def _found(
        self, words: str, shown: Sequence[str | None]
    ) -> tuple[Sequence[str], Sequence[CaseLine]]:
        """The ids of all cases in order, and the lines of those that are shown first."""
        from conference.review.reading import read_shown

        return read_shown(
            self.desk,
            lambda ids: around(ids, shown),
            words=words,
            ended=self._with_ended,
            by=self._by,
            backwards=self._backwards,
        )

    def _want(self) -> None:
        """Cases came into view whose lines were not read: read them when all are known."""
        self.call_later(self._read_missing)

    @work(group="lines")
    async def _read_missing(self) -> None:
        from conference.review.reading import read_lines

        rows = self._rows
        if rows is None or not (ids := rows.missing()):
            return
        try:
            lines = await asyncio.to_thread(read_lines, self.desk, ids)
        except ConferenceError as error:
            self._unreadable(error)
            return
        rows.put(ids, lines)
        if rows is self._rows:
            self.cases.update(rows)
            self._tell_chosen()

    def _unreadable(self, error: ConferenceError) -> None:
        """Say so; while the record is only away, the cases stay as they were."""
        if not (isinstance(error, Unavailable) and self._rows):
            self._rows = None
            self.cases.update(RowList(), empty=error.what)
        self.query_one("#chosen", Static).update(one_line(str(error)))

    @work(group="council")
    async def _read_council(self) -> None:
        from conference.review.reading import read_council

        try:
            council = await asyncio.to_thread(read_council, self.desk)
        except ConferenceError:
            return
        whose = whose_words(council.name, person_words(self.desk.person))
        self.query_one("#whose", Static).update(whose)
        line = self.query_one("#practice", Static)
        line.display = council.practice
        line.update(practice_words(council.source))

    # What is under the cursor

    def on_line_list_highlighted(self) -> None:
        """Say in full what the columns cut."""
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        line = self._rows.line(self.cases.key) if self._rows else None
        self.query_one("#chosen", Static).update(chosen_words(line) if line else "")

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Open the case."""
        self.open_case(event.key)

    def open_case(self, case_id: str) -> None:
        """Show a case in front of the caseload; to a representative, what their agency is asked."""
        from screens.case import CaseScreen

        asked = self.desk.person.roles == ("representative",)
        stage = "evidence" if asked else "application"
        self.app.push_screen(CaseScreen(self.desk, case_id, stage=stage))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to stop only while somebody searches."""
        if action == "all":
            return self.is_mounted and self.words.display
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        """Open the line to search in."""
        self.words.display = True
        self.words.focus()
        self.refresh_bindings()

    def on_input_changed(self) -> None:
        """Search while words are typed."""
        self.read()

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.cases.focus()

    def action_all(self) -> None:
        """Stop searching."""
        self.words.value = ""
        self.words.display = False
        self.cases.focus()
        self.refresh_bindings()

    def action_order(self) -> None:
        """Put the cases in the next order."""
        self._by = next_order(self._by)
        self._reorder()

    def action_turn(self) -> None:
        """Turn the order round."""
        self._backwards = not self._backwards
        self._reorder()

    def _reorder(self) -> None:
        self.cases.head(columns(self._by, backwards=self._backwards))
        self.notify(order_words(self._by, backwards=self._backwards), timeout=3, markup=False)
        self.read()

    def action_ended(self) -> None:
        """Show the closed and withdrawn cases too, or no longer."""
        self._with_ended = not self._with_ended
        shown = "Closed and withdrawn cases are shown." if self._with_ended else "Open cases only."
        self.notify(shown, markup=False)
        self.read()

    def action_chase(self) -> None:
        """Show who is to be chased today."""
        from conference.law.access import Operation
        from screens.rights import may_in_council

        if may_in_council(self, self.desk, Operation.CHASE):
            from screens.chase import ChaseScreen

            self.app.push_screen(ChaseScreen(self.desk))

    def action_find(self) -> None:
        """Search the words of all cases."""
        from screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk))

    def action_deadlines(self) -> None:
        """Show what falls due over all cases."""
        from conference.law.access import Operation
        from screens.rights import may_in_council

        if may_in_council(self, self.desk, Operation.READ_DEADLINES):
            from screens.deadlines import DeadlinesScreen

            self.app.push_screen(DeadlinesScreen(self.desk))

    def action_figures(self) -> None:
        """Show the yearly figures."""
        from conference.law.access import Operation
        from screens.rights import may_in_council

        if may_in_council(self, self.desk, Operation.READ_FIGURES):
            from screens.annual import AnnualScreen

            self.app.push_screen(AnnualScreen(self.desk))

    def action_retention(self) -> None:
        """Show the ended cases whose time has run."""
        from conference.law.access import Operation
        from screens.rights import may_in_council

        sets_it = "administrator" in self.desk.person.roles
        needed = Operation.SET_RETENTION if sets_it else Operation.PLACE_HOLD
        if may_in_council(self, self.desk, needed):
            from screens.retention import RetentionScreen

            self.app.push_screen(RetentionScreen(self.desk))

    def action_person(self) -> None:
        """Ask again who is at the desk."""
        if self._alone:
            self.notify("Nobody else works here yet.", markup=False)
        else:
            self.dismiss(None)

    @work
    async def action_new(self) -> None:
        """Take in an application by a form, and open its case."""
        from screens.intake import NewApplicationScreen

        await self._take_in(NewApplicationScreen(self.desk))

    @work
    async def action_open_file(self) -> None:
        """Take in an application from a file, after a look at what it holds."""
        from screens.application_file import ask_for_application

        form = await ask_for_application(self)
        if form is not None:
            from screens.application_file import ApplicationPreview

            await self._take_in(ApplicationPreview(self.desk, form))

    async def _take_in(self, screen: Screen[str | None]) -> None:
        from conference.law.access import Operation
        from screens.rights import may_in_council

        if not may_in_council(self, self.desk, Operation.RECEIVE):
            return
        case_id = await self.app.push_screen_wait(screen)
        if case_id is not None:
            self.read(case_id)
            self.open_case(case_id)
