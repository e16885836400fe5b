from dataclasses import replace
from datetime import date, timedelta

import pytest

from conference.errors import BadInput
from conference.exchange.procedures import procedure_named
from conference.law.procedure import ConditionKind, Limb, LimbKind, LocalCondition, Period, Unit
from conference.law.threshold import (
    CaseFacts,
    ConditionReading,
    IncidentFact,
    Outcome,
    ReportFact,
    Verdict,
    assess,
)
from conference.law.when import UNKNOWN, about, between, in_month, on

EREWASH = procedure_named("erewash")
APPLIED = date(2025, 6, 1)
A, B, C = (
    IncidentFact(key, on(date(2025, 4, day))) for key, day in (("a", 1), ("b", 8), ("c", 15))
)


def told(key, *incidents, day=None, **facts):
    return ReportFact(key, incidents, on(day or date(2025, 4, 20)), **facts)


def result_of(incidents, reports, *, applied=APPLIED, procedure=EREWASH, case=None):
    return assess(incidents, reports, applied=applied, procedure=procedure, case=case)


def statute_count(incidents, reports):
    statute = result_of(incidents, reports).statute
    return statute.count, statute.count_worst


def with_threshold(**changes):
    return replace(EREWASH, threshold=replace(EREWASH.threshold, **changes))


def test_a_report_that_counts_says_both_dates_that_let_it():
    result = result_of([A], [told("r", "a", day=date(2025, 4, 2))])
    assert (result.applied, result.procedure) == (APPLIED, "erewash")
    (reading,) = result.reports
    assert reading.rule == (
        "Reported 2 April 2025; the last day for an incident of 1 April 2025 was 30 April 2025. "
        "Applied 1 June 2025; the last day to apply on a report of 2 April 2025 was "
        "1 October 2025."
    )


def test_a_report_made_after_the_application_does_not_count():
    (reading,) = result_of([A], [told("r", "a")], applied=date(2025, 4, 19)).reports
    assert reading.verdict is Verdict.DOES_NOT
    assert reading.rule == "Reported 20 April 2025, after the application of 19 April 2025."


def test_a_report_made_on_the_day_of_the_application_counts():
    (reading,) = result_of([A], [told("r", "a")], applied=date(2025, 4, 20)).reports
    assert reading.verdict is Verdict.QUALIFIES


def test_a_report_perhaps_made_after_the_application_is_borderline():
    in_april = ReportFact("r", ("a",), in_month(date(2025, 4, 1)))
    (reading,) = result_of([A], [in_april], applied=date(2025, 4, 20)).reports
    assert reading.verdict is Verdict.BORDERLINE
    assert "perhaps after the application of 20 April 2025" in reading.rule


def test_a_report_to_a_second_body_after_a_month_counts_by_its_timely_route():
    late = told("council", "a", day=date(2025, 5, 9), told_to="council")
    in_time = told("police", "a", day=date(2025, 4, 1), told_to="police")
    result = result_of([A], [late, in_time])
    assert (result.statute.count, result.statute.count_worst) == (1, 1)
    assert [reading.verdict for reading in result.reports] == [
        Verdict.DOES_NOT,
        Verdict.QUALIFIES,
    ]
    assert "counts by that one" in result.reports[0].rule


def test_a_late_report_does_not_count_by_one_that_a_person_has_yet_to_decide():
    late = told("council", "a", day=date(2025, 5, 9))
    diary = told("diary", "a", day=date(2025, 4, 2), formal=False)
    result = result_of([A], [late, diary])
    assert result.reports[1].verdict is Verdict.BORDERLINE
    assert "counts by that one" not in result.reports[0].rule


@pytest.mark.parametrize(
    ("late_by", "anonymous", "same"),
    [("Ann", False, True), ("Bob", False, False), ("", False, False), ("", True, False)],
)
def test_only_a_person_who_is_known_to_have_told_in_time_is_said_to_have(late_by, anonymous, same):
    for by, unnamed in (("ann", False), ("", True)):
        late = told("late", "a", day=date(2025, 5, 9), by=late_by, anonymous=anonymous)
        in_time = told("1", "a", by=by, anonymous=unnamed, ruling=True)
        result = result_of([A], [late, in_time])
        assert result.reports[1].verdict is Verdict.QUALIFIES
        said = "counts by that one" in result.reports[0].rule
        assert said is (same and by == "ann")


