"""What agencies are asked, what they log, and who may be told it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conference.errors import BadInput, Conflict, NotFound, Refused
from conference.exchange.procedures import procedure_named
from conference.forms import Disclosure, NewIncident, NewRequest, RequestAnswer
from conference.law.audience import Mark
from conference.review import evidence, meeting, people, reading, recommendations
from conference.views import Answer, Moment, RequestState
from tests.office import Office
from tests.review.test_threshold import replace_date

pytestmark = pytest.mark.database("sqlite")


def test_the_day_to_answer_is_the_procedures(office: Office) -> None:
    richmond = replace_date(procedure_named("richmond"), date(2026, 10, 1))
    people.adopt_procedure(office.officer, richmond)
    case_id = office.in_evidence()
    [request] = office.case(case_id).requests
    assert request.due_on == date(2026, 11, 20), "14 working days after it was asked"
    assert request.legal_basis.endswith("Schedule 4 paragraph 7")
    office.clock.now = office.clock.now.replace(day=21)
    case = office.case(case_id)
    assert case.requests[0].overdue
    assert "Police has not answered in time." in case.warnings
    assert reading.read_caseload(office.officer)[0].outstanding == ("Police",)


def test_where_no_time_is_published_no_day_is_made_up(office: Office) -> None:
    case_id = office.in_evidence()
    [request] = office.case(case_id).requests
    assert (request.due_on, request.overdue) == (None, False)
    chosen = NewRequest(office.housing_id, "All", due_on=date(2026, 11, 16))
    evidence.ask(office.officer, case_id, chosen)
    assert office.case(case_id).requests[1].due_on == date(2026, 11, 16)


def test_a_representative_sees_only_the_cases_their_agency_is_asked_on(office: Office) -> None:
    asked, other = office.in_evidence(), office.receive()
    assert [line.id for line in reading.read_caseload(office.police)] == [asked]
    assert reading.read_caseload(office.housing) == ()
    assert office.case(asked, office.police).reference
    for desk, case_id in ((office.police, other), (office.housing, asked)):
        for act in (
            lambda desk=desk, case_id=case_id: office.case(case_id, desk),
            lambda desk=desk, case_id=case_id: evidence.log_action(
                desk, case_id, office.action(desk.person.agency_id)
            ),
        ):
            with pytest.raises(NotFound, match="not one of yours"):
                act()


def test_a_case_that_is_not_theirs_looks_like_one_that_is_not(office: Office) -> None:
    case_id = office.receive()
    with pytest.raises(NotFound) as theirs:
        office.case(case_id, office.police)
    with pytest.raises(NotFound) as nobodys:
        office.case("ER-2026-0999", office.police)
    assert str(theirs.value) == str(nobodys.value)


def test_a_representative_logs_and_answers_for_their_own_agency_alone(office: Office) -> None:
    case_id = office.in_evidence()
    for_housing = office.ask(case_id, office.housing_id)
    evidence.log_action(office.police, case_id, office.action())
    with pytest.raises(Refused):
        evidence.log_action(office.police, case_id, office.action(office.housing_id))
    answer = RequestAnswer(RequestState.ANSWERED)
    with pytest.raises(Refused):
        evidence.answer_request(office.police, case_id, for_housing, answer)
    evidence.answer_request(office.housing, case_id, for_housing, answer)
    states = {r.agency_name: r.state for r in office.case(case_id).requests}
    assert states == {"Police": RequestState.ASKED, "Council housing": RequestState.ANSWERED}


def test_a_refusal_is_in_the_history(office: Office) -> None:
    case_id = office.in_evidence()
    with pytest.raises(Refused) as refused:
        evidence.log_action(office.police, case_id, office.action(office.housing_id))
    assert "Nothing was changed" in refused.value.safe
    newest = office.case(case_id).history[0]
    assert (newest.actor, newest.act) == ("Pete Police", "was refused: log what an agency did")


def test_reading_the_case_is_in_the_history_once_a_look(office: Office) -> None:
    case_id = office.in_evidence()
    reading.read_case(office.observer, case_id)
    reading.read_case(office.observer, case_id, again=True)
    newest, before = office.case(case_id).history[:2]
    assert (newest.actor, newest.act) == ("Otto Observer", "read the case")
    assert before.act != "read the case"


def test_an_agency_that_declines_gives_its_ground(office: Office) -> None:
    case_id = office.in_evidence()
    [request] = office.case(case_id).requests
    with pytest.raises(BadInput) as refused:
        declined = RequestAnswer(RequestState.DECLINED)
        evidence.answer_request(office.police, case_id, request.id, declined)
    assert [problem.where for problem in refused.value.problems] == ["ground"]


@pytest.mark.parametrize(
    ("state", "answered"),
    [
        (RequestState.PART_ANSWERED, False),
        (RequestState.NIL, True),
        (RequestState.ANSWERED, True),
    ],
)
def test_an_answer_is_dated_once_it_is_whole(
    office: Office, state: RequestState, answered: bool
) -> None:
    case_id = office.in_evidence()
    [request] = office.case(case_id).requests
    answer = RequestAnswer(state, "The crime log was searched.")
    evidence.answer_request(office.police, case_id, request.id, answer)
    [now] = office.case(case_id).requests
    assert now.answered_on == (office.clock.today if answered else None)


def test_an_action_lies_in_the_past_and_says_what_was_done(office: Office) -> None:
    case_id = office.in_evidence()
    with pytest.raises(BadInput):
        tomorrow = replace(office.action(), when=office.day(-1))
        evidence.log_action(office.police, case_id, tomorrow)
    with pytest.raises(BadInput) as refused:
        evidence.log_action(office.police, case_id, replace(office.action(), kind="", summary=" "))
    assert {p.where for p in refused.value.problems} == {"kind", "what was done"}


def test_an_action_stays_with_its_agency_and_its_earlier_words_in_the_history(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    action_id = evidence.log_action(office.police, case_id, office.action())
    for desk, form in (
        (office.housing, office.action(office.housing_id)),
        (office.officer, office.action(office.housing_id)),
    ):
        with pytest.raises(BadInput, match="stays with the agency"):
            evidence.correct_action(desk, case_id, action_id, form, shown=1)
    words = replace(office.action(), summary="Officers called by telephone.")
    evidence.correct_action(office.police, case_id, action_id, words, shown=1)
    with pytest.raises(Conflict):
        evidence.correct_action(office.police, case_id, action_id, words, shown=1)
    assert "Officers visited." in office.case(case_id).history[0].detail


def test_an_entry_knows_whether_it_came_before_at_or_after_the_meeting(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action(reference="before"))
    meeting_id = office.open_meeting(case_id)
    evidence.log_action(office.police, case_id, office.action(reference="at"))
    meeting.adjourn(office.chair, case_id, meeting_id)
    moments = {a.reference: a.moment for a in office.case(case_id).actions}
    assert moments == {"before": Moment.BEFORE, "at": Moment.AT}


def test_an_entry_logged_after_the_meeting_says_so(office: Office) -> None:
    case_id = office.after_meeting()
    evidence.log_action(office.police, case_id, office.action())
    assert office.case(case_id).actions[0].moment is Moment.AFTER


# Marks of disclosure -----------------------------------------------------------------------------


def test_everything_is_the_panels_until_somebody_says_otherwise(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action())
    evidence.add_incident(office.police, case_id, NewIncident(office.day(3), "Seen by a patrol"))
    case = office.case(case_id)
    assert [a.mark for a in case.actions] == [Mark.PANEL]
    assert {i.mark for i in case.incidents if i.summary == "Seen by a patrol"} == {Mark.PANEL}


def test_a_representative_marks_their_own_entries_and_nobody_elses(office: Office) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    told = Disclosure(Mark.APPLICANT)
    mine = evidence.log_action(office.police, case_id, office.action())
    theirs = evidence.log_action(office.housing, case_id, office.action(office.housing_id))
    incident = office.case(case_id).incidents[0].id
    evidence.mark_entry(office.police, case_id, mine, told)
    for entry in (theirs, incident):
        with pytest.raises(Refused):
            evidence.mark_entry(office.police, case_id, entry, told)
    marks = {a.id: a.mark for a in office.case(case_id).actions}
    assert marks == {mine: Mark.APPLICANT, theirs: Mark.PANEL}


def test_an_agency_cannot_keep_the_panels_finding_on_it_from_the_applicant(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    case = office.case(case_id)
    assert case.meeting is not None
    for entry in (case.meeting.decisions[0].id, case.recommendations[0].id):
        with pytest.raises(Refused):
            evidence.mark_entry(office.police, case_id, entry, Disclosure(Mark.PANEL))
    evidence.mark_entry(office.chair, case_id, case.recommendations[0].id, Disclosure(Mark.PANEL))


def test_a_summary_needs_its_wording_and_named_agencies_need_names(office: Office) -> None:
    case_id = office.in_evidence()
    for disclosure in (Disclosure(Mark.SUMMARY, " "), Disclosure(Mark.NAMED)):
        with pytest.raises(BadInput):
            evidence.log_action(office.police, case_id, office.action(disclosure=disclosure))


def test_an_entry_of_another_case_cannot_be_marked_through_this_one(office: Office) -> None:
    one, other = office.in_evidence(), office.in_evidence()
    entry = evidence.log_action(office.police, one, office.action())
    with pytest.raises(NotFound):
        evidence.mark_entry(office.officer, other, entry, Disclosure(Mark.APPLICANT))


# Recommendations ---------------------------------------------------------------------------------


def test_a_recommendation_needs_its_owner_and_its_day(office: Office) -> None:
    case_id = office.in_evidence()
    for left_out, where in (({"owner": " "}, "owner"), ({"due_on": None}, "by when")):
        with pytest.raises(BadInput) as refused:
            recommendations.recommend(office.chair, case_id, office.recommendation(**left_out))
        assert [problem.where for problem in refused.value.problems] == [where]
    with pytest.raises(BadInput, match="needs its date"):
        early = office.clock.today - timedelta(days=1)
        recommendations.recommend(office.chair, case_id, office.recommendation(due_on=early))


def test_declining_a_recommendation_needs_reasons(office: Office) -> None:
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    for answer in (Answer.DECLINED, Answer.IN_PART):
        with pytest.raises(BadInput):
            recommendations.answer(office.police, case_id, row.id, answer=answer)
    with pytest.raises(NotFound):
        recommendations.answer(office.housing, case_id, row.id, answer=Answer.ACCEPTED)
    office.ask(case_id, office.housing_id)
    with pytest.raises(Refused):
        recommendations.answer(office.housing, case_id, row.id, answer=Answer.ACCEPTED)


def test_the_latest_answer_counts_whatever_came_before(office: Office) -> None:
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    for answer in (Answer.DECLINED, Answer.ACCEPTED, Answer.DECLINED, Answer.IN_PART):
        recommendations.answer(office.police, case_id, row.id, answer=answer, reason="So.")
        assert office.case(case_id).recommendations[0].answer is answer
    assert office.acts(case_id).count("answered recommendation 1") == 4


def test_progress_adds_up_until_it_is_done(office: Office) -> None:
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    recommendations.report_progress(office.police, case_id, row.id, note="First visit")
    office.clock.tick(days=7)
    recommendations.report_progress(office.police, case_id, row.id, note="Second", done=True)
    [now] = office.case(case_id).recommendations
    assert tuple(one.note for one in now.progress) == ("First visit", "Second")
    assert now.done_on == office.clock.today
