"""The presence ledger of a meeting, kept by key."""

from __future__ import annotations

from typing import Any

import pytest

from conference.views import AttendanceView
from screens.meeting import MeetingPane
from tests.office import Office
from tests.screens.stage_host import SIZES, Hand, at


async def among_people(office: Office, hand: Hand, *keys: str) -> None:
    """Come to the people and press keys there."""
    await hand.press("l", "l", *keys)


def one(office: Office, case_id: str, name: str) -> AttendanceView:
    attendance: tuple[Any, ...] = office.meeting(case_id).attendance
    found: AttendanceView = next(person for person in attendance if person.name == name)
    return found


async def test_somebody_is_expected_comes_leaves_and_comes_back(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("x")
        await hand.fill(name="Dr Health")
        await hand.choose("agency", "Health")
        await hand.save()
        await hand.until(lambda: len(office.meeting(case_id).attendance) == 3)
        await among_people(office, hand, "home", "down", "t")
        await hand.sees("Dr Health is here")
        office.clock.tick(minutes=20)
        await hand.press("enter")
        await hand.sees("Dr Health left")
        await hand.sees("left 09:5")
        await hand.press("t")
        await hand.until(lambda: len(one(office, case_id, "Dr Health").stretches) == 2)


@pytest.mark.parametrize("size", SIZES)
async def test_pressing_t_elsewhere_comes_to_the_people_first_and_sends_nobody_out(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id, size) as hand:
        await hand.press("t")
        assert "Choose somebody with the arrows" in hand.text
        assert "Pete Police" in hand.text
        assert all(person.is_here for person in office.meeting(case_id).attendance)


@pytest.mark.long
async def test_apologies_a_substitute_and_a_departure_with_its_reason(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("x")
        await hand.fill(name="Dr Health")
        await hand.save()
        await hand.until(lambda: len(office.meeting(case_id).attendance) == 3)
        await among_people(office, hand, "home", "down", "u")
        await hand.until(lambda: one(office, case_id, "Dr Health").apologies)
        await hand.press("s")
        await hand.sees("Who comes in place of Dr Health?")
        await hand.paste("Nurse Health")
        await hand.press("enter")
        await hand.until(lambda: len(office.meeting(case_id).attendance) == 4)
        assert one(office, case_id, "Nurse Health").substitute_for == "Dr Health"
        await hand.press("end", "G")
        await hand.sees("Why does Pete Police leave?")
        await hand.paste("Called out")
        await hand.press("enter")
        await hand.until(lambda: not one(office, case_id, "Pete Police").is_here)
        assert one(office, case_id, "Pete Police").stretches[0].left_why == "Called out"


async def test_a_conflict_is_declared_with_leaving_the_room_and_taken_back(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await among_people(office, hand, "end", "y")
        await hand.sees("[x] Pete Police leaves the room for it")
        await hand.fill(conflict="Lives next door")
        await hand.save()
        await hand.until(lambda: one(office, case_id, "Pete Police").conflict)
        assert not one(office, case_id, "Pete Police").is_here
        await hand.sees("conflict")
        await hand.press("y")
        await hand.sees("Was that a mistake?")
        await hand.paste("Another Pete")
        await hand.press("enter")
        await hand.until(lambda: not one(office, case_id, "Pete Police").conflict)


async def test_the_notice_is_accepted_by_one_then_by_everybody(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await among_people(office, hand, "home", "i")
        await hand.until(lambda: one(office, case_id, "Carol Chair").confidentiality_at)
        assert one(office, case_id, "Pete Police").confidentiality_at is None
        await hand.press("I")
        await hand.until(lambda: one(office, case_id, "Pete Police").confidentiality_at)
        await hand.sees("accepted")
