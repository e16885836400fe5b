"""Getting ready for what people do next: the caseload while somebody says who they are, and behind
it the case that they open first.

Nobody waits for it, and where it cannot be done the first case that is opened tells why.
"""

from __future__ import annotations

import asyncio
import gc
import time
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from conference.errors import ConferenceError
from screens.beside import beside
from screens.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from conference.review.desk import Desk

_NEXT = (
    *("screens.caseload", "screens.case", "screens.application", "conference.review.reading"),
    "argon2",  # Checks the password that is being typed.
)
_LATER = (
    *("screens.threshold", "screens.timeline", "screens.evidence", "screens.meeting"),
    *("screens.recommendations", "screens.letters", "screens.afterwards", "screens.record_pane"),
)
_LOOK = 0.02
"""Seconds between two looks whether the list is there."""
_PAUSE = 0.005
"""Seconds left to the keys between two pieces of the work."""


async def load_next(app: App[None]) -> None:
    """Load the caseload and the case, and their styles, while somebody says who they are."""
    await beside(_load_next)
    await _read_styles(app)


async def get_ready(app: App[None], desk: Desk, place: Screen[None]) -> None:
    """The same, the case's questions and the other stages, once the list of `place` is shown."""
    while place.is_attached and not any(len(one.rows) for one in place.query(LineList)):
        await asyncio.sleep(_LOOK)
    await load_next(app)
    await beside(partial(_ask, desk))
    await beside(_load_others)
    # As for what was imported before the record was opened.
    gc.freeze()


def _load_next() -> None:
    """What the very next key may want."""
    for module in _NEXT:
        import_module(module)


def _ask(desk: Desk) -> None:
    with suppress(ConferenceError):
        import_module("conference.review.reading").get_ready(desk)


def _load_others() -> None:
    for module in _LATER:
        import_module(module)
        time.sleep(_PAUSE)


async def _read_styles(app: App[None]) -> None:
    """Their styles, file by file; Textual would read all there are anew when one is opened."""
    from screens.case import HERE, CaseScreen
    from screens.caseload import Caseload

    for name in (Caseload.CSS_PATH, *CaseScreen.CSS_PATH):
        path = str(HERE / name)
        if not app.stylesheet.has_source(path):
            app.stylesheet.read(path)
            app.stylesheet.parse()
            await asyncio.sleep(_PAUSE)
