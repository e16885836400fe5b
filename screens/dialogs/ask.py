"""One text, such as the reason for what somebody is about to do."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, Static

from screens.dialogs.base import Dialog, button, paragraph
from screens.widgets.fields import AreaField, Field, TextField


class Ask(Dialog[str | None]):
    """Asks for one text; None when it was closed. A required text may not be left empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, tooltip="Go on with this text"),
    ]
    AUTO_FOCUS = "Input, TextArea"

    def __init__(
        self,
        question: str,
        label: str = "Reason",
        *,
        value: str = "",
        help: str = "",
        required: bool = True,
        long: bool = False,
        save: str = "Save",
    ) -> None:
        """long: a text of several lines."""
        super().__init__(label)
        self._question = question
        self._save = save
        self._field: Field = (
            AreaField("text", label, value, help=help, required=required, lines=6)
            if long
            else TextField("text", label, value, help=help, required=required)
        )

    def words(self) -> list[Static]:
        """What is asked."""
        return [paragraph(self._question)]

    def controls(self) -> list[Widget]:
        """The one field."""
        return [self._field]

    def buttons(self) -> list[Button]:
        """Save, or leave it."""
        return [button("Cancel", "cancel"), button(self._save, "save", main=True)]

    def on_input_submitted(self) -> None:
        """Enter in a single line goes on."""
        self.action_save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_close()

    def action_save(self) -> None:
        """Answer with the text, or say what is wrong with it."""
        self._field.problem = self._field.check()
        if self._field.problem:
            self._field.focus_control()
        else:
            self.dismiss(str(self._field.value).strip())