def test_one_letter_about_a_late_and_a_timely_incident_counts_by_the_timely_one():
    old = IncidentFact("old", on(date(2025, 3, 1)))
    result = result_of([old, A], [told("letter", "old", "a")])
    (reading,) = result.reports
    assert reading.verdict is Verdict.QUALIFIES
    assert "an incident of 1 April 2025" in reading.rule
    assert reading.last_report_date == date(2025, 4, 30)
    assert (result.statute.count, result.statute.count_worst) == (1, 1)


def test_a_letter_says_why_by_the_incident_that_decides_whatever_it_is_called():
    old = IncidentFact("a", on(date(2025, 3, 1)))
    new = IncidentFact("z", on(date(2025, 4, 1)))
    (reading,) = result_of([old, new], [told("letter", "a", "z")]).reports
    assert reading.verdict is Verdict.QUALIFIES
    assert "an incident of 1 April 2025" in reading.rule


def test_of_one_incident_told_twice_the_telling_in_time_counts():
    first = IncidentFact("a", on(date(2025, 4, 1)))
    for when in (date(2025, 3, 1), date(2025, 3, 20)):
        second = IncidentFact("b", on(when), same_as="a")
        for keys in (("a", "b"), ("b", "a")):
            assert statute_count([first, second], [told("letter", *keys)]) == (1, 1)
    vague = IncidentFact("b", in_month(date(2025, 3, 1)), same_as="a")
    for keys in (("a", "b"), ("b", "a")):
        assert statute_count([first, vague], [told("letter", *keys)]) == (1, 1)
    other = IncidentFact("b", on(date(2025, 4, 8)), same_as="a")
    assert statute_count([first, other], [told("1", "a"), told("2", "b")]) == (1, 1)


def test_a_report_that_is_late_is_not_doubted_for_its_form_as_well():
    late = told("r", "a", day=date(2025, 5, 2), formal=False, anonymous=True)
    for procedure in (EREWASH, procedure_named("ashfield")):
        result = result_of([A], [late], procedure=procedure)
        for (reading,) in (result.reports, result.local_reports):
            assert reading.rule == (
                "Reported 2 May 2025; the last day for an incident of 1 April 2025 was 30 April "
                "2025."
            )


def test_the_last_day_to_apply_is_that_of_the_first_day_a_report_can_have_been_made():
    vague = ReportFact("r", ("a",), between(date(2025, 4, 10), date(2025, 4, 20)))
    (reading,) = result_of([A], [vague]).reports
    assert reading.last_application_date == date(2025, 10, 9)


def test_one_letter_about_three_nights_is_one_complaint_at_worst_and_three_at_best():
    result = result_of([A, B, C], [told("letter", "a", "b", "c")])
    assert (result.statute.count, result.statute.count_worst) == (3, 1)
    assert result.statute.outcome is Outcome.BORDERLINE
    assert result.local.outcome is Outcome.MET
    assert any("several incidents" in warning for warning in result.warnings)


def test_letters_that_each_repeat_the_earlier_nights_are_still_three_complaints():
    letters = [told("1", "a"), told("2", "a", "b"), told("3", "a", "b", "c")]
    assert statute_count([A, B, C], letters) == (3, 3)


def test_letters_that_share_their_nights_are_told_apart_as_far_as_can_be():
    letters = [told("1", "a", "b"), told("2", "a", "b"), told("3", "a", "b")]
    assert statute_count([A, B, C], letters) == (2, 2)
    chain = [told("1", "b", "c"), told("2", "a", "b"), told("3", "a", "c")]
    assert statute_count([A, B, C], chain) == (3, 3)


