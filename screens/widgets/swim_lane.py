"""The swim-lane: a case over time, one lane for the incidents, the reports and each agency.

Drawn line by line, so only what is visible is ever rendered. Every state has a character or a word
of its own: nothing is told by colour alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from conference.law.when import uk_day
from conference.timeline import EntryKind, Silence, Timeline, TimelineEntry
from conference.timeline_text import silence_words
from screens.widgets.cells import cut
from screens.widgets.swim_row import (
    BLANK,
    HATE_MARK,
    MANY,
    MARKS,
    OPEN_MARK,
    Cell,
    SilenceRow,
    SwimRow,
    mark_of,
)
from screens.widgets.swim_scale import Scale, Zoom, axis, scale_for

TOP_LINES = 3
"""The status line and the two lines of the axis."""
_MARK_WORDS = {
    MARKS[EntryKind.INCIDENT]: "incident",
    HATE_MARK: "hate",
    MARKS[EntryKind.REPORT]: "report",
    MARKS[EntryKind.ACTION]: "action",
    OPEN_MARK: "still open",
    MARKS[EntryKind.REQUEST]: "asked",
}
STEPS = tuple(Zoom)

Key = tuple[EntryKind, str]


def describe(entry: TimelineEntry, silences: Iterable[Silence] = ()) -> Content:
    """One entry in full, as literal text, with the silence after it where it is a report."""
    parts: list[str | tuple[str, str]] = [(entry.title, "bold"), f"\n{entry.when} · {entry.who}"]
    if entry.shortened:
        parts.append("\nThis is the wording for this audience; the entry says more.")
    for label, words in entry.detail:
        parts += ["\n", (f"{label}: ", "bold"), words]
    for silence in silences:
        if entry.kind is EntryKind.REPORT and silence.report_id == entry.id:
            parts += ["\n", ("First action: ", "bold"), silence_words(silence)]
    if entry.mark is not None:
        parts += ["\n", ("May be told to: ", "bold"), str(entry.mark)]
    return Content.assemble(*parts)


@dataclass(frozen=True)
class _Line:
    """One line below the axis: a lane's marks or, for an agency, its silences."""

    row: SwimRow
    silences: SilenceRow | None = None


