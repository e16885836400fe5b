"""What others record, brought from the thread that listens to the screen that shows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerCancelled

from conference.errors import ConferenceError

if TYPE_CHECKING:
    from conference.review.desk import Desk
    from conference.review.live import Notice, Watching

Watch = Callable[[Callable[["Notice"], None]], "Watching"]
"""Begins to watch, called in a thread with what is to be told."""
ANYWAY = 60.0
"""Seconds after which a screen looks in any case: days pass, and things fall due."""
AGAIN = 5.0
"""Seconds until it tries once more to watch what could not be watched."""
LONG = 0.1
"""Seconds that a look may take before as long a rest follows it."""


async def follow(
    desk: Desk, look: Callable[[], Worker[None] | None], case_id: str | None = None
) -> None:
    """Have a screen look at a case, or at all of them: now, and after each thing recorded.

    look: begins a reading; None where it leaves it, because a form is in front of the screen.
    """
    async with aclosing(news(desk, case_id)) as told:
        async for _ in told:
            if reading := look():
                await read_through(reading)


async def read_through(reading: Worker[None]) -> None:
    """Wait until a reading is through, or a later one took its place.

    A worker tells of its own end and of the waiter's by the same word: whoever waits and is told to
    end itself ends, and does not follow a screen that is gone.
    """
    with suppress(WorkerCancelled):
        await reading.wait()
    waiter = asyncio.current_task()
    if waiter is not None and waiter.cancelling():
        raise asyncio.CancelledError


def _watch_case(desk: Desk, case_id: str | None) -> Watch:
    def begin(told: Callable[[Notice], None]) -> Watching:
        # Imported here: the first picture waits for no database library.
        from conference.review.live import watch

        return watch(desk, case_id, told)

    return begin


def watch_sign_in(desk: Desk) -> Watch:
    """Watching whatever may have ended the sign-in of whoever sits at the desk, for `news`."""

    def begin(told: Callable[[Notice], None]) -> Watching:
        from conference.review.sign_ins import watch_sign_in

        return watch_sign_in(desk, told)

    return begin


async def news(
    desk: Desk, case_id: str | None = None, *, watch: Watch | None = None
) -> AsyncGenerator[Notice | None, None]:
    """When to look at a case, or at all of them: at once, and again after each thing recorded.

    watch: what begins to watch, where it is something else than that.


    Gives the latest notice, or None where it is only time to look. However much is recorded while
    a screen looks, it looks once more, and not once for each. Use it in `async with aclosing(...)`,
    so that the watching ends with the screen.
    """
    loop = asyncio.get_running_loop()
    letter_box = _LetterBox()

    def told(notice: Notice) -> None:
        # An application that ends has closed its loop.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(letter_box.put, notice)

    begins = watch or _watch_case(desk, case_id)
    watching = None
    try:
        while True:
            if watching is None:
                watching = await _begin(begins, told)
            began = loop.time()
            yield letter_box.take()
            took = loop.time() - began
            if took > LONG:
                await asyncio.sleep(took)
            await letter_box.wait(ANYWAY if watching else AGAIN)
    finally:
        if watching is not None:
            watching.stop()


async def _begin(watch: Watch, told: Callable[[Notice], None]) -> Watching | None:
    """Watch; None where it cannot be watched, which reading it will tell in words."""
    begun = asyncio.ensure_future(asyncio.to_thread(watch, told))
    try:
        return await asyncio.shield(begun)
    except ConferenceError:
        return None
    except asyncio.CancelledError:
        # The screen is gone already; the thread cannot be stopped before it has begun.
        begun.add_done_callback(_stop)
        raise


def _stop(begun: asyncio.Future[Watching]) -> None:
    if not begun.cancelled() and begun.exception() is None:
        begun.result().stop()


class _LetterBox:
    """Room for one notice; a later one takes the place of the one before."""

    def __init__(self) -> None:
        self._notice: Notice | None = None
        self._came = asyncio.Event()

    def put(self, notice: Notice) -> None:
        self._notice = notice
        self._came.set()

    def take(self) -> Notice | None:
        notice, self._notice = self._notice, None
        self._came.clear()
        return notice

    async def wait(self, seconds: float) -> None:
        """Until something is there, or the time is over."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._came.wait(), seconds)
