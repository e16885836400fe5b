"""A crowd at the door: whoever has not signed in keeps nobody out, however they go about it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from screens.serve.endings import Ending
from screens.serve.health import Health
from screens.serve.lines import Lines
from screens.serve.plan import Crowd, Plan
from screens.serve.sessions import Place, Sessions
from tests.screens.serve.browser import PATIENCE, QUICK, Browser, served

HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-More: "
FULL, MADE_ROOM = 4001, 4008

# Seats ----------------------------------------------------------------------------------------


@pytest.fixture
def sessions() -> Iterator[Sessions]:
    """Eight seats, of which four may always be before sign-in; three from one network."""
    made = Sessions(Plan(place="nowhere", sessions=8, crowd=Crowd(each=3)))
    yield made
    made.close()


def comes(sessions: Sessions, address: str) -> Place:
    place = sessions.begin("", "", address)
    assert isinstance(place, Place), place
    return place


def signs_in(sessions: Sessions, address: str) -> Place:
    place = comes(sessions, address)
    place.signed_in = True
    return place


def leaving(places: list[Place]) -> list[Place]:
    return [place for place in places if place.leave.is_set()]


def test_one_network_has_a_few_at_a_time_before_sign_in(sessions: Sessions) -> None:
    first, *_ = [comes(sessions, "192.0.2.1") for _ in range(3)]
    assert sessions.begin("", "", "192.0.2.1") is Ending.FULL
    comes(sessions, "192.0.2.2")
    first.signed_in = True
    comes(sessions, "192.0.2.1")


def test_a_full_house_of_strangers_keeps_no_new_one_out(sessions: Sessions) -> None:
    """The crowd makes room, whoever waited longest first; who comes alone stays."""
    alone = comes(sessions, "192.0.2.9")
    crowd = [comes(sessions, f"198.51.100.{number}") for number in (1, 1, 1, 2, 2, 2, 3)]
    newcomer = comes(sessions, "192.0.2.7")
    assert leaving([alone, *crowd, newcomer]) == [crowd[0]]
    comes(sessions, "192.0.2.6")
    assert leaving([alone, *crowd, newcomer]) == [crowd[0], crowd[3]]


def test_strangers_take_no_seat_from_who_signs_in(sessions: Sessions) -> None:
    crowd = [comes(sessions, f"198.51.100.{number}") for number in range(8)]
    people = []
    for number in range(8):
        assert not sessions.is_full
        for stranger in leaving(crowd):
            sessions.end(stranger)
        people.append(signs_in(sessions, f"192.0.2.{number}"))
    assert leaving(people) == []
    assert sessions.is_full
    assert sessions.begin("", "", "192.0.2.99") is Ending.FULL


def test_the_last_seat_is_one_persons_however_many_sign_in_for_it(sessions: Sessions) -> None:
    for number in range(7):
        signs_in(sessions, f"192.0.2.{number}")
    first, second = comes(sessions, "198.51.100.1"), comes(sessions, "198.51.100.2")
    sessions.take_seat(first)
    sessions.take_seat(second)
    assert (first.signed_in, first.leave.is_set()) == (True, False)
    assert (second.signed_in, second.has_no_seat, second.leave.is_set()) == (False, True, True)
    sessions.take_seat(first)
    assert not first.leave.is_set()


def test_the_processes_of_strangers_stay_few_however_many_come(sessions: Sessions) -> None:
    for number in range(7):
        signs_in(sessions, f"192.0.2.{number}")
    came = [sessions.begin("", "", f"198.51.100.{number}") for number in range(200)]
    there = [place for place in came if isinstance(place, Place)]
    assert len(there) == 8, "four at the door, and four that are leaving"
    assert len(leaving(there)) == 4


async def test_who_has_to_make_room_is_told() -> None:
    async with served(sessions=1) as browser:
        first = await browser.opens()
        await first.sees("READY")
        others = [await browser.opens() for _ in range(4)]
        assert await first.ends() == MADE_ROOM
        await others[-1].sees("READY")


async def test_a_proxy_on_this_machine_tells_whose_they_are() -> None:
    async with served(crowd=Crowd(each=1)) as browser:
        one = await browser.opens(**{"X-Forwarded-For": "192.0.2.1"})
        await one.sees("READY")
        assert await (await browser.opens(**{"X-Forwarded-For": "192.0.2.1"})).ends() == FULL
        await (await browser.opens(**{"X-Forwarded-For": "192.0.2.2"})).sees("READY")


# Connections ----------------------------------------------------------------------------------


class Wire:
    """A connection that notes whether it was cut."""

    is_cut = False

    def cut(self) -> None:
        self.is_cut = True


def test_too_many_connections_cut_the_oldest_that_is_idle() -> None:
    lines = Lines(Crowd(lines=3, lines_each=9))
    one, _two, three, four = wires = [Wire() for _ in range(4)]
    for wire in wires[:3]:
        lines.waits(wire, "127.0.0.1")
    lines.works(one)
    lines.waits(four, "127.0.0.1")
    assert [wire.is_cut for wire in wires] == [False, True, False, False]
    lines.works(three)
    lines.works(four)
    lines.waits(Wire(), "127.0.0.1")
    assert one.is_cut, "where all are at work, the oldest of them"
    assert len(lines) == 3


def test_many_from_one_address_cut_their_own_and_nobody_else_s() -> None:
    lines = Lines(Crowd(lines=100, lines_each=2))
    other = Wire()
    lines.waits(other, "192.0.2.1")
    crowd = [Wire() for _ in range(50)]
    for wire in crowd:
        lines.waits(wire, "198.51.100.1")
    assert [wire.is_cut for wire in crowd] == [True] * 48 + [False] * 2
    assert not other.is_cut


def test_a_session_s_line_is_never_cut_for_others() -> None:
    lines = Lines(Crowd(lines=1))
    session = Wire()
    lines.waits(session, "127.0.0.1")
    lines.leaves(session)
    for _ in range(5):
        lines.waits(Wire(), "127.0.0.1")
    assert not session.is_cut


async def half(browser: Browser, said: bytes = HALF) -> socket.socket:
    """A connection that said this and waits."""
    made = socket.socket()
    _KEPT.append(made)
    made.setblocking(False)
    await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", browser.port))
    await asyncio.get_running_loop().sock_sendall(made, said)
    return made


_KEPT: list[socket.socket] = []


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    while _KEPT:
        _KEPT.pop().close()


async def answered(made: socket.socket) -> bytes:
    """All that comes until it is cut."""
    answer, loop = b"", asyncio.get_running_loop()
    with suppress(ConnectionResetError):
        while more := await asyncio.wait_for(loop.sock_recv(made, 65536), PATIENCE):
            answer += more
    return answer


async def test_half_a_request_is_not_waited_for() -> None:
    async with served(patience=replace(QUICK, head=0.05)) as browser:
        for said in (b"", b"G", HALF):
            assert await answered(await half(browser, said)) == b"", said


async def test_a_connection_that_is_kept_waits_no_longer_for_its_next_request() -> None:
    async with served(patience=replace(QUICK, head=0.05)) as browser:
        asked = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{browser.port}\r\n\r\n"
        answer = await answered(await half(browser, asked.encode()))
        assert answer.startswith(b"HTTP/1.1 200")


async def test_an_answer_that_nobody_gets_in_time_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(_health: Health) -> bool:
        await asyncio.sleep(PATIENCE)
        return True

    monkeypatch.setattr(Health, "ask", never)
    async with served(patience=replace(QUICK, head=1000, answer=0.05)) as browser:
        asked = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{browser.port}\r\n\r\n"
        assert await answered(await half(browser, asked.encode())) == b""


async def test_the_line_of_a_session_outlasts_every_limit_of_a_request() -> None:
    async with served(patience=replace(QUICK, head=0.1, answer=0.1)) as browser:
        somebody = await browser.somebody()
        for _ in range(3):
            # Cut after the limit, which the session has passed by then.
            assert await answered(await half(browser)) == b""
        await somebody.types("still here")
        await somebody.sees("<still here>")


async def test_a_file_that_stops_coming_is_given_up() -> None:
    async with served(patience=replace(QUICK, piece=0.05)) as browser:
        line = await browser.opens()
        await line.types("errand")
        await line.sees("send_url")
        path = line.seen.partition(b"/send/")[2].partition(b'"')[0].decode()

        async def stops() -> AsyncGenerator[bytes, None]:
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nb'
            await asyncio.sleep(PATIENCE)

        answer = await browser.asks(
            f"/send/{path}",
            "POST",
            data=stops(),
            headers={"Origin": browser.address, "Content-Type": "multipart/form-data; boundary=x"},
        )
        assert answer.status == 408


async def test_a_crowd_of_half_requests_keeps_nobody_from_the_page() -> None:
    async with served(crowd=Crowd(lines=20)) as browser:
        somebody = await browser.somebody()
        crowd = [await half(browser) for _ in range(60)]
        for path in ("/health", "/", "/static/page.js"):
            assert (await browser.asks(path)).status == 200
        ended = await asyncio.gather(*(answered(one) for one in crowd[:40]))
        assert ended == [b""] * 40
        await somebody.types("still here")
        await somebody.sees("<still here>")
        await (await browser.opens()).sees("READY")
