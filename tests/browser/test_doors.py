"""Who may open a session: pages of the server itself, and no page of anybody else's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import CAROL, OLIVE, PETE, NewWindow, Site, served

pytestmark = pytest.mark.asyncio(loop_scope="session")
TRIES = """
(address) => new Promise((done) => {
  const line = new WebSocket(address);
  line.onopen = () => done("open");
  line.onerror = () => done("refused");
})
"""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Elsewhere</title>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A page of somebody else's, on this machine so that nothing but its origin is foreign."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_page_from_elsewhere_opens_no_session(
    site: Site, new_window: NewWindow, elsewhere: str
) -> None:
    address = f"ws://127.0.0.1:{site.port}/ws?width=80&height=24"
    window = await new_window()
    await window.opens(site.url)
    await window.reads("Who are you?")
    assert await window.page.evaluate(TRIES, address) == "open"
    foreign = await new_window()
    await foreign.page.goto(elsewhere)
    assert await foreign.page.evaluate(TRIES, address) == "refused"


async def test_a_page_from_elsewhere_sends_no_file_and_shows_no_session_in_a_frame(
    site: Site, new_window: NewWindow, elsewhere: str
) -> None:
    window = await new_window()
    await window.page.goto(elsewhere)
    answer = await window.page.request.post(
        f"{site.url}/send/anything", multipart={"file": "x"}, headers={"Origin": elsewhere[:-1]}
    )
    assert answer.status == 403
    await window.page.set_content(f'<iframe src="{site.url}"></iframe>')
    await window.until(lambda: any("frame" in one for one in window.errors))


async def test_whom_the_proxy_vouches_for_is_the_only_one_who_can_sign_in(
    small: Site, new_window: NewWindow
) -> None:
    with served(small.place, "--identity-header", "X-Remote-User") as site:
        nobody = await new_window()
        answer = await nobody.page.goto(site.url)
        assert answer is not None
        assert answer.status == 403
        olive = await new_window()
        await olive.page.context.set_extra_http_headers({"X-Remote-User": "Olive Officer"})
        await olive.opens(site.url)
        await olive.reads("You come as Olive Officer.")
        await olive.types(CAROL)
        await olive.press("Enter")
        await olive.reads("The name or the password is not right.")
        await olive.types(OLIVE)
        await olive.press("Enter")
        await olive.reads("You are Olive Officer")


async def test_nobody_is_named_before_they_sign_in_and_nobody_elsewhere_keeps_them_out(
    site: Site, new_window: NewWindow
) -> None:
    pete, mallory = await new_window(), await new_window()
    await pete.opens(site.url)
    await pete.signs_in("pete police", PETE, shown="Pete Police")
    await mallory.opens(site.url)
    await mallory.reads("Your name or e-mail address")
    for words in ("Pete", "Carol", "Police", "officer", "chair"):
        assert words not in mallory.sees
    await mallory.types("Nobody Atall")
    await mallory.press("Enter")
    for name in ("Nobody Atall", "Pete Police"):
        # Each wait is twice as long as the last: sooner or later a try comes within one.
        while "there is a wait" not in mallory.sees:
            # What was typed is cleared once it was tried.
            await mallory.types("a wrong password")
            await mallory.reads("\N{BULLET}" * 16)
            await mallory.press("Enter")
            await mallory.until(lambda: "\N{BULLET}" not in mallory.sees)
        await mallory.reads("After several wrong tries there is a wait")
        if name == "Nobody Atall":
            await mallory.press("Shift+Tab", "Control+a")
            await mallory.types("Pete Police")
            await mallory.press("Enter")
    await pete.page.reload()
    await pete.signs_in("Pete Police", PETE)


async def test_the_pages_take_nothing_from_elsewhere_and_run_nothing_of_anybodys(
    site: Site, new_window: NewWindow
) -> None:
    window = await new_window()
    answer = await window.page.goto(site.url)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    await window.reads("Who are you?")
    assert window.errors == []
    assert all(url.startswith(site.url) for url in window.asked)
    assert (await window.page.request.get(f"{site.url}/health")).status == 200
