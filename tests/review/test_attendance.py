"""The presence ledger: nobody is in the room twice, and who was there can be shown."""

from __future__ import annotations

import pytest

from conference.errors import BadInput, NotFound, Refused
from conference.forms import NewAttendance
from conference.presence import Standing, standing_of, unacknowledged
from conference.review import attendance, meeting, reading
from conference.views import AttendanceView, MeetingState
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")

Held = tuple[Office, str, str]


@pytest.fixture
def opened(office: Office) -> Held:
    """An open meeting; the chair and the police are there."""
    case_id = office.in_evidence()
    return office, case_id, office.open_meeting(case_id)


def one(office: Office, case_id: str, name: str) -> AttendanceView:
    found: AttendanceView
    [found] = [row for row in office.meeting(case_id).attendance if row.name == name]
    return found


def expect(held: Held, name: str, **more: object) -> str:
    office, case_id, meeting_id = held
    return attendance.expect(office.chair, case_id, meeting_id, NewAttendance(name, **more))  # type: ignore[arg-type]


@pytest.mark.database("sqlite", "postgresql")
def test_each_stretch_of_presence_is_kept_with_why_they_left(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    pete = one(office, case_id, "Pete Police").id
    came = office.clock.now
    office.clock.tick()
    attendance.leave(office.chair, case_id, pete, why="Called away.")
    left = office.clock.now
    office.clock.tick()
    attendance.arrive(office.chair, case_id, pete)
    stretches = one(office, case_id, "Pete Police").stretches
    assert [(s.arrived_at, s.left_at, s.left_why) for s in stretches] == [
        (came, left, "Called away."),
        (office.clock.now, None, ""),
    ]


def test_nobody_stands_on_the_list_twice(opened: Held) -> None:
    office = opened[0]
    for name in ("Pete Police", " pete  police "):
        with pytest.raises(Refused, match="on the list already"):
            expect(opened, name, agency_id=office.police_id)
    expect(opened, "Pete Police", agency_id=office.housing_id)


def test_two_arrivals_in_a_row_are_one(opened: Held) -> None:
    office, case_id, _ = opened
    pete = one(office, case_id, "Pete Police")
    attendance.arrive(office.officer, case_id, pete.id)
    assert len(one(office, case_id, "Pete Police").stretches) == 1


def test_a_substitute_comes_for_the_same_agency_and_the_other_is_excused(opened: Held) -> None:
    office, case_id, _ = opened
    hana = expect(opened, "Hana Housing", agency_id=office.housing_id)
    new = attendance.substitute(office.chair, case_id, hana, name="Sue Stand-In")
    attendance.arrive(office.chair, case_id, new)
    sue, absent = one(office, case_id, "Sue Stand-In"), one(office, case_id, "Hana Housing")
    assert (sue.substitute_for, sue.agency_id, sue.is_here) == (
        "Hana Housing",
        office.housing_id,
        True,
    )
    assert absent.apologies
    with pytest.raises(Refused, match="is in the meeting"):
        attendance.substitute(office.chair, case_id, new, name="Another")
    with pytest.raises(BadInput):
        attendance.substitute(office.chair, case_id, hana, name=" ")


def test_whoever_takes_over_in_the_middle_does_not_excuse_the_one_who_was_there(
    opened: Held,
) -> None:
    office, case_id, _ = opened
    pete = one(office, case_id, "Pete Police").id
    attendance.leave(office.chair, case_id, pete)
    attendance.substitute(office.chair, case_id, pete, name="Sue Stand-In")
    assert not one(office, case_id, "Pete Police").apologies


def test_apologies_are_for_those_who_did_not_come(opened: Held) -> None:
    office, case_id, _ = opened
    hana = expect(opened, "Hana Housing", agency_id=office.housing_id)
    attendance.apologise(office.chair, case_id, hana)
    assert one(office, case_id, "Hana Housing").apologies
    with pytest.raises(Refused, match="came to the meeting"):
        attendance.apologise(office.chair, case_id, one(office, case_id, "Pete Police").id)
    attendance.arrive(office.chair, case_id, hana)
    assert not one(office, case_id, "Hana Housing").apologies


def test_whoever_leaves_for_a_conflict_does_not_come_back_while_it_stands(opened: Held) -> None:
    office, case_id, _ = opened
    pete = one(office, case_id, "Pete Police").id
    attendance.declare_conflict(office.chair, case_id, pete, conflict="A cousin.", leaves=True)
    [stretch] = one(office, case_id, "Pete Police").stretches
    assert (stretch.left_at, stretch.left_why) == (office.clock.now, attendance.CONFLICT)
    with pytest.raises(NotFound):
        reading.read_case(office.police, case_id)
    with pytest.raises(Refused, match="conflict of interest"):
        attendance.arrive(office.chair, case_id, pete)


def test_a_conflict_recorded_of_the_wrong_one_is_taken_back_and_both_stay_in_the_history(
    opened: Held,
) -> None:
    office, case_id, _ = opened
    chair = one(office, case_id, "Carol Chair").id
    attendance.declare_conflict(office.chair, case_id, chair, conflict="A cousin.", leaves=True)
    with pytest.raises(BadInput):
        attendance.withdraw_conflict(office.officer, case_id, chair, why="")
    attendance.withdraw_conflict(office.officer, case_id, chair, why="It was the sergeant.")
    attendance.arrive(office.chair, case_id, chair)
    assert one(office, case_id, "Carol Chair").conflict == ""
    acts = office.acts(case_id)
    assert "recorded a conflict of interest" in acts
    assert "lifted a conflict of interest" in acts


def test_a_conflict_is_told_to_nobody_outside(opened: Held) -> None:
    office, case_id, _ = opened
    chair = one(office, case_id, "Carol Chair").id
    attendance.declare_conflict(office.officer, case_id, chair, conflict="A cousin.", leaves=True)
    seen = office.case(case_id, office.police).meeting
    assert seen is not None
    rows = [row for row in seen.attendance if row.name == "Carol Chair"]
    assert [(row.conflict, row.stretches[0].left_why) for row in rows] == [("", "")]


def test_each_acknowledges_the_confidentiality_notice_or_all_who_are_there_at_once(
    opened: Held,
) -> None:
    office, case_id, meeting_id = opened
    hana = expect(opened, "Hana Housing", agency_id=office.housing_id)
    attendance.acknowledge_confidentiality(
        office.chair, case_id, one(office, case_id, "Pete Police").id
    )
    first = office.clock.now
    assert [row.name for row in unacknowledged(office.meeting(case_id))] == ["Carol Chair"]
    office.clock.tick()
    attendance.acknowledge_all(office.chair, case_id, meeting_id)
    times = {row.name: row.confidentiality_at for row in office.meeting(case_id).attendance}
    assert times == {
        "Carol Chair": office.clock.now,
        "Pete Police": first,
        "Hana Housing": None,
    }
    attendance.arrive(office.chair, case_id, hana)
    assert [row.name for row in unacknowledged(office.meeting(case_id))] == ["Hana Housing"]


def test_nobody_acknowledges_in_an_empty_room(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    with pytest.raises(Refused, match="Nobody is in the meeting"):
        attendance.acknowledge_all(office.chair, case_id, meeting_id)


def test_after_the_close_nobody_is_expected_any_more(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    late = NewAttendance("Lee Late")
    attendance.expect(office.chair, case_id, meeting_id, late)
    before = office.meeting(case_id)
    assert {standing_of(row, before) for row in before.attendance} == {Standing.EXPECTED}
    meeting.cancel(office.chair, case_id, meeting_id, why="Snow.")
    meeting_id = office.open_meeting(case_id)
    attendance.expect(office.chair, case_id, meeting_id, late)
    office.finish_meeting(case_id, meeting_id)
    held = office.meeting(case_id)
    assert {row.name: standing_of(row, held).value for row in held.attendance} == {
        "Carol Chair": "left",
        "Pete Police": "left",
        "Lee Late": "did not come",
    }


def test_another_chair_is_expected_instead_of_the_first(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    form = office.meeting_plan(chair_id=office.officer.person.id)
    meeting.change_plan(office.chair, case_id, meeting_id, form)
    chairs = [row.name for row in office.meeting(case_id).attendance if row.capacity == "chair"]
    assert chairs == ["Olive Officer"]


def test_a_chair_with_a_conflict_stays_bound_when_another_takes_the_chair(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    form = office.meeting_plan(chair_id=office.chair.person.id)
    meeting.change_plan(office.officer, case_id, meeting_id, form)
    carol = one(office, case_id, "Carol Chair").id
    attendance.declare_conflict(office.officer, case_id, carol, conflict="A neighbour.")
    instead = office.meeting_plan(chair_id=office.officer.person.id)
    meeting.change_plan(office.officer, case_id, meeting_id, instead)
    with pytest.raises(NotFound):
        reading.read_case(office.chair, case_id)
    assert one(office, case_id, "Carol Chair").apologies


def test_a_closed_meetings_list_is_closed_too(office: Office) -> None:
    case_id = office.after_meeting()
    held = office.meeting(case_id)
    assert held.state is MeetingState.CLOSED
    row = held.attendance[0].id
    for act in (
        lambda: attendance.arrive(office.chair, case_id, row),
        lambda: attendance.leave(office.chair, case_id, row),
        lambda: attendance.apologise(office.chair, case_id, row),
        lambda: attendance.substitute(office.chair, case_id, row, name="Sue"),
        lambda: attendance.acknowledge_confidentiality(office.chair, case_id, row),
        lambda: attendance.expect(office.chair, case_id, held.id, office.guest()),
    ):
        with pytest.raises(Refused, match="The meeting is closed"):
            act()
