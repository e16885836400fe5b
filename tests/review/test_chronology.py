"""Incidents made one and parted again, reports joined to what they tell of, and corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.errors import BadInput, Conflict, NotFound
from conference.forms import Disclosure, NewIncident, NewReport
from conference.law.audience import APPLICANT, Mark, agency
from conference.law.threshold import Assessment, Outcome, Verdict
from conference.law.when import UNKNOWN, When, about, between, in_month, on
from conference.likeness import accounts_of, offers
from conference.record.tables import IncidentGroup
from conference.review import chronology, evidence, reading
from conference.timeline import timeline, timeline_lines
from conference.views import CaseFile, Grade
from tests.office import Office


def told(office: Office, case_id: str, words: str, when: When, *reports: NewReport) -> str:
    form = NewIncident(when, words, reports=reports)
    return evidence.add_incident(office.officer, case_id, form)


def weighed(office: Office, case_id: str) -> Assessment:
    return reading.weigh_case(office.officer, case_id)


def one_night_twice(office: Office) -> tuple[str, str, str]:
    """A night told to the police at once, and to the landlord on day 38; two records of it."""
    case_id = office.receive(incidents=(office.incident(80), office.incident(70)))
    when = office.day(60)
    first = told(office, case_id, "Bins across the gate", when, NewReport(when, "police"))
    late = NewReport(office.day(22), "council housing")
    return case_id, first, told(office, case_id, "Gate blocked by bins", when, late)


def as_shown(case: CaseFile) -> CaseFile:
    """The case without what any change leaves: its history and the versions of its rows."""
    incidents = tuple(replace(one, version=0) for one in case.incidents)
    return replace(case, history=(), incidents=incidents, version=0)


def plain(office: Office, case_id: str) -> str:
    return " ".join(timeline_lines(timeline(office.case(case_id)), 10_000))


def test_fact_2_one_incident_in_two_records_is_offered_and_never_grouped_silently(
    office: Office,
) -> None:
    case_id, first, second = one_night_twice(office)
    case = office.case(case_id)
    [offer] = [one for one in offers(accounts_of(case)) if first in one.keys]
    assert set(offer.keys) == {first, second}
    assert "‘bins’ and ‘gate’" in offer.reason
    assert all(one.group_id is None for one in case.incidents)


def test_fact_2_grouped_it_is_one_incident_with_both_accounts_and_one_complaint(
    office: Office,
) -> None:
    case_id, first, second = one_night_twice(office)
    before = office.case(case_id)
    chronology.group(office.officer, case_id, (first, second), why="Both speak of the bins.")
    after = office.case(case_id)
    assert len({one.group_id for one in after.incidents if one.id in (first, second)}) == 1
    assert [one.summary for one in after.incidents] == [one.summary for one in before.incidents]
    assert len(timeline(after).entries) == len(timeline(before).entries) - 1
    words = plain(office, case_id)
    assert "told to two bodies" in words
    [entry] = [one for one in timeline(after).entries if one.members]
    accounts = " ".join(text for label, text in entry.detail if label == "Told as")
    for part in ("Bins across", "Gate blocked", "told to Police", "told to Council housing"):
        assert part in accounts
    verdicts = {report.key: report.verdict for report in weighed(office, case_id).reports}
    late = next(r.id for r in after.reports if r.told_to == "Council housing")
    assert verdicts[late] is Verdict.DOES_NOT
    assert weighed(office, case_id).statute.count == 3


def test_one_incident_told_to_two_bodies_counts_once_at_worst_until_it_is_grouped(
    office: Office,
) -> None:
    case_id = office.receive(incidents=(office.incident(28),))
    pair = [
        told(office, case_id, words, office.day(14), NewReport(office.day(13), body))
        for words, body in (("Drums at 2 am", "police"), ("Loud drums", "council housing"))
    ]
    result = weighed(office, case_id).statute
    assert (result.count_worst, result.count, result.outcome) == (2, 3, Outcome.BORDERLINE)
    chronology.group(office.officer, case_id, pair, why="One night.")
    result = weighed(office, case_id).statute
    assert (result.count_worst, result.count, result.outcome) == (2, 2, Outcome.NOT_MET)


def test_two_people_who_tell_of_one_incident_have_made_two_complaints_grouped_or_not(
    office: Office,
) -> None:
    case_id = office.receive(incidents=())
    pair = [
        told(office, case_id, "Drums", office.day(14),
             NewReport(office.day(13), body, reported_by=by))
        for body, by in (("police", ""), ("council housing", "Mr B. Next-Door"))
    ]  # fmt: skip
    assert weighed(office, case_id).statute.count_worst == 2
    chronology.group(office.officer, case_id, pair, why="One night.")
    result = weighed(office, case_id).statute
    assert (result.count_worst, result.count) == (2, 2)


def test_grouped_and_ungrouped_the_case_is_what_it_was_and_the_history_tells_of_both(
    office: Office,
) -> None:
    case_id, first, second = one_night_twice(office)
    before = office.case(case_id)
    group_id = chronology.group(office.officer, case_id, (first, second), why="One night.")
    chronology.ungroup(office.chair, case_id, group_id=group_id)
    after = office.case(case_id)
    assert as_shown(after) == as_shown(before)
    assert office.acts(case_id).count("put an incident in a group") == 2
    assert office.acts(case_id).count("took an incident out of its group") == 2
    assert reading.history_faults(office.officer, case_id) == []
    with office.record() as session:
        row = session.get(IncidentGroup, group_id)
        assert row is not None
        assert (row.why, row.made_by) == ("One night.", "Olive Officer")


def test_one_of_three_leaves_and_two_stay_one_and_of_two_neither_does(office: Office) -> None:
    case_id = office.receive()
    first, second, third = (one.id for one in office.case(case_id).incidents)
    chronology.group(office.officer, case_id, (first, second), why="One.")
    chronology.group(office.officer, case_id, (second, third), why="And this.")
    chronology.ungroup(office.officer, case_id, incident_id=first)
    groups = {one.id: one.group_id for one in office.case(case_id).incidents}
    assert groups[first] is None
    assert groups[second] == groups[third] is not None
    chronology.ungroup(office.officer, case_id, incident_id=third)
    assert {one.group_id for one in office.case(case_id).incidents} == {None}
    with pytest.raises(BadInput):
        chronology.ungroup(office.officer, case_id, incident_id=third)


def test_what_cannot_be_one_is_refused_in_words(office: Office) -> None:
    case_id = office.receive(incidents=tuple(office.incident(n) for n in (40, 35, 28, 21, 14)))
    a, b, c, d, e = (one.id for one in office.case(case_id).incidents)
    about_them(office, case_id, e)
    chronology.group(office.officer, case_id, (a, b), why="One.")
    chronology.group(office.officer, case_id, (c, d), why="One.")
    for ids, words in (
        ((a,), "alone"), ((a, a), "alone"), ((a, b), "already"), ((a, c), "different groups"),
        ((a, e), "against the applicant"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=words):
            chronology.group(office.officer, case_id, ids, why="One.")
    with pytest.raises(BadInput, match="missing"):
        chronology.group(office.officer, case_id, (a, b), why=" ")
    with pytest.raises(NotFound):
        chronology.group(office.officer, case_id, (a, "elsewhere"), why="One.")
    with pytest.raises(NotFound):
        chronology.group(office.officer, office.receive(), (c, d), why="Another case's.")


def test_an_audience_knows_of_a_group_only_by_members_it_sees_whole(office: Office) -> None:
    case_id, first, second = one_night_twice(office)
    chronology.group(office.officer, case_id, (first, second), why="One night.")
    mark = {one.id: one for one in office.case(case_id).incidents}
    for entry_id in (first, second):
        assert not any(one.group_id for one in office.case(case_id, view_as=APPLICANT).incidents)
        form = Disclosure(Mark.APPLICANT)
        shown = mark[entry_id].version
        evidence.mark_entry(office.officer, case_id, entry_id, form, shown=shown)
    applicants = office.case(case_id, view_as=APPLICANT).incidents
    assert sum(one.group_id is not None for one in applicants) == 2
    version = next(one.version for one in office.case(case_id).incidents if one.id == first)
    form = Disclosure(Mark.SUMMARY, "There were bins.")
    evidence.mark_entry(office.officer, case_id, first, form, shown=version)
    seen = office.case(case_id, view_as=APPLICANT)
    assert not any(one.group_id for one in seen.incidents)
    assert "Gate blocked" in " ".join(timeline_lines(timeline(seen)))
    office.ask(case_id)
    police = office.case(case_id, view_as=agency(office.police_id))
    assert not any(one.about_applicant for one in police.incidents)


# One report of several incidents -----------------------------------------------------------------


def test_fact_1_a_report_is_joined_to_the_second_incident_it_tells_of_and_parted(
    office: Office,
) -> None:
    case_id = office.receive(incidents=(office.incident(28), office.incident(27)))
    case = office.case(case_id)
    report, (old, new) = case.reports[-1], (one.id for one in case.incidents)
    chronology.join_report(office.officer, case_id, report.id, (old, new))
    joined = next(one for one in office.case(case_id).reports if one.id == report.id)
    assert set(joined.incident_ids) == {old, new}
    chronology.part_report(office.officer, case_id, report.id, (old,))
    again = office.case(case_id)
    assert again.reports == case.reports
    assert "parted a report from an incident" in office.acts(case_id)
    assert reading.history_faults(office.officer, case_id) == []


def test_a_report_cannot_tell_of_what_had_not_happened(office: Office) -> None:
    case_id = office.receive(incidents=(office.incident(28), office.incident(14)))
    case = office.case(case_id)
    later = next(one.id for one in case.incidents if "14" in one.summary)
    earlier = next(one.id for one in case.reports if later not in one.incident_ids)
    with pytest.raises(BadInput, match="before the incident"):
        chronology.join_report(office.officer, case_id, earlier, (later,))
    assert office.case(case_id).reports == case.reports


# Corrections -------------------------------------------------------------------------------------


def about_them(office: Office, case_id: str, incident_id: str, **more: Any) -> None:
    """Correct an incident to be one that the applicant is said to have done."""
    now = next(one for one in office.case(case_id).incidents if one.id == incident_id)
    given = {"grade": Grade.DISPUTED, "about_applicant": True, "shown": now.version, **more}
    form = NewIncident(now.when, now.summary, now.time_words, now.place, now.hate)
    chronology.correct_incident(office.officer, case_id, incident_id, form, **given)


def test_fact_4_an_allegation_against_the_applicant_is_no_complaint_of_theirs(
    office: Office,
) -> None:
    case_id = office.receive()
    assert weighed(office, case_id).statute.outcome is Outcome.MET
    incident = office.case(case_id).incidents[0]
    about_them(office, case_id, incident.id)
    assessment = weighed(office, case_id)
    assert (assessment.statute.count, assessment.statute.outcome) == (2, Outcome.NOT_MET)
    assert set(incident.report_ids).isdisjoint(report.key for report in assessment.reports)
    words = plain(office, case_id)
    assert "allegation against the applicant" in words
    assert "Disputed." in words
    about_them(office, case_id, incident.id, about_applicant=False)
    assert weighed(office, case_id).statute.outcome is Outcome.MET


def test_fact_22_a_report_of_both_counts_for_what_the_applicant_suffered(office: Office) -> None:
    case_id = office.receive(incidents=())
    when = office.day(14)
    mine = told(office, case_id, "They shouted", when, NewReport(when, "police"))
    theirs = told(office, case_id, "She is said to have shouted back", when)
    report = office.case(case_id).reports[0].id
    chronology.join_report(office.officer, case_id, report, (mine, theirs))
    about_them(office, case_id, theirs)
    assert weighed(office, case_id).statute.count == 1


def test_a_correction_keeps_the_earlier_words_and_needs_the_version_that_was_shown(
    office: Office,
) -> None:
    case_id = office.receive(incidents=(office.incident(28),))
    case = office.case(case_id)
    [incident], [report] = case.incidents, case.reports
    form = NewIncident(in_month(office.day(28).earliest or office.clock.today), "Noise, not music")
    change: dict[str, Any] = {"grade": Grade.DISPUTED, "about_applicant": False}
    chronology.correct_incident(office.officer, case_id, incident.id, form, **change, shown=1)
    with pytest.raises(Conflict):
        chronology.correct_incident(office.chair, case_id, incident.id, form, **change, shown=1)
    told_to = NewReport(report.when, "Fire service", method="post", summary="A letter")
    chronology.correct_report(
        office.officer, case_id, report.id, told_to, incident_ids=(), grade=Grade.APPLICANT, shown=1
    )
    with pytest.raises(Conflict):
        chronology.correct_report(
            office.chair, case_id, report.id, told_to, incident_ids=(), grade=Grade.APPLICANT,
            shown=1,
        )  # fmt: skip
    now = office.case(case_id)
    assert (now.incidents[0].summary, now.incidents[0].grade) == ("Noise, not music", "disputed")
    assert (now.reports[0].told_to, now.reports[0].agency_id) == ("Fire service", None)
    assert now.reports[0].incident_ids == ()
    assert now.reports[0].mark == report.mark
    assert any("Noise 28 days ago" in line.detail for line in now.history)


def test_who_took_a_report_stays_where_its_correction_says_nothing_of_them(office: Office) -> None:
    told = NewReport(office.day(27), "police", taken_by="the call handler")
    case_id = office.receive(incidents=(NewIncident(office.day(28), "Noise", reports=(told,)),))
    [report] = office.case(case_id).reports
    put_right = NewReport(report.when, "police", reference="LOG 9")
    chronology.correct_report(
        office.officer, case_id, report.id, put_right, incident_ids=report.incident_ids,
        grade=report.grade, shown=report.version,
    )  # fmt: skip
    [now] = office.case(case_id).reports
    assert (now.reference, now.taken_by) == ("LOG 9", "the call handler")


def test_a_correction_puts_no_report_before_its_incident_and_nothing_in_the_future(
    office: Office,
) -> None:
    case_id = office.receive(incidents=(office.incident(28),))
    [incident] = office.case(case_id).incidents
    for when in (office.day(3), on(office.clock.today + timedelta(days=3))):
        with pytest.raises(BadInput):
            chronology.correct_incident(
                office.officer, case_id, incident.id, NewIncident(when, "Noise"),
                grade=Grade.DISPUTED, about_applicant=False, shown=1,
            )  # fmt: skip
    assert office.case(case_id).incidents == (incident,)


def test_an_incident_in_a_group_does_not_change_sides_alone(office: Office) -> None:
    case_id, first, second = one_night_twice(office)
    chronology.group(office.officer, case_id, (first, second), why="One night.")
    with pytest.raises(BadInput) as refused:
        about_them(office, case_id, first)
    assert [problem.where for problem in refused.value.problems] == ["about applicant"]


# Grouping never raises the statute's count --------------------------------------------------------


@pytest.mark.database("sqlite")
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_grouping_never_raises_the_statutes_count_and_ungrouping_gives_the_case_back(
    office: Office, data: st.DataObject
) -> None:
    today = office.clock.today
    days = st.integers(35, 60).map(lambda n: today - timedelta(days=n))
    whens = st.one_of(
        days.map(on),
        days.map(lambda day: about(on(day))),
        days.map(lambda day: between(day - timedelta(days=9), day)),
        st.just(UNKNOWN),
    )
    bodies = st.sampled_from(["police", "council housing"])
    told_on = st.integers(1, 34).map(lambda n: on(today - timedelta(days=n)))
    reports = st.lists(st.builds(NewReport, told_on, bodies), max_size=2)
    words = st.sampled_from(["Loud music", "Music and drums", "Fire"])
    rows = st.lists(st.tuples(words, whens, reports), min_size=2, max_size=5)
    case_id = office.receive(incidents=())
    ids = [told(office, case_id, w, when, *r) for w, when, r in data.draw(rows)]
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True))
    before, count = office.case(case_id), weighed(office, case_id).statute
    group_id = chronology.group(office.officer, case_id, chosen, why="So it seems.")
    grouped = weighed(office, case_id).statute
    assert (grouped.count <= count.count, grouped.count_worst <= count.count_worst) == (True, True)
    chronology.ungroup(office.officer, case_id, group_id=group_id)
    assert as_shown(office.case(case_id)) == as_shown(before)
    assert weighed(office, case_id).statute == count
