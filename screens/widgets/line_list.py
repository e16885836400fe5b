"""The list every long list is shown with: rows by line, so that fifty thousand stay smooth.

Rows come from a source that is asked only for what is visible. The cursor belongs to a row's key
and not to its place, so a refresh never puts it on another record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.cells import Align, cut, fit

TONES = ("muted", "strong", "warning", "error", "success")
MARKER = 2
"""Cells kept at the left for the cursor's marker."""


class Cell(NamedTuple):
    """Words with a tone; the tone only repeats what the words say."""

    words: str
    tone: str = ""
    """One of `TONES`, or empty."""


class Row(NamedTuple):
    """One row: its key, which never changes, and a cell for each column."""

    key: str
    cells: Sequence[str | Cell]


class Rows(Protocol):
    """Where rows come from: a `RowList`, or a source that fetches by page."""

    def __len__(self) -> int:
        """How many rows there are."""

    def __getitem__(self, index: int, /) -> Row:
        """The row at `index`, 0 to len - 1."""

    def place(self, key: str) -> int | None:
        """The index of the row with that key; None when there is none."""


class RowList:
    """Rows held in memory."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._rows = list(rows)
        self._places: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]

    def place(self, key: str) -> int | None:
        """The index of the row with that key; None when there is none."""
        if self._places is None:
            self._places = {row.key: index for index, row in enumerate(self._rows)}
        return self._places.get(key)


@dataclass(frozen=True)
class Column:
    """One column: a fixed width in cells, or a share of what the fixed ones leave."""

    title: str
    width: int = 0
    """0: a share of the rest."""
    share: int = 1
    align: Align = "left"
    hide_below: int = 0
    """Left out while the list is narrower than this many cells."""


class LineList(ScrollView, can_focus=True):
    """Rows of one line each, with a header, a cursor and words for when there is nothing."""

    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    LineList > .line-list--header { text-style: bold; background: $panel; color: $foreground; }
    LineList > .line-list--muted { color: $text-muted; }
    LineList > .line-list--strong { text-style: bold; }
    LineList > .line-list--warning { color: $text-warning; }
    LineList > .line-list--error { color: $text-error; text-style: bold; }
    LineList > .line-list--success { color: $text-success; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line-list--{name}" for name in ("header", *TONES)}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, tooltip="The next row"),
        Binding("up", "move(-1)", "Up", show=False, tooltip="The row before"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="One page down"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="One page up"),
        Binding("home", "go(0)", "First", show=False, tooltip="The first row"),
        Binding("end", "go(-1)", "Last", show=False, tooltip="The last row"),
        Binding("enter", "select", "Open", tooltip="Open this row"),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor came to another row; posted for keys, never for places."""

        line_list: LineList
        key: str

        @property
        def control(self) -> LineList:
            """The list it happened in."""
            return self.line_list

    @dataclass
    class Selected(Message):
        """The row under the cursor was chosen."""

        line_list: LineList
        key: str

        @property
        def control(self) -> LineList:
            """The list it happened in."""
            return self.line_list

    def __init__(
        self,
        columns: Iterable[Column],
        rows: Rows | None = None,
        *,
        at: str | None = None,
        empty: str = "There is nothing here yet.",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """at: the key the cursor starts on. empty: the words for when there are no rows."""
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._rows: Rows = rows if rows is not None else RowList()
        self._empty = empty
        self._cursor = (self._rows.place(at) or 0) if at is not None else 0
        self._key: str | None = self._rows[self._cursor].key if len(self._rows) else None
        self.virtual_size = Size(0, len(self._rows) + 1)
        self._widths: list[tuple[int, int]] = []
        self._strips: LRUCache[int, Strip] = LRUCache(1024)
        self._styles: dict[tuple[str, bool, bool], Style] = {}

    # What it shows

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor; None in an empty list."""
        return self._key

    @property
    def rows(self) -> Rows:
        """The rows as they are shown now."""
        return self._rows

    def update(self, rows: Rows, *, empty: str | None = None) -> None:
        """Show newer rows; the cursor stays on its key, or on that place if the key is gone."""
        before, in_view = self._key, self._in_view
        self._rows = rows
        self._empty = self._empty if empty is None else empty
        place = rows.place(before) if before is not None else None
        self._cursor = max(0, min(self._cursor, len(rows) - 1)) if place is None else place
        self._key = rows[self._cursor].key if len(rows) else None
        self._fit(follow=in_view)
        if self._key is not None and self._key != before:
            self.post_message(self.Highlighted(self, self._key))

    def head(self, columns: Iterable[Column]) -> None:
        """Show other titles, or other widths, over the same rows."""
        self._columns = tuple(columns)
        self._fit()

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row with this key; False if there is none."""
        place = self._rows.place(key)
        if place is not None:
            self._move_to(place)
        return place is not None

    # Where it stands

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 1)

    @property
    def _width(self) -> int:
        """Cells for a row: what a scrollbar takes is not there to draw in."""
        return self.size.width - (len(self._rows) + 1 > self.size.height)

    @property
    def _in_view(self) -> bool:
        """Whether the cursor can be seen: a mouse may have scrolled away from it to read."""
        return 0 <= self._cursor - self.scroll_offset.y < self._page

    def _fit(self, *, follow: bool = True) -> None:
        width = self._width
        self._widths = column_widths(self._columns, width - MARKER)
        self.virtual_size = Size(width, len(self._rows) + 1)
        self._strips.clear()
        if follow:
            self._bring_into_view()
        self.refresh()

    def on_resize(self) -> None:
        """Share the new width among the columns."""
        self._fit()

    def on_mount(self) -> None:
        """Tell whoever listens where the cursor starts."""
        if self._key is not None:
            self.post_message(self.Highlighted(self, self._key))

    def notify_style_update(self) -> None:
        """Forget what was drawn in another theme."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def _bring_into_view(self) -> None:
        top = self.scroll_offset.y
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, force=True)
        elif self._cursor >= top + self._page:
            self.scroll_to(y=self._cursor - self._page + 1, animate=False, force=True)

    # Moving

    def _move_to(self, place: int) -> None:
        if not len(self._rows):
            return
        place = max(0, min(place, len(self._rows) - 1))
        if place == self._cursor:
            return
        before, self._cursor = self._cursor, place
        self._key = self._rows[place].key
        self._bring_into_view()
        self._refresh_rows(before, place)
        self.post_message(self.Highlighted(self, self._key))

    def _refresh_rows(self, *places: int) -> None:
        top = self.scroll_offset.y
        self.refresh(
            *(Region(0, place - top + 1, self.size.width, 1) for place in places if place >= top)
        )

    def action_move(self, by: int) -> None:
        """Go up or down a row."""
        self._move_to(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Go up or down a page."""
        self._move_to(self._cursor + by * self._page)

    def action_go(self, place: int) -> None:
        """Go to the first row, or with -1 to the last."""
        self._move_to(place if place >= 0 else len(self._rows) + place)

    def action_select(self) -> None:
        """Choose the row under the cursor."""
        if self._key is not None:
            self.post_message(self.Selected(self, self._key))

    def on_click(self, event: events.Click) -> None:
        """Highlight the row that was clicked; choose it when it was highlighted already."""
        place = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or place >= len(self._rows):
            return
        if place == self._cursor:
            self.action_select()
        else:
            self._move_to(place)

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._refresh_rows(self._cursor)

    def on_blur(self) -> None:
        """Show the cursor as left behind."""
        self._refresh_rows(self._cursor)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The header, a row, or the words for an empty list."""
        if not self._widths:
            # The first picture comes before it is told of its size.
            self._widths = column_widths(self._columns, self._width - MARKER)
        if y == 0:
            return self._header()
        place = y - 1 + self.scroll_offset.y
        if place < len(self._rows):
            return self._row(place)
        words = self._empty if y == 2 and not len(self._rows) else ""
        text = " " * MARKER + fit(words, max(0, self._width - MARKER))
        return Strip([Segment(cut(text, self._width), self.rich_style)])

    def _header(self) -> Strip:
        style = self.get_component_rich_style("line-list--header")
        titles = " ".join(
            fit(self._columns[index].title, width, self._columns[index].align)
            for index, width in self._widths
        )
        return Strip([Segment(cut(" " * MARKER + titles, self._width), style)])

    def _row(self, place: int) -> Strip:
        here = place == self._cursor
        if here:
            return self._draw(self._rows[place], here)
        strip = self._strips.get(place)
        if strip is None:
            strip = self._strips[place] = self._draw(self._rows[place], here)
        return strip

    def _draw(self, row: Row, here: bool) -> Strip:
        runs = [("> " if here else "  ", "")]
        for number, (index, width) in enumerate(self._widths):
            cell = row.cells[index]
            words, tone = cell if isinstance(cell, Cell) else (cell, "")
            if number:
                runs.append((" ", ""))
            shown = tone if tone in TONES else ""
            runs.append((fit(words, width, self._columns[index].align), shown))
        segments = [
            Segment("".join(words for words, _ in run), self._style(tone, here))
            for tone, run in groupby(runs, key=lambda one: one[1])
        ]
        return Strip(segments).adjust_cell_length(self._width, self._style("", here))

    def _style(self, tone: str, here: bool) -> Style:
        """How words of a tone are drawn, on the row of the cursor or another; worked out once."""
        focus = here and self.has_focus
        style = self._styles.get((tone, here, focus))
        if style is None:
            named = self.get_component_rich_style(f"line-list--{tone}") if tone else self.rich_style
            cursor = Style(reverse=True) if focus else Style(bold=here, underline=here)
            style = self._styles[tone, here, focus] = named + cursor if here else named
        return style


def column_widths(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Index and width of each column that is shown in `width` cells, one cell between them."""
    shown = [(i, column) for i, column in enumerate(columns) if width >= column.hide_below]
    room = width - sum(column.width for _, column in shown) - max(0, len(shown) - 1)
    sharing = [column for _, column in shown if not column.width]
    shares = sum(column.share for column in sharing) or 1
    widths: list[tuple[int, int]] = []
    used = 0
    for index, column in shown:
        if column.width:
            widths.append((index, column.width))
            continue
        last = column is sharing[-1]
        own = room - used if last else room * column.share // shares
        used += own
        widths.append((index, max(1, own)))
    return widths
