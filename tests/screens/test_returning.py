"""Whoever is cut off comes back to where they were; whoever leaves begins at their caseload."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.review import sign_in, whereabouts
from conference.review.whereabouts import Whereabouts
from screens.returning import Trail
from tests.office import Office
from tests.screens.shell import Seat, seat

ADA, OLIVE, PETE = "lamp otter bridge", "seven grey herons", "three odd sheep"


@pytest.fixture
def protected(office: Office) -> Office:
    """Ada, Olive and Pete have passwords."""
    give = office.store, office.council_id
    admin = sign_in.set_first_password(*give, office.administrator.person.id, ADA, office.clock)
    for desk, own in ((office.officer, OLIVE), (office.police, PETE)):
        given = sign_in.reset_password(admin, desk.person.id)
        sign_in.change_password(*give, desk.person.id, given, own, office.clock)
    return office


async def comes_in(one: Seat, password: str = OLIVE) -> None:
    await one.until(lambda: one.at == "AskPassword")
    await one.types(password)
    await one.press("enter")


async def is_at(one: Seat, office: Office, stage: str) -> None:
    """Wait until it is kept that they are there."""

    def kept() -> bool:
        found = whereabouts.last_whereabouts(office.officer)
        return found is not None and found.stage == stage

    await one.until(kept)


@pytest.mark.long
async def test_a_session_that_was_cut_off_goes_on_at_the_same_stage(
    office: Office, file: Path, protected: Office
) -> None:
    case_id = office.in_evidence()
    async with seat(file) as one:
        await comes_in(one)
        await one.comes_to("Caseload")
        one.app.screen.open_case(case_id)
        await one.comes_to("CaseScreen")
        await one.press("3", "4")
        await one.reads("[4")
        await is_at(one, office, "evidence")
    async with seat(file) as one:
        await comes_in(one)
        await one.comes_to("CaseScreen")
        await one.reads("[4")
        await one.reads("ER-2026-0001")
        await one.reads("You are back where you were")
        await one.press("escape")
        await one.comes_to("Caseload")
        await one.until(lambda: whereabouts.last_whereabouts(office.officer) is None)


@pytest.mark.long
async def test_whoever_quits_begins_at_the_caseload(
    office: Office, file: Path, protected: Office
) -> None:
    case_id = office.receive()
    async with seat(file) as one:
        await comes_in(one)
        await one.comes_to("Caseload")
        one.app.screen.open_case(case_id)
        await one.comes_to("CaseScreen")
        await is_at(one, office, "application")
        await one.press("ctrl+q")
        await one.until(lambda: one.app._exit)
    assert whereabouts.last_whereabouts(office.officer) is None
    async with seat(file) as one:
        await comes_in(one)
        await one.comes_to("Caseload")
        await one.pilot.pause(0.2)
        assert one.at == "Caseload"


async def test_a_case_that_is_not_theirs_any_more_is_told_of_once(
    office: Office, file: Path, protected: Office
) -> None:
    case_id = office.receive()
    whereabouts.keep_whereabouts(office.police, Whereabouts(case_id, "letters"))
    async with seat(file, "Pete Police") as one:
        await comes_in(one, PETE)
        await one.reads("The case cannot be opened")
        await one.press("escape")
        await one.comes_to("Caseload")
        await one.until(lambda: whereabouts.last_whereabouts(office.police) is None)


async def test_a_stage_nobody_knows_is_the_application(
    office: Office, file: Path, protected: Office
) -> None:
    whereabouts.keep_whereabouts(office.officer, Whereabouts(office.receive(), "../x"))
    async with seat(file) as one:
        await comes_in(one)
        await one.comes_to("CaseScreen")
        await one.reads("[1")


async def test_by_name_alone_nobody_comes_back_to_anything(office: Office, file: Path) -> None:
    case_id = office.receive()
    async with seat(file) as one:
        await one.comes_to("Caseload")
        one.app.screen.open_case(case_id)
        await one.comes_to("CaseScreen")
        await one.press("4")
        await one.reads("[4")
    assert whereabouts.last_whereabouts(office.officer) is None


async def test_a_case_that_is_still_being_read_while_they_quit_is_not_come_back_to(
    office: Office, protected: Office
) -> None:
    case_id = office.receive()
    trail = Trail(office.officer)
    trail.at(case_id, "application")
    trail.at(case_id, "letters")
    await trail.end()
    trail.at(case_id, "letters")
    await trail.end()
    assert whereabouts.last_whereabouts(office.officer) is None


async def test_the_latest_of_many_stages_is_the_one_that_is_kept(
    office: Office, protected: Office
) -> None:
    case_id = office.receive()
    trail = Trail(office.officer)
    for stage in ("timeline", "evidence", "meeting", "letters"):
        trail.at(case_id, stage)
    assert trail._writing is not None
    await trail._writing
    assert whereabouts.last_whereabouts(office.officer) == Whereabouts(case_id, "letters")
