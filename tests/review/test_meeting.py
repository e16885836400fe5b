"""The meeting: nothing that an ombudsman would look for can be left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conference.errors import BadInput, Conflict, NotFound, Refused
from conference.forms import (
    ApplicantHeard,
    MeetingPlan,
    NewAttendance,
    NewDecision,
    RequestAnswer,
)
from conference.review import attendance, evidence, intake, meeting, reading, recommendations
from conference.views import (
    ApplicantPart,
    DecisionKind,
    ItemState,
    MeetingState,
    RequestState,
    Stage,
)
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def test_an_empty_meeting_cannot_close_and_each_missing_thing_is_named(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    with pytest.raises(BadInput) as refused:
        meeting.close(office.chair, case_id, meeting_id, review_on=None)
    assert [problem.where for problem in refused.value.problems] == [
        "attendance",
        "the applicant's part",
        "decision",
        "item 10",
        "review date",
    ]
    assert office.meeting(case_id).state is MeetingState.OPEN
    assert office.meeting(case_id).review_on is None


@pytest.mark.database("sqlite", "postgresql")
def test_a_meeting_that_bears_the_record_closes_and_everybody_leaves(office: Office) -> None:
    case_id = office.after_meeting()
    held = office.meeting(case_id)
    assert held.closed_at == office.clock.now
    assert all(one.left_at for one in held.attendance if one.arrived_at)
    assert office.case(case_id).stage is Stage.OUTCOME


def test_an_applicant_who_was_not_invited_is_owed_the_reasons(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    not_invited = ApplicantHeard(ApplicantPart.NOT_INVITED, reason=" ")
    with pytest.raises(BadInput) as refused:
        meeting.hear_applicant(office.chair, case_id, meeting_id, not_invited)
    assert [problem.where for problem in refused.value.problems] == ["reason"]
    meeting.hear_applicant(
        office.chair,
        case_id,
        meeting_id,
        ApplicantHeard(ApplicantPart.NOT_INVITED, reason="They asked not to be."),
    )
    assert office.meeting(case_id).applicant_reason == "They asked not to be."


def test_a_decision_keeps_who_was_in_the_room(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    meeting.decide(office.chair, case_id, meeting_id, office.finding())
    pete = next(a for a in office.meeting(case_id).attendance if a.name == "Pete Police")
    attendance.leave(office.chair, case_id, pete.id)
    office.clock.tick()
    meeting.decide(office.chair, case_id, meeting_id, office.finding())
    first, second = office.meeting(case_id).decisions
    assert set(first.present) == {"Carol Chair", "Pete Police (Police)"}
    assert second.present == ("Carol Chair",)


def test_a_decision_needs_its_reason_and_an_open_meeting(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    with pytest.raises(BadInput):
        meeting.decide(office.chair, case_id, meeting_id, office.finding(reason=""))
    with pytest.raises(Refused, match="The meeting is planned"):
        meeting.decide(office.chair, case_id, meeting_id, office.finding())


def test_somebody_who_comes_back_is_present_again(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    pete = next(a for a in office.meeting(case_id).attendance if a.name == "Pete Police")
    attendance.arrive(office.chair, case_id, pete.id)
    office.clock.tick()
    attendance.leave(office.chair, case_id, pete.id)
    office.clock.tick()
    attendance.arrive(office.chair, case_id, pete.id)
    now = next(a for a in office.meeting(case_id).attendance if a.name == "Pete Police")
    assert now.left_at is None
    meeting.decide(office.chair, case_id, meeting_id, office.finding())
    assert "Pete Police (Police)" in office.meeting(case_id).decisions[0].present


def test_a_conflicted_chair_loses_the_case(office: Office) -> None:
    case_id, other = office.in_evidence(), office.receive()
    meeting_id = office.open_meeting(case_id)
    chair = next(a for a in office.meeting(case_id).attendance if a.capacity == "chair")
    attendance.declare_conflict(office.officer, case_id, chair.id, conflict="A neighbour.")
    with pytest.raises(NotFound):
        reading.read_case(office.chair, case_id)
    with pytest.raises(NotFound):
        meeting.decide(office.chair, case_id, meeting_id, office.finding())
    assert [line.id for line in reading.read_caseload(office.chair)] == [other]
    assert len(reading.read_caseload(office.officer)) == 2


def test_a_conflicted_representative_loses_the_case(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    cousin = NewAttendance("Pete Police", office.police_id, conflict="A cousin.")
    attendance.expect(office.chair, case_id, meeting_id, cousin)
    with pytest.raises(NotFound):
        reading.read_case(office.police, case_id)
    assert reading.read_caseload(office.police) == ()


def test_the_current_item_is_one_and_the_one_before_is_done(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    first, second = (item.id for item in office.meeting(case_id).items[:2])
    meeting.go_to_item(office.chair, case_id, first)
    meeting.go_to_item(office.chair, case_id, second)
    states = [item.state for item in office.meeting(case_id).items]
    assert states[:3] == [ItemState.DONE, ItemState.CURRENT, ItemState.WAITING]
    meeting.finish_item(office.chair, case_id, second, park=True)
    assert office.meeting(case_id).items[1].state is ItemState.PARKED


def test_the_second_to_write_a_note_sees_that_it_has_changed(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    item = office.meeting(case_id).items[0]
    meeting.note_item(office.chair, case_id, item.id, note="Chair's", shown=item.version)
    with pytest.raises(Conflict):
        meeting.note_item(office.officer, case_id, item.id, note="Mine", shown=item.version)
    assert office.meeting(case_id).items[0].note == "Chair's"


def test_one_meeting_at_a_time_and_the_later_one_counts(office: Office) -> None:
    case_id = office.in_evidence()
    office.plan(case_id)
    with pytest.raises(Refused, match="planned already"):
        office.plan(case_id)
    again = office.after_meeting()
    second = meeting.plan(office.chair, again, MeetingPlan(None))
    assert office.meeting(again).id == second
    later = MeetingPlan(office.clock.today + timedelta(days=14))
    meeting.change_plan(office.chair, again, second, later)
    assert office.meeting(again).id == second


def test_a_closed_meeting_does_not_open_again(office: Office) -> None:
    case_id = office.after_meeting()
    held = office.meeting(case_id)
    for act in (meeting.open_meeting, meeting.adjourn):
        with pytest.raises(Refused, match="The meeting is closed"):
            act(office.chair, case_id, held.id)


def test_too_few_services_at_the_table_is_a_warning(office: Office) -> None:
    from datetime import date

    from conference.exchange.procedures import procedure_named
    from conference.review import people
    from tests.review.test_threshold import replace_date

    people.adopt_procedure(
        office.officer, replace_date(procedure_named("greenwich"), date(2026, 10, 1))
    )
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    assert any("services the procedure asks for" in w for w in office.case(case_id).warnings)


def test_recommendations_without_owner_hold_the_meeting_open(office: Office) -> None:
    """They cannot be made so; a record brought in from elsewhere can have them."""
    from conference.record.tables import Recommendation

    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    row = recommendations.recommend(office.chair, case_id, office.recommendation())
    with office.record() as session:
        session.get_one(Recommendation, row).owner = ""
    with pytest.raises(BadInput) as refused:
        meeting.close(office.chair, case_id, meeting_id, review_on=office.clock.today)
    assert "recommendation 1" in [problem.where for problem in refused.value.problems]


def test_the_contact_and_the_chair_can_be_named(office: Office) -> None:
    case_id = office.receive()
    intake.name_contact(office.chair, case_id, person_id=office.chair.person.id)
    intake.name_chair(office.officer, case_id, person_id=office.officer.person.id)
    case = office.case(case_id)
    assert case.spoc is not None
    assert case.chair is not None
    assert (case.spoc.name, case.chair.name) == ("Carol Chair", "Olive Officer")


@pytest.mark.database("sqlite", "postgresql")
def test_a_cancelled_meeting_counts_nowhere_and_another_can_be_planned(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.answer_request(
        office.police,
        case_id,
        office.case(case_id).requests[0].id,
        RequestAnswer(RequestState.DECLINED, "Schedule 4 lets us."),
    )
    before = office.case(case_id)
    meeting_id = office.plan(case_id)
    assert office.case(case_id).next_step == "hold the meeting"
    with pytest.raises(BadInput):
        meeting.cancel(office.chair, case_id, meeting_id, why=" ")
    meeting.cancel(office.chair, case_id, meeting_id, why="The hall is flooded.")
    after = office.case(case_id)
    [cancelled] = after.meetings
    assert after.meeting is None
    assert (cancelled.state, cancelled.cancelled_on, cancelled.cancelled_why) == (
        MeetingState.CANCELLED,
        office.clock.today,
        "The hall is flooded.",
    )
    assert cancelled.calendar_sequence == 1
    assert (after.stage, after.next_step, after.steps, after.warnings) == (
        before.stage,
        before.next_step,
        before.steps,
        before.warnings,
    )
    again = office.plan(case_id)
    assert office.meeting(case_id).id == again


def test_a_cancelled_meeting_of_a_later_day_does_not_hide_the_one_that_was_held(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    held = office.meeting(case_id).id
    later = office.meeting_plan(planned_for=office.clock.today + timedelta(days=30))
    second = meeting.plan(office.chair, case_id, later)
    meeting.cancel(office.chair, case_id, second, why="Not needed.")
    assert office.meeting(case_id).id == held
    assert office.case(case_id).stage is Stage.OUTCOME


def test_only_a_meeting_that_was_not_begun_can_be_cancelled(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    with pytest.raises(Refused, match="The meeting is open"):
        meeting.cancel(office.chair, case_id, meeting_id, why="Snow.")
    meeting.adjourn(office.chair, case_id, meeting_id)
    with pytest.raises(Refused, match="The meeting is adjourned"):
        meeting.cancel(office.chair, case_id, meeting_id, why="Snow.")


def test_a_cancelled_meeting_can_neither_be_opened_nor_changed(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    meeting.cancel(office.chair, case_id, meeting_id, why="Snow.")
    for act in (
        lambda: meeting.open_meeting(office.chair, case_id, meeting_id),
        lambda: meeting.change_plan(office.chair, case_id, meeting_id, office.meeting_plan()),
        lambda: attendance.expect(office.chair, case_id, meeting_id, office.guest()),
        lambda: meeting.cancel(office.chair, case_id, meeting_id, why="Snow."),
    ):
        with pytest.raises(Refused, match="The meeting is cancelled"):
            act()


def test_each_change_of_the_plan_is_newer_for_calendars(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    assert office.meeting(case_id).calendar_sequence == 0
    for number in (1, 2):
        meeting.change_plan(office.chair, case_id, meeting_id, office.meeting_plan())
        assert office.meeting(case_id).calendar_sequence == number


def test_a_meeting_before_the_application_or_without_length_is_not_planned(office: Office) -> None:
    case_id = office.in_evidence()
    early = office.clock.today - timedelta(days=365)
    with pytest.raises(BadInput) as refused:
        form = office.meeting_plan(planned_for=early, booked_minutes=0)
        meeting.plan(office.chair, case_id, form)
    assert [problem.where for problem in refused.value.problems] == ["date", "minutes"]


def test_a_chair_who_did_not_say_how_they_are_independent_is_asked(office: Office) -> None:
    case_id = office.in_evidence()
    asked = "How the chair is independent of the case is not declared yet."
    undeclared = office.meeting_plan(chair_independence=" ")
    meeting_id = meeting.plan(office.chair, case_id, undeclared)
    assert asked in office.case(case_id).warnings
    meeting.change_plan(office.chair, case_id, meeting_id, office.meeting_plan())
    assert asked not in office.case(case_id).warnings


def test_a_required_item_is_owed_a_decision_or_a_note_and_is_not_left_parked(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    undeclared = office.meeting_plan(chair_independence="")
    meeting_id = meeting.plan(office.chair, case_id, undeclared)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    conflicts = next(item for item in office.meeting(case_id).items if item.key == "conflicts")

    def told() -> str:
        with pytest.raises(BadInput) as refused:
            meeting.close(office.chair, case_id, meeting_id, review_on=None)
        where = f"item {conflicts.position}"
        return next((one.what for one in refused.value.problems if one.where == where), "")

    assert "how the chair is independent" in told()
    meeting.note_item(office.chair, case_id, conflicts.id, note="She works for another council.")
    assert told() == ""
    meeting.finish_item(office.chair, case_id, conflicts.id, park=True)
    assert "parked" in told()


def test_the_applicant_alone_is_no_panel(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    meeting.applicant_enters(office.chair, case_id, meeting_id)
    with pytest.raises(BadInput) as refused:
        meeting.close(office.chair, case_id, meeting_id, review_on=None)
    assert "attendance" in [problem.where for problem in refused.value.problems]


def test_no_recommendation_is_lawful_where_the_record_says_why(office: Office) -> None:
    """The ombudsman on Cherwell: what was considered, and the reasons, have to be set out."""
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    heard = ApplicantHeard(ApplicantPart.DECLINED)
    meeting.hear_applicant(office.chair, case_id, meeting_id, heard)
    meeting.decide(office.chair, case_id, meeting_id, office.finding(outcome="adequate"))
    again = office.clock.today + timedelta(days=90)
    with pytest.raises(BadInput, match="why there is none"):
        meeting.close(office.chair, case_id, meeting_id, review_on=again)
    item = next(one for one in office.meeting(case_id).items if one.key == "recommendations")
    none = NewDecision(
        DecisionKind.OTHER,
        "No recommendation",
        "decided",
        "Everything that can help is being done.",
        agenda_item_id=item.id,
    )
    meeting.decide(office.chair, case_id, meeting_id, none)
    meeting.close(office.chair, case_id, meeting_id, review_on=again)
    assert office.meeting(case_id).state is MeetingState.CLOSED


def test_the_room_display_is_held_when_the_meeting_ends(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    first = office.meeting(case_id).items[0].id
    meeting.go_to_item(office.chair, case_id, first)
    office.finish_meeting(case_id, meeting_id)
    held = office.meeting(case_id)
    assert (held.room_held, held.room_item_id, held.room_before_id) == (True, None, None)
    assert held.items[0].state is ItemState.DONE
