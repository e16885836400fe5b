"""A form for the keyboard: fields in their order, ctrl+s to save, escape to leave.

One column at 80 cells, two where there is room. The form checks its fields, says each fault in
words under the field it belongs to, and puts the person into the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from conference.errors import Problem
from conference.text import clean, one_line
from screens.dialogs.confirm import Confirm
from screens.widgets.fields import Field, FieldValue

TWO_COLUMNS_FROM = 108
"""Cells: a form that fills a terminal of 110, less its margins."""
Values = dict[str, FieldValue]


class Form(VerticalScroll, can_focus=False):
    """Fields under a common save; posts `Changed` for drafts, `Submitted`, and `Left`."""

    DEFAULT_CSS = """
    Form { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Form > .form--fields { height: auto; layout: vertical; }
    Form > .form--fields > Field { margin-bottom: 1; }
    Form.-two > .form--fields { layout: grid; grid-size: 2; grid-rows: auto; grid-gutter: 1 2; }
    Form.-two > .form--fields { margin-bottom: 1; }
    Form.-two > .form--fields > Field { margin-bottom: 0; }
    Form.-two > .form--fields > Field.-wide { column-span: 2; }
    Form > .form--problem { color: $text-error; text-style: bold; height: auto; display: none; }
    Form > .form--problem.-shown { display: block; margin-bottom: 1; }
    Form > .form--buttons { height: auto; }
    Form Button { margin-right: 2; min-width: 10; background: $panel; color: $foreground; }
    Form Button:focus { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "Save", tooltip="Check the form and save it"),
        Binding("escape", "leave", "Leave", tooltip="Leave the form"),
    ]

    @dataclass
    class Changed(Message):
        """The person changed something; `values` are all the values as they stand, for a draft."""

        form: Form
        values: Values

        @property
        def control(self) -> Form:
            """The form it happened in."""
            return self.form

    @dataclass
    class Submitted(Message):
        """The person saved, and every field checks."""

        form: Form
        values: Values

        @property
        def control(self) -> Form:
            """The form it happened in."""
            return self.form

    @dataclass
    class Left(Message):
        """The person leaves, and has agreed to where something was typed."""

        form: Form

        @property
        def control(self) -> Form:
            """The form it happened in."""
            return self.form

    def __init__(
        self,
        fields: Iterable[Field],
        *,
        save: str = "Save",
        leaving: str = "What you typed has not been saved.",
        id: str | None = None,
    ) -> None:
        """leaving: what becomes of what was typed, said when somebody leaves."""
        super().__init__(id=id)
        self.fields: dict[str, Field] = {field.key: field for field in fields}
        self._save = save
        self._leaving = leaving
        self._start: Values = {}
        self._told: Values = {}

    def compose(self) -> ComposeResult:
        """A line for what concerns the whole form, the fields, the buttons."""
        yield Static("", markup=False, classes="form--problem")
        with Container(classes="form--fields"):
            yield from self.fields.values()
        with Horizontal(classes="form--buttons"):
            yield Button(Content(one_line(self._save)), id="form-save", compact=True)
            yield Button(Content("Leave"), id="form-leave", compact=True)

    def on_mount(self) -> None:
        """Remember what the form started with."""
        self._start = self._told = self.values

    def on_resize(self) -> None:
        """Two columns where there is room."""
        self.set_class(self.size.width >= TWO_COLUMNS_FROM, "-two")

    # Values

    @property
    def values(self) -> Values:
        """Every value by key, as literal text or a tick."""
        return {key: field.value for key, field in self.fields.items()}

    @property
    def touched(self) -> bool:
        """Whether anything differs from what the form started with."""
        return self.values != self._start

    def fill(self, values: Mapping[str, FieldValue]) -> None:
        """Put a draft back; keys the form does not have are passed over. Posts nothing."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].value = value
        self._told = self.values

    def saved(self) -> None:
        """Take what stands in the form as saved: leaving asks nothing."""
        self._start = self.values

    # Faults

    def check(self) -> bool:
        """Whether every field checks; if not, the faults are shown and the first has the focus."""
        problems = {key: words for key, field in self.fields.items() if (words := field.check())}
        self.show_problems(problems)
        return not problems

    def show_problems(self, problems: Mapping[str, str], general: str = "") -> None:
        """Show faults by key; a key the form has no field for joins `general` at the top."""
        for key, field in self.fields.items():
            field.problem = problems.get(key, "")
        others = [words for key, words in problems.items() if key not in self.fields]
        self._say("\n".join(filter(None, (general, *others))))
        first = next((self.fields[key] for key in self.fields if key in problems), None)
        if first is not None:
            first.focus_control()
        elif general or others:
            self.scroll_home(animate=False)

    def show_faults(self, faults: Iterable[Problem], general: str = "") -> None:
        """Show the faults of a `BadInput` whose `where` is a field's key."""
        self.show_problems({fault.where: fault.what for fault in faults}, general)

    def _say(self, words: str) -> None:
        line = self.query_one(".form--problem", Static)
        line.update(clean(words))
        line.set_class(bool(words), "-shown")

    # What the person does

    def focus_first(self) -> None:
        """Put the person into the first field."""
        for field in self.fields.values():
            field.focus_control()
            return

    def on_field_changed(self, event: Field.Changed) -> None:
        """Tell whoever keeps the draft."""
        event.stop()
        values = self.values
        if values != self._told:
            self._told = values
            self.post_message(self.Changed(self, values))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the whole field into view, its label and its fault too."""
        field = next((node for node in event.widget.ancestors if isinstance(node, Field)), None)
        if field is not None:
            self.call_after_refresh(self.scroll_to_widget, field, animate=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The buttons do what the keys do."""
        event.stop()
        if event.button.id == "form-save":
            self.action_submit()
        else:
            self.action_leave()

    def action_submit(self) -> None:
        """Check, and hand the values over."""
        if self.check():
            self.post_message(self.Submitted(self, self.values))

    def action_leave(self) -> None:
        """Leave; where something was typed, ask first."""
        if not self.touched:
            self.post_message(self.Left(self))
            return
        question = Confirm("Leave this form?", self._leaving, yes="Leave", no="Stay")
        self.app.push_screen(question, self._answered)

    def _answered(self, leave: bool | None) -> None:
        if leave:
            self.post_message(self.Left(self))
