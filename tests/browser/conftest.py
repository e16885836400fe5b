"""A record with three cases, a server that shows it, and windows of a real browser to sit at.

Where there is no browser these tests are skipped, unless CONFERENCE_TEST_BROWSER=required says that
there must be one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import delete

from conference.record.store import Store
from conference.record.tables import Draft
from conference.review import outcome, sign_in
from tests.databases import REQUIRED, PostgresServer
from tests.office import Office, set_up

pytest.importorskip("playwright", reason="no Playwright here")
from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.browser.window import Window

ROOT = Path(__file__).parents[2]
ADA, OLIVE, CAROL, PETE = (
    "lamp otter bridge",
    "seven grey herons",
    "nine quiet harbours",
    "three odd sheep",
)
WIDE = {"width": 1280, "height": 820}


@dataclass(frozen=True)
class Site:
    """A server that runs. url: what people type. place: its record."""

    url: str
    place: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


def protect(office: Office) -> None:
    """Everybody these tests are about has a password."""
    give = office.store, office.council_id
    admin = sign_in.set_first_password(*give, office.administrator.person.id, ADA, office.clock)
    for desk, own in ((office.officer, OLIVE), (office.chair, CAROL), (office.police, PETE)):
        given = sign_in.reset_password(admin, desk.person.id)
        sign_in.change_password(*give, desk.person.id, given, own, office.clock)


def prepare(place: str) -> None:
    """Three cases: 1 with an issued letter, 2 where the police are asked, 3 that was received."""
    store = Store(place)
    store.prepare()
    set_up(store)
    office = Office.in_store(store)
    office.clock.now = datetime.now(UTC) - timedelta(hours=2)
    ended = office.after_meeting()
    letter_id = office.outcome_letter(ended)
    outcome.issue(office.officer, ended, letter_id, channel=outcome.Channel.POST)
    office.in_evidence()
    office.receive()
    protect(office)
    store.close()


@contextmanager
def served(place: str, *options: str) -> Iterator[Site]:
    """The server, started as an administrator starts it, and told to end by a signal."""
    command = [sys.executable, "-m", "conference", "serve", "--port", "0", *options]
    environment = {**os.environ, "CONFERENCE_DATABASE": place, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield Site(found[0], place, process)
                break
        else:
            pytest.fail(f"the server did not start: {told}")
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The record in a SQLite file, shown on a port of this machine."""
    place = str(tmp_path_factory.mktemp("browser") / "council.db")
    prepare(place)
    with served(place) as site:
        yield site


@pytest.fixture(scope="session")
def county(postgres: PostgresServer) -> Iterator[Site]:
    """The same on a PostgreSQL server."""
    place = postgres.create("browser")
    prepare(place)
    with served(place) as site:
        yield site


@pytest.fixture
def site(small: Site) -> Site:
    """The same, where nobody was cut off and nothing is half typed."""
    store = Store(small.place)
    with store.writing() as session:
        session.execute(delete(Draft))
    store.close()
    return small


def chromium() -> str:
    """Where the browser is; skips, or fails, where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "there is no Chromium here"
        if os.environ.get("CONFERENCE_TEST_BROWSER") == REQUIRED:
            pytest.fail(f"a browser is required: {reason}")
        pytest.skip(reason)
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window that is seen."""
    found = chromium()
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if as_root else []
        )
        yield one
        await one.close()


NewWindow = Callable[[], Awaitable[Window]]


@pytest_asyncio.fixture(loop_scope="session")
async def new_window(browser: Browser) -> AsyncIterator[NewWindow]:
    """Makes windows that know nothing of each other, as on different machines."""
    contexts: list[BrowserContext] = []

    async def make() -> Window:
        contexts.append(await browser.new_context(viewport=WIDE, accept_downloads=True))
        return Window(await contexts[-1].new_page())

    yield make
    for context in contexts:
        await context.close()
