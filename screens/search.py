"""Searching the words of all cases one may see: a line to write in, and what was found below."""

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

from conference.errors import ConferenceError
from conference.text import one_line
from conference.views import Hit, HitKind
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList

if TYPE_CHECKING:
    from conference.review.desk import Desk

_HOW = "Write a name, a reference, a postcode, words or parts of words, and press enter."
_NOTHING = "Nothing you may see holds all these words in one place."
_COLUMNS = (
    Column("Reference", width=12),
    Column("Applicant", share=2, hide_below=94),
    Column("Where", share=4),
    Column("Words", share=5),
)
_STAGES = {
    HitKind.INCIDENT: "timeline",
    HitKind.REPORT: "timeline",
    HitKind.ACTION: "evidence",
    HitKind.DECISION: "meeting",
    HitKind.RECOMMENDATION: "recommendations",
}
"""The stage of a case in which a hit is looked at; any other is in the application."""


class SearchScreen(Screen[None]):
    """Every place in a case that holds the words, as far as the person at the desk sees it."""

    DEFAULT_CSS = """
    SearchScreen #words { margin: 0 1; background: $panel; }
    SearchScreen #told { height: 1; padding: 0 2; color: $text-muted; }
    SearchScreen #hits { margin: 0 1; }
    SearchScreen #hit { height: 3; max-height: 3; padding: 0 2; border-top: solid $primary; }
    """
    AUTO_FOCUS = "Input"
    ABOUT: ClassVar[str] = (
        "Search all your cases for a name, a reference, an address or postcode, or words of the "
        "application, an incident, a report, an action, a decision or a recommendation. All the "
        "words must be in one place; a part of a word is enough, in capitals or small letters. "
        "What you may not see is never found. Enter opens the case."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "again", "Other words", key_display="/", tooltip="Search for other words"),
        Binding("escape", "close", "Caseload", key_display="esc", tooltip="Back to the caseload"),
    ]
    words = query_one("#words", Input)
    hits = query_one("#hits", LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: Sequence[Hit] = ()

    def compose(self) -> ComposeResult:
        """The line to write in, how much was found, the hits, and the one under the cursor."""
        yield Static("Search your cases", classes="title", markup=False)
        yield Input(placeholder="Words", id="words", compact=True)
        yield Static(_HOW, id="told", markup=False)
        yield LineList(_COLUMNS, id="hits", empty="")
        yield Static("", id="hit", markup=False)
        yield KeyFooter()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        event.stop()
        self._search(event.value)

    @work(exclusive=True, group="search")
    async def _search(self, words: str) -> None:
        from conference.review.searching import LIMIT, search

        self._tell("Searching…")
        try:
            found = await asyncio.to_thread(search, self.desk, words)
        except ConferenceError as error:
            found = ()
            self._show(found, one_line(f"{error.what} {error.next}"))
            return
        more = f"The first {LIMIT} places: add a word to find fewer." if len(found) == LIMIT else ""
        number = f"{len(found)} place{'' if len(found) == 1 else 's'} found."
        self._show(found, more or (number if found else _NOTHING))
        if found:
            self.hits.focus()

    def _show(self, found: Sequence[Hit], told: str) -> None:
        self._found = found
        self._tell(told)
        self.hits.update(RowList(hit_row(hit, place) for place, hit in enumerate(found)))
        self._tell_chosen()

    def _tell(self, words: str) -> None:
        self.query_one("#told", Static).update(words)

    def _chosen(self) -> Hit | None:
        key = self.hits.key
        return self._found[int(key)] if key is not None and int(key) < len(self._found) else None

    def _tell_chosen(self) -> None:
        hit = self._chosen()
        words = f"{hit.applicant}, {hit.where}. Stage: {hit.stage}.\n{hit.snippet}" if hit else ""
        self.query_one("#hit", Static).update("\n".join(map(one_line, words.split("\n"))))

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say in full what the columns cut."""
        event.stop()
        self._tell_chosen()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Open the case where the words were found."""
        event.stop()
        hit = self._chosen()
        if hit is not None:
            from screens.case import CaseScreen

            stage = _STAGES.get(hit.kind, "application")
            self.app.push_screen(CaseScreen(self.desk, hit.case_id, stage=stage))

    def action_again(self) -> None:
        """Write other words."""
        self.words.focus()

    def action_close(self) -> None:
        """Back to the caseload."""
        self.dismiss(None)


def hit_row(hit: Hit, place: int) -> Row:
    """One hit as a row; its key is its place, since one entry can be found only once."""
    return Row(str(place), (Cell(hit.reference, "strong"), hit.applicant, hit.where, hit.snippet))