def test_incidents_that_may_be_the_same_are_apart_at_best_and_one_at_worst():
    twin = replace(B, perhaps_same_as=("a",))
    triplet = replace(C, perhaps_same_as=("b",))
    reports = [told("1", "a"), told("2", "b"), told("3", "c")]
    result = result_of([A, twin, triplet], reports)
    for answer in (result.statute, result.local):
        assert (answer.count, answer.count_worst) == (3, 1)
        assert answer.outcome is Outcome.BORDERLINE
    assert any("the same one told twice" in warning for warning in result.warnings)


def test_a_person_settles_a_borderline_report():
    incident = IncidentFact("a", on(date(2025, 1, 31)))
    reported = ReportFact("r", ("a",), on(date(2025, 2, 28)))
    counts, does_not = (
        result_of([incident], [replace(reported, ruling=ruling)]).reports[0]
        for ruling in (True, False)
    )
    assert counts.verdict is Verdict.QUALIFIES
    assert counts.rule.endswith("A person decided that it counts.")
    assert does_not.verdict is Verdict.DOES_NOT
    assert does_not.rule.endswith("A person decided that it does not count.")


@pytest.mark.parametrize("ruling", [True, False])
def test_no_person_can_settle_what_the_dates_settle(ruling):
    in_time = told("1", "a", ruling=ruling)
    late = told("2", "a", day=date(2025, 5, 9), ruling=ruling)
    first, second = result_of([A], [in_time, late]).reports
    assert first.verdict is Verdict.QUALIFIES
    assert second.verdict is Verdict.DOES_NOT


def test_an_anonymous_report_is_for_a_person_to_decide_and_may_be_excluded_locally():
    anonymous = told("r", "a", anonymous=True)
    result = result_of([A], [anonymous], procedure=procedure_named("birmingham"))
    assert result.reports[0].verdict is Verdict.BORDERLINE
    assert result.reports[0].rule.endswith("It was made anonymously. A person decides.")
    assert result.local_reports[0].verdict is Verdict.DOES_NOT
    assert "this procedure does not count it" in result.local_reports[0].rule


def test_two_anonymous_reports_of_one_night_are_by_two_people_at_best():
    reports = [told(key, "a", anonymous=True, ruling=True) for key in ("1", "2")]
    assert statute_count([A], reports) == (2, 1)


def test_diary_sheets_do_not_fail_a_condition_where_enough_other_reports_remain():
    sheet = told("sheet", "a", formal=False)
    reports = [sheet, told("1", "a"), told("2", "b"), told("3", "c")]
    result = result_of([A, B, C], reports, procedure=procedure_named("chesterfield"))
    assert result.local.outcome is Outcome.MET
    (asked,) = procedure_named("chesterfield").threshold.conditions
    assert result.local.conditions == (ConditionReading(asked.kind, asked.words, True),)
    assert not result.differs


def test_six_months_may_be_measured_from_the_incident():
    incident = IncidentFact("a", on(date(2025, 1, 14)))
    reported = ReportFact("r", ("a",), on(date(2025, 2, 13)))
    chesterfield = procedure_named("chesterfield")
    result = result_of([incident], [reported], applied=date(2025, 7, 14), procedure=chesterfield)
    assert result.reports[0].verdict is Verdict.QUALIFIES
    assert result.local_reports[0].verdict is Verdict.DOES_NOT
    assert result.local_reports[0].rule == (
        "Applied 14 July 2025; the last day to apply on an incident of 14 January 2025 was "
        "13 July 2025."
    )


@pytest.mark.parametrize(
    ("incident", "report", "last_days"),
    [
        (on(date(2025, 1, 14)), UNKNOWN, (None, date(2025, 7, 13))),
        (UNKNOWN, on(date(2025, 2, 13)), (date(2025, 8, 12), None)),
    ],
)
def test_the_last_day_to_apply_is_known_where_the_day_it_runs_from_is(incident, report, last_days):
    result = result_of(
        [IncidentFact("a", incident)],
        [ReportFact("r", ("a",), report)],
        procedure=procedure_named("chesterfield"),
    )
    found = (result.reports[0], result.local_reports[0])
    assert tuple(reading.last_application_date for reading in found) == last_days


