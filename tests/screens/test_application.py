"""The application of a case: read, acknowledged, put right, withdrawn."""

from __future__ import annotations

from pathlib import Path

from conference.review import reading
from tests.office import Office
from tests.screens.shell import both_sizes, seat_in_case


@both_sizes
async def test_an_application_is_acknowledged_by_keys(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = office.receive()
    async with seat_in_case(file, case_id, size=size) as one:
        await one.reads("5 working days after received")
        await one.press("a")
        await one.comes_to("Entry")
        await one.reads("Understood as 2 November 2026")
        await one.press("ctrl+s")
        await one.reads("Acknowledged: 2 November 2026")
        await one.reads("Next: decide the threshold")


async def test_an_acknowledgement_before_the_application_came_is_refused(
    office: Office, file: Path
):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("a")
        await one.comes_to("Entry")
        await one.fills(on="1/10/2026")
        await one.press("ctrl+s")
        await one.reads("is not between the day it was received and today")
    assert reading.read_case(office.officer, case_id).acknowledged_on is None


async def test_what_the_application_says_is_put_right(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("e")
        await one.comes_to("Entry")
        await one.fills(impact="I cannot sleep or work.")
        await one.press("ctrl+s")
        await one.until(lambda: one.at == "CaseScreen")
    case = reading.read_case(office.officer, case_id)
    assert case.application is not None
    assert case.application.impact == "I cannot sleep or work."


async def test_the_applicants_name_is_put_right_everywhere(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("p")
        await one.comes_to("Entry")
        await one.fills(name="Ms A. Sample-Jones")
        await one.press("ctrl+s")
        await one.reads("ER-2026-0001 · Ms A. Sample-Jones")
    (line,) = reading.read_caseload(office.officer)
    assert line.applicant == "Ms A. Sample-Jones"


async def test_the_single_point_of_contact_is_chosen_from_the_officers(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("c")
        await one.comes_to("Choose")
        await one.reads("Olive Officer")
        assert "Pete Police" not in one.sees
        await one.press("enter")
        await one.until(lambda: one.at == "CaseScreen")
    assert reading.read_case(office.officer, case_id).spoc == office.officer.person


async def test_a_withdrawal_needs_its_reason(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("w")
        await one.comes_to("Entry")
        await one.press("ctrl+s")
        await one.reads("Why the applicant withdraws is needed.")
        await one.types("Moved away.")
        await one.press("ctrl+s")
        await one.reads("Stage: withdrawn")
        await one.until(lambda: "nothing more to do" in one.sees)
