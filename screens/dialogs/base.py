"""What every dialog shares: a box in the middle that fits 80 by 24, and escape to close it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Footer, Static

from conference.text import clean, one_line

ResultT = TypeVar("ResultT")


def button(words: str, id: str, *, main: bool = False) -> Button:
    """A button of one line whose words are literal; the main one stands out in bold, too."""
    return Button(Content(one_line(words)), id=id, classes="-main" if main else "", compact=True)


def paragraph(words: str, classes: str = "") -> Static:
    """Text from anybody, shown literally."""
    return Static(clean(words), markup=False, classes=f"dialog--text {classes}".strip())


class Dialog(ModalScreen[ResultT]):
    """A question in front of the screen; escape closes it without an answer."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 72; max-width: 94%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; color: $foreground; padding: 0 1;
        border-title-style: bold; border-title-color: $text-primary;
    }
    Dialog .dialog--words { height: auto; max-height: 14; }
    Dialog .dialog--text { height: auto; margin-bottom: 1; }
    Dialog .dialog--strong { text-style: bold; }
    Dialog .dialog--buttons { height: auto; margin-bottom: 0; align-horizontal: right; }
    Dialog Button { margin-left: 2; min-width: 10; background: $panel; color: $foreground; }
    Dialog Button.-main { text-style: bold; }
    Dialog Button:focus { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Close without doing anything"),
        Binding("right", "app.focus_next", "Next button", show=False),
        Binding("left", "app.focus_previous", "Previous button", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = one_line(title)

    def compose(self) -> ComposeResult:
        """The box, with the dialog's own words, controls and buttons."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            with VerticalScroll(classes="dialog--words", can_focus=False):
                yield from self.words()
            yield from self.controls()
            with Horizontal(classes="dialog--buttons"):
                yield from self.buttons()
        yield Footer(show_command_palette=False)

    def words(self) -> list[Static]:
        """What is said."""
        raise NotImplementedError

    def controls(self) -> list[Widget]:
        """What is typed in or chosen from."""
        return []

    def buttons(self) -> list[Button]:
        """How it is answered."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)
