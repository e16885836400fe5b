"""The smallest application that shows one stage of a case, and somebody at its keyboard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.events import Paste
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.text import clean
from screens.acting_pane import ActingPane
from screens.stage import StagePane
from screens.terminal import PlainText
from screens.themes import THEMES
from screens.widgets.key_footer import KeyFooter
from tests.screens.helpers import PATIENCE, screen_text

NARROW, WIDE = (80, 24), (120, 40)
SIZES = (NARROW, WIDE)
HOSTILE: list[str] = [
    *json.loads(
        (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
    ),
    "\x1b]52;c;eA==\x07",
    "\u202edesrever",
]
"""Every text that tries to be more than text."""
TRAPS = ("[@click=app.quit]quit[/]", "[REDACTED] said", "a [/ b", "{{ case.id }} <b>bold</b>")
"""Some of them that stand on a screen as they were typed."""
ALL_HOSTILE = "\n".join(HOSTILE)
"""All of them as one text, for what is shown in full."""


def all_are_literal(shown: object) -> bool:
    """Whether a text that is shown in full holds every hostile text, word by word."""
    words = " ".join(str(shown).split())
    return all(" ".join(clean(text).split()) in words for text in HOSTILE)


class Stage(Screen[None]):
    """One stage, filled from the record as the screen of a case does."""

    AUTO_FOCUS = ""
    CSS = "Stage > #stages { height: 1fr; padding: 0 1; }"

    def __init__(self, pane: StagePane, case_id: str) -> None:
        super().__init__()
        self.pane = pane
        self.case_id = case_id

    def compose(self) -> ComposeResult:
        yield self.pane
        yield KeyFooter()

    def on_mount(self) -> None:
        self.look_again()
        target = next(w for w in self.pane.query("*").results(Widget) if w.focusable)
        target.focus()

    def on_stage_pane_recorded(self) -> None:
        self.look_again()

    def look_again(self) -> None:
        self.pane.show(read_case(self.pane.desk, self.case_id, again=True))


class Host(App[None]):
    """The smallest application around one stage."""

    def __init__(self, pane: StagePane, case_id: str) -> None:
        super().__init__()
        self.stage = Stage(pane, case_id)

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), PlainText()]

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(self.stage)


class Hand:
    """Somebody at the keyboard."""

    def __init__(self, pilot: Pilot[None], host: Host) -> None:
        self.pilot = pilot
        self.host = host

    @property
    def text(self) -> str:
        return screen_text(self.host)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(3):
            await self.pilot.pause()
            await asyncio.sleep(0.01)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something is so."""
        clock = asyncio.get_running_loop().time
        patience = clock() + PATIENCE
        while not holds():
            assert clock() < patience, f"it did not come about; the screen says:\n{self.text}"
            await asyncio.sleep(0.02)
            await self.pilot.pause()

    async def sees(self, words: str) -> None:
        await self.until(lambda: words in self.text)

    async def field(self, key: str) -> None:
        """Go to a field of the form in front: one that tab comes to, without the way there."""
        inside = [
            widget
            for widget in self.host.screen.focus_chain
            if any(node.id == f"field-{key}" for node in widget.ancestors_with_self)
        ]
        assert inside, f"tab never comes to {key}"
        if self.host.focused not in inside:
            inside[0].focus()
            await self.pilot.pause()

    async def type(self, words: str) -> None:
        """Type, key by key."""
        await self.pilot.press(*(_KEYS.get(letter, letter) for letter in words))

    async def fill(self, **fields: str) -> None:
        """Put words into fields of the form in front.

        They are pasted, not typed: a key takes a test fifty milliseconds.
        """
        for key, words in fields.items():
            await self.field(key)
            await self.paste(words)

    async def paste(self, words: str) -> None:
        """Paste into the field that is typed in, as a terminal does."""
        self.host.post_message(Paste(words))
        await self.pilot.pause()
        await self.pilot.pause()

    async def choose(self, key: str, words: str) -> None:
        """Open a drop-down with enter, type the beginning of a choice, take it with enter."""
        await self.field(key)
        await self.pilot.press("enter")
        await self.type(words)
        await self.pilot.press("enter")
        await self.pilot.pause()

    async def save(self) -> None:
        await self.pilot.press("ctrl+s")
        await self.settle()


_KEYS = {" ": "space", "/": "slash", ".": "full_stop", ",": "comma", ":": "colon", "-": "minus"}


@asynccontextmanager
async def at(
    pane: type[ActingPane], desk: Desk, case_id: str, size: tuple[int, int] = NARROW
) -> AsyncIterator[Hand]:
    """Somebody sits at a stage of the case."""
    host = Host(pane(desk), case_id)  # type: ignore[call-arg]
    async with host.run_test(size=size, notifications=True) as pilot:
        hand = Hand(pilot, host)
        await hand.settle()
        yield hand
