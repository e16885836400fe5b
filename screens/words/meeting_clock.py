"""The chair's clock, in words short enough for one line: what is used, left, and over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from conference.agenda_time import agenda_time, planned_words, used_seconds
from conference.law.calendar import london_time
from conference.views import AgendaItemView, MeetingState, MeetingView

_BEFORE = (MeetingState.PLANNED, MeetingState.CANCELLED)


def used_minutes(item: AgendaItemView, now: datetime) -> int:
    """Whole minutes an item took so far."""
    return used_seconds(item, now) // 60


def is_over(meeting: MeetingView, now: datetime) -> bool:
    """Whether the current item or the meeting takes longer than it was given."""
    item = meeting.current
    late = item is not None and 0 < item.planned_minutes < used_minutes(item, now)
    return meeting.state is MeetingState.OPEN and (late or agenda_time(meeting, now).left < 0)


def clock_words(meeting: MeetingView, now: datetime, width: int = 200) -> str:
    """The time of day, the current item's time and the meeting's, in at most `width` cells.

    What there is no room for is left out from the end.
    """
    parts = list(_parts(meeting, now))
    while len(" · ".join(parts)) > width and len(parts) > 1:
        del parts[-1]
    return " · ".join(parts)


def _parts(meeting: MeetingView, now: datetime) -> Iterator[str]:
    time = agenda_time(meeting, now)
    if meeting.state in _BEFORE:
        yield f"Agenda: {planned_words(meeting)}"
    elif meeting.state is not MeetingState.OPEN:
        yield f"Its items took {time.used} of {time.booked} minutes booked"
    else:
        yield f"{london_time(now):%H:%M}"
        if (item := meeting.current) is not None:
            yield f"Item {item.position}: {_of(used_minutes(item, now), item.planned_minutes)}"
        yield f"Meeting: {_of(time.used, time.booked)}"
        if time.left >= 0 and time.over:
            yield f"as planned it ends {time.over} min LATE"
        elif time.to_come:
            yield f"{time.to_come} min to come"


def _of(used: int, given: int) -> str:
    """Minutes used of those given: "12 of 20 min, 8 left", or "24 of 20 min, OVER by 4"."""
    if not given:
        return f"{used} min"
    left = given - used
    return f"{used} of {given} min, {f'{left} left' if left >= 0 else f'OVER by {-left}'}"
