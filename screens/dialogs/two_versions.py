"""Two versions of one text, side by side, when somebody else saved first."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from conference.text import clean
from screens.dialogs.base import button
from screens.widgets.key_footer import KeyFooter

SIDE_BY_SIDE = 100
"""Cells from which the two stand beside each other."""


class TwoVersions(ModalScreen[str]):
    """Shows both; answers "mine", "theirs", or "" to go on editing."""

    DEFAULT_CSS = """
    TwoVersions { background: $background; }
    TwoVersions > Static { padding: 0 1; background: $panel; text-style: bold; height: auto; }
    TwoVersions > Container { height: 1fr; layout: vertical; }
    TwoVersions.-beside > Container { layout: horizontal; }
    TwoVersions VerticalScroll { height: 1fr; width: 1fr; padding: 0 1; border: round $primary; }
    TwoVersions VerticalScroll Static { height: auto; }
    TwoVersions Horizontal { height: 1; align-horizontal: right; }
    TwoVersions Button { margin-left: 2; background: $panel; color: $foreground; }
    TwoVersions Button:focus { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "answer('mine')", "Keep mine", tooltip="Save yours over theirs"),
        Binding("t", "answer('theirs')", "Take theirs", tooltip="Put theirs into the form"),
        Binding("escape", "answer('')", "Go on editing", tooltip="Nothing is saved yet"),
    ]
    AUTO_FOCUS = "#back"

    def __init__(self, mine: str, theirs: str) -> None:
        super().__init__()
        self._mine = clean(mine)
        self._theirs = clean(theirs)

    def compose(self) -> ComposeResult:
        """Both texts and the three answers."""
        yield Static(
            "Somebody else saved this while you were writing. Nothing was overwritten.",
            markup=False,
        )
        with Container():
            for title, words in (("Yours", self._mine), ("Theirs", self._theirs)):
                with VerticalScroll() as part:
                    part.border_title = title
                    yield Static(words, markup=False)
        with Horizontal():
            yield button("Go on editing", "back")
            yield button("Take theirs", "theirs")
            yield button("Keep mine", "mine", main=True)
        yield KeyFooter()

    def on_resize(self) -> None:
        """Beside each other where there is room."""
        self.set_class(self.size.width >= SIDE_BY_SIDE, "-beside")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        self.action_answer("" if event.button.id == "back" else event.button.id or "")

    def action_answer(self, answer: str) -> None:
        """Answer by key."""
        self.dismiss(answer)
