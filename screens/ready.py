"""Getting ready, behind the first list, for what people do next: a case opens at once.

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

_NEXT = ("screens.case", "screens.application", "conference.review.reading")
_LATER = (
    *("screens.threshold", "screens.timeline", "screens.evidence", "screens.meeting"),
    *("screens.recommendations", "screens.letters", "screens.afterwards", "screens.record_pane"),
)
_LOOK = 0.02
"""Seconds between two looks whether the list is there."""
_PAUSE = 0.005
"""Seconds left to the keys between two pieces of the work."""


async def get_ready(app: App[None], desk: Desk, place: Screen[None]) -> None:
    """Load the case screen, its styles and its questions, once the list of `place` is shown."""
    while place.is_attached and not any(len(one.rows) for one in place.query(LineList)):
        await asyncio.sleep(_LOOK)
    await beside(partial(_load, desk))
    await _read_styles(app)
    await beside(_load_others)
    # As for what was imported before the record was opened.
    gc.freeze()


def _load(desk: Desk) -> None:
    """What the very next key may want."""
    for module in _NEXT:
        import_module(module)
    with suppress(ConferenceError):
        import_module("conference.review.reading").get_ready(desk)


def _load_others() -> None:
    for module in _LATER:
        import_module(module)
        time.sleep(_PAUSE)


async def _read_styles(app: App[None]) -> None:
    """The styles of a case, file by file; Textual would read them all anew when it is opened."""
    from screens.case import HERE, CaseScreen

    for name in CaseScreen.CSS_PATH:
        path = str(HERE / name)
        if not app.stylesheet.has_source(path):
            app.stylesheet.read(path)
            app.stylesheet.parse()
            await asyncio.sleep(_PAUSE)
