"""What must hold of the threshold test whatever the facts are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.exchange.procedures import procedure_named, shipped_names
from conference.law.procedure import NOT_PUBLISHED, Counted
from conference.law.threshold import (
    CaseFacts,
    IncidentFact,
    Outcome,
    ReportFact,
    Verdict,
    assess,
)
from conference.law.when import UNKNOWN, When, about, between, in_month, on

ORDER = [Outcome.NOT_MET, Outcome.BORDERLINE, Outcome.MET]
FIRST, LAST = date(2024, 10, 1), date(2025, 7, 31)
AFTER_ALL_REPORTS = date(2025, 8, 7)

day = st.dates(FIRST, LAST)


@st.composite
def whens(draw) -> When:
    chosen = draw(day)
    return draw(
        st.sampled_from(
            [
                on(chosen),
                on(chosen),
                in_month(chosen),
                between(chosen, min(LAST, chosen + timedelta(days=20))),
                about(on(chosen)),
                UNKNOWN,
            ]
        )
    )


@st.composite
def cases(draw, most: int = 8):
    """Incidents and reports that do not contradict themselves."""
    keys = [f"i{number}" for number in range(draw(st.integers(1, 5)))]
    incidents = [
        IncidentFact(
            key,
            draw(whens()),
            hate=draw(st.booleans()),
            perhaps_same_as=draw(st.sampled_from([(), (), (keys[0],)])),
        )
        for key in keys
    ]
    by_key = {incident.key: incident for incident in incidents}
    reports = []
    for number in range(draw(st.integers(0, most))):
        told = draw(st.lists(st.sampled_from(keys), max_size=3, unique=True))
        reported = draw(whens())
        if all(consistent(by_key[key].when, reported) for key in told):
            reports.append(
                ReportFact(
                    f"r{number}",
                    tuple(told),
                    reported,
                    by=draw(st.sampled_from(["", "", "Neighbour"])),
                    formal=draw(st.booleans() | st.just(True)),
                    anonymous=draw(st.sampled_from([False, False, True])),
                    ruling=draw(st.sampled_from([None, None, True, False])),
                )
            )
    return incidents, reports


def consistent(happened: When, reported: When) -> bool:
    """Whether the report can have followed the incident."""
    first, last = happened.span, reported.span
    return first is None or last is None or last[1] >= first[0]


procedures = st.sampled_from([procedure_named(name) for name in shipped_names()])
case_facts = st.builds(
    CaseFacts,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, True, False]),
)


@given(cases(), procedures, case_facts, day)
def test_the_best_reading_is_never_below_the_worst(facts, procedure, case, applied):
    result = assess(*facts, applied=applied, procedure=procedure, case=case)
    for answer in (result.statute, result.local):
        assert 0 <= answer.count_worst <= answer.count
    assert result.statute.needed == 3
    assert result.differs is (result.statute.outcome is not result.local.outcome)
    assert bool(result.warnings) or not result.differs


@given(cases(), procedures, case_facts, st.data())
def test_adding_a_qualifying_report_never_turns_met_into_not_met(facts, procedure, case, data):
    incidents, reports = facts
    if not reports:
        return
    added = data.draw(st.sampled_from(reports))
    without = [report for report in reports if report is not added]
    before = assess(incidents, without, applied=LAST, procedure=procedure, case=case)
    after = assess(incidents, reports, applied=LAST, procedure=procedure, case=case)
    assert after.statute.count >= before.statute.count
    assert after.statute.count_worst >= before.statute.count_worst
    assert ORDER.index(after.statute.outcome) >= ORDER.index(before.statute.outcome)
    place = reports.index(added)
    if after.local_reports[place].verdict is Verdict.QUALIFIES:
        assert ORDER.index(after.local.outcome) >= ORDER.index(before.local.outcome)


@given(cases(), procedures, case_facts, st.randoms(use_true_random=False))
def test_the_order_of_what_was_told_never_matters(facts, procedure, case, random):
    incidents, reports = facts
    before = assess(incidents, reports, applied=LAST, procedure=procedure, case=case)
    shuffled = [
        replace(report, incidents=tuple(random.sample(report.incidents, len(report.incidents))))
        for report in random.sample(reports, len(reports))
    ]
    after = assess(
        random.sample(incidents, len(incidents)),
        shuffled,
        applied=LAST,
        procedure=procedure,
        case=case,
    )
    assert after.statute == before.statute
    assert after.local == before.local
    assert after.warnings == before.warnings
    assert {one.key: one.verdict for one in after.reports} == {
        one.key: one.verdict for one in before.reports
    }


@given(cases(), procedures, st.integers(0, 240))
def test_applying_a_day_later_on_the_same_reports_never_gains(facts, procedure, later):
    incidents, reports = facts
    dated = [report for report in reports if report.when.known]
    applied = AFTER_ALL_REPORTS + timedelta(days=later)
    today, tomorrow = (
        assess(incidents, dated, applied=day, procedure=procedure)
        for day in (applied, applied + timedelta(days=1))
    )
    for one, other in ((today.statute, tomorrow.statute), (today.local, tomorrow.local)):
        assert other.count <= one.count
        assert other.count_worst <= one.count_worst
        assert ORDER.index(other.outcome) <= ORDER.index(one.outcome)


@given(cases(), st.integers(0, 240))
def test_a_range_is_between_the_readings_of_its_days(facts, later):
    """Days become exact: what was certain stays so, and what was impossible stays so."""
    incidents, reports = facts
    reports = [replace(report, ruling=None) for report in reports]
    applied = AFTER_ALL_REPORTS + timedelta(days=later)
    procedure = procedure_named("erewash")
    ranges = assess(incidents, reports, applied=applied, procedure=procedure).statute
    exact = [
        replace(one, when=on(one.when.span[0]) if one.when.span else one.when) for one in incidents
    ]
    told = [
        replace(one, when=on(one.when.span[1]) if one.when.span else one.when) for one in reports
    ]
    days = assess(exact, told, applied=applied, procedure=procedure).statute
    assert ranges.count_worst <= days.count_worst
    assert days.count <= ranges.count


@given(cases())
def test_without_local_rules_the_local_result_is_the_statutes(facts):
    erewash = procedure_named("erewash")
    plain = replace(erewash, threshold=replace(erewash.threshold, counted=Counted.REPORTS))
    result = assess(*facts, applied=LAST, procedure=plain)
    assert result.local == result.statute
    assert result.local_reports == result.reports


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_procedure_can_be_assessed(name):
    procedure = procedure_named(name)
    result = assess([], [], applied=LAST, procedure=procedure)
    assert result.statute.outcome is Outcome.NOT_MET
    assert result.procedure == name
    assert procedure.appeal.body is NOT_PUBLISHED or procedure.appeal.body
