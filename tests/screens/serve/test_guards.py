"""Each guard at the door of the server by itself: what a request says, and from where it comes."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from screens.serve.doors import Doors, client_address
from screens.serve.plan import Plan
from tests.screens.serve.browser import served

PROXY = Plan("x", identity_header="X-Remote-User", public_url="https://reviews.example.gov.uk")
OLIVE = ("X-Remote-User", "Olive Officer")


def request_of(
    *headers: tuple[str, str],
    remote: str | None = "127.0.0.1",
    own: tuple[str, int] | None = ("127.0.0.1", 8765),
) -> web.Request:
    """A request as the server has it. own: the address and port that it came in by."""
    transport = Mock()
    transport.get_extra_info = lambda name, default=None: own if name == "sockname" else default
    made = make_mocked_request("GET", "/", CIMultiDict(headers), transport=transport)
    return made.clone(remote=remote) if remote is not None else made


# Whom a proxy vouches for


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.8.8.8", "::1"])
def test_a_proxy_on_this_machine_is_believed(remote: str) -> None:
    assert Doors(PROXY).person(request_of(OLIVE, remote=remote)) == "Olive Officer"


@pytest.mark.parametrize(
    "remote", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "128.0.0.1", "localhost", "", "@"]
)
def test_whoever_comes_from_elsewhere_vouches_for_nobody(remote: str) -> None:
    assert Doors(PROXY).person(request_of(OLIVE, remote=remote)) is None


def test_of_whom_no_address_is_known_nothing_is_believed() -> None:
    request = request_of(OLIVE, remote=None)
    assert request.remote is None
    assert Doors(PROXY).person(request) is None


def test_a_proxy_that_names_two_names_nobody() -> None:
    two = request_of(OLIVE, ("X-Remote-User", "Ada Administrator"))
    assert Doors(PROXY).person(two) is None
    assert Doors(PROXY).person(request_of()) is None


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "Olive\x1b[2J", "Olive\u202eOfficer"])
def test_what_is_no_name_is_nobodys(name: str) -> None:
    assert Doors(PROXY).person(request_of(("X-Remote-User", name))) is None


def test_a_name_is_taken_without_the_spaces_around_it_and_of_one_letter_too() -> None:
    assert Doors(PROXY).person(request_of(("X-Remote-User", "  O  "))) == "O"


def test_where_no_proxy_is_asked_to_nobody_is_vouched_for() -> None:
    assert Doors(Plan("x")).person(request_of(OLIVE)) == ""


def test_the_longest_name_is_still_one() -> None:
    assert Doors(PROXY).person(request_of(("X-Remote-User", "x" * 200))) == "x" * 200


# From where somebody asks


def forwarded(*told: str, remote: str = "127.0.0.1") -> web.Request:
    return request_of(*(("X-Forwarded-For", one) for one in told), remote=remote)


def test_where_somebody_is_is_told_by_a_proxy_on_this_machine_alone() -> None:
    assert client_address(forwarded("192.0.2.7")) == "192.0.2.7"
    assert client_address(forwarded("192.0.2.7", remote="198.51.100.1")) == "198.51.100.1"
    assert client_address(forwarded("no address")) == "127.0.0.1"


def test_whoever_writes_addresses_before_the_proxys_own_changes_nothing() -> None:
    assert client_address(forwarded("10.1.1.1, 192.0.2.7")) == "192.0.2.7"
    assert client_address(forwarded("10.1.1.1", "192.0.2.7")) == "192.0.2.7"


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("a socket", ""),
    ],
)
def test_tries_are_counted_by_a_network_that_one_person_cannot_choose_within(
    remote: str, network: str
) -> None:
    assert Doors(Plan("x")).network(request_of(remote=remote)) == network


# Which pages are ours


@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_what_is_said_twice_or_not_at_all_is_not_ours(header: str) -> None:
    doors, right = Doors(PROXY), {"Host": "reviews.example.gov.uk", "Origin": PROXY.public_url}
    judge = doors.is_our_host if header == "Host" else doors.is_our_origin
    others = [(name, words) for name, words in right.items() if name != header]
    assert judge(request_of(*others, (header, right[header])))
    assert not judge(request_of(*others, (header, right[header]), (header, right[header])))
    assert not judge(request_of(*others))


@pytest.mark.parametrize(
    ("public_url", "hosts", "others"),
    [
        ("https://ours.example", ["ours.example", "OURS.example:443"], ["ours.example:80"]),
        ("http://ours.example", ["ours.example", "ours.example:80"], ["ours.example:443"]),
        (
            "https://ours.example:8443",
            ["ours.example:8443"],
            ["ours.example", "ours.example:8443:443"],
        ),
    ],
)
def test_a_name_is_ours_with_its_own_port_alone(
    public_url: str, hosts: list[str], others: list[str]
) -> None:
    doors = Doors(Plan("x", public_url=public_url))
    assert [doors.is_our_host(request_of(("Host", host))) for host in hosts] == [True] * len(hosts)
    assert not any(doors.is_our_host(request_of(("Host", host))) for host in others)
    host = ("Host", hosts[0])
    assert doors.is_our_origin(request_of(host, ("Origin", public_url.upper())))
    for origin in ("https://other.example", f"{public_url}0", "http://127.0.0.1:8765"):
        assert not doors.is_our_origin(request_of(host, ("Origin", origin)))


@pytest.mark.parametrize("address", ["", "https://ours.example/corner"])
def test_what_is_no_address_of_ours_lets_nobody_in_who_says_nothing(address: str) -> None:
    doors = Doors(Plan("x", public_url=address, origins=(address,)))
    assert not doors.is_our_origin(request_of(("Host", "ours.example"), ("Origin", "")))
    assert not doors.is_our_host(request_of(("Host", "")))


def test_whose_line_is_gone_already_is_reached_by_no_address() -> None:
    request = request_of(("Host", "127.0.0.1:8765"))
    request.protocol.transport = None
    assert not Doors(Plan("x")).is_our_host(request)


def test_a_page_of_the_bare_address_is_ours_where_that_was_reached() -> None:
    doors, host = Doors(Plan("x")), ("Host", "Localhost:8765")
    assert doors.is_our_origin(request_of(host, ("Origin", "http://LOCALHOST:8765")))
    for origin in ("http://127.0.0.1:8765", "https://localhost:8765", "http://localhost"):
        assert not doors.is_our_origin(request_of(host, ("Origin", origin)))
    away = request_of(host, ("Origin", "http://localhost:8765"), own=("192.0.2.1", 8765))
    assert not doors.is_our_origin(away)
    assert not doors.is_our_origin(request_of(("Origin", "http://localhost:8765")))


@pytest.mark.parametrize(
    ("site", "ours"),
    [("same-origin", True), ("none", True), ("same-site", False), ("cross-site", False)],
)
def test_a_file_is_fetched_by_a_page_of_this_server(site: str, ours: bool) -> None:
    host = ("Host", "reviews.example.gov.uk")
    assert Doors(PROXY).is_our_link(request_of(host, ("Sec-Fetch-Site", site))) is ours
    foreign = request_of(host, ("Sec-Fetch-Site", "none"), ("Origin", "https://evil.example"))
    assert not Doors(PROXY).is_our_link(foreign)
    assert Doors(PROXY).is_our_link(request_of(host))
    own = request_of(host, ("Sec-Fetch-Site", site), ("Origin", PROXY.public_url))
    assert Doors(PROXY).is_our_link(own) is ours


def test_a_bare_address_is_ours_only_where_it_is_the_one_that_was_reached() -> None:
    doors = Doors(Plan("x"))
    assert doors.is_our_host(request_of(("Host", "127.0.0.1:8765")))
    assert doors.is_our_host(request_of(("Host", "localhost:8765")))
    assert doors.is_our_host(request_of(("Host", "[::1]:8765"), own=("::1", 8765)))
    assert doors.is_our_host(request_of(("Host", "127.0.0.1"), own=("127.0.0.1", 80)))
    for host in ("127.0.0.1", "127.0.0.2:8765", "localhost:1", "localhost"):
        assert not doors.is_our_host(request_of(("Host", host)))
    away = ("192.0.2.1", 8765)
    assert not doors.is_our_host(request_of(("Host", "localhost:8765"), own=away))
    assert doors.is_our_host(request_of(("Host", "192.0.2.1:8765"), own=away))
    assert not doors.is_our_host(request_of(("Host", "127.0.0.1:8765"), own=None))
    local = ("fe80::1%eth0", 8765)
    assert doors.is_our_host(request_of(("Host", "[fe80::1]:8765"), own=local))
    assert not doors.is_our_host(request_of(("Host", "fe80::1:8765"), own=local))


# What a session is told of its browser


async def test_a_browser_is_known_again_by_a_cookie_that_no_script_reads_and_no_session_sees() -> (
    None
):
    async with served() as browser:
        cookie = (await browser.asks("/")).headers["Set-Cookie"]
        for words in ("HttpOnly", "SameSite=Strict", "Max-Age=7776000"):
            assert words in cookie
        token = cookie.partition("=")[2].partition(";")[0]
        again = (await browser.asks("/")).headers["Set-Cookie"]
        assert token in again
        devices = []
        for _ in range(2):
            line = await browser.opens(**{"X-Forwarded-For": "192.0.2.7"})
            await line.types("errand")
            await line.sees('"address": "192.0.2.7"')
            assert token not in line.seen.decode()
            devices.append(line.seen.decode().partition('"device": "')[2][:64])
        assert devices[0] == devices[1]
        assert len(bytes.fromhex(devices[0])) == 32
        other = await browser.other()
        line = await other.opens()
        await line.types("errand")
        await line.sees('"device": ""')
        await other.http.close()