class SwimLane(ScrollView, can_focus=True):
    """A `Timeline` to look through by key: move in time, between lanes, closer and wider."""

    DEFAULT_CSS = """
    SwimLane {
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    SwimLane > .swim-lane--name { text-style: bold; }
    SwimLane > .swim-lane--axis { color: $text-primary; }
    SwimLane > .swim-lane--status { background: $panel; color: $foreground; }
    SwimLane > .swim-lane--incident { color: $text-error; text-style: bold; }
    SwimLane > .swim-lane--report { color: $text-warning; text-style: bold; }
    SwimLane > .swim-lane--action { color: $text-success; text-style: bold; }
    SwimLane > .swim-lane--request { color: $text-primary; text-style: bold; }
    SwimLane > .swim-lane--range { color: $foreground; }
    SwimLane > .swim-lane--count { text-style: bold; }
    SwimLane > .swim-lane--silence { color: $text-warning; }
    SwimLane > .swim-lane--days { color: $text-warning; text-style: bold; }
    SwimLane > .swim-lane--legend { color: $foreground; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"swim-lane--{name}"
        for name in (
            *("name", "axis", "status", "legend", "range", "count", "silence", "days"),
            *("incident", "report", "action", "request"),
        )
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "step(1)", "Next", tooltip="The next entry in time"),
        Binding("left,p", "step(-1)", "Previous", tooltip="The entry before it in time"),
        Binding("down", "lane(1)", "Lane below", show=False, tooltip="The lane below"),
        Binding("up", "lane(-1)", "Lane above", show=False, tooltip="The lane above"),
        Binding("shift+right", "along(1)", "Next in lane", show=False),
        Binding("shift+left", "along(-1)", "Previous in lane", show=False),
        Binding("pagedown", "page(1)", "Later", show=False, tooltip="One screenful later"),
        Binding("pageup", "page(-1)", "Earlier", show=False, tooltip="One screenful earlier"),
        Binding("home", "go(0)", "First", show=False, tooltip="The first entry"),
        Binding("end", "go(-1)", "Last", show=False, tooltip="The last entry"),
        Binding("plus,equals_sign", "zoom(1)", "Closer", key_display="+", tooltip="Zoom in"),
        Binding("minus", "zoom(-1)", "Wider", key_display="-", tooltip="Zoom out"),
        Binding("f", "only_lane", "One lane", tooltip="Show only this lane, or all again"),
        Binding("enter", "select", "Read", tooltip="Read this entry"),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor came to another entry."""

        swim_lane: SwimLane
        entry_id: str
        entry: TimelineEntry

        @property
        def control(self) -> SwimLane:
            """The swim-lane it happened in."""
            return self.swim_lane

    @dataclass
    class Selected(Highlighted):
        """The entry under the cursor was chosen."""

    def __init__(self, timeline: Timeline | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline = timeline
        self._zoom = Zoom.CASE
        self._only: str | None = None
        self._rows: list[SwimRow] = []
        self._lines: list[_Line] = []
        self._silences: dict[str, SilenceRow] = {}
        self._order: list[TimelineEntry] = []
        self._undated: list[TimelineEntry] = []
        self._places: dict[Key, int] = {}
        self._cursor = 0
        self._scale = Scale(1, 1, 1, 1)
        self._span = (1, 1)
        self._legend: list[str] = []
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(256)
        if timeline is not None:
            self._arrange(timeline)

    # What it shows

    @property
    def current(self) -> TimelineEntry | None:
        """The entry under the cursor; None in an empty timeline."""
        return self._order[self._cursor] if self._order else None

    @property
    def zoom(self) -> Zoom:
        """How much of the case one screenful shows."""
        return self._zoom

    def update(self, timeline: Timeline) -> None:
        """Show a newer picture; the cursor stays on its entry, or on that place if it is gone."""
        before = self.current
        self._arrange(timeline)
        if before is not None and self._order:
            place = self._places.get(before.key, min(self._cursor, len(self._order) - 1))
            self._cursor = place
        self._fit()
        if self.current is not None and (before is None or before.key != self.current.key):
            self._post_highlighted()

    def go_to(self, entry_id: str) -> bool:
        """Put the cursor on the entry with this id; False if it is not shown."""
        found = (place for (_, id), place in self._places.items() if id == entry_id)
        place = next(found, None)
        if place is not None:
            self._move_to(place)
        return place is not None

    def _arrange(self, timeline: Timeline) -> None:
        self._timeline = timeline
        by_lane: dict[str, list[TimelineEntry]] = defaultdict(list)
        for entry in timeline.entries:
            by_lane[entry.lane].append(entry)
        if self._only not in {lane.key for lane in timeline.lanes}:
            self._only = None
        self._rows = [SwimRow(lane.key, lane.name, by_lane[lane.key]) for lane in timeline.lanes]
        told: dict[str, list[Silence]] = defaultdict(list)
        for silence in timeline.silences:
            told[silence.agency_id].append(silence)
        today = timeline.taken_on.toordinal()
        self._span = _span(timeline)
        self._silences = {key: SilenceRow(some, today) for key, some in told.items()}
        self._filter()

    def _filter(self) -> None:
        if self._timeline is None:
            return
        shown = [row for row in self._rows if self._only in (None, row.key)]
        self._lines = []
        for row in shown:
            self._lines.append(_Line(row))
            if row.key in self._silences:
                self._lines.append(_Line(row, self._silences[row.key]))
        if self._only is None:
            dated: Iterable[TimelineEntry] = self._timeline.entries
        else:
            dated = (entry for entry in self._timeline.entries if entry.lane == self._only)
        self._undated = [e for e in self._timeline.undated if self._only in (None, e.lane)]
        self._order = [*dated, *self._undated]
        self._places = {entry.key: place for place, entry in enumerate(self._order)}

    # Where it stands

    @property
    def _name_width(self) -> int:
        longest = max((len(row.name) for row in self._rows), default=0)
        return max(12, min(longest + 3, 22, self.size.width // 4))

    @property
    def _columns(self) -> int:
        return max(1, self.size.width - self._name_width)

    @property
    def _body_height(self) -> int:
        return max(1, self.size.height - TOP_LINES - len(self._legend))

    def _fit(self) -> None:
        """Work out scale, legend and size anew, and bring the cursor into view."""
        if not self.size:
            return
        first, last = self._span
        self._scale = scale_for(self._zoom, first, last - first + 1, self._columns)
        self._legend = _legend_lines(self._legend_words(), self.size.width)
        lines = len(self._lines) + bool(self._undated)
        self.virtual_size = Size(
            self._name_width + self._scale.width, TOP_LINES + lines + len(self._legend)
        )
        self._strips.clear()
        self._bring_into_view(centre=True)
        self.refresh()

    def on_resize(self) -> None:
        """Fit the case to the new width."""
        self._fit()

    def on_mount(self) -> None:
        """Tell whoever listens where the cursor starts."""
        if self.current is not None:
            self._post_highlighted()

    def notify_style_update(self) -> None:
        """Forget what was drawn in another theme."""
        super().notify_style_update()
        self._strips.clear()

    def _bring_into_view(self, *, centre: bool = False) -> None:
        entry = self.current
        if entry is None:
            return
        x, y = self.scroll_offset
        if entry.first is not None:
            column = self._scale.column(entry.first.toordinal())
            margin = min(4, self._columns // 4)
            if centre or not x + margin <= column < x + self._columns - margin:
                x = column - self._columns // 2
        line = self._line_of(entry)
        if line < y:
            y = line
        elif line >= y + self._body_height:
            y = line - self._body_height + 1
        widest = max(0, self._scale.width - self._columns)
        self.scroll_to(max(0, min(x, widest)), max(0, y), animate=False, force=True)

    def _line_of(self, entry: TimelineEntry) -> int:
        if entry.first is None:
            return len(self._lines)
        return next(i for i, line in enumerate(self._lines) if line.row.key == entry.lane)

    # Moving

    def _move_to(self, place: int) -> None:
        place = max(0, min(place, len(self._order) - 1))
        if not self._order or place == self._cursor:
            return
        self._cursor = place
        self._bring_into_view()
        self.refresh()
        self._post_highlighted()

    def _post_highlighted(self) -> None:
        if entry := self.current:
            self.post_message(self.Highlighted(self, entry.id, entry))

    def action_step(self, by: int) -> None:
        """Go to the next or previous entry in time, on whatever lane; undated ones come last."""
        self._move_to(self._cursor + by)

    def action_go(self, place: int) -> None:
        """Go to the first entry, or with -1 to the last."""
        self._move_to(place if place >= 0 else len(self._order) + place)

    def action_along(self, by: int) -> None:
        """Go to the next or previous entry of the same lane."""
        entry, place = self.current, self._cursor + by
        while entry and 0 <= place < len(self._order):
            if self._order[place].lane == entry.lane:
                self._move_to(place)
                return
            place += by

    def action_lane(self, by: int) -> None:
        """Go to the entry nearest in time on the next lane that has any."""
        entry = self.current
        if entry is None:
            return
        rows = [line.row for line in self._lines if line.silences is None and line.row.entries]
        if entry.first is None:
            index = len(rows)
        else:
            index = next(i for i, row in enumerate(rows) if row.key == entry.lane)
        if not 0 <= (target := index + by) < len(rows):
            if target == len(rows) and self._undated:
                self._move_to(len(self._order) - len(self._undated))
            return
        day = entry.first.toordinal() if entry.first else rows[target].starts[-1]
        row = rows[target]
        self._move_to(self._places[row.entries[row.nearest(day)].key])

    def action_page(self, by: int) -> None:
        """Go one screenful later or earlier."""
        entry = self.current
        if entry is None or entry.first is None:
            self.action_step(by)
            return
        column = self._scale.column(entry.first.toordinal()) + by * self._columns
        day = self._scale.first_day(column)
        dated = len(self._order) - len(self._undated)
        place = bisect_left(
            self._order, day, 0, dated, key=lambda e: e.first.toordinal() if e.first else 0
        )
        if by > 0:
            self._move_to(max(min(place, dated - 1), self._cursor + 1))
        else:
            self._move_to(min(place, self._cursor - 1))

    def action_zoom(self, by: int) -> None:
        """Show less of the case in more detail, or more of it; the cursor stays in the middle."""
        length = self._scale.length
        steps = [step for step in STEPS if step is Zoom.CASE or step.value < length]
        place = steps.index(self._zoom) + by if self._zoom in steps else 0
        if 0 <= place < len(steps):
            self._zoom = steps[place]
            self._fit()

    def action_only_lane(self) -> None:
        """Show only the lane of the cursor, or all lanes again."""
        entry = self.current
        if entry is None:
            return
        self._only = entry.lane if self._only is None else None
        self._filter()
        self._cursor = self._places[entry.key]
        self._fit()

    def action_select(self) -> None:
        """Choose the entry under the cursor."""
        if entry := self.current:
            self.post_message(self.Selected(self, entry.id, entry))

    def on_click(self, event: events.Click) -> None:
        """Highlight the entry that was clicked; choose it when it was highlighted already."""
        entry = self._entry_at(event.x, event.y)
        if entry is None:
            return
        if self.current is not None and self.current.key == entry.key:
            self.action_select()
        else:
            self._move_to(self._places[entry.key])

    def _entry_at(self, x: int, y: int) -> TimelineEntry | None:
        column = x - self._name_width
        index = y - TOP_LINES + self.scroll_offset.y
        if not 0 <= y - TOP_LINES < self._body_height or column < 0:
            return None
        if index == len(self._lines) and column < len(self._undated):
            return self._undated[column]
        if not 0 <= index < len(self._lines) or not self._lines[index].row.entries:
            return None
        row = self._lines[index].row
        return row.entries[row.nearest(self._scale.first_day(column + self.scroll_offset.x))]

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget: status, axis, a lane, or the legend."""
        width = self.size.width
        if self._timeline is None:
            return Strip.blank(width, self.rich_style)
        legend = y - (self.size.height - len(self._legend))
        if legend >= 0:
            return self._words(self._legend[legend], "legend")
        if y == 0:
            return self._words(self._status(), "status")
        if y < TOP_LINES:
            return self._axis_line(y - 1)
        index = y - TOP_LINES + self.scroll_offset.y
        if index < len(self._lines):
            return self._lane_line(index)
        if index == len(self._lines) and self._undated:
            return self._undated_line()
        return Strip.blank(width, self.rich_style)

    def _style(self, name: str) -> Style:
        if not name:
            return self.rich_style
        return self.get_component_rich_style(f"swim-lane--{name}")

    def _words(self, text: str, style: str) -> Strip:
        width = self.size.width
        return Strip([Segment(cut(text, width), self._style(style))], width)

    def _axis_line(self, number: int) -> Strip:
        key = ("axis", number, self.scroll_offset.x)
        if (strip := self._strips.get(key)) is None:
            text = axis(self._scale, self.scroll_offset.x, self._columns)[number]
            strip = self._words(" " * self._name_width + text, "axis")
            self._strips[key] = strip
        return strip

    def _lane_line(self, index: int) -> Strip:
        line, x = self._lines[index], self.scroll_offset.x
        here = line.silences is None and self._is_here(line.row.key)
        marked = self._cursor_columns() if here else None
        key = (index, x, marked, self.has_focus)
        if (strip := self._strips.get(key)) is None:
            source = line.row if line.silences is None else line.silences
            cells = source.cells(self._scale, x, self._columns)
            name = line.row.name if line.silences is None else "  silence"
            strip = self._lane_strip(name, cells, here, marked)
            self._strips[key] = strip
        return strip

    def _is_here(self, lane: str) -> bool:
        return (
            self.current is not None
            and self.current.first is not None
            and (self.current.lane == lane)
        )

    def _cursor_columns(self) -> tuple[int, int] | None:
        """First and last visible column of the entry under the cursor."""
        entry = self.current
        if entry is None or entry.first is None or entry.last is None:
            return None
        first = self._scale.column(entry.first.toordinal()) - self.scroll_offset.x
        last = self._scale.column(entry.last.toordinal()) - self.scroll_offset.x
        return max(0, first), min(self._columns - 1, last)

    def _undated_line(self) -> Strip:
        entry = self.current
        here = entry is not None and entry.first is None
        place = self._cursor - (len(self._order) - len(self._undated)) if here else 0
        begin = max(0, place - self._columns + 1)
        shown = self._undated[begin : begin + self._columns]
        cells: list[Cell] = [(mark_of(entry), entry.kind.name.lower()) for entry in shown]
        cells += [BLANK] * (self._columns - len(cells))
        marked = (place - begin, place - begin) if here else None
        return self._lane_strip("Day not known", cells, here, marked)

    def _lane_strip(
        self, name: str, cells: list[Cell], here: bool, marked: tuple[int, int] | None
    ) -> Strip:
        label = cut(f"{'>' if here else ' '}{name}", self._name_width - 1) + "│"
        segments = [Segment(label, self._style("name"))]
        first, last = marked or (-1, -2)
        keyed = ((first <= i <= last, style, char) for i, (char, style) in enumerate(cells))
        for (cursor, style), run in groupby(keyed, key=lambda cell: cell[:2]):
            text = "".join(char for _, _, char in run)
            segments.append(Segment(text, self._cell_style(style, cursor)))
        return Strip(segments, self.size.width)

    def _cell_style(self, name: str, cursor: bool) -> Style:
        if not cursor:
            return self._style(name)
        return self.rich_style + Style(
            bold=True, reverse=self.has_focus, underline=not self.has_focus
        )

    # Words around it

    def _status(self) -> str:
        if self._timeline is None or not self._order:
            return " Nothing has been recorded yet."
        x = self.scroll_offset.x
        first = max(self._scale.first_day(x), self._scale.origin)
        last = min(self._scale.first_day(x + self._columns) - 1, self._span[1])
        only = next((row.name for row in self._rows if row.key == self._only), "")
        lanes = f"only {only}" if only else "all lanes"
        days = f"{_day(first)} to {_day(max(first, last))}"
        return f" {self._cursor + 1} of {len(self._order)} · {self._zoom.words}: {days} · {lanes}"

    def _legend_words(self) -> list[str]:
        t = self._timeline
        if t is None:
            return []
        entries = (*t.entries, *t.undated)
        words = {mark_of(entry): _MARK_WORDS[mark_of(entry)] for entry in entries}
        parts = [f"{mark} {words[mark]}" for mark in _MARK_WORDS if mark in words]
        if any(entry.first != entry.last for entry in t.entries):
            parts.append("├─┤ range")
        parts.append(f"2-9 {MANY} several at once")
        if t.silences:
            parts.append("·12· days from report to first action")
        if any(silence.acted and not silence.certain for silence in t.silences):
            parts.append("~ at least")
        if t.never_acted:
            parts.append("12+ none yet")
        return parts


def _span(t: Timeline) -> tuple[int, int]:
    """First and last day drawn: every entry, and today where something is still silent."""
    days = [entry.last.toordinal() for entry in t.entries if entry.last]
    if t.never_acted or not days:
        days.append(t.taken_on.toordinal())
    first = t.entries[0].first if t.entries else None
    return first.toordinal() if first else days[0], max(days)


def _day(ordinal: int) -> str:
    return uk_day(date.fromordinal(ordinal))


def _legend_lines(words: list[str], width: int) -> list[str]:
    """The legend in as many lines as it needs, its parts kept whole."""
    lines: list[str] = []
    for part in words:
        if lines and len(lines[-1]) + len(part) + 3 <= width:
            lines[-1] += f"   {part}"
        else:
            lines.append(f" {part}")
    return lines
