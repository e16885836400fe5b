"""Taking an application in, whatever the applicant brings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conference.errors import BadInput, Conflict
from conference.forms import NewIncident, NewParty, NewReport
from conference.law.threshold import Outcome, Verdict
from conference.law.when import on
from conference.review import evidence, intake, reading
from conference.views import Grade, PartyRole, Stage
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def told(day: date, to: str, **more: object) -> NewReport:
    return replace(NewReport(on(day), told_to=to), **more)  # type: ignore[arg-type]


def test_an_application_without_a_name_is_not_taken_in_and_uses_no_reference(
    office: Office,
) -> None:
    with pytest.raises(BadInput) as refused:
        office.receive(applicant=NewParty("  "))
    assert [problem.where for problem in refused.value.problems] == ["applicant's name"]
    assert office.case(office.receive()).reference == "ER-2026-0001"


def test_T18_a_report_dated_before_its_incident_is_a_mistake(office: Office) -> None:
    wrong = NewIncident(office.day(10), "Noise", reports=(NewReport(office.day(12), "police"),))
    with pytest.raises(BadInput) as refused:
        office.receive(incidents=(office.incident(20), wrong))
    assert [problem.where for problem in refused.value.problems] == ["incident 2"]
    assert reading.read_caseload(office.officer) == ()


def test_what_has_not_happened_yet_is_not_taken_in(office: Office) -> None:
    with pytest.raises(BadInput):
        office.receive(received_on=office.clock.today + timedelta(days=1))
    with pytest.raises(BadInput):
        office.receive(incidents=(NewIncident(office.day(-2), "Noise"),))


def test_the_single_point_of_contact_and_the_chair_are_known_where_there_is_one(
    office: Office,
) -> None:
    case = office.case(office.receive())
    assert case.spoc is not None
    assert case.chair is not None
    assert (case.spoc.name, case.chair.name) == ("Olive Officer", "Carol Chair")


def test_it_is_acknowledged_between_the_day_it_came_and_today(office: Office) -> None:
    case_id = office.receive()
    for day in (office.clock.today - timedelta(days=1), office.clock.today + timedelta(days=1)):
        with pytest.raises(BadInput):
            intake.acknowledge(office.officer, case_id, on=day)
    office.clock.tick(days=2)
    intake.acknowledge(office.officer, case_id)
    case = office.case(case_id)
    assert (case.acknowledged_on, case.stage) == (office.clock.today, Stage.THRESHOLD)


def test_a_correction_needs_the_version_that_was_shown(office: Office) -> None:
    case_id = office.receive()
    shown = office.case(case_id).application
    assert shown is not None
    intake.correct_application(office.officer, case_id, shown=shown.version, impact="Worse.")
    with pytest.raises(Conflict):
        intake.correct_application(office.officer, case_id, shown=shown.version, impact="Better.")
    now = office.case(case_id).application
    assert now is not None
    assert now.impact == "Worse."
    assert "I cannot sleep." in " ".join(line.detail for line in office.case(case_id).history)


def test_a_correction_of_the_applicants_name_reaches_the_caseload(office: Office) -> None:
    case_id = office.receive()
    applicant = office.case(case_id).applicant
    assert applicant is not None
    named = NewParty("Ms B. Sample")
    intake.correct_applicant(office.officer, case_id, applicant.id, named, shown=applicant.version)
    assert reading.read_caseload(office.officer)[0].applicant == "Ms B. Sample"


# Facts of published cases, by their number in the list of awkward ones ----------------------------


def test_fact_1_one_report_of_two_incidents_is_late_for_one_of_them(office: Office) -> None:
    """A single e-mail tells of an attack five weeks old and of one yesterday."""
    case_id = office.receive(incidents=())
    day = office.clock.today - timedelta(days=5)
    old, new = (
        evidence.add_incident(office.officer, case_id, NewIncident(on(when), what))
        for when, what in (
            (day - timedelta(days=36), "Hammer on the door"),
            (day - timedelta(days=1), "Hammer again"),
        )
    )
    report = evidence.add_report(
        office.officer, case_id, told(day, "Police"), incident_ids=(old, new)
    )
    case = office.case(case_id)
    assert len(case.incidents) == 2
    assert [set(r.incident_ids) for r in case.reports] == [{old, new}]
    assert [i.report_ids for i in case.incidents] == [(report,), (report,)]
    assert reading.weigh_case(office.officer, case_id).statute.count == 1


def test_fact_2_one_incident_told_to_two_bodies_is_in_time_by_one_of_them(office: Office) -> None:
    """Told to the police the same day, to the landlord on day 38."""
    day = office.clock.today - timedelta(days=60)
    incident = NewIncident(
        on(day),
        "Bins across the gate",
        reports=(told(day, "police"), told(day + timedelta(days=38), "council housing")),
    )
    case_id = office.receive(incidents=(incident,))
    assessment = reading.weigh_case(office.officer, case_id)
    by_body = {r.told_to: r.id for r in office.case(case_id).reports}
    verdicts = {r.key: r.verdict for r in assessment.reports}
    assert verdicts[by_body["Police"]] is Verdict.QUALIFIES
    assert verdicts[by_body["Council housing"]] is Verdict.DOES_NOT


def test_fact_3_told_but_not_logged_is_kept_as_such(office: Office) -> None:
    """The tenant would not have it logged, and the landlord acted all the same."""
    day = office.clock.today - timedelta(days=20)
    talk = told(day, "council housing", formal=False, response="A letterbox of their own")
    case_id = office.receive(incidents=(NewIncident(on(day), "Post stamped on", reports=(talk,)),))
    [report] = office.case(case_id).reports
    assert report.formal is False
    assert report.response == "A letterbox of their own"


def test_fact_6_whoever_reported_it_is_named_and_need_not_be_the_applicant(
    office: Office,
) -> None:
    day = office.clock.today - timedelta(days=20)
    by_son = told(day, "police", reported_by="The applicant's son")
    case_id = office.receive(incidents=(NewIncident(on(day), "Noise", reports=(by_son,)),))
    [report] = office.case(case_id).reports
    assert report.reported_by == "The applicant's son"
    assert reading.weigh_case(office.officer, case_id).statute.count == 1


def test_fact_14_a_whole_street_can_be_named(office: Office) -> None:
    """Five households, and no clear line between those who suffer and those who are accused."""
    people = tuple(
        NewParty(f"Household {n}", role)
        for n in range(5)
        for role in (PartyRole.GROUP_MEMBER, PartyRole.ALLEGED)
    )
    case_id = office.receive(others=people)
    assert [p.role for p in office.case(case_id).parties].count(PartyRole.ALLEGED) == 5


def test_fact_18_incidents_nobody_could_report_stay_on_the_record(office: Office) -> None:
    """The out-of-hours line was down: no report is not the same as no behaviour."""
    night = NewIncident(office.day(20), "Noise all night; the noise line was down")
    case_id = office.receive(incidents=(night,))
    [incident] = office.case(case_id).incidents
    assert incident.report_ids == ()
    assert reading.weigh_case(office.officer, case_id).statute.outcome is Outcome.NOT_MET


def test_a_counter_allegation_makes_a_case_with_the_parties_mirrored(office: Office) -> None:
    mine = NewParty("Mrs A. Sample")
    theirs = NewParty("Mr B. Neighbour")
    first = office.receive(applicant=mine, others=(replace(theirs, role=PartyRole.ALLEGED),))
    second = office.receive(applicant=theirs, others=(replace(mine, role=PartyRole.ALLEGED),))
    roles = [{p.name: p.role for p in office.case(case_id).parties} for case_id in (first, second)]
    assert roles[0]["Mrs A. Sample"] is roles[1]["Mr B. Neighbour"] is PartyRole.APPLICANT
    assert roles[0]["Mr B. Neighbour"] is roles[1]["Mrs A. Sample"] is PartyRole.ALLEGED


def test_an_accusation_against_the_applicant_is_kept_as_disputed(office: Office) -> None:
    case_id = office.receive()
    evidence.add_incident(
        office.officer,
        case_id,
        NewIncident(office.day(5), "The applicant is said to have shouted"),
        grade=Grade.DISPUTED,
    )
    disputed = [i for i in office.case(case_id).incidents if i.grade is Grade.DISPUTED]
    assert [i.summary for i in disputed] == ["The applicant is said to have shouted"]
