"""One of several, from a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget
from textual.widgets import Button, Static

from screens.dialogs.base import Dialog, button, paragraph
from screens.widgets.line_list import Column, LineList, Row, RowList


class Choose(Dialog[str | None]):
    """Asks for one of several; its key, or None when it was closed."""

    DEFAULT_CSS = """
    Choose LineList { height: auto; max-height: 12; margin-bottom: 1; }
    """
    AUTO_FOCUS = "LineList"

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], *, question: str = "", at: str = ""
    ) -> None:
        """choices: key and words of each. at: the key the cursor starts on."""
        super().__init__(title)
        self._question = question
        rows = RowList(Row(key, (words,)) for key, words in choices)
        self._list = LineList(
            [Column("")], rows, at=at or None, empty="There is nothing to choose from."
        )

    def words(self) -> list[Static]:
        """The question, where there is one."""
        return [paragraph(self._question)] if self._question else []

    def controls(self) -> list[Widget]:
        """The list."""
        return [self._list]

    def buttons(self) -> list[Button]:
        """Choose, or leave it."""
        return [button("Cancel", "cancel"), button("Choose", "choose", main=True)]

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Answer with the row."""
        self.dismiss(event.key)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        self.dismiss(self._list.key if event.button.id == "choose" else None)
