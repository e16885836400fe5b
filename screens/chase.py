"""Who to chase today: every late answer on which a rung is due, with its text ready to send."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.chasing import DONE_WORDS, RUNG_WORDS, days_ago
from conference.errors import ConferenceError
from conference.review import chasing
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.text import clean
from conference.views import ToChase
from screens.acting import attempt
from screens.case import CaseScreen
from screens.chase_steps import chased
from screens.save_dialog import ask_where, hand_over
from screens.watch import follow
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList
from screens.words.parts import short_day

_NOBODY = "Nobody is to be chased today."
_COLUMNS = (
    Column("Reference", 12),
    Column("Agency", share=3),
    Column("Due", 11),
    Column("Late", 9),
    Column("Next", 10),
    Column("Last chased", share=2),
)


class ChaseScreen(Screen[None]):
    """The list above, the text of the row under the cursor below it."""

    ABOUT: ClassVar[str] = (
        "The agencies whose answer is late, over all your cases, and the next rung for each: a "
        "reminder, then the escalation contact, then word that the panel goes on without it. The "
        "text below is ready to be copied (y) or saved as a file (s). When you have sent it, c "
        "records it as proof. Enter opens the case."
    )
    AUTO_FOCUS = "LineList"
    DEFAULT_CSS = """
    ChaseScreen #late { height: 2fr; min-height: 4; margin: 1 1 0 1; }
    ChaseScreen #whom { height: auto; max-height: 2; padding: 0 3; color: $text-muted; }
    ChaseScreen VerticalScroll {
        height: 3fr; margin: 0 1; padding: 0 2; border-top: solid $border-blurred;
        scrollbar-size-vertical: 1;
    }
    ChaseScreen #text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "chase", "Record", tooltip="Record that this chase was sent"),
        Binding("y", "copy", "Copy", tooltip="Copy the text, where the terminal lets it"),
        Binding("s", "save", "Save text", tooltip="Save the text as a file"),
        Binding("escape", "back", "Caseload", key_display="esc", tooltip="Back to the caseload"),
    ]
    late = query_one("#late", LineList)
    """Whom to chase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lines: Sequence[ToChase] = ()
        self._text = ""

    def compose(self) -> ComposeResult:
        """The title, the list, whom the text goes to, the text."""
        yield Static("Who to chase today", classes="title", markup=False)
        yield LineList(_COLUMNS, id="late", empty="Reading the requests…")
        yield Static("", id="whom", markup=False)
        with VerticalScroll():
            yield Static("", id="text", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the list, and again whenever somebody records something."""
        self._follow()

    def on_screen_resume(self) -> None:
        """Look at once on coming back from a case."""
        self.read()

    @work(group="follow")
    async def _follow(self) -> None:
        await follow(self.desk, lambda: self.read() if self.is_active else None)

    @work(exclusive=True, group="late")
    async def read(self) -> None:
        """Read who is to be chased; the cursor stays on its row."""
        try:
            lines = await asyncio.to_thread(chasing.to_chase, self.desk)
        except ConferenceError as error:
            self.late.update(RowList(), empty=error.what)
            return
        self._lines = lines
        self.late.update(chase_rows(lines, self.desk.today), empty=_NOBODY)
        self._tell()

    def on_line_list_highlighted(self) -> None:
        """Show the text of the row."""
        self._tell()

    @work(exclusive=True, group="text")
    async def _tell(self) -> None:
        """Show whom the text goes to, and the text."""
        line, whom, text = self._chosen(), "", ""
        if line is not None:
            whom = f"{RUNG_WORDS[line.rung].capitalize()}. Send it to: {_contact(line)}"
            try:
                text = await asyncio.to_thread(self._ready, line)
            except ConferenceError as error:
                text = str(error)
        self._text = text
        self.query_one("#whom", Static).update(clean(whom))
        self.query_one("#text", Static).update(clean(text))

    def _ready(self, line: ToChase) -> str:
        return chasing.ready_text(self.desk, line.case_id, line.request_id, line.rung)

    def _chosen(self) -> ToChase | None:
        return next((one for one in self._lines if one.request_id == self.late.key), None)

    def on_line_list_selected(self) -> None:
        """Open the case where its agencies are."""
        if (line := self._chosen()) is not None:
            self.app.push_screen(CaseScreen(self.desk, line.case_id, stage="evidence"))

    # Keys

    @work
    async def action_chase(self) -> None:
        """Record that the agency under the cursor was chased."""
        line = self._chosen()
        if line is None:
            self.notify(_NOBODY, markup=False)
            return
        case = await attempt(self, partial(read_case, self.desk, line.case_id, again=True))
        if case is None:
            return
        request = chasing.request_in(case, line.request_id)
        if await chased(self, self.desk, case, request):
            self.notify("The chase is recorded.", markup=False)
        self.read()

    def action_copy(self) -> None:
        """Copy the text."""
        if self._text:
            self.app.copy_to_clipboard(self._text)
            self.notify("Copied, if your terminal lets programs copy.", markup=False)

    @work
    async def action_save(self) -> None:
        """Save the text as a file."""
        line, text = self._chosen(), self._text
        if line is None or not text:
            self.notify(_NOBODY, markup=False)
            return
        name = file_name(line)
        if where := await ask_where(self, f"Where should {name} go?"):
            await hand_over(self, where, {name: text.encode()})

    def action_back(self) -> None:
        """Back to the caseload."""
        self.dismiss(None)


def file_name(line: ToChase) -> str:
    """A name every system takes: ER-2026-0001-council-housing-reminder.txt."""
    agency = "".join(letter if letter.isalnum() else "-" for letter in line.agency_name.lower())
    return f"{line.reference}-{'-'.join(filter(None, agency.split('-')))[:60]}-{line.rung}.txt"


def _contact(line: ToChase) -> str:
    return line.contact or "nobody is named for this agency in the settings"


def chase_rows(lines: Sequence[ToChase], today: date) -> RowList:
    """A row for each late answer."""
    return RowList(
        Row(
            line.request_id,
            (
                Cell(line.reference, "strong"),
                line.agency_name,
                short_day(line.due_on),
                Cell(f"{line.days_late} day{'' if line.days_late == 1 else 's'}", "error"),
                line.rung.value,
                _last_words(line, today),
            ),
        )
        for line in lines
    )


def _last_words(line: ToChase, today: date) -> str:
    if line.last_chased is None or line.last_rung is None:
        return "never"
    return f"{DONE_WORDS[line.last_rung]} {days_ago(line.last_chased, today)}"