def test_about_reaches_a_week_each_side():
    early = IncidentFact("a", about(on(date(2025, 4, 1))))
    reading = result_of([early], [told("r", "a", day=date(2025, 4, 28))]).reports[0]
    assert reading.verdict is Verdict.BORDERLINE
    assert reading.last_report_date == date(2025, 4, 24)
    assert "about 1 April 2025" in reading.rule


def test_a_range_that_is_never_in_time_for_both_limbs_does_not_qualify():
    spring = between(date(2024, 11, 25), date(2025, 1, 5))
    incident = IncidentFact("a", on(date(2024, 11, 1)))
    (reading,) = result_of([incident], [ReportFact("r", ("a",), spring)], applied=APPLIED).reports
    assert reading.verdict is Verdict.DOES_NOT
    assert "No day of those is in time both" in reading.rule


def test_an_unknown_report_of_a_long_past_incident_does_not_qualify():
    incident = IncidentFact("a", on(date(2024, 1, 1)))
    result = result_of([incident], [ReportFact("r", ("a",), UNKNOWN)])
    (reading,) = result.reports
    assert reading.verdict is Verdict.DOES_NOT
    assert reading.last_report_date == date(2024, 1, 31)
    assert reading.last_application_date is None


def test_a_report_of_no_known_incident_is_for_a_person_to_decide():
    result = result_of([], [ReportFact("r", (), on(date(2025, 5, 1)))])
    assert result.reports[0].verdict is Verdict.BORDERLINE
    assert (result.statute.count, result.statute.count_worst) == (1, 0)


def test_nothing_reported_is_not_met():
    result = result_of([A], [])
    assert (result.statute.outcome, result.statute.count) == (Outcome.NOT_MET, 0)
    assert (result.local.outcome, result.local.count) == (Outcome.NOT_MET, 0)


def test_five_people_on_one_incident_meet_the_limb_of_richmond():
    people = [told(str(number), "a", by=f"Neighbour {number}") for number in range(5)]
    richmond = procedure_named("richmond")
    assert result_of([A], people[:4], procedure=richmond).local.limbs == ()
    result = result_of([A], people, procedure=richmond)
    assert result.local.outcome is Outcome.MET
    assert result.local.limbs == ("Five or more complaints of the same incident.",)


def test_people_must_share_an_incident_where_the_limb_says_so():
    limb = Limb(LimbKind.PEOPLE, 2, "Two people.", same_incident=True)
    reports = [told("1", "a", by="One"), told("2", "b", by="Two")]
    apart = result_of([A, B], reports, procedure=with_threshold(limbs=(limb,)))
    assert apart.local.outcome is Outcome.NOT_MET
    perhaps = result_of(
        [A, replace(B, perhaps_same_as=("a",))], reports, procedure=with_threshold(limbs=(limb,))
    )
    assert perhaps.local.outcome is Outcome.BORDERLINE
    assert perhaps.local.limbs == ("Perhaps: Two people.",)


def test_people_may_each_have_an_incident_where_the_limb_does_not_say_otherwise():
    limb = Limb(LimbKind.PEOPLE, 2, "Two people.")
    reports = [told("1", "a", by="One"), told("2", "b", by="Two")]
    procedure = with_threshold(limbs=(limb,))
    assert result_of([A, B], reports, procedure=procedure).local.outcome is Outcome.MET
    assert result_of([A, B], reports[:1], procedure=procedure).local.outcome is Outcome.NOT_MET
    short = with_threshold(limbs=(replace(limb, within=Period(1, Unit.MONTHS)),))
    assert result_of([A, B], reports, procedure=short).local.outcome is Outcome.NOT_MET


