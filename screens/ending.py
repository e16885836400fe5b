"""Ending well when the program is told to stop: a closed window, a lost line, a shutdown."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from screens.keeper import all_written, write_what_waits

if TYPE_CHECKING:
    from textual.app import App

_NAMES = ("SIGTERM", "SIGHUP")
"""What a shutdown and a closed window send. Windows has no SIGHUP."""
_KEYS_SECONDS = 0.1
"""How long keys that were already typed may take to reach their form."""
_PATIENCE_SECONDS = 3.0
"""Drawing on a terminal that is gone blocks for ever: so long is waited for a proper end."""


def end_well(app: App[None]) -> None:
    """From now on every draft is kept to its last letter before the program is ended by others.

    A line that breaks without a signal counts as one: Textual's writer dies of it, unheard.
    """
    loop = asyncio.get_running_loop()
    under_way: list[asyncio.Task[None]] = []

    def told(number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=_end_at_last, args=(number,), daemon=True).start()
        loop.call_soon_threadsafe(lambda: under_way.append(loop.create_task(_end(app, number))))

    if threading.current_thread() is not threading.main_thread():
        return
    for name in _NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), told)
    threading.excepthook = _lost_line


def _lost_line(fault: threading.ExceptHookArgs) -> None:
    """What ends a thread of the terminal, once that is gone, has no reader."""
    if isinstance(fault.exc_value, OSError) and hasattr(signal, "SIGHUP"):
        os.kill(os.getpid(), signal.SIGHUP)


async def _end(app: App[None], number: int) -> None:
    await asyncio.sleep(_KEYS_SECONDS)
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(all_written(), _PATIENCE_SECONDS / 2)
    app.exit(return_code=128 + number)


def _end_at_last(number: int) -> None:
    """End the program where it cannot end itself."""
    threading.Event().wait(_PATIENCE_SECONDS)
    write_what_waits()
    os._exit(128 + number)
