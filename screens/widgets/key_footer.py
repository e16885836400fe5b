"""The line at the bottom that shows the keys."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widgets import Footer


class KeyFooter(Footer):
    """A footer that is built again only when what it shows has changed.

    Textual 8.2.8 keeps every key of every footer it ever built; without this, each move of the
    focus would leave some behind.
    """

    _shown: tuple[object, ...] | None = None

    def __init__(self) -> None:
        super().__init__(compact=True)

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Build the keys again, if they are others than those shown."""
        if not (self.is_attached and screen is self.screen and screen.app.app_focus):
            return
        shown = tuple(
            (binding.key, binding.description, active.enabled)
            for active in screen.active_bindings.values()
            if (binding := active.binding).show
        )
        if shown != self._shown:
            self._shown = shown
            super().bindings_changed(screen)
