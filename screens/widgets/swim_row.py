"""What stands in each cell of one lane: marks, ranges, counts, and the silence after a report.

A row never walks through its entries to draw: for each visible column it asks sorted arrays how
many begin, run and end there, so the cost follows the screen and not the case.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from conference.timeline import EntryKind, Silence, TimelineEntry
from screens.widgets.swim_scale import Scale

MARKS = {
    EntryKind.INCIDENT: "●",
    EntryKind.REPORT: "▲",
    EntryKind.ACTION: "■",
    EntryKind.REQUEST: "?",
}
HATE_MARK = "*"
AGAINST_MARK = "◇"
"""An allegation against the applicant."""
OPEN_MARK = "□"
MANY = "+"

Cell = tuple[str, str]
"""A character and the name of its style."""
BLANK: Cell = (" ", "")


def mark_of(entry: TimelineEntry) -> str:
    """The character that stands for one entry."""
    if entry.about_applicant:
        return AGAINST_MARK
    if entry.hate:
        return HATE_MARK
    if entry.still_open and entry.kind is EntryKind.ACTION:
        return OPEN_MARK
    return MARKS[entry.kind]


class SwimRow:
    """The entries of one lane, arranged for drawing and for finding the nearest one."""

    def __init__(self, key: str, name: str, entries: Sequence[TimelineEntry]) -> None:
        self.key = key
        self.name = name
        self.entries = entries
        self.starts = [_ordinal(entry.first) for entry in entries]
        ranges = [entry for entry in entries if entry.last != entry.first]
        self._range_starts = [_ordinal(entry.first) for entry in ranges]
        self._range_ends = sorted(_ordinal(entry.last) for entry in ranges)

    def nearest(self, day: int) -> int:
        """The index of the entry whose first day is nearest to `day`."""
        after = bisect_left(self.starts, day)
        around = [index for index in (after, after - 1) if 0 <= index < len(self.starts)]
        return min(around, key=lambda index: abs(self.starts[index] - day))

    def cells(self, scale: Scale, first: int, width: int) -> list[Cell]:
        """The marks of `width` columns from column `first`."""
        days = [scale.first_day(column) for column in range(first, first + width + 1)]
        return [self._cell(scale, first + i, days[i], days[i + 1]) for i in range(width)]

    def _cell(self, scale: Scale, column: int, first_day: int, next_day: int) -> Cell:
        begin = bisect_left(self.starts, first_day)
        number = bisect_left(self.starts, next_day, begin) - begin
        if number > 1:
            return (str(number) if number < 10 else MANY, "count")
        if number == 1:
            entry = self.entries[begin]
            runs_on = scale.column(_ordinal(entry.last)) > column
            return ("├" if runs_on else mark_of(entry), entry.kind.name.lower())
        return self._range_cell(first_day, next_day)

    def _range_cell(self, first_day: int, next_day: int) -> Cell:
        begun = bisect_left(self._range_starts, first_day)
        if begun > bisect_left(self._range_ends, next_day):
            return ("─", "range")
        return ("┤", "range") if begun > bisect_left(self._range_ends, first_day) else BLANK


@dataclass(frozen=True)
class Run:
    """Silences that end together, drawn as one: `words` are the days of the longest."""

    first: int
    last: int
    words: str


def runs_of(silences: Iterable[Silence], today: int) -> list[Run]:
    """The runs of one agency's silences, which must come in order of their first day."""
    runs: list[Run] = []
    for silence in silences:
        first = silence.since.toordinal()
        last = silence.until.toordinal() if silence.until else max(first, today)
        if silence.acted and silence.until is None:
            continue
        if runs and first < runs[-1].last:
            last = max(last, runs[-1].last)
            runs[-1] = Run(runs[-1].first, last, runs[-1].words)
        else:
            runs.append(Run(first, last, _run_words(silence)))
    return runs


def _run_words(silence: Silence) -> str:
    if not silence.acted:
        return f"{silence.days_so_far}+"
    return f"{silence.days}" if silence.certain else f"~{silence.days}"


class SilenceRow:
    """What one agency was told and how long it then stayed silent."""

    def __init__(self, silences: Sequence[Silence], today: int) -> None:
        self._told = [silence.since.toordinal() for silence in silences]
        self._runs = runs_of(silences, today)
        self._firsts = [run.first for run in self._runs]
        self._lasts = [run.last for run in self._runs]

    def cells(self, scale: Scale, first: int, width: int) -> list[Cell]:
        """A dotted run with its days for each silence, a mark for each report told."""
        cells = [BLANK] * width
        first_day, end_day = scale.first_day(first), scale.first_day(first + width)
        begin = bisect_right(self._lasts, first_day)
        for run in self._runs[begin : bisect_left(self._firsts, end_day)]:
            begins = max(0, scale.column(run.first) - first)
            _draw_run(cells, begins, min(width, scale.column(run.last) - first), run.words)
        for column in range(width):
            lo, hi = scale.first_day(first + column), scale.first_day(first + column + 1)
            if bisect_left(self._told, hi) > bisect_left(self._told, lo):
                cells[column] = (MARKS[EntryKind.REPORT], "report")
        return cells


def _draw_run(cells: list[Cell], begins: int, ends: int, words: str) -> None:
    for column in range(begins, ends):
        cells[column] = ("·", "silence")
    space = ends - begins - 1
    if space < len(words):
        return
    start = begins + 1 + (space - len(words)) // 2
    for offset, character in enumerate(words):
        cells[start + offset] = (character, "days")


def _ordinal(day: date | None) -> int:
    if day is None:
        raise ValueError("only entries with a day stand on a lane")
    return day.toordinal()
