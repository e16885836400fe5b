"""Work beside the event loop: its result comes back, and who leaves does not wait for it."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from conference.errors import Unavailable
from screens.beside import beside


async def test_what_it_gives_comes_back_from_another_thread() -> None:
    assert await beside(threading.get_ident) != threading.get_ident()


async def test_a_refusal_comes_back_as_it_was_raised() -> None:
    def refuse() -> None:
        raise Unavailable("The database cannot be reached.")

    with pytest.raises(Unavailable, match="cannot be reached"):
        await beside(refuse)


def test_nobody_who_leaves_waits_for_it() -> None:
    go_on = threading.Event()

    async def leaves_at_once() -> None:
        waiting = asyncio.create_task(beside(go_on.wait))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(leaves_at_once())
    mine = [one for one in threading.enumerate() if one.name == "beside"]
    assert mine
    assert all(one.daemon for one in mine)
    # What it gives then, when there is no loop any more to tell, is dropped without a word.
    go_on.set()
    for one in mine:
        one.join(30)


async def test_who_waits_no_more_is_told_nothing() -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        began.set()
        go_on.wait(30)
        return "late"

    waiting = asyncio.create_task(beside(slow))
    while not began.is_set():
        await asyncio.sleep(0.001)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    deadline = time.monotonic() + 30
    while any(one.name == "beside" for one in threading.enumerate()):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.001)
