"""The caseload that is there before the record is open: looked at, moved in, and taken over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conference.forms import NewParty
from conference.record.tables import Council
from screens import app as application
from tests.office import Office
from tests.screens.shell import both_sizes, seat


@pytest.fixture
def practising(office: Office) -> Office:
    """The office of a practice council with three cases."""
    with office.record() as session:
        session.get_one(Council, office.council_id).practice = True
    for name in ("Mrs First", "Mr Second [b]x[/b]", "Ms Third"):
        office.receive(applicant=NewParty(name))
    return office


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The libraries are read only when this is set."""
    go_on = threading.Event()
    opened = application._opened

    def later(*given: Any) -> Any:
        assert go_on.wait(60)
        return opened(*given)

    monkeypatch.setattr(application, "_opened", later)
    yield go_on
    go_on.set()


@both_sizes
async def test_the_first_cases_are_there_before_the_record_is_open(
    practising: Office, file: Path, held_up: threading.Event, size: tuple[int, int]
) -> None:
    async with seat(file, clock=practising.clock, size=size) as one:
        await one.reads("You are Olive Officer (officer)")
        await one.reads("Mr Second [b]x[/b]")
        await one.reads("PRACTICE: nobody here is real.")
        assert "Opening the record" not in one.sees
        early = _cases(one.sees)
        await one.press("down")
        await one.reads("Mr Second [b]x[/b]: acknowledge")
        held_up.set()
        await one.comes_to("Caseload")
        await one.reads("Mr Second [b]x[/b]: acknowledge")
        assert _cases(one.sees) == early
        assert not one.app.screen_stack[0].query("EarlyCaseload")


def _cases(seen: str) -> list[str]:
    return [line[4:] for line in seen.splitlines() if "ER-2026-" in line]


async def test_a_case_that_was_chosen_early_is_opened_by_the_caseload(
    practising: Office, file: Path, held_up: threading.Event
) -> None:
    async with seat(file, clock=practising.clock) as one:
        await one.reads("Ms Third")
        await one.press("down", "enter")
        await one.reads("Opening the case…")
        held_up.set()
        await one.comes_to("CaseScreen")
        await one.reads("ER-2026-0002")


async def test_nobody_sees_anything_early_where_people_give_a_password(
    practising: Office, file: Path, held_up: threading.Event
) -> None:
    with practising.record() as session:
        session.get_one(Council, practising.council_id).practice = False
    async with seat(file, clock=practising.clock) as one:
        await one.reads("Opening the record…")
        await one.pilot.pause(0.3)
        assert "Opening the record…" in one.sees
        assert "First" not in one.sees
        held_up.set()
        await one.comes_to("Caseload")
