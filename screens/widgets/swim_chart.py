"""What a swim-lane shows, without the drawing: its lanes, its lines, the order of its entries.

A place is an index into the order: entries with a day in time, then those without one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from conference.timeline import EntryKind, Silence, Timeline, TimelineEntry
from screens.widgets.swim_row import SilenceRow, SwimRow

Key = tuple[EntryKind, str]


@dataclass(frozen=True)
class Line:
    """One line below the axis: a lane's marks or, for a body that was told, its silences."""

    row: SwimRow
    silences: SilenceRow | None = None


class SwimChart:
    """A timeline arranged in lanes; `only` is the key of the one lane shown, None for all."""

    def __init__(self, timeline: Timeline, only: str | None = None) -> None:
        self.timeline = timeline
        self.only = only if only in {lane.key for lane in timeline.lanes} else None
        self.span = _span(timeline)
        self.lines = self._arrange()
        shown = {line.row.key for line in self.lines}
        self.undated = [entry for entry in timeline.undated if entry.lane in shown]
        self._dated = [entry for entry in timeline.entries if entry.lane in shown]
        self.order = [*self._dated, *self.undated]
        self._places = {entry.key: place for place, entry in enumerate(self.order)}

    def _arrange(self) -> list[Line]:
        entries: dict[str, list[TimelineEntry]] = defaultdict(list)
        for entry in self.timeline.entries:
            entries[entry.lane].append(entry)
        told: dict[str, list[Silence]] = defaultdict(list)
        for silence in self.timeline.silences:
            told[silence.body].append(silence)
        today = self.timeline.taken_on.toordinal()
        lines = []
        for lane in self.timeline.lanes:
            if self.only in (None, lane.key):
                row = SwimRow(lane.key, lane.name, entries[lane.key])
                lines.append(Line(row))
                if lane.key in told:
                    lines.append(Line(row, SilenceRow(told[lane.key], today)))
        return lines

    @property
    def only_name(self) -> str:
        """The name of the one lane shown, or empty."""
        return next((lane.name for lane in self.timeline.lanes if lane.key == self.only), "")

    def place(self, key: Key) -> int | None:
        """The place of the entry with that key; None when it is not shown."""
        return self._places.get(key)

    def place_of_id(self, entry_id: str) -> int | None:
        """The place of the first entry with that id; None when it is not shown."""
        found = (place for (_, id), place in self._places.items() if id == entry_id)
        return next(found, None)

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
        found = bisect_left(
            self._dated, day, key=lambda entry: entry.first.toordinal() if entry.first else 0
        )
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
