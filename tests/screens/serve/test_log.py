"""What is written of what happens, and what is not; and whether all is well."""

from __future__ import annotations

import io
import logging
import re

import pytest

from screens.serve.log import _Words, log
from tests.screens.serve.browser import served


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger=log.name)
    return caplog


async def test_a_line_says_who_what_and_how_it_went(written: pytest.LogCaptureFixture) -> None:
    async with served() as browser:
        await browser.asks("/static/page.css")
        line = await browser.opens()
        await line.sees("READY")
        await line.socket.close()
        await browser.until_sessions(0)
    assert re.search(r"^127\.0\.0\.1 GET /static/\{name\} 200 \d+ms$", _lines(written), re.M)
    assert re.search(r"^127\.0\.0\.1 GET /ws 101 \d+ms session 1$", _lines(written), re.M)
    assert "session 1 begins" in _lines(written)
    assert "session 1 ends: line lost" in _lines(written)


async def test_no_secret_no_question_and_no_word_that_was_asked_is_written(
    written: pytest.LogCaptureFixture,
) -> None:
    async with served() as browser:
        line = await browser.opens("width=80&height=24&note=SECRET")
        await line.types("file SECRET.pdf")
        key = await line.hears("deliver_file_start")
        await line.types("errand SECRET")
        await browser.asks(f"/download/{key}?SECRET")
        await browser.asks("/SECRET", headers={"User-Agent": "SECRET", "Referer": "SECRET"})
        await browser.asks("/send/SECRET", "POST", headers={"Origin": "SECRET"})
        await browser.asks("/", headers={"Host": "SECRET"})
    assert "SECRET" not in _lines(written)
    assert key not in _lines(written)
    assert "GET /download/{key} 200" in _lines(written)
    assert "GET (unknown) 404" in _lines(written)


async def test_an_address_is_taken_from_a_proxy_on_this_machine_where_it_is_one(
    written: pytest.LogCaptureFixture,
) -> None:
    async with served() as browser:
        await browser.asks("/", headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.7"})
        await browser.asks("/", headers={"X-Forwarded-For": "192.0.2.8 SECRET\tx"})
    assert "192.0.2.7 GET / 200" in _lines(written)
    assert "10.9.9.9" not in _lines(written)
    assert "SECRET" not in _lines(written)


def test_of_a_fault_in_a_library_only_the_kind_is_written() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Words())
    library = logging.getLogger("aiohttp.test_of_log")
    library.propagate = False
    library.addHandler(handler)
    try:
        raise ValueError("text of a case")
    except ValueError:
        library.exception("Error handling %s", "text of a case")
    assert "text of a case" not in stream.getvalue()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ aiohttp\.test_of_log error ValueError\n",
        stream.getvalue(),
    )


async def test_whoever_watches_is_told_that_all_is_well_and_how_full_it_is() -> None:
    async with served(sessions=7) as browser:
        lines = [await browser.somebody(), await browser.opens(), await browser.opens()]
        for line in lines:
            await line.sees("READY")
        answer = await browser.asks("/health")
        assert answer.status == 200
        assert answer.text == "ok\nsessions: 1 of 7\nbefore sign-in: 2\n"


async def test_whoever_watches_is_told_when_the_database_cannot_be_reached() -> None:
    async with served(answers=False) as browser:
        answer = await browser.asks("/health")
        assert answer.status == 503
        assert "the database cannot be reached" in answer.text


def _lines(written: pytest.LogCaptureFixture) -> str:
    return "\n".join(record.getMessage() for record in written.records if record.name == log.name)
