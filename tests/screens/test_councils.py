"""A record that several councils share asks which one, before it asks who."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.app import ConferenceApp
from tests.office import Clock, Office, set_up_another
from tests.screens.shell import Seat, both_sizes, seat


@pytest.fixture
def other(office: Office) -> Office:
    """Another council in the same file, with one case; the first has two."""
    there = Office.in_store(office.store.within(set_up_another(office.store)))
    office.receive()
    office.receive()
    there.receive()
    return there


@both_sizes
async def test_the_council_is_chosen_by_name_and_nothing_of_the_other_is_shown(
    file: Path, other: Office, size: tuple[int, int]
) -> None:
    async with seat(file, None, size=size) as one:
        await one.comes_to("ChooseCouncil")
        await one.reads("Amber Valley")
        await one.reads("Erewash Borough Council")
        assert "Olive" not in one.sees
        await one.press("enter")
        await one.comes_to("SignIn")
        await one.reads("Amber Valley. What you do")
        await one.reads("Olive Officer")
        await one.press("down", "down", "down", "enter")
        await one.comes_to("Caseload")
        await one.reads("Amber Valley")
        await one.reads("AV-2026-0001")
        assert "ER-2026" not in one.sees
        await one.press("p")
        await one.comes_to("SignIn")
        # Whoever sits down next is of the same council.
        await one.reads("Amber Valley")


async def test_whoever_took_the_wrong_council_goes_back_and_takes_the_other(
    file: Path, other: Office
) -> None:
    async with seat(file, None) as one:
        await one.comes_to("ChooseCouncil")
        await one.press("enter")
        await one.comes_to("SignIn")
        await one.press("escape")
        await one.comes_to("ChooseCouncil")
        await one.press("down", "enter")
        await one.comes_to("SignIn")
        await one.reads("Erewash Borough Council.")
        await one.press("down", "down", "down", "enter")
        await one.comes_to("Caseload")
        await one.reads("ER-2026-0002")
        assert "AV-2026" not in one.sees


async def test_a_council_that_was_named_is_not_asked_for(file: Path, other: Office) -> None:
    app = ConferenceApp(
        str(file), person="Olive Officer", clock=Clock(), first_password=False, council="er"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        one = Seat(app, pilot)
        await one.comes_to("Caseload")
        await one.reads("ER-2026-0002")
        assert "AV-2026" not in one.sees


async def test_a_council_that_is_not_there_is_told_with_those_that_are(
    file: Path, other: Office
) -> None:
    app = ConferenceApp(str(file), clock=Clock(), first_password=False, council="nowhere")
    async with app.run_test(size=(80, 24)) as pilot:
        one = Seat(app, pilot)
        await one.reads("There is no one council")
        await one.reads("Erewash Borough Council (ER)")
        await one.press("enter")
        await one.until(lambda: app.return_code == 1)


async def test_the_choice_explains_itself_and_can_be_left(file: Path, other: Office) -> None:
    async with seat(file, None) as one:
        await one.comes_to("ChooseCouncil")
        await one.press("f1")
        await one.reads("CONFERENCE_COUNCIL")
        await one.press("escape")
        await one.comes_to("ChooseCouncil")
        await one.press("q")
        await one.until(lambda: one.app.return_code is not None)
