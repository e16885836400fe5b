"""Yes or no, before something that cannot be taken back."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Button, Static

from screens.dialogs.base import Dialog, button, paragraph


class Confirm(Dialog[bool]):
    """Asks for a yes; y and n answer, escape is no. The safe answer has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n", "answer(False)", "No"),
    ]
    AUTO_FOCUS = "#no"

    def __init__(
        self, question: str, detail: str = "", *, yes: str = "Yes", no: str = "No"
    ) -> None:
        super().__init__("Are you sure?")
        self._question = question
        self._detail = detail
        self._yes = yes
        self._no = no

    def words(self) -> list[Static]:
        """The question, and what follows from a yes."""
        detail = [paragraph(self._detail)] if self._detail else []
        return [paragraph(self._question, "dialog--strong"), *detail]

    def buttons(self) -> list[Button]:
        """No first: it is what a hurried enter gives."""
        return [button(self._no, "no"), button(self._yes, "yes", main=True)]

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by key."""
        self.dismiss(answer)

    def action_close(self) -> None:
        """Escape is no."""
        self.dismiss(False)
