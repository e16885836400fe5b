"""A window of a real browser: the terminal in it is read from what the server sends for it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pyte
import pytest
from playwright.async_api import Page, WebSocket

PATIENCE = 300.0
"""Seconds to wait for something that is bound to come."""
STILL = 0.12
"""Seconds without a change after which a key has had its effect."""
ON_ROW = re.compile(r"^\s*>\s")


class Window:
    """Somebody at a browser. errors: what the browser itself complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.asked: list[str] = []
        self._drawn_at = 0.0
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        page.on("websocket", self._line)
        page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on(
            "console",
            lambda told: self.errors.append(told.text) if told.type == "error" else None,
        )

    def _line(self, line: WebSocket) -> None:
        """A session begins: its terminal is empty, and as large as the browser says."""
        asked = parse_qs(urlsplit(line.url).query)
        size = int(asked["width"][0]), int(asked["height"][0])
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        line.on("framereceived", self._received)
        line.on("framesent", self._sent)

    def _received(self, payload: bytes | str) -> None:
        if isinstance(payload, bytes):
            self._drawn_at = monotonic()
            self._stream.feed(payload)

    def _sent(self, payload: bytes | str) -> None:
        kind, *content = json.loads(payload)
        if kind == "resize":
            self._screen.resize(content[0]["height"], content[0]["width"])

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    @property
    def sees(self) -> str:
        return "\n".join(self.lines)

    async def opens(self, url: str) -> None:
        await self.page.goto(url)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something; fail with what the terminal shows."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            if asyncio.get_running_loop().time() > deadline:
                pytest.fail(f"it did not come about; {self.errors}; in the terminal:\n{self.sees}")
            await asyncio.sleep(0.03)

    async def reads(self, *words: str) -> None:
        """Wait until all these words are in the terminal."""
        await self.until(lambda: all(one in self.sees for one in words))

    async def press(self, *keys: str) -> None:
        """Press keys as a person does: each after the last has had its effect."""
        for key in keys:
            await self.page.keyboard.press(key)
            await asyncio.sleep(STILL)
            await self.until(lambda: monotonic() - self._drawn_at > STILL)

    async def types(self, words: str) -> None:
        await self.page.keyboard.type(words)

    async def goes_to(self, words: str) -> None:
        """Move the cursor of the list down to the row with these words."""
        await self.until(lambda: self._row() and words in self.sees)
        while words not in (before := self._row()):
            await self.press("ArrowDown")
            await self.until(lambda before=before: self._row() != before)

    def _row(self) -> str:
        return next((line for line in self.lines if ON_ROW.match(line)), "")

    async def signs_in(self, name: str, password: str, *, shown: str = "") -> None:
        """Type a name, give its password, and come to the caseload; shown: as it is written."""
        await self.signs_in_again(name, password)
        await self.reads("Caseload", f"You are {shown or name}")

    async def signs_in_again(self, name: str, password: str) -> None:
        """Type a name, and give its password."""
        await self.reads("Your name or e-mail address")
        await self.types(name)
        await self.press("Enter")
        await self.types(password)
        await self.press("Enter")

    async def picture(self, file: Path) -> None:
        """What it looks like, to be looked at by a person."""
        await self.page.screenshot(path=file)
