"""Work beside the event loop for which nobody who leaves the program has to wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import TypeVar

Result = TypeVar("Result")


async def beside(work: Callable[[], Result]) -> Result:
    """What `work` gives, or raises, done in a thread that ends with the program.

    `asyncio.to_thread` is for what has to be finished first, as all that writes has: the loop does
    not close before. Loading a library may simply be broken off.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # Whoever waits is told, whatever it was.
            _tell(loop, done, partial(done.set_exception, error))
        else:
            _tell(loop, done, partial(done.set_result, result))

    threading.Thread(target=copy_context().run, args=(run,), name="beside", daemon=True).start()
    return await done


def _tell(
    loop: asyncio.AbstractEventLoop, done: asyncio.Future[Result], told: Callable[[], None]
) -> None:
    def tell() -> None:
        if not done.done():  # Nobody waits any more.
            told()

    with suppress(RuntimeError):  # The program has ended, and its loop is closed.
        loop.call_soon_threadsafe(tell)
