"""What a swim-lane shows, without the drawing: its lanes, its lines, the order of its entries.

A place is an index into the order: entries with a day in time, then those without one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from conference.timeline import EntryKind, Silence, Timeline, TimelineEntry
from screens.widgets.swim_filter import SwimFilter
from screens.widgets.swim_row import SilenceRow, SwimRow

ALL = SwimFilter()
Key = tuple[EntryKind, str]


@dataclass(frozen=True)
class Line:
    """One line below the axis: a lane's marks or, for a body that was told, its silences."""

    row: SwimRow
    silences: SilenceRow | None = None


class SwimChart:
    """A timeline arranged in lanes, as far as a filter lets it through."""

    def __init__(self, timeline: Timeline, only: SwimFilter = ALL) -> None:
        self.timeline = timeline
        lanes = {lane.key for lane in timeline.lanes}
        self.only = only if only.lane in lanes else replace(only, lane="")
        self.span = _span(timeline)
        self._dated = self._let_through(timeline.entries)
        self.undated = self._let_through(timeline.undated)
        self.lines = self._arrange()
        self.order = [*self._dated, *self.undated]
        self._places = {entry.key: place for place, entry in enumerate(self.order)}

    def _let_through(self, entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
        if self.only.lane:
            entries = [entry for entry in entries if entry.lane == self.only.lane]
        if self.only.beyond_lane:
            entries = [entry for entry in entries if self.only.takes(entry)]
        return list(entries)

    def _arrange(self) -> list[Line]:
        entries: dict[str, list[TimelineEntry]] = defaultdict(list)
        for entry in self._dated:
            entries[entry.lane].append(entry)
        told: dict[str, list[Silence]] = defaultdict(list)
        for silence in self.timeline.silences if self._shows_silences else ():
            told[silence.body].append(silence)
        today = self.timeline.taken_on.toordinal()
        lines = []
        for lane in self.timeline.lanes:
            if self.only.lane in ("", lane.key):
                row = SwimRow(lane.key, lane.name, entries[lane.key])
                lines.append(Line(row))
                if lane.key in told:
                    lines.append(Line(row, SilenceRow(told[lane.key], today)))
        return lines

    @property
    def _shows_silences(self) -> bool:
        """Silences are drawn from all reports: beside a part of the entries they would mislead."""
        return not self.only.beyond_lane

    @property
    def only_words(self) -> str:
        """What is left of the timeline, in words; empty for all of it."""
        lane = next((lane.name for lane in self.timeline.lanes if lane.key == self.only.lane), "")
        return self.only.words(lane)

    def place(self, key: Key) -> int | None:
        """The place of the entry with that key; None when it is not shown."""
        return self._places.get(key)

    def place_after(self, entry: TimelineEntry) -> int:
        """The place of the first entry on or after the day of one that is not shown."""
        if entry.first is None:
            return max(0, len(self.order) - 1)
        return self._first_on_or_after(entry.first.toordinal())

    def _first_on_or_after(self, day: int) -> int:
        return bisect_left(
            self._dated, day, key=lambda entry: entry.first.toordinal() if entry.first else 0
        )

    def place_of_id(self, entry_id: str) -> int | None:
        """The place of the first entry with that id; None when it is not shown."""
        found = (place for (_, id), place in self._places.items() if id == entry_id)
        of_group = (place for place, entry in enumerate(self.order) if entry_id in entry.members)
        return next(found, next(of_group, None))

    def line_of(self, entry: TimelineEntry) -> int:
        """The line an entry stands on; those without a day stand below the last."""
        if entry.first is None:
            return len(self.lines)
        return next(i for i, line in enumerate(self.lines) if line.row.key == entry.lane)

    # From one place to another

    def along(self, place: int, by: int) -> int:
        """The next (1) or previous (-1) place on the same lane, or the same place."""
        lane, target = self.order[place].lane, place + by
        while 0 <= target < len(self.order):
            if self.order[target].lane == lane:
                return target
            target += by
        return place

    def across(self, place: int, by: int) -> int:
        """The place nearest in time on the next lane below (1) or above (-1) that has entries."""
        entry = self.order[place]
        rows = [line.row for line in self.lines if line.silences is None and line.row.entries]
        index = len(rows)
        if entry.first is not None:
            index = next(i for i, row in enumerate(rows) if row.key == entry.lane)
        target = index + by
        if target == len(rows) and self.undated:
            return len(self._dated)
        if not 0 <= target < len(rows):
            return place
        row = rows[target]
        day = entry.first.toordinal() if entry.first else row.starts[-1]
        return self._places[row.entries[row.nearest(day)].key]

    def paged(self, place: int, day: int, by: int) -> int:
        """The first place on or after `day`, at least one step from `place`."""
        found = self._first_on_or_after(day)
        if by > 0:
            return max(min(found, len(self._dated) - 1), place + 1)
        return min(found, place - 1)


def _span(timeline: Timeline) -> tuple[int, int]:
    """First and last day drawn: every entry, and today where something is still silent."""
    days = [entry.last.toordinal() for entry in timeline.entries if entry.last]
    if timeline.never_acted or not days:
        days.append(timeline.taken_on.toordinal())
    first = timeline.entries[0].first if timeline.entries else None
    return first.toordinal() if first else days[0], max(days)
