"""Files that leave as downloads, and files that are sent in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from screens.serve import inbox
from tests.screens.serve.browser import QUICK, Browser, Line, served


async def sending(browser: Browser) -> tuple[Line, str, Path]:
    """A session, the path where its files are sent, and where they arrive."""
    line = await browser.opens()
    await line.types("errand")
    await line.sees("send_url")
    while not line.seen.endswith(b"}"):
        await line.sees("}")
    errand = json.loads(line.seen.partition(b"READY")[2])
    path = errand["send_url"].removeprefix(browser.address)
    return line, path, Path(errand["folder"]) / "inbox"


async def sends(browser: Browser, path: str, *files: tuple[str, bytes], **headers: str) -> Any:
    form = aiohttp.FormData(quote_fields=False)
    for name, content in files:
        form.add_field("file", content, filename=name)
    headers = {"Origin": browser.address} | headers
    return await browser.asks(path, "POST", data=form, headers=headers)


async def test_a_file_leaves_once_under_a_safe_name_and_is_gone() -> None:
    async with served() as browser:
        line = await browser.opens()
        await line.types('file Brief "Ä".html')
        key = await line.hears("deliver_file_start")
        answer = await browser.asks(f"/download/{key}")
        assert answer.text == "Grüße"
        told = answer.headers["Content-Disposition"]
        assert told.startswith('attachment; filename="Brief ___.html"')
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Cache-Control"] == "no-store"
        assert (await browser.asks(f"/download/{key}")).status == 404


async def test_a_file_is_fetched_by_no_other_browser_and_no_other_site() -> None:
    async with served() as browser:
        await browser.asks("/")
        line = await browser.opens()
        await line.types("file letter.pdf")
        key = await line.hears("deliver_file_start")
        other = await browser.other()
        assert (await other.asks(f"/download/{key}")).status == 404
        await other.http.close()
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert (await browser.asks(f"/download/{key}", headers=headers)).status == 403
        assert (await browser.asks(f"/download/{key}")).status == 200


async def test_a_file_that_nobody_fetches_goes_and_so_do_those_of_a_session_that_ended() -> None:
    async with served(patience=replace(QUICK, fetch=-1)) as browser:
        line = await browser.opens()
        await line.types("file letter.pdf")
        key = await line.hears("deliver_file_start")
        assert (await browser.asks(f"/download/{key}")).status == 404
    async with served() as browser:
        line = await browser.opens()
        await line.types("file letter.pdf")
        key = await line.hears("deliver_file_start")
        await line.socket.close()
        await browser.until_sessions(0)
        assert (await browser.asks(f"/download/{key}")).status == 404


@pytest.mark.parametrize("name", ["../inbox/x", "/etc/passwd", "../../1/outbox/one", "", "."])
async def test_an_application_hands_out_nothing_but_what_it_laid_out(name: str) -> None:
    async with served() as browser:
        line = await browser.opens()
        told = {"type": "deliver", "file": name, "name": "x"}
        await line.types(f"tell {json.dumps(told)}")
        await line.types("after")
        await line.sees("<after>")
        assert line.messages == []


async def test_a_file_that_is_sent_arrives_whole_under_a_safe_name() -> None:
    async with served() as browser:
        _line, path, folder = await sending(browser)
        page = await browser.asks(path)
        assert 'type="file"' in page.text
        answer = await sends(browser, path, ("../../Chronology\u202e.xlsx", b"content"))
        assert answer.status == 200
        assert "Arrived: Chronology.xlsx" in answer.text
        assert (folder / "Chronology.xlsx").read_bytes() == b"content"
        again = await sends(browser, path, ("Chronology.xlsx", b"2"), ("other.csv", b"3"))
        assert again.status == 200
        names = sorted(one.name for one in folder.iterdir())
        assert names == ["Chronology (2).xlsx", "Chronology.xlsx", "other.csv"]
        assert not list(folder.with_name("coming").iterdir())


async def test_a_script_of_the_page_is_answered_in_plain_words() -> None:
    async with served() as browser:
        _line, path, _folder = await sending(browser)
        answer = await sends(browser, path, ("a.csv", b"1"), Accept="text/plain")
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert answer.text.startswith("Arrived: a.csv")


async def test_a_file_that_is_too_large_is_refused_and_nothing_of_it_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbox, "LARGEST", 1000)
    async with served() as browser:
        _line, path, folder = await sending(browser)
        answer = await sends(browser, path, ("big.bin", b"x" * 200_000))
        assert answer.status == 413
        assert "larger than" in answer.text
        assert not list(folder.iterdir())
        assert not list(folder.with_name("coming").iterdir())


async def test_no_more_files_are_taken_than_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST", 2)
    async with served() as browser:
        _line, path, folder = await sending(browser)
        answer = await sends(browser, path, ("1", b"1"), ("2", b"2"), ("3", b"3"))
        assert answer.status == 409
        assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_no_other_site_sends_a_file(origin: str) -> None:
    async with served() as browser:
        _line, path, folder = await sending(browser)
        answer = await sends(browser, path, ("a.csv", b"1"), Origin=origin)
        assert answer.status == 403
        assert not list(folder.iterdir())


async def test_files_are_sent_by_the_browser_of_the_session_and_while_it_lasts() -> None:
    async with served() as browser:
        await browser.asks("/")
        line, path, folder = await sending(browser)
        other = await browser.other()
        assert (await other.asks(path)).status == 404
        assert (await sends(other, path, ("a.csv", b"1"))).status == 404
        await other.http.close()
        assert not list(folder.iterdir())
        await line.socket.close()
        await browser.until_sessions(0)
        assert (await browser.asks(path)).status == 404
        assert (await sends(browser, path, ("a.csv", b"1"))).status == 404


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"file=x", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=y"),
        (b"--y\r\n\r\nx\r\n--y--", "multipart/form-data; boundary=y"),
        (b"{}", "application/json"),
    ],
)
async def test_a_form_that_is_none_is_refused(content: bytes, kind: str) -> None:
    async with served() as browser:
        _line, path, folder = await sending(browser)
        headers = {"Origin": browser.address, "Content-Type": kind}
        answer = await browser.asks(path, "POST", data=content, headers=headers)
        assert answer.status in (400, 415)
        assert not list(folder.iterdir())
        assert not list(folder.with_name("coming").iterdir())
