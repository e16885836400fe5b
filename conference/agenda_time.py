"""The minutes of an agenda: planned, used, over and left, against what is booked.

Time counts while an item is the current one and the meeting is open: a break counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference.views import AgendaItemView, ItemState, MeetingView

_MINUTE = 60


@dataclass(frozen=True)
class AgendaTime:
    """How the agenda stands against the clock. Minutes are whole; a minute begun is not counted."""

    booked: int
    planned: int
    """Of all items together."""
    used: int
    """Of all items together, the running one with it."""
    to_come: int
    """Planned for what is not done: of the current item, what is left of it."""

    @property
    def left(self) -> int:
        """Minutes of the booked time that are not used; negative beyond it."""
        return self.booked - self.used

    @property
    def over(self) -> int:
        """By how many minutes it will pass the booked time, if what is to come takes as planned."""
        return max(0, self.used + self.to_come - self.booked)


def used_seconds(item: AgendaItemView, now: datetime) -> int:
    """How long an item has taken until now, its running stretch included."""
    running = (now - item.started_at).total_seconds() if item.started_at else 0
    return item.used_seconds + max(0, int(running))


def agenda_time(meeting: MeetingView, now: datetime) -> AgendaTime:
    """The totals of a meeting. now: an aware instant."""
    return AgendaTime(
        booked=meeting.booked_minutes,
        planned=sum(item.planned_minutes for item in meeting.items),
        used=sum(used_seconds(item, now) for item in meeting.items) // _MINUTE,
        to_come=sum(_to_come(item, now) for item in meeting.items),
    )


def _to_come(item: AgendaItemView, now: datetime) -> int:
    if item.state is ItemState.DONE:
        return 0
    return max(0, item.planned_minutes - used_seconds(item, now) // _MINUTE)


def minutes_words(minutes: int) -> str:
    """A number of minutes in words: "1 minute", "20 minutes"."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def item_words(item: AgendaItemView, now: datetime) -> str:
    """How an item stands against its minutes: "3 minutes left", "2 minutes over", or "".

    A minute that has begun is still there; one is over only once it is past.
    """
    if item.state is not ItemState.CURRENT or not item.planned_minutes:
        return ""
    left = item.planned_minutes * _MINUTE - used_seconds(item, now)
    if left <= -_MINUTE:
        return f"{minutes_words(-left // _MINUTE)} over"
    if left <= 0:
        return "time is up"
    if left < _MINUTE:
        return "less than a minute left"
    return f"{minutes_words(-(-left // _MINUTE))} left"


def planned_words(meeting: MeetingView) -> str:
    """The planned minutes against those that are booked, in a sentence."""
    planned = sum(item.planned_minutes for item in meeting.items)
    told = f"{minutes_words(planned)} planned of {meeting.booked_minutes} booked"
    spare = meeting.booked_minutes - planned
    if spare < 0:
        return f"{told}: {minutes_words(-spare)} too many."
    return f"{told}: {minutes_words(spare)} to spare." if spare else f"{told}."


def overrun_words(meeting: MeetingView, now: datetime) -> str:
    """By how much the meeting will pass its booked time, in a sentence; "" where it will not."""
    time = agenda_time(meeting, now)
    if time.left < 0:
        return f"The booked time is over by {minutes_words(-time.left)}."
    if time.over:
        return f"At this pace it ends {minutes_words(time.over)} after the booked time."
    return ""
