"""Work beside the event loop for which nobody who leaves the program has to wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from typing import TypeVar

Result = TypeVar("Result")


async def beside(work: Callable[[], Result]) -> Result:
    """What `work` gives, or raises, done in a thread that ends with the program.

    `asyncio.to_thread` is for what has to be finished first, as all that writes has: the loop does
    not close before. Loading a library may simply be broken off.
    """
    done: Future[Result] = Future()
    begin(work, done)
    return await result_of(done)


def begin(work: Callable[[], Result], done: Future[Result]) -> None:
    """Begin the same. done: told what comes of it; threads wait for that as they wait for any."""

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # Whoever waits is told, whatever it was.
            done.set_exception(error)

    threading.Thread(target=copy_context().run, args=(run,), name="beside", daemon=True).start()


async def result_of(done: Future[Result]) -> Result:
    """What comes of work that was begun, or will be."""
    loop = asyncio.get_running_loop()
    there = asyncio.Event()

    def tell(_: object) -> None:
        with suppress(RuntimeError):  # The program has ended, and its loop is closed.
            loop.call_soon_threadsafe(there.set)

    done.add_done_callback(tell)
    await there.wait()
    return done.result()
