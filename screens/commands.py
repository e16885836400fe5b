"""The command palette: what can be done here, found by typing a few of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from screens.keys import doable_here
from screens.themes import THEMES

Command = tuple[str, str, IgnoreReturnCallbackType]


class ScreenCommands(Provider):
    """What the keys of the screen in front do, and the themes."""

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for name, words, action in self._all():
            yield DiscoveryHit(name, action, help=words)

    async def search(self, query: str) -> Hits:
        """What fits the letters."""
        matcher = self.matcher(query)
        for name, words, action in self._all():
            score = max(matcher.match(name), matcher.match(words) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(name), action, text=name, help=words)

    def _all(self) -> Iterator[Command]:
        for one in doable_here(self.screen):
            name = f"{one.name} ({', '.join(one.keys)})"
            yield name, one.words, partial(self.app.run_action, one.binding.action, one.node)
        for theme in THEMES:
            name = theme.name.removeprefix("conference-").replace("-", " ")
            action = partial(setattr, self.app, "theme", theme.name)
            yield f"Colours: {name}", "Change the colours of the screen", action
