"""One text in full, over the whole screen, to be read and left again."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.text import one_line
from screens.widgets.key_footer import KeyFooter


class Reader(ModalScreen[None]):
    """Shows a text that is scrolled with the usual keys; escape or enter leaves it."""

    DEFAULT_CSS = """
    Reader { background: $background; }
    Reader > .reader--title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    Reader > VerticalScroll { padding: 0 1; scrollbar-size-vertical: 1; }
    Reader Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Back", key_display="esc", tooltip="Back to the list"),
    ]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, words: Content) -> None:
        """words: text from anybody, as `Content`, so that it is literal."""
        super().__init__()
        self._title = one_line(title)
        self._words = words

    def compose(self) -> ComposeResult:
        """The title, the text, the keys."""
        yield Static(self._title, markup=False, classes="reader--title")
        with VerticalScroll():
            yield Static(self._words)
        yield KeyFooter()

    def action_close(self) -> None:
        """Leave it."""
        self.dismiss(None)
