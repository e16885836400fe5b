"""A case on the screen: where it stands, its stages, and with whose eyes it is seen."""

from __future__ import annotations

from pathlib import Path

from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.review import applicant, evidence, intake, reading
from tests.office import Office
from tests.screens.shell import Seat, both_sizes, seat, seat_in_case


@both_sizes
async def test_what_is_next_and_by_when_is_in_view_on_every_stage(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = office.receive()
    async with seat_in_case(file, case_id, size=size) as one:
        for digit in "123456789":
            await one.press(digit)
            await one.reads(f"[{digit}")
            assert "Next: acknowledge the application, by 9 Nov 2026 (in 7 days)" in one.sees
            assert "ontact: Olive Officer" in one.sees
            assert one.app.focused is not None


async def test_what_one_person_records_appears_on_anothers_screen(office: Office, file: Path):
    case_id = office.receive()
    async with (
        seat_in_case(file, case_id) as officer,
        seat_in_case(file, case_id, "Carol Chair") as chair,
    ):
        await officer.press("a")
        await officer.comes_to("Entry")
        await officer.press("ctrl+s")
        await officer.reads("Stage: threshold")
        await chair.reads("Stage: threshold")
        assert chair.at == "CaseScreen"


async def test_escape_goes_back_to_the_caseload_on_the_same_case(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("escape")
        await one.comes_to("Caseload")
        assert one.app.screen.cases.key == case_id


async def test_the_chair_sees_the_case_as_the_applicant_would_and_can_record_nothing(
    office: Office, file: Path
):
    case_id = office.in_evidence()
    secret = office.action(disclosure=Disclosure(Mark.PANEL))
    evidence.log_action(office.police, case_id, secret)
    async with seat_in_case(file, case_id, "Carol Chair") as one:
        await one.press("3")
        await one.reads("Police")
        await one.press("v")
        await one.comes_to("Choose")
        await one.press("enter")
        await one.reads("SEEN AS THE APPLICANT")
        await one.until(lambda: "Officers visited." not in one.sees)
        await one.press("1")
        await one.reads("[1")
        await one.press("c")
        await one.reads("Press v for your own")
        await one.press("v")
        await one.until(lambda: "SEEN AS" not in one.sees)


async def test_in_the_applicants_view_the_threshold_shows_no_weighing(office: Office, file: Path):
    case_id = office.in_evidence()
    async with seat_in_case(file, case_id) as one:
        await one.press("2")
        await one.reads("The statute, section 104(4)")
        await one.press("v")
        await one.comes_to("Choose")
        await one.press("enter")
        await one.reads("SEEN AS THE APPLICANT")
        await one.until(lambda: "The statute, section 104(4)" not in one.sees)
        assert "qualifies" not in one.sees


async def test_a_representative_cannot_see_the_case_as_somebody_else(office: Office, file: Path):
    case_id = office.in_evidence()
    async with seat_in_case(file, case_id, "Pete Police") as one:
        await one.reads("Seen by Police")
        await one.press("v")
        await one.reads("Only the chair and the officer")
        assert one.at == "CaseScreen"


async def test_a_key_that_is_not_theirs_tells_a_representative_whose_it_is(
    office: Office, file: Path
):
    case_id = office.in_evidence()
    async with seat_in_case(file, case_id, "Pete Police") as one:
        await one.press("1")
        await one.reads("Steps of the procedure")
        await one.press("w")
        await one.reads("You may not record")
        assert one.at == "CaseScreen"


async def test_a_case_that_is_not_theirs_is_not_there_for_them(office: Office, file: Path):
    case_id = office.receive()
    async with seat(file, "Pete Police") as one:
        await one.comes_to("Caseload")
        one.app.screen.open_case(case_id)
        await one.reads("There is no such case, or it is not one of yours.")
        await one.press("enter")
        await one.comes_to("Caseload")


async def test_help_explains_the_stage_in_front(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.press("2")
        await one.reads("[2")
        await one.press("f1")
        await one.reads("Whether the threshold for a review is met")


async def _begin_correction(one: Seat) -> None:
    await one.press("e")
    await one.comes_to("Entry")
    await one.fills(problem="Noise at night")


async def test_what_two_people_change_apart_is_kept_of_both(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await _begin_correction(one)
        intake.correct_application(office.officer, case_id, shown=1, location="The yard")
        await one.pilot.pause(1.2)
        assert "Noise at night" in one.sees
        await one.press("ctrl+s")
        await one.until(lambda: one.at == "CaseScreen")
    told = reading.read_case(office.officer, case_id).application
    assert told is not None
    assert (told.problem, told.location) == ("Noise at night", "The yard")


async def test_where_two_people_change_the_same_words_both_are_shown_and_one_is_chosen(
    office: Office, file: Path
):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await _begin_correction(one)
        intake.correct_application(office.officer, case_id, shown=1, problem="Dogs barking")
        await one.press("ctrl+s")
        await one.comes_to("TwoVersions")
        await one.reads("Dogs barking")
        assert "Noise at night" in one.sees
        await one.press("m")
        await one.until(lambda: one.at == "CaseScreen")
    told = reading.read_case(office.officer, case_id).application
    assert told is not None and told.problem == "Noise at night"


async def test_a_click_on_a_stage_shows_it(office: Office, file: Path):
    case_id = office.receive()
    async with seat_in_case(file, case_id) as one:
        await one.reads("[1")
        await one.pilot.click("StageBar", offset=(16, 0))
        await one.reads("[2")


async def test_while_the_applicant_is_in_the_room_other_stages_are_asked_about(
    office: Office, file: Path
):
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    async with seat_in_case(file, case_id, "Carol Chair") as one:
        await one.press("5")
        await one.reads("[5")
        assert "Not published" not in one.sees
        for key in ("4", "escape"):
            await one.press(key)
            await one.comes_to("Confirm")
            await one.reads("while the applicant is in the room?")
            await one.press("n")
            await one.comes_to("CaseScreen")
        await one.press("4")
        await one.comes_to("Confirm")
        await one.press("y")
        await one.reads("[4")
