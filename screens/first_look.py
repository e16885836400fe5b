"""The caseload before the record is open: to be looked at, with the cursor where it will be."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.views import CaseOrder
from screens.caseload_rows import (
    CaseRows,
    chosen_words,
    columns,
    practice_words,
    whose_words,
)
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import LineList

if TYPE_CHECKING:
    from conference.review.first_look import FirstLook


class EarlyCaseload(Vertical):
    """The first cases where the caseload will show them. A case chosen here is opened by it."""

    DEFAULT_CSS = """
    EarlyCaseload { height: 1fr; }
    EarlyCaseload #cases { margin: 1 1 0 1; }
    EarlyCaseload #chosen {
        height: 3; max-height: 3; padding: 0 3; border-top: solid $border-blurred;
        color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit", "Quit", tooltip="Leave Case Conference"),
    ]
    cases = query_one("#cases", LineList)

    def __init__(self, look: FirstLook) -> None:
        super().__init__()
        self.rows = CaseRows.of_lines(look.lines, look.today)
        who = f"{look.person} ({', '.join(look.roles)})"
        self.whose = whose_words(look.council, who)
        self.practice = practice_words(look.source)
        self.chosen: str | None = None
        """The id of the case that somebody wants to open."""

    def compose(self) -> ComposeResult:
        """What the caseload shows, in the same places."""
        yield Static(self.whose, classes="title", markup=False)
        yield Static(self.practice, classes="practice", markup=False)
        yield LineList(columns(CaseOrder.DUE, backwards=False), self.rows, id="cases")
        yield Static("", id="chosen", markup=False)

    async def show_on(self, screen: Screen[object]) -> None:
        """Take the place of the words that the record is being opened, until it is painted."""
        for one in screen.query(".title, #opening"):
            one.display = False
        await screen.mount(self, before=screen.query_one(KeyFooter))
        self.cases.focus()
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say in full what the columns cut."""
        event.stop()
        line = self.rows.line(event.key)
        self.query_one("#chosen", Static).update(chosen_words(line) if line else "")

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Remember which case is wanted."""
        event.stop()
        self.chosen = event.key
        self.query_one("#chosen", Static).update("Opening the case…")
