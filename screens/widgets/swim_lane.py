"""The swim-lane: a case over time, one lane for the incidents, the reports and each agency.

Drawn line by line, so only what is visible is ever rendered. Every state has a character or a word
of its own: nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from conference.text import one_line
from conference.timeline import Timeline, TimelineEntry
from screens.widgets.cells import cut
from screens.widgets.swim_chart import ALL, SwimChart
from screens.widgets.swim_filter import SwimFilter
from screens.widgets.swim_row import BLANK, Cell, mark_of
from screens.widgets.swim_scale import Scale, Zoom, axis, scale_for
from screens.widgets.swim_words import days_shown, describe, legend

__all__ = ["SwimLane", "describe"]

TOP_LINES = 3
"""The status line and the two lines of the axis."""
STEPS = tuple(Zoom)


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
        Binding("k", "only_kind", "Kind", show=False, tooltip="Show one kind of entry, the next"),
        Binding("w", "only_mark", "For whom", show=False, tooltip="Show one mark, the next"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show entries with these words"),
        Binding("c", "clear", "Clear", show=False, tooltip="Show all entries again"),
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
    class Emptied(Message):
        """A filter left no entry for the cursor to stand on."""

        swim_lane: SwimLane

        @property
        def control(self) -> SwimLane:
            """The swim-lane it happened in."""
            return self.swim_lane

    @dataclass
    class Selected(Message):
        """The entry under the cursor was chosen."""

        swim_lane: SwimLane
        entry_id: str
        entry: TimelineEntry

        @property
        def control(self) -> SwimLane:
            """The swim-lane it happened in."""
            return self.swim_lane

    def __init__(self, timeline: Timeline | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._chart = SwimChart(timeline) if timeline is not None else None
        self._zoom = Zoom.CASE
        self._cursor = 0
        self._scale = Scale(1, 1, 1, 1)
        self._legend: list[str] = []
        self._name_width = 12
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(256)
        self._styles: dict[str, Style] = {}

    # What it shows

    @property
    def timeline(self) -> Timeline | None:
        """What is shown; None before the first update."""
        return self._chart.timeline if self._chart else None

    @property
    def current(self) -> TimelineEntry | None:
        """The entry under the cursor; None in an empty timeline."""
        return self._chart.order[self._cursor] if self._chart and self._chart.order else None

    @property
    def zoom(self) -> Zoom:
        """How much of the case one screenful shows."""
        return self._zoom

    def update(self, timeline: Timeline) -> None:
        """Show a newer picture; the cursor stays on its entry, or on that place if it is gone."""
        if self._chart is not None and timeline == self._chart.timeline:
            return
        before = self.current
        self._show(SwimChart(timeline, self._chart.only if self._chart else ALL), before)
        if self.current is not None and (before is None or before.key != self.current.key):
            self._post_highlighted()

    def go_to(self, entry_id: str) -> bool:
        """Put the cursor on the entry with this id; False if it is not shown."""
        place = self._chart.place_of_id(entry_id) if self._chart else None
        if place is not None:
            self._move_to(place)
        return place is not None

    def _show(self, chart: SwimChart, entry: TimelineEntry | None) -> None:
        """Change the chart and keep the cursor on `entry` where it can be."""
        place = chart.place(entry.key) if entry else None
        last = max(0, len(chart.order) - 1)
        self._chart = chart
        self._cursor = min(self._cursor, last) if place is None else place
        self._fit()

    # Where it stands

    @property
    def _columns(self) -> int:
        return max(1, self.size.width - self._name_width)

    @property
    def _body_height(self) -> int:
        return max(1, self.size.height - TOP_LINES - len(self._legend))

    def _fit(self) -> None:
        """Work out scale, legend and size anew, and bring the cursor into view."""
        if not self.size or self._chart is None:
            return
        longest = max((len(lane.name) for lane in self._chart.timeline.lanes), default=0)
        self._name_width = max(12, min(longest + 3, 22, self.size.width // 4))
        first, last = self._chart.span
        self._scale = scale_for(self._zoom, first, last - first + 1, self._columns)
        self._legend = legend(self._chart.timeline, self.size.width)
        lines = TOP_LINES + len(self._chart.lines) + bool(self._chart.undated) + len(self._legend)
        self.virtual_size = Size(self._name_width + self._scale.width, lines)
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
        self._styles.clear()

    def _bring_into_view(self, *, centre: bool = False) -> None:
        entry = self.current
        if entry is None or self._chart is None:
            return
        x, y = self.scroll_offset
        if entry.first is not None:
            column = self._scale.column(entry.first.toordinal())
            margin = min(4, self._columns // 4)
            if centre or not x + margin <= column < x + self._columns - margin:
                x = column - self._columns // 2
        line = self._chart.line_of(entry)
        y = max(min(y, line), line - self._body_height + 1)
        widest = max(0, self._scale.width - self._columns)
        self.scroll_to(max(0, min(x, widest)), y, animate=False, force=True)

    # Moving

    def _move_to(self, place: int) -> None:
        if self._chart is None or not self._chart.order:
            return
        place = max(0, min(place, len(self._chart.order) - 1))
        if place == self._cursor:
            return
        left = self._line_on_screen()
        self._cursor = place
        before = self.scroll_offset
        self._bring_into_view()
        if self.scroll_offset == before:
            self._refresh_lines({0, left, self._line_on_screen()})
        self._post_highlighted()

    def _line_on_screen(self) -> int:
        """The line of the widget on which the entry under the cursor stands."""
        if self._chart is None or self.current is None:
            return 0
        return TOP_LINES + self._chart.line_of(self.current) - self.scroll_offset.y

    def _refresh_lines(self, lines: set[int]) -> None:
        """Draw these lines of the widget anew, and no others: scrolling draws them all."""
        self.refresh(*(Region(0, line, self.size.width, 1) for line in lines if line >= 0))

    def _post_highlighted(self) -> None:
        if entry := self.current:
            self.post_message(self.Highlighted(self, entry.id, entry))

    def action_step(self, by: int) -> None:
        """Go to the next or previous entry in time, on whatever lane; undated ones come last."""
        self._move_to(self._cursor + by)

    def action_go(self, place: int) -> None:
        """Go to the first entry, or with -1 to the last."""
        last = len(self._chart.order) - 1 if self._chart else 0
        self._move_to(place if place >= 0 else last)

    def action_along(self, by: int) -> None:
        """Go to the next or previous entry of the same lane."""
        if self._chart is not None and self.current is not None:
            self._move_to(self._chart.along(self._cursor, by))

    def action_lane(self, by: int) -> None:
        """Go to the entry nearest in time on the next lane that has any."""
        if self._chart is not None and self.current is not None:
            self._move_to(self._chart.across(self._cursor, by))

    def action_page(self, by: int) -> None:
        """Go one screenful later or earlier."""
        entry = self.current
        if self._chart is None or entry is None or entry.first is None:
            self.action_step(by)
            return
        column = self._scale.column(entry.first.toordinal()) + by * self._columns
        self._move_to(self._chart.paged(self._cursor, self._scale.first_day(column), by))

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
        if self._chart is not None and self.current is not None:
            lane = "" if self._chart.only.lane else self.current.lane
            self.show_only(replace(self._chart.only, lane=lane))

    def action_only_kind(self) -> None:
        """Show only entries of the next kind, or of all kinds again."""
        if self._chart is not None:
            self.show_only(self._chart.only.next_kind(self._chart.timeline))

    def action_only_mark(self) -> None:
        """Show only entries with the next mark, or with any again."""
        if self._chart is not None:
            self.show_only(self._chart.only.next_mark(self._chart.timeline))

    def action_clear(self) -> None:
        """Show all entries again."""
        self.show_only(ALL)

    @work
    async def action_find(self) -> None:
        """Ask for words; only entries that hold all of them are shown, and the arrows go on."""
        from screens.dialogs.ask import Ask  # a dialog is made of widgets such as this one

        if self._chart is None:
            return
        words = await self.app.push_screen_wait(
            Ask(
                "Only entries that hold all of these words are shown, and the arrows go from one "
                "to the next. Empty, or c in the timeline: all entries.",
                "Words",
                value=self._chart.only.text,
                required=False,
                save="Find",
            )
        )
        if words is not None and self._chart is not None:
            self.show_only(replace(self._chart.only, text=one_line(words)))

    @property
    def only(self) -> SwimFilter:
        """What of the timeline is shown."""
        return self._chart.only if self._chart else ALL

    def show_only(self, only: SwimFilter) -> None:
        """Show the entries a filter lets through; the cursor stays, or goes to the next in time."""
        if self._chart is None:
            return
        before = self.current
        chart = SwimChart(self._chart.timeline, only)
        if before is not None and chart.place(before.key) is None:
            self._cursor = chart.place_after(before)
            self._show(chart, None)
        else:
            self._show(chart, before)
        if self.current is None:
            self.post_message(self.Emptied(self))
        elif before is None or self.current.key != before.key:
            self._post_highlighted()

    def action_select(self) -> None:
        """Choose the entry under the cursor."""
        if entry := self.current:
            self.post_message(self.Selected(self, entry.id, entry))

    def on_click(self, event: events.Click) -> None:
        """Highlight the entry that was clicked; choose it when it was highlighted already."""
        place = self._place_at(event.x, event.y)
        if place is not None and place == self._cursor:
            self.action_select()
        elif place is not None:
            self._move_to(place)

    def _place_at(self, x: int, y: int) -> int | None:
        column = x - self._name_width
        if self._chart is None or column < 0 or not 0 <= y - TOP_LINES < self._body_height:
            return None
        index = y - TOP_LINES + self.scroll_offset.y
        if index == len(self._chart.lines) and column < len(self._chart.undated):
            return self._chart.place(self._chart.undated[column].key)
        if index >= len(self._chart.lines) or not self._chart.lines[index].row.entries:
            return None
        row = self._chart.lines[index].row
        day = self._scale.first_day(column + self.scroll_offset.x)
        return self._chart.place(row.entries[row.nearest(day)].key)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget: status, axis, a lane, or the legend."""
        chart = self._chart
        if chart is None:
            return Strip.blank(self.size.width, self.rich_style)
        below = y - (self.size.height - len(self._legend))
        if below >= 0:
            return self._words(self._legend[below], "legend")
        if y == 0:
            return self._words(self._status(chart), "status")
        if y < TOP_LINES:
            return self._axis_line(y - 1)
        index = y - TOP_LINES + self.scroll_offset.y
        if index < len(chart.lines):
            return self._lane_line(chart, index)
        if index == len(chart.lines) and chart.undated:
            return self._undated_line(chart)
        return Strip.blank(self.size.width, self.rich_style)

    def _status(self, chart: SwimChart) -> str:
        only = chart.only_words
        if not chart.order:
            nothing = "Nothing has been recorded yet."
            return f" {f'No entry: {only}. Press c to see all.' if only else nothing}"
        x = self.scroll_offset.x
        first = max(self._scale.first_day(x), self._scale.origin)
        last = min(self._scale.first_day(x + self._columns) - 1, chart.span[1])
        place = f"{self._cursor + 1} of {len(chart.order)}"
        if only:
            return f" {place} · {only} (c: all) · {self._zoom.words}: {days_shown(first, last)}"
        return f" {place} · {self._zoom.words}: {days_shown(first, last)} · all lanes"

    def _style(self, name: str) -> Style:
        """How words of that name are drawn; worked out once."""
        style = self._styles.get(name)
        if style is None:
            named = self.get_component_rich_style(f"swim-lane--{name}") if name else self.rich_style
            style = self._styles[name] = named
        return style

    def _words(self, text: str, style: str) -> Strip:
        width = self.size.width
        return Strip([Segment(cut(text, width), self._style(style))], width)

    def _axis_line(self, number: int) -> Strip:
        key = ("axis", number, self.scroll_offset.x)
        if (strip := self._strips.get(key)) is None:
            text = axis(self._scale, self.scroll_offset.x, self._columns)[number]
            strip = self._strips[key] = self._words(" " * self._name_width + text, "axis")
        return strip

    def _lane_line(self, chart: SwimChart, index: int) -> Strip:
        line, x, entry = chart.lines[index], self.scroll_offset.x, self.current
        here = entry is not None and entry.first is not None and chart.line_of(entry) == index
        marked = self._cursor_columns() if here else None
        key = (index, x, marked, self.has_focus)
        if (strip := self._strips.get(key)) is None:
            source = line.row if line.silences is None else line.silences
            name = line.row.name if line.silences is None else "  silence"
            cells = source.cells(self._scale, x, self._columns)
            strip = self._strips[key] = self._lane_strip(name, cells, marked)
        return strip

    def _cursor_columns(self) -> tuple[int, int] | None:
        """First and last visible column of the entry under the cursor."""
        entry = self.current
        if entry is None or entry.first is None or entry.last is None:
            return None
        first = self._scale.column(entry.first.toordinal()) - self.scroll_offset.x
        last = self._scale.column(entry.last.toordinal()) - self.scroll_offset.x
        return max(0, first), min(self._columns - 1, last)

    def _undated_line(self, chart: SwimChart) -> Strip:
        place = self._cursor - (len(chart.order) - len(chart.undated))
        begin = max(0, place - self._columns + 1)
        shown = chart.undated[begin : begin + self._columns]
        cells: list[Cell] = [(mark_of(entry), entry.kind.name.lower()) for entry in shown]
        cells += [BLANK] * (self._columns - len(cells))
        marked = (place - begin, place - begin) if place >= 0 else None
        return self._lane_strip("Day not known", cells, marked)

    def _lane_strip(self, name: str, cells: list[Cell], marked: tuple[int, int] | None) -> Strip:
        label = cut(f"{' ' if marked is None else '>'}{name}", self._name_width - 1) + "│"
        segments = [Segment(label, self._style("name"))]
        first, last = marked or (-1, -2)
        keyed = ((first <= i <= last, style, char) for i, (char, style) in enumerate(cells))
        for (cursor, style), run in groupby(keyed, key=lambda cell: cell[:2]):
            text = "".join(char for _, _, char in run)
            segments.append(Segment(text, self._cursor_style() if cursor else self._style(style)))
        return Strip(segments, self.size.width)

    def _cursor_style(self) -> Style:
        return self._style("") + Style(
            bold=True, reverse=self.has_focus, underline=not self.has_focus
        )
