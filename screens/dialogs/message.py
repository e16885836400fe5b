"""What happened, what is safe, and what to do next."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Button, Static

from conference.errors import BadInput, ConferenceError
from screens.dialogs.base import Dialog, button, paragraph


class Message(Dialog[None]):
    """Says one thing and is closed with enter or escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "close", "Close", show=False)]
    AUTO_FOCUS = "#close"

    def __init__(self, title: str, what: str, *, safe: str = "", next: str = "") -> None:
        super().__init__(title)
        self._what = what
        self._safe = safe
        self._next = next
        self._problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: ConferenceError, title: str = "That did not work") -> Message:
        """The message for an error, with each fault of what was given."""
        message = cls(title, error.what, safe=error.safe, next=error.next)
        if isinstance(error, BadInput):
            message._problems = tuple(str(problem) for problem in error.problems)
        return message

    def words(self) -> list[Static]:
        """What happened in bold, the faults one a line, then what is safe and what next."""
        parts = [paragraph(self._what, "dialog--strong")]
        if self._problems:
            parts.append(paragraph("\n".join(f"- {problem}" for problem in self._problems)))
        if self._safe:
            parts.append(paragraph(f"What is safe: {self._safe}"))
        if self._next:
            parts.append(paragraph(f"What to do next: {self._next}"))
        return parts

    def buttons(self) -> list[Button]:
        """One, to close it."""
        return [button("Close", "close", main=True)]

    def on_button_pressed(self) -> None:
        """Close it."""
        self.dismiss(None)
