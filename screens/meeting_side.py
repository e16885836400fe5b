"""The right of the meeting: who is present, what is owed and missing, and what has come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from conference.law.calendar import london_time
from conference.text import one_line
from conference.views import CaseFile, MeetingView
from screens.widgets.line_list import Column, LineList, RowList
from screens.words.meeting import people_rows
from screens.words.meeting_owed import advised, missing_returns, owed_words
from screens.words.parts import headed, listed, paragraphs

WAITS = "What comes in is kept for when the applicant has left."
MOST = 50
"""How many arrivals are kept in view; the record has them all."""


@dataclass(frozen=True)
class Arrival:
    """Something that came in, and when it was noticed; None where it was there before."""

    words: str
    at: datetime | None = None

    def line(self) -> str:
        """The time in London, and what it was: "14:32 Police logged an action"."""
        when = f"{london_time(self.at):%H:%M}" if self.at else "Earlier:"
        return f"{when} {one_line(self.words)}"


class MeetingSide(Vertical):
    """People above; below them what is owed, what is missing, and what came in, newest first."""

    DEFAULT_CSS = """
    MeetingSide #people { height: 1fr; }
    MeetingSide #news { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    MeetingSide #news:focus { background: $surface; }
    """

    people = query_one("#people", LineList)
    """Who is expected, here, or has left."""
    scroll = query_one("#news", VerticalScroll)
    """What is scrolled."""
    news = query_one("#news Static", Static)
    """What is owed, missing, and new."""

    def __init__(self) -> None:
        super().__init__(id="side")
        self._words = Content("")

    def compose(self) -> ComposeResult:
        """The list and the words."""
        yield LineList(
            [
                Column("Who", share=3),
                Column("For", share=2),
                Column("Here", 10),
                Column("Notice", 8, hide_below=60),
                Column("Conflict", 8, hide_below=60),
                Column("Comes as", 16, hide_below=70),
            ],
            empty="Nobody is expected yet.",
            id="people",
        )
        with VerticalScroll(id="news"):
            yield Static("", markup=False)

    def tell(
        self,
        case: CaseFile,
        meeting: MeetingView | None,
        came: Sequence[Arrival],
        *,
        runs: bool = True,
    ) -> None:
        """Show it anew; the cursor and what was scrolled to stay.

        runs: whether the reader runs the meeting; nobody else owes it anything.
        """
        self.people.update(people_rows(meeting) if meeting else RowList())
        words = _news(case, meeting, came, runs=runs) if meeting else Content("")
        if words != self._words:
            self._words = words
            self.news.update(words)


def _news(case: CaseFile, meeting: MeetingView, came: Sequence[Arrival], *, runs: bool) -> Content:
    if meeting.applicant_in_room_since is not None:
        return Content(WAITS)
    missing = missing_returns(case)
    still = owed_words(case, meeting) if runs else []
    better = advised(case, meeting) if runs else []
    newest = [one.line() for one in reversed(came[-MOST:])]
    return paragraphs(
        headed("Came in", listed(newest, "Nothing new so far.")),
        headed("Returns missing", listed(missing)) if missing else "",
        headed("Still owed, with its key", listed(still)) if still else "",
        headed("Better recorded", listed(better)) if better else "",
    )
