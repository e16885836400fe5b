"""Minutes in words."""

from __future__ import annotations

from conference.law.calendar import london_day
from conference.views import MeetingState, MeetingView, MinutesView
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.parts import short_day

NOTHING = "No minutes are begun yet. The b key composes them from what is recorded."


def edition_rows(editions: tuple[MinutesView, ...]) -> RowList:
    """A row for each edition, the newest first."""
    return RowList(
        [Row(one.id, (f"Edition {one.edition}", _state(one), one.why)) for one in editions[::-1]]
    )


def _state(one: MinutesView) -> Cell:
    if one.approved_at is None:
        return Cell("draft", "warning")
    return Cell(f"approved {short_day(london_day(one.approved_at))}", "success")


def edition_words(one: MinutesView | None, meeting: MeetingView | None) -> str:
    """What the edition under the cursor is, and what can be done with it."""
    if one is None:
        return NOTHING
    if one.approved_at is not None:
        return (
            f"Edition {one.edition}, approved by {one.approved_by} and locked. "
            f"Digest of its text: {one.digest}"
        )
    if meeting is not None and meeting.state.live:
        return f"Edition {one.edition} is a draft. It can be approved once the meeting is closed."
    return f"Edition {one.edition} is a draft. Enter words it; the chair approves it with p."


def may_be_approved(one: MinutesView | None, meeting: MeetingView | None) -> bool:
    """Whether an edition is a draft of a meeting that is over."""
    over = (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED)
    return (
        one is not None
        and one.approved_at is None
        and meeting is not None
        and meeting.state in over
    )
