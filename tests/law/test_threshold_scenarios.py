"""The worked scenarios of the threshold test, by their numbers.

T11 (consent awaited), T15 (a second application), T16 (a refusal needs a senior sign-off), T17 (two
districts), T20 (withdrawn) and T21 (a review all the same) are about the record of a case; what
pure law says of T15 and T16 is here. T22 and T23 are about days: test_calendar, test_deadlines.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conference.errors import BadInput
from conference.exchange.procedures import procedure_named
from conference.law.procedure import Period, Unit
from conference.law.threshold import (
    CaseFacts,
    IncidentFact,
    Outcome,
    ReportFact,
    Verdict,
    assess,
)
from conference.law.when import UNKNOWN, between, on

EREWASH = procedure_named("erewash")
APPLIED = date(2025, 6, 1)


def incident(key, day, **facts):
    return IncidentFact(key, on(day) if isinstance(day, date) else day, **facts)


def report(key, day, *incidents, **facts):
    when = on(day) if isinstance(day, date) else day
    return ReportFact(key, incidents or (key,), when, **facts)


def nights(number, *, told_after=1, first=date(2025, 4, 1), **facts):
    """That many incidents, a week apart, each reported some days later by the applicant."""
    days = [first + timedelta(weeks=week) for week in range(number)]
    incidents = [incident(f"n{place}", day, **facts) for place, day in enumerate(days)]
    reports = [
        report(f"n{place}", day + timedelta(days=told_after)) for place, day in enumerate(days)
    ]
    return incidents, reports


def one(incident_day, report_day, *, applied=APPLIED, procedure=EREWASH):
    """The assessment of a single incident with a single report."""
    return assess(
        [incident("a", incident_day)],
        [report("a", report_day)],
        applied=applied,
        procedure=procedure,
    )


def test_t1_three_incidents_told_to_three_bodies_meet_the_threshold():
    incidents, reports = nights(3)
    bodies = ("police", "environmental health", "landlord")
    told = [replace(each, told_to=body) for each, body in zip(reports, bodies, strict=True)]
    result = assess(incidents, told, applied=date(2025, 6, 14), procedure=EREWASH)
    assert result.statute.outcome is result.local.outcome is Outcome.MET
    assert (result.statute.count, result.statute.count_worst) == (3, 3)
    assert not result.differs
    assert result.warnings == ()


def test_t2_a_report_on_the_last_day_qualifies():
    reading = one(date(2025, 1, 14), date(2025, 2, 13)).reports[0]
    assert reading.verdict is Verdict.QUALIFIES
    assert reading.last_report_date == date(2025, 2, 13)
    assert reading.last_application_date == date(2025, 8, 12)


def test_t3_a_report_one_day_late_does_not_qualify():
    reading = one(date(2025, 1, 14), date(2025, 2, 14)).reports[0]
    assert reading.verdict is Verdict.DOES_NOT
    assert reading.rule == (
        "Reported 14 February 2025; the last day for an incident of 14 January 2025 was "
        "13 February 2025."
    )


def test_t3_thirty_days_end_a_day_before_the_month_does():
    kesteven = procedure_named("n-kesteven")
    result = one(date(2025, 1, 14), date(2025, 2, 13), procedure=kesteven)
    assert result.reports[0].verdict is Verdict.QUALIFIES
    assert result.local_reports[0].verdict is Verdict.DOES_NOT
    assert result.local_reports[0].last_report_date == date(2025, 2, 12)


def test_t4_six_months_run_from_the_report_to_the_application():
    in_time = one(date(2025, 1, 14), date(2025, 2, 13), applied=date(2025, 8, 12)).reports[0]
    assert in_time.verdict is Verdict.QUALIFIES
    late = one(date(2025, 1, 14), date(2025, 2, 13), applied=date(2025, 8, 13)).reports[0]
    assert late.verdict is Verdict.DOES_NOT
    assert late.rule == (
        "Applied 13 August 2025; the last day to apply on a report of 13 February 2025 was "
        "12 August 2025."
    )


@pytest.mark.parametrize(
    ("applied", "verdict"),
    [
        (date(2026, 2, 27), Verdict.QUALIFIES),
        (date(2026, 2, 28), Verdict.BORDERLINE),
        (date(2026, 3, 1), Verdict.DOES_NOT),
    ],
)
def test_t5_six_months_from_31_august_end_on_a_day_for_a_person_to_decide(applied, verdict):
    reading = one(date(2025, 8, 30), date(2025, 8, 31), applied=applied).reports[0]
    assert reading.verdict is verdict
    assert reading.last_application_date == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("reported", "verdict"),
    [
        (date(2025, 2, 27), Verdict.QUALIFIES),
        (date(2025, 2, 28), Verdict.BORDERLINE),
        (date(2025, 3, 1), Verdict.DOES_NOT),
    ],
)
def test_t6_a_month_from_31_january_ends_on_a_day_for_a_person_to_decide(reported, verdict):
    reading = one(date(2025, 1, 31), reported).reports[0]
    assert reading.verdict is verdict
    assert "27 February 2025" in reading.rule
    assert ("A person decides." in reading.rule) is (verdict is Verdict.BORDERLINE)


@pytest.mark.parametrize(
    ("reported", "verdict"),
    [(date(2024, 2, 28), Verdict.QUALIFIES), (date(2024, 2, 29), Verdict.BORDERLINE)],
)
def test_t6b_in_a_leap_year_the_doubtful_day_is_the_29th(reported, verdict):
    applied = date(2024, 5, 1)
    assert one(date(2024, 1, 31), reported, applied=applied).reports[0].verdict is verdict


def told_three_bodies():
    return [
        report(f"r{body}", date(2025, 4, 2), "night", told_to=body)
        for body in ("police", "council", "landlord")
    ]


def test_t7_one_night_told_to_three_bodies_is_one_complaint():
    night = incident("night", date(2025, 4, 1))
    result = assess([night], told_three_bodies(), applied=APPLIED, procedure=EREWASH)
    assert result.statute.outcome is Outcome.NOT_MET
    assert (result.statute.count, result.statute.count_worst) == (1, 1)
    assert result.local.count == 1
    assert all(reading.verdict is Verdict.QUALIFIES for reading in result.reports)


def test_t7_with_two_other_nights_there_are_three():
    incidents, reports = nights(2, first=date(2025, 4, 10))
    incidents.append(incident("night", date(2025, 4, 1)))
    result = assess(incidents, reports + told_three_bodies(), applied=APPLIED, procedure=EREWASH)
    assert result.statute.outcome is result.local.outcome is Outcome.MET
    assert result.statute.count == result.statute.count_worst == 3


def test_t8_two_neighbours_on_one_night_are_two_complaints_and_one_incident():
    night = incident("night", date(2025, 4, 1))
    reports = [
        report("mine", date(2025, 4, 2), "night"),
        report("theirs", date(2025, 4, 2), "night", by="Neighbour"),
        report("theirs again", date(2025, 4, 3), "night", by=" neighbour "),
    ]
    result = assess([night], reports, applied=APPLIED, procedure=EREWASH)
    assert (result.statute.count, result.statute.count_worst) == (2, 2)
    assert (result.local.count, result.local.count_worst) == (1, 1)
    chelmsford = assess([night], reports, applied=APPLIED, procedure=procedure_named("chelmsford"))
    assert chelmsford.local.count == 2


def test_t9_two_ordinary_and_one_hate_incident_are_three_for_the_statute():
    incidents, reports = nights(2)
    incidents.append(incident("hate", date(2025, 5, 1), hate=True))
    reports.append(report("hate", date(2025, 5, 1)))
    result = assess(incidents, reports, applied=APPLIED, procedure=EREWASH)
    assert result.statute.outcome is result.local.outcome is Outcome.MET


@pytest.mark.parametrize("area", ["herefordshire", "chelmsford", "wales", "rutland"])
def test_t9_one_hate_incident_is_enough_where_the_procedure_says_so(area):
    incidents, reports = nights(1, hate=True)
    result = assess(incidents, reports, applied=APPLIED, procedure=procedure_named(area))
    assert result.statute.outcome is Outcome.NOT_MET
    assert result.local.outcome is Outcome.MET
    assert result.differs
    assert any("hate" in limb for limb in result.local.limbs)


def test_t9_elsewhere_one_hate_incident_is_left_to_section_104_5():
    incidents, reports = nights(1, hate=True)
    result = assess(incidents, reports, applied=APPLIED, procedure=EREWASH)
    assert result.local.outcome is Outcome.NOT_MET
    assert any("s.104(5)" in warning for warning in result.warnings)


def test_t10_two_complaints_of_serious_harm_are_for_section_104_5():
    incidents, reports = nights(2)
    result = assess(incidents, reports, applied=APPLIED, procedure=EREWASH)
    assert result.statute.outcome is result.local.outcome is Outcome.NOT_MET
    assert any("s.104(5)" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("safeguarding", "outcome"),
    [(True, Outcome.MET), (False, Outcome.NOT_MET), (None, Outcome.NOT_MET)],
)
def test_t10_a_senior_manager_may_safeguard_a_victim_in_north_kesteven(safeguarding, outcome):
    incidents, reports = nights(2)
    result = assess(
        incidents,
        reports,
        applied=APPLIED,
        procedure=procedure_named("n-kesteven"),
        case=CaseFacts(safeguarding=safeguarding),
    )
    assert result.local.outcome is outcome
    assert any("Not decided yet" in limb for limb in result.local.limbs) is (safeguarding is None)


@pytest.mark.parametrize("area", ["ashfield", "islington"])
def test_t12_a_local_rule_of_recent_reports_conflicts_with_the_statute(area):
    incidents, reports = nights(3, first=date(2025, 4, 1))
    five_weeks_on = date(2025, 4, 16) + timedelta(weeks=5)
    result = assess(
        incidents,
        reports,
        applied=five_weeks_on,
        procedure=procedure_named(area),
        case=CaseFacts(action_taken=False),
    )
    assert result.statute.outcome is Outcome.MET
    assert result.local.outcome is Outcome.NOT_MET
    assert result.differs
    assert any("must decide that the threshold is met" in warning for warning in result.warnings)
    assert any("goes beyond the statute" in warning for warning in result.warnings)


def test_t12_a_report_within_the_month_leaves_no_conflict():
    incidents, reports = nights(3, first=date(2025, 4, 1))
    applied = date(2025, 5, 15)
    result = assess(incidents, reports, applied=applied, procedure=procedure_named("ashfield"))
    assert result.local.outcome is Outcome.MET
    assert [condition.holds for condition in result.local.conditions] == [True, True]


@pytest.mark.parametrize(
    ("still_open", "outcome"),
    [(True, Outcome.NOT_MET), (False, Outcome.MET), (None, Outcome.BORDERLINE)],
)
def test_t13_a_local_rule_that_the_case_be_closed_conflicts_with_the_statute(still_open, outcome):
    incidents, reports = nights(3)
    result = assess(
        incidents,
        reports,
        applied=APPLIED,
        procedure=procedure_named("hillingdon"),
        case=CaseFacts(still_open=still_open),
    )
    assert result.statute.outcome is Outcome.MET
    assert result.local.outcome is outcome
    assert result.differs is (outcome is not Outcome.MET)
    conflict = any("goes beyond the statute" in warning for warning in result.warnings)
    assert conflict is (outcome is not Outcome.MET)


def test_t14_ten_diary_sheets_wait_for_a_person_and_do_not_count_in_ashfield():
    incidents, reports = nights(10, first=date(2025, 3, 20))
    sheets = [replace(each, formal=False) for each in reports]
    result = assess(incidents, sheets, applied=APPLIED, procedure=procedure_named("ashfield"))
    assert result.statute.outcome is Outcome.BORDERLINE
    assert (result.statute.count, result.statute.count_worst) == (10, 0)
    assert (result.local.outcome, result.local.count) == (Outcome.NOT_MET, 0)
    assert all("not formally reported" in reading.rule for reading in result.reports)
    formally = next(c for c in result.local.conditions if c.kind == "formally reported")
    assert formally.holds is False


def test_t15_old_reports_of_a_second_application_may_be_out_of_six_months():
    incidents, reports = nights(3, first=date(2024, 9, 1))
    incidents.append(incident("new", date(2025, 5, 20)))
    reports.append(report("new", date(2025, 5, 21)))
    result = assess(incidents, reports, applied=APPLIED, procedure=EREWASH)
    assert result.statute.count == 1
    assert [reading.verdict for reading in result.reports] == [
        *[Verdict.DOES_NOT] * 3,
        Verdict.QUALIFIES,
    ]


def test_t16_with_three_complaints_the_statute_is_met_whatever_the_applicant_is_called():
    incidents, reports = nights(3)
    strict = replace(EREWASH, threshold=replace(EREWASH.threshold, complaints_needed=5))
    result = assess(incidents, reports, applied=APPLIED, procedure=strict)
    assert result.statute.outcome is Outcome.MET
    assert result.local.outcome is Outcome.NOT_MET
    assert any("s.104(4)" in warning for warning in result.warnings)


def test_t17_of_incidents_in_two_districts_each_weighs_them_by_its_own_procedure():
    incidents, reports = nights(3, first=date(2025, 4, 1))
    five_weeks_on = date(2025, 4, 16) + timedelta(weeks=5)
    answers = {
        area: assess(incidents, reports, applied=five_weeks_on, procedure=procedure_named(area))
        for area in ("erewash", "ashfield")
    }
    assert {answer.statute.outcome for answer in answers.values()} == {Outcome.MET}
    assert answers["erewash"].local.outcome is Outcome.MET
    assert answers["ashfield"].local.outcome is Outcome.NOT_MET


def test_t18_a_report_dated_before_its_incident_is_refused():
    with pytest.raises(BadInput) as refused:
        one(date(2025, 5, 2), date(2025, 5, 1))
    (problem,) = refused.value.problems
    assert problem.where == "report a"
    assert "reported 1 May 2025, and the incident was 2 May 2025" in problem.what


def test_t18_a_range_that_only_overlaps_is_not_refused():
    early_may = between(date(2025, 5, 1), date(2025, 5, 10))
    assert one(early_may, date(2025, 5, 4)).reports[0].verdict is Verdict.QUALIFIES


def test_t19_early_may_has_a_best_and_a_worst_case():
    early_may = between(date(2025, 5, 1), date(2025, 5, 10))
    reading = one(early_may, date(2025, 6, 3), applied=date(2025, 6, 20)).reports[0]
    assert reading.verdict is Verdict.BORDERLINE
    assert reading.last_report_date == date(2025, 5, 31)
    assert "1 May 2025 to 10 May 2025 lay between 31 May 2025 and 9 June 2025" in reading.rule
    certain = one(early_may, date(2025, 5, 31)).reports[0]
    assert certain.verdict is Verdict.QUALIFIES
    late = one(early_may, date(2025, 6, 10), applied=date(2025, 6, 20)).reports[0]
    assert late.verdict is Verdict.DOES_NOT


def test_t19_an_unknown_day_is_for_a_person_to_decide():
    reading = one(UNKNOWN, date(2025, 5, 31)).reports[0]
    assert reading.verdict is Verdict.BORDERLINE
    assert reading.last_report_date is None
    assert reading.last_application_date == date(2025, 11, 29)
    assert "not known" in reading.rule


def test_thirty_days_and_a_month_are_told_apart_by_the_procedure_alone():
    week = replace(EREWASH.threshold, report_within=Period(7, Unit.CALENDAR_DAYS))
    horsham = replace(EREWASH, threshold=week)
    result = one(date(2025, 5, 1), date(2025, 5, 8), procedure=horsham)
    assert result.reports[0].verdict is Verdict.QUALIFIES
    assert result.local_reports[0].verdict is Verdict.DOES_NOT
