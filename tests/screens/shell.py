"""The application as a person sits in front of it: opened on a file, driven by keys, looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from screens.app import ConferenceApp
from screens.served import Served
from tests.office import Clock
from tests.screens.helpers import PATIENCE, screen_text

SMALL, LARGE = (80, 24), (120, 40)
both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


class Seat:
    """Somebody at the application."""

    def __init__(self, app: ConferenceApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def sees(self) -> str:
        return screen_text(self.app)

    @property
    def at(self) -> str:
        """The name of the screen in front."""
        return type(self.app.screen).__name__

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something; fail with what is on the screen."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            if asyncio.get_running_loop().time() > deadline:
                pytest.fail(f"it did not come about; on the screen:\n{self.sees}")
            await self.pilot.pause(0.02)

    async def reads(self, words: str) -> None:
        """Wait until these words are on the screen."""
        await self.until(lambda: words in self.sees)

    async def comes_to(self, screen: str) -> None:
        """Wait for a screen with something in focus."""
        await self.until(lambda: self.at == screen and self.app.focused is not None)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def types(self, words: str) -> None:
        """Type into the field that has the focus, one key after the other."""
        await self.pilot.press(*words)

    async def fills(self, **fields: str) -> None:
        """Paste into fields of the form in front, by their keys."""
        for key, words in fields.items():
            control = self.app.screen.query_one(f"#field-{key} Input, #field-{key} TextArea")
            control.focus()
            await self.pilot.pause()
            if isinstance(control, Input):
                control.value = words
            else:
                control.text = words
            await self.pilot.pause()


@asynccontextmanager
async def seat(
    place: Path | str,
    person: str | None = "Olive Officer",
    *,
    clock: Clock | None = None,
    size: tuple[int, int] = SMALL,
    first_password: bool = False,
    served: Served | None = None,
    device: Callable[[], str] = str,
) -> AsyncIterator[Seat]:
    """Somebody who opened the application on the record at `place`.

    first_password: whether a record without passwords asks for the first one, as it does for
    everybody but those whose tests are about something else. served: the browser they sit at.
    device: gives what their account of the machine is known again by.
    """
    app = ConferenceApp(
        str(place),
        person=person,
        clock=clock or Clock(),
        first_password=first_password,
        served=served,
        device=device,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Seat(app, pilot)


@asynccontextmanager
async def seat_in_case(
    place: Path | str, case_id: str, person: str = "Olive Officer", **more: Any
) -> AsyncIterator[Seat]:
    """Somebody with a case open in front of them."""
    async with seat(place, person, **more) as one:
        await one.comes_to("Caseload")
        one.app.screen.open_case(case_id)
        await one.comes_to("CaseScreen")
        yield one
