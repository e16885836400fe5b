"""The fields forms are made of: a label, a control, a line of help, and the fault in words.

Text from people goes into controls that take it literally, and labels are never markup. A field
knows its `key` in the form's values, whether it must be filled, and how to check itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static, TextArea

from conference.law.when import uk_day
from conference.text import one_line
from screens.widgets.long_lines import LongLineArea

FieldValue = str | bool
FAULT = "Put right: "
"""What a fault begins with, so that it is told by words and not by colour."""


class Field(Vertical):
    """One labelled question of a form."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; padding: 0 1 0 0; }
    Field > .field--label { text-style: bold; height: auto; width: auto; }
    Field > .field--help { color: $text-muted; height: auto; }
    Field > .field--help.-empty { display: none; }
    Field > .field--problem { color: $text-error; text-style: bold; height: auto; display: none; }
    Field.-faulty > .field--problem { display: block; }
    Field:focus-within > .field--label { text-style: bold reverse; }
    Field Input, Field TextArea { background: $panel; padding: 0 1; }
    Field Select > SelectCurrent { background: $panel; padding: 0 1; }
    Field SelectCurrent Static#label, Field SelectCurrent .arrow { color: $text-muted; }
    Field SelectCurrent.-has-value Static#label { color: $foreground; }
    Field Checkbox { padding: 0; background: transparent; }
    Field Checkbox > .toggle--button { background: transparent; color: $foreground; }
    Field Checkbox.-on > .toggle--button { background: transparent; color: $foreground; }
    Field Checkbox:focus > .toggle--label { text-style: bold reverse; }
    """

    @dataclass
    class Changed(Message):
        """The person changed the value."""

        field: Field

        @property
        def control(self) -> Field:
            """The field it happened in."""
            return self.field

    def __init__(
        self, key: str, label: str, *, help: str = "", required: bool = False, wide: bool = False
    ) -> None:
        super().__init__(id=f"field-{key}", classes="-wide" if wide else "")
        self.key = key
        self.label = one_line(label)
        self.required = required
        self._help_words = one_line(help)
        self._problem = ""

    def compose(self) -> ComposeResult:
        """The label, the control, the help, and room for a fault."""
        yield Static(self._label_words(), markup=False, classes="field--label")
        yield self.control
        yield Static(self._help_words, markup=False, classes="field--help")
        yield Static("", markup=False, classes="field--problem")

    def on_mount(self) -> None:
        """Take no line for help there is not."""
        self.help = self._help_words

    def _label_words(self) -> str:
        return f"{self.label} (needed)" if self.required else self.label

    @property
    def control(self) -> Widget:
        """The widget that is typed in or chosen from."""
        raise NotImplementedError

    @property
    def value(self) -> FieldValue:
        """What the person entered, as literal text or a tick."""
        raise NotImplementedError

    @value.setter
    def value(self, value: FieldValue) -> None:
        raise NotImplementedError

    def words(self, value: FieldValue) -> str:
        """A value of this field as a person reads it."""
        return str(value)

    @property
    def help(self) -> str:
        """The line that helps."""
        return self._help_words

    @help.setter
    def help(self, words: str) -> None:
        self._help_words = one_line(words)
        line = self.query_one(".field--help", Static)
        line.update(self._help_words)
        line.set_class(not self._help_words, "-empty")

    @property
    def problem(self) -> str:
        """The fault shown under the field, or nothing."""
        return self._problem

    @problem.setter
    def problem(self, words: str) -> None:
        self._problem = one_line(words)
        self.set_class(bool(self._problem), "-faulty")
        self.query_one(".field--problem", Static).update(f"{FAULT}{self._problem}")

    def check(self) -> str:
        """What is wrong with the value, in words; empty when nothing is."""
        if self.required and not str(self.value).strip():
            return f"{self.label} is needed."
        return ""

    def focus_control(self) -> None:
        """Put the person into the field."""
        self.control.focus()

    def announce(self) -> None:
        """Tell the form that the value changed; a fault shown before may be gone."""
        if self._problem and not self.check():
            self.problem = ""
        self.post_message(self.Changed(self))


class TextField(Field):
    """One line of text."""

    def __init__(
        self,
        key: str,
        label: str,
        value: str = "",
        *,
        help: str = "",
        required: bool = False,
        wide: bool = False,
        password: bool = False,
        max_length: int | None = None,
    ) -> None:
        super().__init__(key, label, help=help, required=required, wide=wide)
        self._input = Input(
            one_line(value),
            password=password,
            max_length=max_length or 0,
            select_on_focus=False,
            compact=True,
        )

    @property
    def control(self) -> Input:
        """The input."""
        return self._input

    @property
    def value(self) -> FieldValue:
        """What was typed."""
        return self._input.value

    @value.setter
    def value(self, value: FieldValue) -> None:
        with self._input.prevent(Input.Changed):
            self._input.value = str(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the change on as the field's."""
        event.stop()
        self.announce()


