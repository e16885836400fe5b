"""What others record comes to a screen: at once, once for many, and nothing after the end."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from conference.record.changes import Notice
from conference.review.desk import Desk
from screens import watch
from screens.watch import news
from tests.fake_changes import FakeChanges
from tests.office import Office

SOON = 2.0


@pytest.fixture
def changes(office: Office) -> FakeChanges:
    """Changes that the test tells."""
    fake = FakeChanges()
    office.store.__dict__["changes"] = fake
    return fake


async def test_a_screen_looks_at_once_and_then_after_each_thing_recorded(
    office: Office, changes: FakeChanges
):
    async with aclosing(news(office.officer)) as told:
        assert await asyncio.wait_for(anext(told), SOON) is None
        changes.tell(Notice.CHANGED)
        assert await asyncio.wait_for(anext(told), SOON) is Notice.CHANGED
        changes.tell(Notice.LOST)
        assert await asyncio.wait_for(anext(told), SOON) is Notice.LOST


async def test_however_much_is_recorded_while_it_looks_it_looks_once_more(
    office: Office, changes: FakeChanges
):
    looks = 0

    async def looking() -> None:
        nonlocal looks
        async with aclosing(news(office.officer)) as told:
            async for _ in told:
                looks += 1
                await asyncio.sleep(0.05)

    task = asyncio.create_task(looking())
    while not looks:
        await asyncio.sleep(0.01)
    for _ in range(20):
        changes.tell(Notice.CHANGED)
    await asyncio.sleep(0.3)
    task.cancel()
    assert looks == 2


async def test_when_the_screen_goes_nobody_watches_any_more(office: Office, changes: FakeChanges):
    async with aclosing(news(office.officer)) as told:
        await anext(told)
        assert changes.watchers == 1
    assert changes.watchers == 0


async def test_a_screen_that_is_left_while_it_begins_leaves_no_watcher(
    office: Office, changes: FakeChanges
):
    task = asyncio.create_task(_first(office.officer))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.2)
    assert changes.watchers == 0


async def _first(desk: Desk) -> None:
    async with aclosing(news(desk)) as told:
        await anext(told)


async def test_days_pass_so_it_looks_now_and_then_though_nothing_is_recorded(
    office: Office, changes: FakeChanges, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watch, "ANYWAY", 0.05)
    async with aclosing(news(office.officer)) as told:
        for _ in range(3):
            assert await asyncio.wait_for(anext(told), SOON) is None
    assert changes.watchers == 0


async def test_where_it_may_not_watch_it_tries_again(
    office: Office, changes: FakeChanges, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watch, "AGAIN", 0.05)
    monkeypatch.setattr(watch, "ANYWAY", 0.05)
    case_id = office.receive()
    async with aclosing(news(office.police, case_id)) as told:
        await anext(told)
        assert changes.watchers == 0
        office.ask(case_id)
        await anext(told)
        await anext(told)
        assert changes.watchers == 1
