"""More people come to a server than it has places for, all at once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.benchmarks import browsers, records, terminal

pytest.importorskip("pty", reason="sessions are forked, which is POSIX only")

PLACES, COMING = 2, 200


async def comes(served: browsers.Served) -> str:
    """Why somebody was turned away; nothing for who saw the caseload."""
    async with browsers.visiting(served) as visitor:
        return await _outcome(visitor)


async def all_knock(served: browsers.Served) -> Counter[str]:
    """What each of them was told, while those who are in stay."""
    async with AsyncExitStack() as stack:
        knocking = (browsers.visiting(served) for _ in range(COMING))
        visitors = await asyncio.gather(*map(stack.enter_async_context, knocking))
        told = await asyncio.gather(*map(_outcome, visitors))
        assert f"sessions: {PLACES} of {PLACES}" in await asyncio.to_thread(served.health)
        return Counter(told)


async def _outcome(visitor: browsers.Visitor) -> str:
    try:
        await visitor.sees(records.APPLICANT)
    except terminal.TooLong:
        return visitor.turned_away
    return ""


def test_two_hundred_at_once_are_told_that_it_is_full_and_who_is_in_stays(tmp_path: Path) -> None:
    place = records.of_one_person(tmp_path / "reviews.db")
    port = browsers.free_port()
    command = terminal.module("conference", "serve", "--port", str(port), "--sessions", str(PLACES))
    more = {"CONFERENCE_DATABASE": place}
    with browsers.server(command, port, more, tmp_path / "server") as served:
        assert asyncio.run(comes(served)) == ""
        # Whoever looked in first has still to give the place up.
        assert any("sessions: 0 of" in served.health() or time.sleep(0.1) for _ in range(200))
        told = asyncio.run(all_knock(served))
        # Before sign-in four more may look in; where nobody gives a password they see the list.
        assert PLACES <= told[""] <= PLACES + 4
        words = ("full", "made room")
        assert [why for why in told if why and not any(word in why for word in words)] == []
        assert told.total() == COMING
        assert asyncio.run(comes_again(served)) == "", "a place that was given up is there again"


async def comes_again(served: browsers.Served) -> str:
    """Try until the places of those who left are free."""
    for _ in range(600):
        if not (why := await comes(served)):
            return ""
        await asyncio.sleep(0.1)
    return f"{why}: {served.health()}"