class DayField(TextField):
    """A day as people write it; what was understood is shown back in words.

    read: turns text into what it means, whose `str` is shown; ValueError with plain words.
    """

    def __init__(
        self,
        key: str,
        label: str,
        value: str = "",
        *,
        read: Callable[[str], object],
        help: str = "Day, month, year: 3/4/2025 is 3 April",
        required: bool = False,
        wide: bool = False,
    ) -> None:
        super().__init__(key, label, value, help=help, required=required, wide=wide)
        self._read = read
        self._own_help = help

    def on_mount(self) -> None:
        """Show what a day given at the start means."""
        self._show_meaning()

    def check(self) -> str:
        """Whether the words name a day."""
        if missing := super().check():
            return missing
        try:
            self.meaning()
        except ValueError as error:
            return str(error) or "This is not a day."
        return ""

    def meaning(self) -> object | None:
        """What the words mean; None when the field is empty. ValueError with plain words."""
        words = str(self.value).strip()
        return self._read(words) if words else None

    def announce(self) -> None:
        """Also show what is understood so far."""
        self._show_meaning()
        super().announce()

    def _show_meaning(self) -> None:
        try:
            meaning = self.meaning()
        except ValueError:
            meaning = None
        self.help = self._own_help if meaning is None else f"Understood as {meaning_words(meaning)}"


def meaning_words(meaning: object) -> str:
    """A day in words; anything else as it says itself."""
    return uk_day(meaning) if isinstance(meaning, date) else str(meaning)


class AreaField(Field):
    """Text of any length. Very long lines are broken for the eye only, never in the value."""

    def __init__(
        self,
        key: str,
        label: str,
        value: str = "",
        *,
        help: str = "",
        required: bool = False,
        lines: int = 4,
        wide: bool = True,
    ) -> None:
        super().__init__(key, label, help=help, required=required, wide=wide)
        self._area = LongLineArea(value)
        self._area.styles.height = lines

    @property
    def control(self) -> LongLineArea:
        """The text area."""
        return self._area

    @property
    def value(self) -> FieldValue:
        """What was typed, with its own line ends only."""
        return self._area.words

    @value.setter
    def value(self, value: FieldValue) -> None:
        with self._area.prevent(TextArea.Changed):
            self._area.words = str(value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass the change on as the field's."""
        event.stop()
        self.announce()


class ChoiceField(Field):
    """One of several; the value is the key of the choice, empty for none."""

    def __init__(
        self,
        key: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        *,
        help: str = "",
        prompt: str = "Choose",
        required: bool = False,
        wide: bool = False,
    ) -> None:
        """choices: value and words of each."""
        super().__init__(key, label, help=help, required=required, wide=wide)
        self._values = {value: one_line(words) for value, words in choices}
        self._prompt = prompt
        self._select: Select[str] = Select(
            # Text and not Content: Textual finds what is typed only in text it knows.
            [(Text(one_line(words)), value) for value, words in choices],
            prompt=prompt,
            allow_blank=True,
            compact=True,
            value=value if value in self._values else Select.NULL,
        )

    @property
    def control(self) -> Select[str]:
        """The drop-down."""
        return self._select

    @property
    def value(self) -> FieldValue:
        """The value of the choice, or empty."""
        return "" if self._select.is_blank() else cast(str, self._select.value)

    @value.setter
    def value(self, value: FieldValue) -> None:
        with self._select.prevent(Select.Changed):
            self._select.value = str(value) if value in self._values else Select.NULL

    def words(self, value: FieldValue) -> str:
        """The words of the choice."""
        return self._values.get(str(value), self._prompt)

    def on_select_changed(self, event: Select.Changed) -> None:
        """Pass the change on as the field's."""
        event.stop()
        self.announce()


class _Tick(Checkbox):
    """A check box whose state is a character: a cross when ticked, a space when not."""

    @property
    def _button(self) -> Content:
        style = self.get_visual_style("toggle--button")
        return Content.assemble((f"[{'x' if self.value else ' '}]", style))


class TickField(Field):
    """Yes or no."""

    def __init__(
        self, key: str, label: str, value: bool = False, *, help: str = "", wide: bool = False
    ) -> None:
        super().__init__(key, label, help=help, wide=wide)
        self._tick = _Tick(Content(self.label), value, compact=True)

    def compose(self) -> ComposeResult:
        """The tick carries its own label."""
        yield self._tick
        yield Static(self._help_words, markup=False, classes="field--help")
        yield Static("", markup=False, classes="field--problem")

    @property
    def control(self) -> Checkbox:
        """The check box."""
        return self._tick

    @property
    def value(self) -> FieldValue:
        """Whether it is ticked."""
        return self._tick.value

    @value.setter
    def value(self, value: FieldValue) -> None:
        with self._tick.prevent(Checkbox.Changed):
            self._tick.value = value is True or value == "yes"

    def words(self, value: FieldValue) -> str:
        """Yes or no."""
        return "yes" if value else "no"

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Pass the change on as the field's."""
        event.stop()
        self.announce()
