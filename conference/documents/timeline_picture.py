"""The timeline as a drawing: where on the paper each entry and each silence stands, and in words.

Only places and words are worked out here; `templates/papers/timeline.typ` draws them. The drawing
stays small however long the case is: entries that would fall on one another are drawn once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from conference.law.when import uk_day
from conference.silences import Silence
from conference.timeline import EntryKind, Timeline, TimelineEntry
from conference.timeline_text import days_words

_STEPS_ACROSS = 400
"""As many places as the eye can tell apart on the width of a page."""
_MOST_TICKS = 8
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_LETTER = 0.0125
"""The width of a letter of a label, as a share of the axis."""


@dataclass(frozen=True)
class Tick:
    """A day that is named on the axis. at: from 0 at its beginning to 1 at its end."""

    at: float
    words: str


@dataclass(frozen=True)
class DrawnEntry:
    """One or more entries of a kind at a place; longer than a point where the day is a range."""

    sign: str
    """The kind of the entry."""
    at: float
    to: float


@dataclass(frozen=True)
class DrawnSilence:
    """The time in which a body did nothing after it was told."""

    at: float
    to: float
    words: str
    """How long, where there is room for it; else empty."""
    label_at: float
    """The middle of those words."""
    ended: bool
    """Whether the body has acted since."""


@dataclass(frozen=True)
class DrawnLane:
    """One row of the drawing."""

    name: str
    entries: tuple[DrawnEntry, ...]
    silences: tuple[DrawnSilence, ...]


@dataclass(frozen=True)
class TimelinePicture:
    """What is drawn, and the same in words for those who cannot see it."""

    alt: str
    ticks: tuple[Tick, ...]
    lanes: tuple[DrawnLane, ...]
    today: float
    signs: tuple[str, ...]
    """The kinds of entry that are drawn, for the key."""
    earlier: int
    """How many entries are older than the axis: they stand at its left end."""


def timeline_picture(t: Timeline) -> TimelinePicture | None:
    """The drawing of a timeline; None where nothing has a known day."""
    if not t.entries:
        return None
    axis = _Axis(t)
    lanes = tuple(
        DrawnLane(
            name=lane.name,
            entries=tuple(_entries(axis, (e for e in t.entries if e.lane == lane.key))),
            silences=tuple(_silences(axis, [s for s in t.silences if s.body == lane.key])),
        )
        for lane in t.lanes
    )
    drawn = {entry.sign for lane in lanes for entry in lane.entries}
    return TimelinePicture(
        alt=" ".join(_described(t)),
        ticks=tuple(axis.ticks()),
        lanes=lanes,
        today=axis.place(t.taken_on),
        signs=tuple(kind.value for kind in EntryKind if kind.value in drawn),
        earlier=axis.earlier,
    )


class _Axis:
    """The days of a timeline on a line from 0 to 1, to the last entry or today.

    It begins with the first incident or report: a tenancy ten years before would leave no room.
    """

    def __init__(self, t: Timeline) -> None:
        told = [e for e in t.entries if e.kind in (EntryKind.INCIDENT, EntryKind.REPORT)]
        self.first = min(entry.first or t.taken_on for entry in told or t.entries)
        self.earlier = sum((entry.first or self.first) < self.first for entry in t.entries)
        last = max(*(entry.last or t.taken_on for entry in t.entries), t.taken_on)
        self.last = max(last, self.first + timedelta(days=7))

    def place(self, day: date) -> float:
        """Where the day stands, to a step that the eye can tell."""
        share = (day - self.first) / (self.last - self.first)
        return round(min(max(share, 0.0), 1.0) * _STEPS_ACROSS) / _STEPS_ACROSS

    def ticks(self) -> Iterator[Tick]:
        """The days that are named: weeks in a short time, else months or years."""
        if (self.last - self.first).days <= 7 * _MOST_TICKS:
            for number in range(_MOST_TICKS + 1):
                day = self.first + timedelta(days=7 * number)
                if day <= self.last:
                    yield Tick(self.place(day), f"{day.day} {day:%b %Y}")
            return
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((one for one in _MONTHS if months / one <= _MOST_TICKS), _MONTHS[-1])
        number = -(-(self.first.year * 12 + self.first.month) // step) * step
        while (day := date(number // 12, number % 12 + 1, 1)) <= self.last:
            yield Tick(self.place(day), f"{day:%b %Y}" if step < 12 else f"{day:%Y}")
            number += step


def _entries(axis: _Axis, entries: Iterable[TimelineEntry]) -> Iterator[DrawnEntry]:
    """The entries of a lane, those that fall on one another once."""
    drawn = {
        DrawnEntry(entry.kind.value, axis.place(entry.first), axis.place(entry.last))
        for entry in entries
        if entry.first and entry.last
    }
    yield from sorted(drawn, key=lambda one: (one.at, one.to, one.sign))


def _silences(axis: _Axis, silences: Iterable[Silence]) -> Iterator[DrawnSilence]:
    """The silences of a lane that do not lie within a longer one, the longest named first."""
    free, labels = list[tuple[float, float]](), list[tuple[float, float]]()
    for silence in sorted(silences, key=lambda one: (-_days(one), one.since)):
        start, end = axis.place(silence.since), axis.place(_end(axis, silence))
        if end <= start or any(start >= a and end <= b for a, b in free):
            continue
        free.append((start, end))
        words = days_words(_days(silence))
        half = len(words) * _LETTER / 2
        middle = min(max((start + end) / 2, half), 1 - half)
        span = (middle - half, middle + half)
        named = not any(span[0] < b and span[1] > a for a, b in labels)
        if named:
            labels.append(span)
        yield DrawnSilence(start, end, words if named else "", middle, silence.acted)


def _days(silence: Silence) -> int:
    """How long it lasted, or has lasted so far; 0 where the body acted on a day not known."""
    return (silence.days or 0) if silence.acted else silence.days_so_far


def _end(axis: _Axis, silence: Silence) -> date:
    if not silence.acted:
        return silence.since + timedelta(days=silence.days_so_far)
    return silence.until or min(silence.since, axis.last)


def _described(t: Timeline) -> Iterator[str]:
    """The drawing in sentences: what each lane holds, and how long nothing came."""
    first, last = t.entries[0].first or t.taken_on, t.taken_on
    yield f"Timeline from {uk_day(first)} to {uk_day(last)}."
    for lane in t.lanes:
        number = sum(entry.lane == lane.key for entry in t.entries)
        yield f"{lane.name}: {_counted(number)}{_longest(t, lane.key)}."
    yield "The chronology tells the same in words."


def _counted(number: int) -> str:
    return f"{number or 'no'} {'entry' if number == 1 else 'entries'} with a known day"


def _longest(t: Timeline, body: str) -> str:
    own = [silence for silence in t.silences if silence.body == body]
    longest = max(map(_days, own), default=0)
    never = sum(not silence.acted for silence in own)
    waited = f", nothing for up to {days_words(longest)} after a report" if longest else ""
    return waited + (f", {never} never acted on" if never else "")
