"""A field for several of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from conference.text import one_line
from screens.widgets.fields import Field, FieldValue


class _Ticks(OptionList):
    """A list whose options are ticked with enter or space."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Tick", tooltip="Tick it, or take the tick away"),
    ]


class ManyField(Field):
    """Any number of several; the value is the keys of what is ticked, one a line.

    A tick is a character, a cross in brackets, so it is not told by colour.
    """

    DEFAULT_CSS = """
    ManyField OptionList { height: auto; max-height: 8; background: $panel; padding: 0 1; }
    """

    def __init__(
        self,
        key: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        *,
        help: str = "Space ticks and takes the tick away.",
        required: bool = False,
        wide: bool = True,
    ) -> None:
        """choices: key and words of each."""
        super().__init__(key, label, help=help, required=required, wide=wide)
        self._choices = {key: one_line(words) for key, words in choices}
        self._ticked = {key for key in value.split("\n") if key in self._choices}
        self._list = _Ticks(*map(self._option, self._choices), markup=False, compact=True)

    def _option(self, key: str) -> Option:
        return Option(self._words(key))

    def _words(self, key: str) -> Content:
        return Content(f"[{'x' if key in self._ticked else ' '}] {self._choices[key]}")

    @property
    def control(self) -> OptionList:
        """The list that is ticked in."""
        return self._list

    @property
    def value(self) -> FieldValue:
        """The keys of what is ticked, one a line, in the order of the list."""
        return "\n".join(key for key in self._choices if key in self._ticked)

    @value.setter
    def value(self, value: FieldValue) -> None:
        self._ticked = {key for key in str(value).split("\n") if key in self._choices}
        for place, key in enumerate(self._choices):
            self._list.replace_option_prompt_at_index(place, self._words(key))

    def words(self, value: FieldValue) -> str:
        """The words of what is ticked, one a line."""
        return "\n".join(self._choices[key] for key in chosen(value) if key in self._choices)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick the option, or take the tick away."""
        event.stop()
        key = list(self._choices)[event.option_index]
        self._ticked ^= {key}
        self._list.replace_option_prompt_at_index(event.option_index, self._words(key))
        self.announce()


def chosen(value: FieldValue) -> tuple[str, ...]:
    """The keys in the value of a `ManyField`."""
    return tuple(key for key in str(value).split("\n") if key)
