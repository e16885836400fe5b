"""One session and many: how they begin, how they end, and that one never ends another."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from screens.serve.plan import Patience
from tests.screens.serve.browser import QUICK, served

LEFT, FULL, IDLE, STOPPING, FAULT, HUNG, MALFORMED = 1000, 4001, 4002, 4003, 4004, 4005, 4006
STRANGER = 4007


async def test_what_is_typed_arrives_and_what_is_drawn_comes_back() -> None:
    async with served() as browser:
        line = await browser.opens()
        await line.types("hello é")
        await line.sees("<hello é>")
        await line.says("ping", "17")
        assert await line.hears("pong") == "17"


async def test_the_size_of_the_window_reaches_the_application_within_limits() -> None:
    async with served() as browser:
        line = await browser.opens("width=99999&height=0")
        await line.types("errand")
        await line.sees('"width": 500, "height": 8')
        await line.says("resize", {"width": 1, "height": 33})
        await line.sees('{"type": "resize", "width": 20, "height": 33}')


async def test_quitting_is_told_apart_from_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with served() as browser:
        for typed, code in (("fault", FAULT), ("crash", FAULT), ("raw", FAULT)):
            line = await browser.opens()
            await line.types(typed)
            assert await line.ends() == code, typed
        line = await browser.opens()
        await line.types("leave")
        assert await line.ends() == LEFT
    assert "fault in the program (KeyError, x.py line 1)" in caplog.text
    assert "text of a case" not in caplog.text


async def test_a_closed_tab_lets_the_application_say_goodbye_and_frees_its_place() -> None:
    async with served(sessions=1) as browser:
        line = await browser.opens()
        await line.types("errand")
        await line.sees("send_url")
        folder = Path(json.loads(line.seen.partition(b"READY")[2])["folder"])
        assert folder.is_dir()
        await line.socket.close()
        await browser.until_sessions(0)
        assert not folder.exists()
        await (await browser.opens()).sees("READY")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '["stdin"]', '["stdin", 5]', '["resize", {"width": "x"}]', '["quit", 1]'],
)
async def test_a_malformed_message_ends_that_session_and_no_other(text: str) -> None:
    async with served() as browser:
        other = await browser.opens()
        line = await browser.opens()
        await line.socket.send_str(text)
        assert await line.ends() == MALFORMED
        await other.types("still here")
        await other.sees("<still here>")


async def test_bytes_and_far_too_much_end_that_session_and_no_other() -> None:
    async with served() as browser:
        other = await browser.opens()
        line = await browser.opens()
        await line.socket.send_bytes(b"\x00\xff")
        assert await line.ends() == MALFORMED
        line = await browser.opens()
        await line.says("stdin", "x" * 2_000_000)
        assert await line.ends() == 1009
        await other.types("still here")
        await other.sees("<still here>")


async def test_one_more_than_agreed_is_told_so_and_comes_in_when_somebody_left() -> None:
    async with served(sessions=2) as browser:
        first, _second = await browser.somebody(), await browser.somebody()
        third = await browser.opens()
        assert await third.ends() == FULL
        page = await browser.asks("/")
        assert page.status == 503
        assert "already" in page.text
        await first.socket.close()
        await browser.until_sessions(1)
        await (await browser.opens()).sees("READY")


async def test_two_hundred_at_once_are_refused_in_words_and_whoever_is_in_stays() -> None:
    async with served(sessions=1) as browser:
        line = await browser.somebody()
        lines = await asyncio.gather(*(browser.opens() for _ in range(200)))
        assert {await one.ends() for one in lines} == {FULL}
        await line.types("still here")
        await line.sees("<still here>")
        assert await browser.sessions() == 1


async def test_nobody_typing_is_warned_and_a_key_is_enough_to_stay() -> None:
    patience = replace(QUICK, warning=0.5)
    async with served(patience=patience, idle=0.7 / 60) as browser:
        line = await browser.somebody()
        assert "Press a key to stay" in await line.hears("notice")
        await line.types("x")
        assert await line.hears("notice") == ""
        assert await line.ends() == IDLE


async def test_who_signed_in_may_think_longer_than_who_did_not() -> None:
    patience = replace(QUICK, warning=0.1, strangers=0.3)
    async with served(patience=patience, idle=60) as browser:
        somebody, stranger = await browser.somebody(), await browser.opens()
        assert await stranger.ends() == STRANGER
        await somebody.types("still here")
        await somebody.sees("<still here>")


async def test_somebody_who_types_nothing_for_long_is_signed_out() -> None:
    async with served(idle=0.3 / 60) as browser:
        line = await browser.opens()
        await line.types('tell {"type": "seated", "display": false}')
        assert await line.ends() == IDLE


async def test_the_display_in_the_room_stays_without_a_key() -> None:
    async with served(idle=0.2 / 60) as browser:
        display = await browser.opens()
        await display.types('tell {"type": "seated", "display": true}')
        await display.sees("READY")
        somebody = await browser.somebody()
        assert await somebody.ends() == IDLE
        await display.types("still here")
        await display.sees("<still here>")


async def test_keys_do_not_give_who_does_not_sign_in_more_time() -> None:
    async with served(patience=replace(QUICK, strangers=0.3)) as browser:
        line = await browser.opens()

        async def types() -> None:
            with suppress(OSError):
                while True:
                    await line.types("x")
                    await asyncio.sleep(0.01)

        typing = asyncio.create_task(types())
        assert await line.ends() == STRANGER
        typing.cancel()


async def test_who_gets_up_has_a_stranger_s_time_from_then_on() -> None:
    async with served(patience=replace(QUICK, strangers=0.3)) as browser:
        line = await browser.somebody()
        await line.types('tell {"type": "risen"}')
        assert await line.ends() == STRANGER


async def test_an_application_that_hangs_is_told_of_and_killed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    patience = Patience(alive=0.05, hung=0.4, grace=0.2, look=0.02)
    async with served(patience=patience) as browser:
        well = await browser.opens()
        line = await browser.opens()
        await line.types("sleep")
        assert await line.ends() == HUNG
        await browser.until_sessions(1)
        await well.types("still here")
        await well.sees("<still here>")
    assert "was killed" in caplog.text


async def test_an_application_that_will_not_end_is_killed_after_its_grace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with served(patience=Patience(grace=0.2, look=0.02)) as browser:
        line = await browser.opens()
        await line.types("deaf")
        await line.types("x")
        await line.sees("<x>")
        await line.socket.close()
        await browser.until_sessions(0)
    assert "was killed" in caplog.text


async def test_a_server_that_stops_tells_everybody_and_waits_for_their_goodbye() -> None:
    async with served(stays=True) as browser:
        lines = [await browser.opens() for _ in range(3)]
        for line in lines:
            await line.sees("READY")
        told = [asyncio.create_task(line.ends()) for line in lines]
    assert [await one for one in told] == [STOPPING] * 3


@pytest.mark.parametrize(
    ("url", "passes"),
    [
        ("https://www.gov.uk/", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
    ],
)
async def test_only_pages_of_the_web_are_opened_from_the_application(
    url: str, passes: bool
) -> None:
    async with served() as browser:
        line = await browser.opens()
        await line.types(f"tell {json.dumps({'type': 'open_url', 'url': url})}")
        await line.types("after")
        await line.sees("<after>")
        opened = [content["url"] for kind, content in line.messages if kind == "open_url"]
        assert opened == ([url] if passes else [])