def test_a_limb_may_have_a_time_of_its_own_to_apply():
    limb = Limb(LimbKind.HATE, 1, "Hate.", within=Period(1, Unit.MONTHS))
    hate = replace(A, hate=True)
    for applied, outcome in ((date(2025, 5, 19), Outcome.MET), (APPLIED, Outcome.NOT_MET)):
        procedure = with_threshold(limbs=(limb,))
        result = result_of([hate], [told("r", "a")], applied=applied, procedure=procedure)
        assert result.local.outcome is outcome


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        (ConditionKind.CASE_CLOSED, CaseFacts(still_open=False)),
        (ConditionKind.RESPONSE_DEADLINE_PASSED, CaseFacts(response_deadline_passed=True)),
        (ConditionKind.NO_ACTION_TAKEN, CaseFacts(action_taken=False)),
    ],
)
def test_a_condition_about_the_case_holds_fails_or_is_not_known(kind, case):
    procedure = with_threshold(conditions=(LocalCondition(kind, "Words."),))
    reports = [told("1", "a"), told("2", "b"), told("3", "c")]
    opposite = CaseFacts(still_open=True, response_deadline_passed=False, action_taken=True)
    answers = {
        facts: result_of([A, B, C], reports, procedure=procedure, case=facts).local
        for facts in (case, opposite, CaseFacts())
    }
    assert [local.outcome for local in answers.values()] == [
        Outcome.MET,
        Outcome.NOT_MET,
        Outcome.BORDERLINE,
    ]
    assert [local.conditions[0].holds for local in answers.values()] == [True, False, None]
    too_few = result_of([A, B, C], reports[:2], procedure=procedure, case=CaseFacts()).local
    assert too_few.outcome is Outcome.NOT_MET


def test_whether_a_report_is_recent_is_not_known_where_its_day_is_not():
    recent = LocalCondition(ConditionKind.RECENT_REPORT, "Recent.", Period(1, Unit.MONTHS))
    procedure = with_threshold(conditions=(recent,), complaints_needed=1)
    vague = ReportFact("2", ("b",), between(date(2025, 4, 25), date(2025, 5, 10)))
    result = result_of([A, B], [told("1", "a"), vague], procedure=procedure)
    assert result.local.conditions[0].holds is None
    assert result.local.outcome is Outcome.BORDERLINE


def test_an_undated_incident_is_no_more_recent_than_the_report_of_it():
    undated = IncidentFact("a", UNKNOWN)
    reported = told("r", "a")
    procedure = procedure_named("ashfield")
    assert result_of([undated], [reported], procedure=procedure).local.conditions[0].holds is False
    stray = IncidentFact("stray", UNKNOWN)
    result = result_of([undated, stray], [reported], procedure=procedure)
    assert result.local.conditions[0].holds is None


def test_only_a_hate_incident_meets_the_hate_limb():
    herefordshire = procedure_named("herefordshire")
    elsewhere = replace(B, hate=True)
    result = result_of([A, elsewhere], [told("r", "a")], procedure=herefordshire)
    assert result.local.outcome is Outcome.NOT_MET
    assert result.local.limbs == ()


def test_every_contradiction_in_the_dates_is_named_at_once():
    reports = [
        told("early", "a", day=date(2025, 3, 1)),
        told("stray", "nowhere"),
        told("twice", "a"),
        told("twice", "a"),
    ]
    with pytest.raises(BadInput) as refused:
        result_of([A, C, C, replace(B, perhaps_same_as=("gone",))], reports)
    assert {problem.where for problem in refused.value.problems} == {
        "incident b",
        "incident c",
        "report early",
        "report stray",
        "report twice",
    }


def test_of_thousands_of_reports_none_is_left_out():
    # That the time grows evenly with them is measured by tests/benchmarks/measures/threshold.py.
    start = date(2015, 1, 1)
    incidents = [
        IncidentFact(str(number), on(start + timedelta(days=number % 3650)))
        for number in range(1_000)
    ]
    reports = [
        ReportFact(
            str(number),
            (str(number % 1_000), str((number + 365) % 1_000)),
            on(start + timedelta(days=3700)),
            by=f"Person {number % 7}",
        )
        for number in range(5_000)
    ]
    result = assess(incidents, reports, applied=date(2025, 6, 1), procedure=EREWASH)
    assert len(result.reports) == 5_000
    assert result.statute.count >= result.statute.count_worst
