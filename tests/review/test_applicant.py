"""The applicant's part: heard, in the room, and nothing on a shared display that is not theirs."""

from __future__ import annotations

import pytest

from conference.errors import Conflict, Refused
from conference.forms import ApplicantHeard, NewAttendance
from conference.review import applicant, attendance, meeting
from conference.views import ApplicantPart
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

Held = tuple[Office, str, str]


@pytest.fixture
def opened(office: Office) -> Held:
    case_id = office.in_evidence()
    return office, case_id, office.open_meeting(case_id)


def test_what_they_want_is_kept_in_their_words_and_told_to_no_agency(opened: Held) -> None:
    office, case_id, meeting_id = opened
    form = ApplicantHeard(ApplicantPart.STATEMENT, "I am afraid.", wants="For it to stop.")
    applicant.hear_applicant(office.chair, case_id, meeting_id, form)
    held = office.meeting(case_id)
    assert (held.applicant_words, held.applicant_wants) == ("I am afraid.", "For it to stop.")
    seen = office.case(case_id, office.police).meeting
    assert seen is not None
    assert (seen.applicant_words, seen.applicant_wants) == ("", "")


def test_the_second_to_record_it_is_told(opened: Held) -> None:
    office, case_id, meeting_id = opened
    shown = office.meeting(case_id).version
    heard = ApplicantHeard(ApplicantPart.ATTENDS)
    applicant.hear_applicant(office.chair, case_id, meeting_id, heard, shown=shown)
    with pytest.raises(Conflict):
        applicant.hear_applicant(office.officer, case_id, meeting_id, heard, shown=shown)


@pytest.mark.database("sqlite", "postgresql")
def test_coming_in_and_going_out_are_in_the_history_and_in_the_ledger(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    came = office.clock.now
    assert office.meeting(case_id).applicant_in_room_since == came
    office.clock.tick(minutes=20)
    applicant.applicant_leaves(office.chair, case_id, meeting_id)
    held = office.meeting(case_id)
    assert held.applicant_in_room_since is None
    [row] = [one for one in held.attendance if one.is_applicants]
    assert [(s.arrived_at, s.left_at) for s in row.stretches] == [(came, office.clock.now)]
    acts = office.acts(case_id)
    assert acts.index("the applicant came into the room") < acts.index(
        "the applicant left the room"
    )


def test_saying_it_twice_changes_nothing(opened: Held) -> None:
    office, case_id, meeting_id = opened
    applicant.applicant_leaves(office.chair, case_id, meeting_id)
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    since = office.clock.now
    office.clock.tick()
    applicant.applicant_enters(office.officer, case_id, meeting_id)
    assert office.meeting(case_id).applicant_in_room_since == since
    assert office.acts(case_id).count("the applicant came into the room") == 1


def test_whoever_is_expected_for_them_comes_in_with_them(opened: Held) -> None:
    office, case_id, meeting_id = opened
    friend = NewAttendance("Fay Friend", capacity="for the applicant")
    attendance.expect(office.chair, case_id, meeting_id, friend)
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    assert [row.name for row in office.meeting(case_id).attendance if row.is_applicants] == [
        "Fay Friend"
    ]


def test_an_arrival_noted_on_the_ledger_switches_the_displays_too(opened: Held) -> None:
    office, case_id, meeting_id = opened
    form = NewAttendance("Mrs A. Sample", capacity="applicant")
    row = attendance.expect(office.chair, case_id, meeting_id, form)
    attendance.arrive(office.chair, case_id, row)
    assert office.meeting(case_id).applicant_in_room_since == office.clock.now
    attendance.leave(office.chair, case_id, row)
    assert office.meeting(case_id).applicant_in_room_since is not None, (
        "the displays are switched back by whoever says so, not by the way"
    )


def test_an_agency_that_may_not_know_their_name_does_not_read_it_on_the_list(
    opened: Held,
) -> None:
    office, case_id, meeting_id = opened
    for name, capacity in (
        ("Mrs A. Sample", "applicant"),
        ("Fay Friend", "for the applicant"),
    ):
        form = NewAttendance(name, capacity=capacity)
        attendance.expect(office.chair, case_id, meeting_id, form)
    seen = office.case(case_id, office.police).meeting
    assert seen is not None
    names = {row.name for row in seen.attendance if row.is_applicants}
    assert names == {"The applicant", "Somebody for the applicant"}


@pytest.mark.parametrize("part", [ApplicantPart.DECLINED, ApplicantPart.NOT_INVITED])
def test_the_record_does_not_say_that_they_are_absent_and_in_the_room(
    opened: Held, part: ApplicantPart
) -> None:
    office, case_id, meeting_id = opened
    absent = ApplicantHeard(part, reason="So.")
    applicant.hear_applicant(office.chair, case_id, meeting_id, absent)
    with pytest.raises(Refused, match=part.value):
        applicant.applicant_enters(office.chair, case_id, meeting_id)
    there = ApplicantHeard(ApplicantPart.ATTENDS)
    applicant.hear_applicant(office.chair, case_id, meeting_id, there)
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    with pytest.raises(Refused, match="in the room"):
        applicant.hear_applicant(office.chair, case_id, meeting_id, absent)


def test_they_come_into_an_open_meeting_only(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    with pytest.raises(Refused, match="The meeting is planned"):
        applicant.applicant_enters(office.chair, case_id, meeting_id)


def test_the_end_of_the_meeting_or_a_break_ends_it_and_says_so(opened: Held) -> None:
    office, case_id, meeting_id = opened
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    meeting.adjourn(office.chair, case_id, meeting_id)
    assert office.meeting(case_id).applicant_in_room_since is None
    meeting.open_meeting(office.chair, case_id, meeting_id)
    assert office.meeting(case_id).applicant_in_room_since is None
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    office.finish_meeting(case_id, meeting_id)
    assert office.meeting(case_id).applicant_in_room_since is None
    assert office.acts(case_id).count("the applicant left the room") == 2
