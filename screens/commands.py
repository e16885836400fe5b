"""The command palette: what can be done here, found by typing a few of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.themes import THEMES

_MOVING = ("move(", "page(", "go(", "scroll_", "cursor_", "focus_")


class ScreenCommands(Provider):
    """What the keys of the screen in front do, and the themes."""

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for words, help_words, action in self._all():
            yield DiscoveryHit(words, action, help=help_words)

    async def search(self, query: str) -> Hits:
        """What fits the letters."""
        matcher = self.matcher(query)
        for words, help_words, action in self._all():
            score = max(matcher.match(words), matcher.match(help_words) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(words), action, text=words, help=help_words)

    def _all(self) -> Iterator[tuple[str, str, partial[object]]]:
        yield from self._keys()
        for theme in THEMES:
            name = theme.name.removeprefix("conference-").replace("-", " ")
            action = partial(setattr, self.app, "theme", theme.name)
            yield f"Colours: {name}", "Change the colours of the screen", action

    def _keys(self) -> Iterator[tuple[str, str, partial[object]]]:
        told = set()
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            moving = binding.action.removeprefix("app.").removeprefix("screen.").startswith(_MOVING)
            if not (enabled and binding.description and tooltip) or moving:
                continue
            if binding.action == "command_palette" or binding.action in told:
                continue
            told.add(binding.action)
            key = self.app.get_key_display(binding)
            action = partial(self.app.run_action, binding.action, node)
            yield f"{binding.description}  ({key})", tooltip, action
