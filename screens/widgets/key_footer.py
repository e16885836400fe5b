"""The lines at the bottom that show the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

_MOST_LINES = 2
_HELP = "explain"


@dataclass(frozen=True)
class _Key:
    """One key of the footer: what is pressed, how it is shown, and what it does."""

    key: str
    shown: str
    words: str

    @property
    def width(self) -> int:
        """Cells it takes, with the two that keep it from the next."""
        return cell_len(self.shown) + 1 + cell_len(self.words) + 2


class KeyFooter(Widget):
    """The keys that work now, on one line or two; help stands last and is never pushed out.

    One widget that draws all of them: the footer of Textual 8.2.8 makes a widget for each key, and
    keeps every one it ever made. What does not fit is in the help and in the command palette.
    """

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom; height: auto; width: 1fr; padding: 0 1;
        background: $footer-background; color: $footer-foreground;
    }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[_Key, ...] = ()

    def on_mount(self) -> None:
        """Follow what can be done on the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _keys_changed(self, screen: Screen[Any]) -> None:
        if not (self.is_attached and screen is self.screen):
            return
        keys = _keys_of(screen)
        if keys != self._keys:
            self._keys = keys
            self.refresh(layout=True)

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - the signature is Textual's
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """As many lines as the keys need, at most two."""
        return len(_laid(self._keys, width))

    def render(self) -> Content:
        """The keys in their lines."""
        lines = _laid(self._keys, self.content_size.width)
        return Content("\n").join(Content.assemble(*map(_drawn, line)) for line in lines)

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        lines = _laid(self._keys, self.content_size.width)
        at = event.x - self.gutter.left
        for key in lines[event.y] if event.y < len(lines) else ():
            if 0 <= at < key.width - 2:
                self.app.simulate_key(key.key)
            at -= key.width


def _keys_of(screen: Screen[Any]) -> tuple[_Key, ...]:
    """One for each action that is shown, help last."""
    found: dict[str, _Key] = {}
    for _, binding, enabled, _ in screen.active_bindings.values():
        if binding.show and enabled and binding.description:
            shown = screen.app.get_key_display(binding)
            found.setdefault(binding.action, _Key(binding.key, shown, binding.description))
    help_key = found.pop(_HELP, None)
    return (*found.values(), *([help_key] if help_key else ()))


def _laid(keys: Sequence[_Key], width: int) -> list[list[_Key]]:
    """The keys in lines of `width` cells; where two are not enough the last ones but help go."""
    kept = list(keys)
    while len(lines := _filled(kept, width)) > _MOST_LINES and len(kept) > 1:
        del kept[-2]
    return lines


def _filled(keys: Sequence[_Key], width: int) -> list[list[_Key]]:
    lines: list[list[_Key]] = [[]]
    used = 0
    for key in keys:
        if used and used + key.width - 2 > width:
            lines.append([])
            used = 0
        lines[-1].append(key)
        used += key.width
    return lines


def _drawn(key: _Key) -> Content:
    return Content.assemble((key.shown, "bold $footer-key-foreground"), f" {key.words}  ")
