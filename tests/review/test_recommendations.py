"""What follows a recommendation: stances, the answer, progress, telling, and carrying forward."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conference.errors import BadInput, Conflict, NotFound, Refused
from conference.forms import Disclosure, MeetingPlan
from conference.law.audience import APPLICANT, ROOM, Mark, agency
from conference.review import evidence, intake, meeting, recommendations
from conference.review.overdue import overdue_recommendations
from conference.views import Answer, MeetingState, RecommendationView, StanceKind
from tests.office import Office


def recommended(office: Office, **more: object) -> tuple[str, str]:
    """A case with one recommendation to the police, on which housing is asked too."""
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    form = office.recommendation(**more)
    return case_id, recommendations.recommend(office.chair, case_id, form)


def the_one(office: Office, case_id: str, **more: object) -> RecommendationView:
    [row] = office.case(case_id, **more).recommendations  # type: ignore[arg-type]
    return row


# Made and corrected ------------------------------------------------------------------------------


def test_the_owner_is_known_where_the_agency_has_a_person_of_that_name(office: Office) -> None:
    case_id, _ = recommended(office, owner="Pete Police")
    assert the_one(office, case_id).owner_id == office.police.person.id
    recommendations.recommend(office.chair, case_id, office.recommendation(owner="Pete Nobody"))
    assert office.case(case_id).recommendations[1].owner_id is None


def test_a_correction_keeps_the_agencies_that_are_named(office: Office) -> None:
    named = Disclosure(Mark.NAMED, "", (office.police_id, office.housing_id))
    case_id, row_id = recommended(office, disclosure=named)
    now = the_one(office, case_id)
    again = office.recommendation(
        what="Visit daily", disclosure=Disclosure(now.mark, "", now.named_agencies)
    )
    recommendations.correct(office.chair, case_id, row_id, again, shown=now.version)
    assert the_one(office, case_id).named_agencies == (office.police_id, office.housing_id)
    with pytest.raises(Conflict):
        recommendations.correct(office.officer, case_id, row_id, again, shown=now.version)


# Stances -----------------------------------------------------------------------------------------


def test_an_agency_has_one_stance_and_its_second_thought_replaces_the_first(
    office: Office,
) -> None:
    case_id, row_id = recommended(office)
    take = recommendations.take_stance
    take(office.housing, case_id, row_id, office.housing_id, StanceKind.DISSENTS, "No staff.")
    take(office.housing, case_id, row_id, office.housing_id, StanceKind.AGREES)
    take(office.chair, case_id, row_id, office.police_id, StanceKind.ABSTAINS, "It is theirs.")
    stances = {one.agency_name: one for one in the_one(office, case_id).stances}
    assert {name: one.stance for name, one in stances.items()} == {
        "Council housing": StanceKind.AGREES,
        "Police": StanceKind.ABSTAINS,
    }
    assert stances["Council housing"].taken_by == "Hana Housing"
    told = "\n".join(f"{line.act} {line.detail}" for line in office.case(case_id).history)
    assert "recorded that Council housing dissents on recommendation 1" in told
    assert "No staff." in told


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("stance", [StanceKind.DISSENTS, StanceKind.ABSTAINS])
def test_whoever_does_not_agree_says_why(office: Office, stance: StanceKind) -> None:
    case_id, row_id = recommended(office)
    with pytest.raises(BadInput) as refused:
        recommendations.take_stance(
            office.housing, case_id, row_id, office.housing_id, stance, "  "
        )
    assert [problem.where for problem in refused.value.problems] == ["words"]


@pytest.mark.database("sqlite")
def test_a_representative_speaks_for_no_other_agency(office: Office) -> None:
    case_id, row_id = recommended(office)
    with pytest.raises(Refused):
        recommendations.take_stance(
            office.housing, case_id, row_id, office.police_id, StanceKind.AGREES
        )
    assert the_one(office, case_id).stances == ()


def test_an_agency_that_may_not_know_of_it_finds_nothing_to_take_a_stance_on(
    office: Office,
) -> None:
    named = Disclosure(Mark.NAMED, "", (office.police_id,))
    case_id, row_id = recommended(office, disclosure=named)
    with pytest.raises(NotFound, match="no longer there"):
        recommendations.take_stance(
            office.housing, case_id, row_id, office.housing_id, StanceKind.AGREES
        )
    recommendations.take_stance(office.police, case_id, row_id, office.police_id, StanceKind.AGREES)


def test_a_stance_that_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    case_id, row_id = recommended(office)
    take = recommendations.take_stance
    take(office.housing, case_id, row_id, office.housing_id, StanceKind.AGREES, shown=0)
    with pytest.raises(Conflict):
        take(office.chair, case_id, row_id, office.housing_id, StanceKind.DISSENTS, "No.", shown=0)
    [one] = the_one(office, case_id).stances
    take(
        office.chair,
        case_id,
        row_id,
        office.housing_id,
        StanceKind.DISSENTS,
        "No.",
        shown=one.version,
    )
    assert the_one(office, case_id).stances[0].stance is StanceKind.DISSENTS


def test_the_applicant_never_learns_who_dissented(office: Office) -> None:
    case_id, row_id = recommended(office)
    recommendations.take_stance(
        office.housing, case_id, row_id, office.housing_id, StanceKind.DISSENTS, "x-dissent"
    )
    assert "x-dissent" not in repr(office.case(case_id, view_as=APPLICANT))
    evidence.mark_entry(
        office.chair, case_id, row_id, Disclosure(Mark.NAMED, "", (office.police_id,))
    )
    for audience in (ROOM, agency(office.housing_id)):
        assert "x-dissent" not in repr(office.case(case_id, view_as=audience))
    assert "x-dissent" in repr(office.case(case_id, view_as=agency(office.police_id)))


# The answer --------------------------------------------------------------------------------------


def test_an_answer_that_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    case_id, row_id = recommended(office)
    recommendations.answer(office.police, case_id, row_id, answer=Answer.ACCEPTED, shown=0)
    with pytest.raises(Conflict):
        recommendations.answer(
            office.officer, case_id, row_id, answer=Answer.DECLINED, reason="No.", shown=0
        )
    now = the_one(office, case_id)
    assert (now.answer, now.answer_version) == (Answer.ACCEPTED, 1)
    recommendations.answer(
        office.officer, case_id, row_id, answer=Answer.IN_PART, reason="Days only.", shown=1
    )
    assert the_one(office, case_id).answer_reason == "Days only."


def test_what_was_declined_with_reasons_is_no_longer_overdue(office: Office) -> None:
    case_id, row_id = recommended(office)
    office.clock.tick(days=40)
    assert the_one(office, case_id).overdue
    recommendations.answer(
        office.police, case_id, row_id, answer=Answer.DECLINED, reason="Not ours."
    )
    now = the_one(office, case_id)
    assert (now.overdue, now.unfinished) == (False, False)


@pytest.mark.database("sqlite")
def test_the_applicant_is_told_the_answer_and_not_who_gave_it(office: Office) -> None:
    case_id, row_id = recommended(office)
    recommendations.answer(office.police, case_id, row_id, answer=Answer.ACCEPTED)
    told = the_one(office, case_id, view_as=APPLICANT)
    assert (told.answer, told.answered_by) == (Answer.ACCEPTED, "")
    assert the_one(office, case_id).answered_by == "Pete Police"


# Progress, and telling the applicant -------------------------------------------------------------


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(("days", "words"), [(1, "still to come"), (-60, "before")])
def test_progress_is_of_a_day_between_the_application_and_today(
    office: Office, days: int, words: str
) -> None:
    case_id, row_id = recommended(office)
    day = office.clock.today + timedelta(days=days)
    with pytest.raises(BadInput) as refused:
        recommendations.report_progress(office.police, case_id, row_id, note="Visited.", on=day)
    assert words in refused.value.problems[0].what


def test_the_applicant_sees_progress_from_the_day_they_were_told(office: Office) -> None:
    case_id, row_id = recommended(office)
    for note in ("Visited twice.", "Wrote to the neighbour."):
        recommendations.report_progress(
            office.police, case_id, row_id, note=note, evidence="x-log-of-visits"
        )
        office.clock.tick(days=1)
    assert the_one(office, case_id, view_as=APPLICANT).progress == ()
    first, second = the_one(office, case_id).progress
    recommendations.tell_applicant(office.officer, case_id, row_id, [first.id])
    [told] = the_one(office, case_id, view_as=APPLICANT).progress
    assert (told.note, told.applicant_told_on) == ("Visited twice.", office.clock.today)
    assert (told.evidence, told.noted_by) == ("", "")
    assert the_one(office, case_id).progress[1] == second
    assert "told the applicant what became of recommendation 1" in office.acts(case_id)


def test_what_the_applicant_may_not_know_cannot_be_told_them(office: Office) -> None:
    case_id, row_id = recommended(office, disclosure=Disclosure(Mark.PANEL))
    recommendations.report_progress(office.police, case_id, row_id, note="Visited.")
    [note] = the_one(office, case_id).progress
    with pytest.raises(Refused, match="may not be told"):
        recommendations.tell_applicant(office.officer, case_id, row_id, [note.id])
    assert the_one(office, case_id).progress[0].applicant_told_on is None


@pytest.mark.database("sqlite")
def test_nothing_is_told_before_it_happened_and_nothing_of_another(office: Office) -> None:
    case_id, row_id = recommended(office)
    other = recommendations.recommend(office.chair, case_id, office.recommendation())
    recommendations.report_progress(office.police, case_id, row_id, note="Visited.")
    note = office.case(case_id).recommendations[0].progress[0]
    tell = recommendations.tell_applicant
    with pytest.raises(BadInput):
        tell(office.officer, case_id, row_id, [])
    with pytest.raises(BadInput):
        tell(office.officer, case_id, row_id, [note.id], note.noted_on - timedelta(days=1))
    with pytest.raises(NotFound):
        tell(office.officer, case_id, other, [note.id])


# Carried forward ---------------------------------------------------------------------------------


def second_meeting(office: Office, case_id: str) -> str:
    """The panel meets again, three months on."""
    office.clock.tick(days=90)
    plan = MeetingPlan(office.clock.today, place="Town Hall")
    return meeting.plan(office.chair, case_id, plan)


def test_an_unfinished_recommendation_is_carried_to_the_next_meeting(office: Office) -> None:
    case_id = office.after_meeting()
    before = the_one(office, case_id)
    meeting_id = second_meeting(office, case_id)
    recommendations.carry_forward(office.chair, case_id, before.id, office.recommendation())
    earlier, later = office.case(case_id).recommendations
    assert (earlier.carried_to, earlier.overdue, earlier.unfinished) == (2, False, False)
    assert (later.carried_from_id, later.meeting_id) == (before.id, meeting_id)
    assert later.unfinished
    assert (earlier.what, earlier.due_on) == (before.what, before.due_on)


def test_nothing_is_carried_twice_or_within_one_meeting_or_when_it_is_done(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    row_id = the_one(office, case_id).id
    carry, form = recommendations.carry_forward, office.recommendation()
    with pytest.raises(Refused, match="no later meeting"):
        carry(office.chair, case_id, row_id, form)
    second_meeting(office, case_id)
    form = office.recommendation()
    carry(office.chair, case_id, row_id, form)
    with pytest.raises(Refused, match="carried forward already, as number 2"):
        carry(office.chair, case_id, row_id, form)
    later = office.case(case_id).recommendations[1].id
    recommendations.report_progress(office.police, case_id, later, note="Visited.", done=True)
    with pytest.raises(Refused, match="is done"):
        carry(office.chair, case_id, later, form)
    assert len(office.case(case_id).recommendations) == 2


def test_what_one_carries_forward_is_not_pointed_at_where_it_is_not_seen(office: Office) -> None:
    case_id = office.after_meeting()
    row_id = the_one(office, case_id).id
    second_meeting(office, case_id)
    recommendations.carry_forward(office.chair, case_id, row_id, office.recommendation())
    evidence.mark_entry(office.chair, case_id, row_id, Disclosure(Mark.PANEL))
    seen = the_one(office, case_id, view_as=APPLICANT)
    assert (seen.number, seen.carried_from_id) == (2, None)
    assert row_id not in repr(office.case(case_id, view_as=APPLICANT))


def test_the_case_waits_for_the_later_one_alone(office: Office) -> None:
    case_id = office.after_meeting()
    row_id = the_one(office, case_id).id
    meeting_id = second_meeting(office, case_id)
    recommendations.carry_forward(office.chair, case_id, row_id, office.recommendation())
    assert office.meeting(case_id).id == meeting_id
    assert office.meeting(case_id).state is MeetingState.PLANNED
    assert overdue_recommendations(office.officer) == ()
    office.clock.tick(days=31)
    [line] = overdue_recommendations(office.officer)
    assert (line.number, line.days_late) == (2, 1)


# Overdue over all cases --------------------------------------------------------------------------


def test_the_overdue_list_goes_over_all_cases_the_oldest_first(office: Office) -> None:
    first, _ = recommended(office)
    second, _ = recommended(office, due_on=office.clock.today + timedelta(days=10))
    assert overdue_recommendations(office.officer) == ()
    office.clock.tick(days=31)
    for desk in (office.officer, office.chair, office.observer):
        lines = overdue_recommendations(desk)
        assert [(line.case_id, line.days_late) for line in lines] == [(second, 21), (first, 1)]
    assert (lines[0].owner, lines[0].to_body, lines[0].answer) == (
        "Sergeant Police",
        "Police",
        None,
    )


def test_what_is_done_declined_or_of_an_ended_case_is_not_overdue(office: Office) -> None:
    done, done_row = recommended(office)
    declined, declined_row = recommended(office)
    closed, _ = recommended(office)
    recommendations.report_progress(office.police, done, done_row, note="Visited.", done=True)
    recommendations.answer(
        office.police, declined, declined_row, answer=Answer.DECLINED, reason="Not ours."
    )
    intake.withdraw(office.officer, closed, why="It stopped.")
    office.clock.tick(days=31)
    assert overdue_recommendations(office.officer) == ()
    assert [line.case_id for line in overdue_recommendations(office.officer, ended=True)] == [
        closed
    ]


def test_the_overdue_list_tells_nobody_what_they_may_not_know(office: Office) -> None:
    case_id, _ = recommended(office, disclosure=Disclosure(Mark.NAMED, "", (office.police_id,)))
    office.clock.tick(days=31)
    assert [line.case_id for line in overdue_recommendations(office.chair)] == [case_id]
    assert overdue_recommendations(office.observer) == ()
    for desk in (office.police, office.administrator):
        with pytest.raises(Refused):
            overdue_recommendations(desk)


@pytest.mark.database("sqlite")
def test_a_case_in_which_somebody_has_a_conflict_is_not_on_their_list(office: Office) -> None:
    from conference.record.tables import Attendance

    case_id = office.after_meeting()
    office.clock.tick(days=31)
    assert overdue_recommendations(office.chair)
    with office.record() as session:
        session.add(
            Attendance(
                council_id=office.council_id,
                case_id=case_id,
                meeting_id=office.meeting(case_id).id,
                name="Carol Chair",
                person_id=office.chair.person.id,
                capacity="chair",
                conflict="The applicant is my cousin.",
            )
        )
    assert overdue_recommendations(office.chair) == ()
    assert overdue_recommendations(office.officer)
