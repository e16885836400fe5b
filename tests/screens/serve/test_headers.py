"""What every answer tells the browser, and that nothing of a page comes from elsewhere."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

import pytest

from tests.screens.serve.browser import Browser, served

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Server": "Case Conference",
}
ELSEWHERE = re.compile(rb"""(https?:)?//[a-z][a-z0-9.-]*\.[a-z]{2,}""")


def is_hardened(headers: Mapping[str, str]) -> None:
    for name, value in ALWAYS.items():
        assert headers.get(name) == value, name
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers.get("Cache-Control") in ("no-store", "no-cache")
    assert "Access-Control-Allow-Origin" not in headers
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/health", 200),
        ("GET", "/static/textual.js", 200),
        ("GET", "/static/mono.ttf", 200),
        ("GET", "/static/none.js", 404),
        ("GET", "/nowhere", 404),
        ("POST", "/", 405),
        ("DELETE", "/download/x", 405),
        ("GET", "/download/x", 404),
        ("GET", "/send/x", 404),
        ("POST", "/send/x", 403),
        ("GET", "/ws", 403),
        ("TRACE", "/", 405),
        ("GET", "/%00", 404),
    ],
)
async def test_every_answer_is_hardened(method: str, path: str, status: int) -> None:
    async with served() as browser:
        answer = await browser.asks(path, method)
        assert answer.status == status
        is_hardened(answer.headers)


async def raw(browser: Browser, request: bytes) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of the answer to bytes as they are."""
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
    writer.write(request)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
    return body, dict(lines)


@pytest.mark.parametrize(
    "request_",
    [
        b"NONSENSE secret\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n bad secret\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"secret" * 5000 + b"\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_answered_hardened_and_quotes_nothing(request_: bytes) -> None:
    async with served() as browser:
        body, headers = await raw(browser, request_)
        is_hardened(headers)
        assert b"secret" not in body


async def test_a_line_that_opens_is_hardened_too() -> None:
    async with served() as browser:
        line = await browser.opens()
        is_hardened(line.socket._response.headers)


async def test_behind_tls_the_browser_is_told_to_stay_there_and_its_cookie_too() -> None:
    async with served(public_url="https://reviews.example.gov.uk") as browser:
        page = await browser.asks("/")
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        cookie = page.headers["Set-Cookie"]
        for words in ("__Host-conference=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            assert words in cookie


async def test_no_page_loads_or_runs_anything_from_elsewhere() -> None:
    async with served() as browser:
        page = (await browser.asks("/")).body
        assert b"<script>" not in page
        assert b"style=" not in page
        assert not re.search(rb" on[a-z]+=", page)
        loaded = re.findall(rb'(?:src|href)="([^"]+)"', page)
        assert loaded
        for path in loaded:
            answer = await browser.asks(path.decode())
            assert answer.status == 200
        for name in ("page.js", "page.css"):
            assert not ELSEWHERE.search((await browser.asks(f"/static/{name}")).body)


async def test_the_page_has_no_word_of_any_case() -> None:
    async with served() as browser:
        page = (await browser.asks("/")).text
        assert "<title>Case Conference</title>" in page


@pytest.mark.parametrize(
    "path",
    [
        "/static",
        "/static/",
        "/static/../page.js",
        "/static/%2e%2e/routes.py",
        "/static/js/textual.js",
    ],
)
async def test_folders_are_never_listed_or_left(path: str) -> None:
    async with served() as browser:
        assert (await browser.asks(path)).status == 404


async def test_what_the_browser_has_already_is_not_sent_again() -> None:
    async with served() as browser:
        first = await browser.asks("/static/textual.js")
        assert len(first.body) > 100_000
        again = await browser.asks(
            "/static/textual.js", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert again.status == 304
        assert again.body == b""


async def test_each_page_has_a_mark_of_its_own_for_styles() -> None:
    async with served() as browser:
        policies = {(await browser.asks("/")).headers["Content-Security-Policy"] for _ in range(3)}
        assert len(policies) == 3
