"""Facts of published cases that are awkward to record, each through the forms to the timeline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conference.exchange.days import parse_when
from conference.forms import Disclosure, NewIncident, NewReport
from conference.law.audience import Mark, agency
from conference.law.threshold import Outcome
from conference.law.when import UNKNOWN, Precision, When, about, between, in_month, on
from conference.likeness import accounts_of, offers
from conference.review import chronology, evidence, reading
from conference.timeline import Timeline, timeline, timeline_lines
from conference.views import Grade
from tests.office import Office


def seen(office: Office, case_id: str) -> Timeline:
    return timeline(office.case(case_id))


def lines(office: Office, case_id: str) -> str:
    return "\n".join(timeline_lines(seen(office, case_id), 10_000))


def did(office: Office, case_id: str, when: When, words: str, **more: str) -> str:
    from dataclasses import replace

    form = replace(office.action(), when=when, summary=words, **more)
    return evidence.log_action(office.officer, case_id, form)


def suffered(office: Office, case_id: str, when: When, words: str, *told: NewReport) -> str:
    return evidence.add_incident(office.officer, case_id, NewIncident(when, words, reports=told))


def test_fact_5_a_case_that_was_closed_and_opened_again_shows_both_times_in_order(
    office: Office,
) -> None:
    case_id = office.receive(incidents=())
    for when, words in (
        (in_month(date(2024, 1, 1)), "Second case opened"),
        (on(date(2023, 12, 20)), "Case closed"),
        (on(date(2024, 3, 20)), "Second case closed"),
        (in_month(date(2023, 11, 1)), "Case opened"),
    ):
        did(office, case_id, when, words)
    told = [entry.title for entry in seen(office, case_id).entries]
    assert told == ["Case opened", "Case closed", "Second case opened", "Second case closed"]
    assert "November 2023, Police: Case opened." in lines(office, case_id)


def test_fact_7_a_report_by_an_mp_is_kept_as_an_enquiry_and_its_silence_is_drawn(
    office: Office,
) -> None:
    case_id = office.receive(incidents=())
    enquiry = NewReport(
        on(date(2022, 2, 3)), "police", reported_by="The MP", summary="An enquiry", formal=False
    )
    evidence.add_report(office.officer, case_id, enquiry)
    did(office, case_id, on(date(2022, 6, 28)), "Answered the MP")
    did(office, case_id, UNKNOWN, "Home visit")
    shown = seen(office, case_id)
    assert [silence.days for silence in shown.silences] == [145]
    assert [entry.title for entry in shown.undated] == ["Home visit"]
    [report] = [entry for entry in shown.entries if entry.kind == "report"]
    assert report.who == "told to Police by The MP"
    assert ("Logged as a report", "no") in report.detail


def test_fact_8_on_or_around_and_a_range_of_years_stay_as_rough_as_they_were(
    office: Office,
) -> None:
    case_id = office.receive(incidents=())
    years = between(date(2013, 1, 1), date(2021, 12, 31))
    suffered(office, case_id, years, "Four dog attacks", NewReport(on(date(2022, 2, 1)), "police"))
    did(office, case_id, about(in_month(date(2021, 11, 1))), "The tenant moved out")
    words = lines(office, case_id)
    assert "1 January 2013 to 31 December 2021, Incidents: Four dog attacks." in words
    assert "about November 2021, Police" in words
    assert reading.weigh_case(office.officer, case_id).statute.count == 0


@pytest.mark.parametrize("words", ["June 2023, the exact date unclear", "Alleged fire on a roof"])
def test_fact_9_and_10_what_has_no_day_is_kept_however_grave_and_nobody_makes_one_up(
    office: Office, words: str
) -> None:
    case_id = office.receive(incidents=())
    suffered(office, case_id, UNKNOWN, words)
    suffered(office, case_id, office.day(10), "Peanuts on the same roof")
    did(office, case_id, UNKNOWN, "What the landlord did is unclear")
    shown = seen(office, case_id)
    assert [entry.title for entry in shown.undated] == [words, "What the landlord did is unclear"]
    assert "Day not known:" in lines(office, case_id)
    assert offers(accounts_of(office.case(case_id))) == ()


def test_fact_11_what_one_agency_alone_may_know_is_on_no_other_agencys_timeline(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    form = NewIncident(office.day(9), "Threats; the neighbour must not learn who told")
    named = Disclosure(Mark.NAMED, named_agencies=(office.police_id,))
    evidence.add_incident(office.officer, case_id, form, disclosure=named)
    for body, known in ((office.police_id, True), (office.housing_id, False)):
        case = office.case(case_id, view_as=agency(body))
        assert ("Threats" in "\n".join(timeline_lines(timeline(case)))) is known


def test_fact_12_neighbours_who_want_no_name_are_another_who_complained(office: Office) -> None:
    case_id = office.receive(incidents=())
    when = office.day(9)
    letter = NewReport(when, "police", reported_by="Neighbours who want to stay unnamed")
    suffered(office, case_id, when, "Noise", NewReport(when, "police"), letter)
    assert reading.weigh_case(office.officer, case_id).statute.count == 2


def test_fact_13_a_number_and_a_window_give_a_best_and_a_worst_and_no_days(office: Office) -> None:
    case_id = office.receive(incidents=())
    today = office.clock.today
    window = between(today - timedelta(days=365), today)
    for number in range(7):
        suffered(office, case_id, window, f"Report {number} of seven", NewReport(window, "police"))
    result = reading.weigh_case(office.officer, case_id).statute
    assert (result.count_worst, result.count, result.outcome) == (0, 7, Outcome.BORDERLINE)


def test_fact_15_a_disturbance_that_was_carers_visiting_is_disputed_and_says_so(
    office: Office,
) -> None:
    case_id = office.receive(incidents=(office.incident(20),))
    [incident] = office.case(case_id).incidents
    chronology.correct_incident(
        office.officer,
        case_id,
        incident.id,
        NewIncident(incident.when, "Disturbance; carers and paramedics were visiting"),
        grade=Grade.DISPUTED,
        about_applicant=False,
        shown=incident.version,
    )
    assert "carers and paramedics were visiting. Disputed." in lines(office, case_id)


def test_fact_16_days_given_as_by_or_a_couple_of_days_before_keep_their_words(
    office: Office,
) -> None:
    case_id = office.receive(incidents=())
    by = When(None, None, Precision.UNKNOWN, "by 10 October 2023")
    suffered(office, case_id, by, "Two cannabis smells")
    suffered(office, case_id, parse_when("about 8 October 2023"), "A knock at 8pm")
    words = lines(office, case_id)
    assert "by 10 October 2023, Incidents: Two cannabis smells." in words
    assert "about 8 October 2023, Incidents: A knock at 8pm." in words


def test_fact_19_the_landlord_is_another_council_and_keeps_its_name(office: Office) -> None:
    case_id = office.receive(incidents=())
    when = office.day(9)
    suffered(office, case_id, when, "Noise", NewReport(when, "Islington Council"))
    assert "(told to Islington Council by the applicant)" in lines(office, case_id)
    assert "it was not made to an agency of this review" in lines(office, case_id)
    assert reading.weigh_case(office.officer, case_id).statute.count == 1


def test_fact_20_a_review_held_again_has_a_chronology_of_its_own(office: Office) -> None:
    first = office.receive()
    second = office.receive()
    ids = [one.id for one in office.case(second).incidents]
    chronology.group(office.officer, second, ids[:2], why="One night, as the panel now finds.")
    assert not any(one.group_id for one in office.case(first).incidents)
    assert len(office.case(first).incidents) == len(office.case(second).incidents)


def test_fact_23_joint_tenants_who_each_tell_are_two_who_complained_of_one_incident(
    office: Office,
) -> None:
    case_id = office.receive(incidents=())
    when = office.day(9)
    pair = [
        suffered(office, case_id, when, "Music at night", NewReport(when, body, reported_by=by))
        for body, by in (("police", "Ms C"), ("council housing", "Mr C"))
    ]
    chronology.group(office.officer, case_id, pair, why="One night.")
    shown = seen(office, case_id)
    assert len([entry for entry in shown.entries if entry.kind == "incident"]) == 1
    assert reading.weigh_case(office.officer, case_id).statute.count == 2


@pytest.mark.parametrize(
    "body",
    [
        "Bournemouth, Christchurch and Poole Council",
        "The Industrial Dwellings Society (1885) Limited",
        "Barking & Dagenham",
        "St Anne\u2019s non\u2011profit homes",
    ],
)
def test_fact_25_names_with_commas_brackets_and_signs_stand_as_they_are(
    office: Office, body: str
) -> None:
    case_id = office.receive(incidents=())
    when = office.day(9)
    words = "Mx N\u2019s anti\u2011social drums (amended at review)"
    pair = [
        suffered(office, case_id, when, words, NewReport(when, told_to))
        for told_to in (body, "police")
    ]
    [offer] = offers(accounts_of(office.case(case_id)))
    assert body in offer.reason
    chronology.group(office.officer, case_id, pair, why=offer.reason)
    assert f"(told to {body} by the applicant)" in lines(office, case_id)
    [entry] = [one for one in seen(office, case_id).entries if one.members]
    assert entry.title == words
    assert any(body in told for _, told in entry.detail)
