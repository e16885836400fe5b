"""A list of filled forms that is added to, changed and taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from screens.entry import Entry
from screens.widgets.fields import Field
from screens.widgets.form import Values
from screens.widgets.line_list import Column, LineList, Row, RowList

if TYPE_CHECKING:
    from conference.review.desk import Desk

Filled = dict[str, Any]
"""What is kept of a filled form: its values, and whatever `tidy` made of them."""


@dataclass(frozen=True)
class Kind:
    """What a list holds: its noun, its columns, and how one is asked for and shown."""

    noun: str
    """With its article: "an agency"."""
    columns: tuple[Column, ...]
    cells: Callable[[Filled], tuple[str, ...]]
    fields: Callable[[Filled], list[Field]]
    check: Callable[[Values], object] = lambda _values: None
    """Raises BadInput where a filled form cannot be used."""
    tidy: Callable[[Filled], Filled] = dict
    """What is kept of a filled form and what was kept before."""
    empty: str = "There is nothing here yet. Press a to add."


class EntryList(Vertical):
    """Filled forms, one a line; a adds, enter changes, d takes away.

    desk, place: whose draft, and under which name, what is being typed is kept; None for none.
    """

    DEFAULT_CSS = """
    EntryList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add one"),
        Binding("c", "change", "Change", tooltip="Change the one under the cursor"),
        Binding("d", "remove", "Remove", tooltip="Take the one under the cursor away"),
    ]

    @dataclass
    class Changed(Message):
        """Something was added (`was` is None), changed, or taken away (`now` is None)."""

        entry_list: EntryList
        was: Filled | None
        now: Filled | None

        @property
        def control(self) -> EntryList:
            """The list it happened in."""
            return self.entry_list

    def __init__(
        self,
        kind: Kind,
        items: Iterable[Filled] = (),
        *,
        id: str,
        desk: Desk | None = None,
        place: str = "",
    ) -> None:
        super().__init__(id=id)
        self._desk = desk
        self._place = place
        self._kind = kind
        self._numbered: dict[str, Filled] = {}
        self._next = 0
        for values in items:
            self._keep(values)
        self.lines = LineList(kind.columns, self._rows(), empty=kind.empty)

    @property
    def items(self) -> tuple[Filled, ...]:
        """Every filled form, in order."""
        return tuple(self._numbered.values())

    @items.setter
    def items(self, items: Iterable[Filled]) -> None:
        self._numbered = {}
        for values in items:
            self._keep(values)
        self.lines.update(self._rows())

    @property
    def chosen(self) -> Filled | None:
        """The filled form under the cursor."""
        return self._numbered.get(self.lines.key or "")

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.lines

    def _keep(self, values: Filled) -> str:
        key = str(self._next)
        self._next += 1
        self._numbered[key] = dict(values)
        return key

    def _rows(self) -> RowList:
        return RowList(Row(key, self._kind.cells(values)) for key, values in self._numbered.items())

    def put(self, values: Filled) -> None:
        """Change the form under the cursor to these values."""
        if self.lines.key is not None:
            was, self._numbered[self.lines.key] = self._numbered[self.lines.key], dict(values)
            self.lines.update(self._rows())
            self.post_message(self.Changed(self, was, values))

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Enter changes."""
        event.stop()
        self.action_change()

    @work
    async def action_add(self) -> None:
        """Ask for one more."""
        values = await self._asked(f"Add {self._kind.noun}", {}, "new")
        if values is not None:
            key = self._keep(values)
            self.lines.update(self._rows())
            self.lines.go_to(key)
            self.post_message(self.Changed(self, None, values))

    @work
    async def action_change(self) -> None:
        """Ask anew for the one under the cursor."""
        if self.chosen is not None:
            place = str(list(self._numbered).index(self.lines.key or ""))
            values = await self._asked(f"Change {self._kind.noun}", self.chosen, place)
            if values is not None:
                self.put(values)

    def action_remove(self) -> None:
        """Take the one under the cursor away."""
        if self.lines.key is not None:
            was = self._numbered.pop(self.lines.key)
            self.lines.update(self._rows())
            self.post_message(self.Changed(self, was, None))

    async def _asked(self, title: str, values: Filled, place: str) -> Filled | None:
        given: list[Values] = []

        def keep(filled: Values) -> None:
            self._kind.check(filled)
            given.append(filled)

        entry = Entry(
            title,
            self._kind.fields(values),
            keep,
            desk=self._desk,
            place=f"{self._place}/{place}",
            save_words="Keep",
        )
        if not await self.app.push_screen_wait(entry):
            return None
        return self._kind.tidy({**values, **given[0]})
