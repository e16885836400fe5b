"""What a screen is for, and its keys, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from screens.dialogs.base import paragraph
from screens.keys import doable_here
from screens.served import session_of
from screens.widgets.key_footer import KeyFooter

_EVERYWHERE = (
    ("tab, shift+tab", "The next field or list, or the one before"),
    ("F1", "This explanation"),
    ("F8", "Dark, light or high-contrast colours"),
    ("ctrl+p", "Find anything that can be done here"),
    ("ctrl+q", "Quit"),
)
_IN_BROWSER = (
    ("alt+backspace", "Delete a word; ctrl+w would close this page"),
    ("ctrl+shift+v", "Paste"),
)
"""What is otherwise in a browser, which keeps some keys to itself."""


class Explanation(ModalScreen[None]):
    """Explains the screen it stands in front of; escape closes it."""

    DEFAULT_CSS = """
    Explanation { align: center middle; }
    Explanation > VerticalScroll {
        width: 76; max-width: 96%; height: auto; max-height: 90%; padding: 0 1;
        border: round $primary; background: $surface; scrollbar-size-vertical: 1;
        border-title-style: bold; border-title-color: $text-primary;
    }
    Explanation .dialog--text { height: auto; margin-bottom: 1; }
    """
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Close", tooltip="Back to what you were doing"),
        Binding("f8", "app.next_theme", show=False),
    ]

    def __init__(self, about: str, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._about = about
        self._keys = keys

    @classmethod
    def of(cls, screen: Screen[Any]) -> Explanation:
        """The explanation of a screen as it stands, with the keys that work in it now."""
        about = str(getattr(screen, "about_now", "") or getattr(screen, "ABOUT", ""))
        return cls(about, list(keys_of(screen)))

    def compose(self) -> ComposeResult:
        """What it is for, then the keys, one a line."""
        with VerticalScroll(can_focus=True) as box:
            box.border_title = "This screen"
            if self._about:
                yield paragraph(self._about)
            yield paragraph(_table(self._keys) if self._keys else "No keys of its own.")
            yield paragraph("Everywhere:\n" + _table(_EVERYWHERE))
            if session_of(self) is not None:
                yield paragraph("In a browser:\n" + _table(_IN_BROWSER))
        yield KeyFooter()

    def action_close(self) -> None:
        """Back to the screen behind."""
        self.dismiss(None)


def keys_of(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """(keys, what they do) of what the screen answers to now, apart from what works everywhere."""
    for one in doable_here(screen):
        if one.node is not screen.app:
            yield ", ".join(one.keys), one.words


def _table(keys: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    width = min(20, max(len(key) for key, _ in keys))
    return "\n".join(f"{key:<{width}}  {words}" for key, words in keys)
