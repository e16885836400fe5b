"""Who is let in: by which name this server is asked, from which page, vouched for by whom."""

from __future__ import annotations

import json

import pytest
from aiohttp import WSServerHandshakeError

from tests.screens.serve.browser import Browser, served

EVIL = "https://evil.example"
PUBLIC = "https://reviews.example.gov.uk"


async def refused(browser: Browser, **headers: str) -> int:
    """The status with which a line is refused."""
    with pytest.raises(WSServerHandshakeError) as error:
        await browser.opens(**headers)
    return error.value.status


@pytest.mark.parametrize("origin", [EVIL, "null", "", "http://127.0.0.1:1", "file://"])
async def test_a_page_of_another_site_opens_no_session(origin: str) -> None:
    async with served() as browser:
        assert await refused(browser, Origin=origin) == 403
        assert await browser.sessions() == 0


async def test_what_says_no_origin_opens_no_session() -> None:
    async with served() as browser:
        answer = await browser.asks(
            "/ws",
            headers={
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            },
        )
        assert answer.status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "", "127.1"])
@pytest.mark.parametrize(
    "path", ["/", "/health", "/ws", "/static/page.js", "/download/x", "/send/x", "/x"]
)
async def test_a_name_that_was_bent_to_this_machine_is_not_answered(host: str, path: str) -> None:
    async with served() as browser:
        assert (await browser.asks(path, headers={"Host": host})).status == 421


async def test_a_name_that_was_bent_to_this_machine_opens_no_session() -> None:
    async with served() as browser:
        host = f"evil.example:{browser.port}"
        assert await refused(browser, Host=host, Origin=f"http://{host}") == 421


async def test_this_machine_may_be_called_localhost_on_it() -> None:
    async with served() as browser:
        host = f"localhost:{browser.port}"
        line = await browser.opens(Host=host, Origin=f"http://{host}")
        await line.sees("READY")


async def test_behind_a_proxy_the_public_address_is_ours_with_either_host() -> None:
    async with served(public_url=PUBLIC) as browser:
        for host in ("reviews.example.gov.uk", f"127.0.0.1:{browser.port}"):
            line = await browser.opens(Host=host, Origin=PUBLIC)
            await line.sees("READY")
            assert (await browser.asks("/", headers={"Host": host})).status == 200
        assert await refused(browser, Host="reviews.example.gov.uk", Origin=EVIL) == 403
        plain = PUBLIC.replace("https", "http")
        assert await refused(browser, Host="reviews.example.gov.uk", Origin=plain) == 403


async def test_another_address_is_ours_where_it_was_named() -> None:
    async with served(origins=("https://other.example.gov.uk:8443",)) as browser:
        host = "other.example.gov.uk:8443"
        line = await browser.opens(Host=host, Origin=f"https://{host}")
        await line.sees("READY")


async def test_whom_the_proxy_vouches_for_reaches_the_session() -> None:
    async with served(identity_header="X-Remote-User") as browser:
        line = await browser.opens(**{"X-Remote-User": "Carla Chair"})
        await line.types("errand")
        await line.sees('"person": "Carla Chair"')


async def test_where_a_proxy_has_to_vouch_nobody_comes_in_without() -> None:
    async with served(identity_header="X-Remote-User") as browser:
        assert await refused(browser) == 403
        assert await refused(browser, **{"X-Remote-User": " "}) == 403
        assert await refused(browser, **{"X-Remote-User": "x" * 300}) == 403
        page = await browser.asks("/")
        assert page.status == 403
        assert "your sign-in" in page.text


async def test_nobody_vouches_for_themselves_where_no_proxy_is_asked_to() -> None:
    async with served() as browser:
        line = await browser.opens(**{"X-Remote-User": "Carla Chair"})
        await line.types("errand")
        await line.sees('"person": ""')
        errand = json.loads(line.seen.partition(b"READY")[2])
        assert errand["send_url"].startswith(f"{browser.address}/send/")
