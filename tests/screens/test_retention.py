"""How long cases are kept, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.review import intake, retention
from conference.views import HoldKind
from tests.office import Office
from tests.screens.shell import Seat, both_sizes, seat

PUBLISHED = "Retention schedule, page 3"


def withdrawn(office: Office) -> str:
    case_id = office.receive()
    intake.withdraw(office.officer, case_id, why="It stopped.")
    return case_id


def due(office: Office) -> str:
    """A case whose time has run."""
    retention.set_retention(office.officer, 12, PUBLISHED)
    case_id = withdrawn(office)
    office.clock.tick(days=500)
    return case_id


async def at_retention(one: Seat) -> None:
    await one.comes_to("Caseload")
    await one.press("R")
    await one.comes_to("RetentionScreen")


@both_sizes
async def test_while_no_time_is_set_it_says_so_and_how_to_set_it(
    office: Office, file: Path, size: tuple[int, int]
):
    withdrawn(office)
    async with seat(file, size=size, clock=office.clock) as one:
        await at_retention(one)
        await one.reads("How long a case is kept is not set: nothing falls due.")
        await one.reads("Press a to see the 1 that ended.")
        await one.press("a")
        await one.reads("NO TIME IS SET")
        await one.press("t")
        await one.comes_to("Entry")
        await one.fills(months="72", where_it_is_published=PUBLISHED)
        await one.press("ctrl+s")
        await one.comes_to("RetentionScreen")
        await one.reads("A case is kept for 72 months after it ended.")
        await one.reads("KEPT")


async def test_a_council_without_ended_cases_has_none_to_look_at(office: Office, file: Path):
    office.receive()
    async with seat(file) as one:
        await at_retention(one)
        await one.reads("No closed or withdrawn case is kept here.")


async def test_a_time_that_is_no_number_is_told_beside_its_field(office: Office, file: Path):
    assert office.officer
    async with seat(file) as one:
        await at_retention(one)
        await one.press("t")
        await one.comes_to("Entry")
        await one.fills(months="six years")
        await one.press("ctrl+s")
        await one.reads("a number, such as 72")


@both_sizes
async def test_a_hold_is_placed_and_lifted_with_its_reason(
    office: Office, file: Path, size: tuple[int, int]
):
    due(office)
    async with seat(file, size=size, clock=office.clock) as one:
        await at_retention(one)
        await one.reads("DUE")
        await one.press("h")
        await one.comes_to("Entry")
        await one.press("enter", "down", "enter")
        await one.fills(why="A claim was issued.")
        await one.press("ctrl+s")
        await one.comes_to("RetentionScreen")
        await one.reads("A claim was issued.")
        await one.reads("HELD")
        await one.press("l")
        await one.comes_to("Ask")
        await one.types("Settled.")
        await one.press("ctrl+s")
        await one.comes_to("RetentionScreen")
        await one.reads("DUE")


@pytest.mark.long
@both_sizes
async def test_one_proposes_and_another_carries_out(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = due(office)
    reference = office.case(case_id).reference
    async with seat(file, size=size, clock=office.clock) as one:
        await at_retention(one)
        await one.reads("DUE")
        await one.press("p")
        await one.comes_to("Confirm")
        await one.press("y")
        await one.comes_to("RetentionScreen")
        await one.reads("PROPOSED")
        await one.press("c")
        assert one.at == "RetentionScreen"
    async with seat(file, "Carol Chair", size=size, clock=office.clock) as other:
        await at_retention(other)
        await other.reads("by Olive Officer")
        await other.press("c")
        await other.comes_to("Confirm")
        await other.reads("cannot be taken back")
        await other.press("y")
        await other.comes_to("RetentionScreen")
        await other.reads("No closed or withdrawn case is kept here.")
        await other.press("escape")
        await other.comes_to("Caseload")
        await other.press("e")
        await other.reads(reference)
        await other.press("enter")
        await other.comes_to("CaseScreen")
        await other.reads("Disposed of on 16 March 2028 by Carol Chair.")
        await other.press("4")
        await other.reads("Disposed of on 16 March 2028 by Carol Chair.")
        assert "Sample" not in other.sees
        await other.press("9")
        await other.reads("disposed of the case")


async def test_against_a_hold_a_reason_is_asked_for(office: Office, file: Path):
    case_id = due(office)
    retention.place_hold(office.chair, case_id, HoldKind.COURT, "A claim was issued.")
    async with seat(file, clock=office.clock) as one:
        await at_retention(one)
        await one.reads("HELD")
        await one.press("p")
        await one.comes_to("Ask")
        await one.reads("needed from both of you")
        await one.types("She asked.")
        await one.press("ctrl+s")
        await one.comes_to("Confirm")
        await one.press("y")
        await one.reads("PROPOSED")


async def test_a_proposal_is_declined_with_a_reason(office: Office, file: Path):
    case_id = due(office)
    retention.propose(office.officer, case_id)
    async with seat(file, "Carol Chair", clock=office.clock) as one:
        await at_retention(one)
        await one.reads("PROPOSED")
        await one.press("d")
        await one.comes_to("Ask")
        await one.types("A claim may come.")
        await one.press("ctrl+s")
        await one.comes_to("RetentionScreen")
        await one.reads("DUE")


async def test_a_representative_is_told_whose_it_is(office: Office, file: Path):
    office.in_evidence()
    async with seat(file, person="Pete Police") as one:
        await one.comes_to("Caseload")
        await one.press("R")
        await one.reads("You may not place or lift")


async def test_an_administrator_sets_the_time_and_reads_no_case(office: Office, file: Path):
    due(office)
    async with seat(file, person="Ada Administrator", clock=office.clock) as one:
        await at_retention(one)
        await one.reads("You set the time; you read no case.")
        await one.reads("A case is kept for 12 months")
        assert "Sample" not in one.sees
        await one.press("t")
        await one.comes_to("Entry")
        await one.fills(months="")
        await one.press("ctrl+s")
        await one.comes_to("RetentionScreen")
        await one.reads("is not set: nothing falls due")
