"""A rehearsal in the warm process: the application is gone through once, on a practice review.

What is read, parsed and compiled on the way is then there for every session that is forked, and
shared by all. Nothing of the rehearsal stays but that.
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from conference.practice import OFFICER, fill
from conference.review.opening import open_record
from screens.app import ConferenceApp

_KEYS = (
    "enter",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "1",
    "f1",
    "escape",
    "escape",
    "slash",
    "escape",
)
"""Into the case, through its stages, and out again."""
_SECONDS = 15.0
_STEP = 0.01
_LOOK = 0.15
"""Seconds at each screen: long enough for its lines to come."""


def rehearse() -> None:
    """Go through it once; whatever goes wrong, sessions only start a little later for it."""
    with tempfile.TemporaryDirectory(prefix="case-conference-rehearsal-") as folder:
        place = str(Path(folder) / "practice.db")
        record = open_record(place)
        fill(record.store, _now)
        record.store.close()
        app = ConferenceApp(place, person=OFFICER, clock=_now)
        app.run(headless=True, size=(120, 40), auto_pilot=_through)


def _now() -> datetime:
    return datetime.now(UTC)


async def _through(pilot: Pilot[Any]) -> None:
    with suppress(Exception):
        await asyncio.wait_for(_steps(pilot), _SECONDS)
    pilot.app.exit()


async def _steps(pilot: Pilot[Any]) -> None:
    while type(pilot.app.screen).__name__ != "Caseload":
        await pilot.pause(_STEP)
    for key in _KEYS:
        await pilot.press(key)
        await pilot.pause(_LOOK)
