"""Who signs in is asked before the record is open; who comes in is decided by the open record."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conference.errors import Unavailable
from conference.record.tables import Council, Person
from conference.review import sign_in
from screens import app as application
from screens.served import Served
from tests.office import Office, set_up_another
from tests.screens.shell import both_sizes, seat

OLIVE = "seven grey herons"
_LOADED = """
import asyncio, sys, threading
from pathlib import Path
from screens import app as application
from tests.screens.helpers import screen_text

NOT_YET = set(sys.argv[2].split())

async def look():
    app = application.ConferenceApp(sys.argv[1])
    async with app.run_test(size=(80, 24)) as pilot:
        while "Olive Officer" not in screen_text(app):
            await pilot.pause(0.01)
        print("names", *sorted(NOT_YET & sys.modules.keys()))
        await pilot.press("enter")
        while "The password of" not in screen_text(app):
            await pilot.pause(0.01)
        print("password", *sorted(NOT_YET & sys.modules.keys()))
        app.exit()

def never(*_):
    threading.Event().wait()

application._opened = never
asyncio.run(look())
"""
_NOT_YET = (
    *("sqlalchemy", "sqlmodel", "pydantic", "alembic", "psycopg", "jinja2", "openpyxl", "argon2"),
    *("docx", "typst", "holidays", "icalendar", "typer", "aiohttp", "watchfiles", "tomllib"),
    *("conference.views", "conference.record.store", "conference.documents", "conference.casefile"),
    *("screens.caseload", "screens.case", "screens.entry", "screens.widgets.form"),
)
"""What nothing that is shown before the record is open may wait for."""


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The record is opened only when this is set."""
    go_on = threading.Event()
    opened = application._opened

    def later(*given: Any) -> Any:
        assert go_on.wait(60)
        return opened(*given)

    monkeypatch.setattr(application, "_opened", later)
    yield go_on
    go_on.set()


@pytest.fixture
def protected(office: Office) -> Office:
    """Olive and Ada give passwords, and the others of the office have none."""
    give = office.store, office.council_id
    ada, olive = office.administrator.person.id, office.officer.person.id
    admin = sign_in.set_first_password(*give, ada, "lamp otter bridge", office.clock)
    given = sign_in.reset_password(admin, olive)
    sign_in.change_password(*give, olive, given, OLIVE, office.clock)
    return office


def test_the_names_and_the_password_are_asked_for_before_the_libraries_are_loaded(
    protected: Office, file: Path
) -> None:
    protected.store.close()
    asked = subprocess.run(
        [sys.executable, "-c", _LOADED, str(file), " ".join(_NOT_YET)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert asked.stdout.splitlines() == ["names", "password"], asked.stderr


@both_sizes
async def test_a_password_that_is_given_meanwhile_lets_in_once_the_record_is_open(
    protected: Office, file: Path, held_up: threading.Event, size: tuple[int, int]
) -> None:
    async with seat(file, None, clock=protected.clock, size=size) as one:
        await one.comes_to("SignIn")
        await one.reads("Hana Housing")
        assert "Room display" in one.sees
        await one.press("down", "down", "down", "enter")
        await one.until(lambda: one.at == "AskPassword")
        await one.reads("The password of Olive Officer.")
        await one.types(OLIVE)
        await one.press("enter")
        await one.reads("Looking…")
        held_up.set()
        await one.comes_to("Caseload")
        await one.reads("You are Olive Officer (officer)")
        await one.press("p")
        await one.comes_to("SignIn")


async def test_a_wrong_password_that_is_given_meanwhile_lets_nobody_in(
    protected: Office, file: Path, held_up: threading.Event
) -> None:
    async with seat(file, clock=protected.clock) as one:
        await one.until(lambda: one.at == "AskPassword")
        await one.types("not her password")
        await one.press("enter")
        held_up.set()
        await one.reads("The name or the password is not right.")


async def test_whoever_begins_is_asked_meanwhile_and_chooses_the_first_password(
    office: Office, file: Path, held_up: threading.Event
) -> None:
    async with seat(file, None, clock=office.clock, first_password=True) as one:
        await one.comes_to("SignIn")
        await one.reads("Ada Administrator")
        assert "Olive Officer" not in one.sees
        await one.press("enter")
        await one.until(lambda: one.at == "Entry")
        await one.fills(password=OLIVE, again=OLIVE)
        await one.press("ctrl+s")
        held_up.set()
        await one.comes_to("Caseload")
        await one.reads("You are Ada Administrator")
        assert one.app._opened.protected


async def test_where_the_open_record_has_others_they_are_asked_instead(
    protected: Office, file: Path, held_up: threading.Event
) -> None:
    async with seat(file, None, clock=protected.clock) as one:
        await one.reads("Hana Housing")
        await one.press("enter")
        await one.until(lambda: one.at == "AskPassword")
        with protected.record() as session:
            session.get_one(Person, protected.housing.person.id).active = False
        held_up.set()
        await one.until(lambda: one.at == "SignIn" and "Hana Housing" not in one.sees)
        await one.reads("Olive Officer")


async def test_what_is_wrong_with_the_record_is_told_over_the_names(
    protected: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unavailable("The disk is full.", next="Free some space.")

    monkeypatch.setattr(application, "_opened", refuse)
    async with seat(file, None, clock=protected.clock) as one:
        await one.until(lambda: one.at == "Message")
        await one.reads("The disk is full.")
        await one.press("enter")
        await one.until(lambda: one.app.return_code == 1)


async def test_who_quits_before_the_record_is_open_waits_for_nothing(
    protected: Office, file: Path, held_up: threading.Event
) -> None:
    async with seat(file, None, clock=protected.clock) as one:
        await one.comes_to("SignIn")
        await one.press("q")
        await one.until(lambda: one.app.return_code == 0)
        assert not held_up.is_set()


async def test_somebody_who_is_asked_for_nothing_waits_for_the_record(
    office: Office, file: Path, held_up: threading.Event
) -> None:
    with office.record() as session:
        session.get_one(Council, office.council_id).practice = True
    async with seat(file, clock=office.clock) as one:
        await one.reads("Opening the record…")
        held_up.set()
        await one.comes_to("Caseload")


async def test_to_a_browser_nobody_is_named_before_they_sign_in(
    protected: Office, file: Path, held_up: threading.Event
) -> None:
    async with seat(file, None, clock=protected.clock, served=Served(file.parent, "")) as one:
        await one.reads("Opening the record…")
        held_up.set()
        await one.comes_to("TypedSignIn")
        assert "Olive" not in one.sees


async def test_of_several_councils_one_is_chosen_before_anybody_is_named(
    protected: Office, file: Path, held_up: threading.Event
) -> None:
    set_up_another(protected.store)
    async with seat(file, None, clock=protected.clock) as one:
        await one.reads("Opening the record…")
        held_up.set()
        await one.comes_to("ChooseCouncil")
        assert "Olive" not in one.sees
