"""The yearly figures out of the record, and earlier years as they were published."""

from __future__ import annotations

from datetime import date

import pytest

from conference.errors import BadInput, Conflict, NeedsConfirming, Refused
from conference.forms import NewPublishedYear
from conference.law.annual import CountedBy, ReportingPeriod
from conference.review import annual, intake
from tests.office import Office

YEAR = ReportingPeriod(date(2026, 4, 1), date(2027, 3, 31))
EREWASH_2019 = NewPublishedYear(
    date(2019, 4, 1), date(2020, 3, 31), 4, 3, 1, 1, 0, source="the council's page"
)
EREWASH_2020 = NewPublishedYear(date(2020, 4, 1), date(2021, 3, 31), 2, 2, 0, 0, 0)


def references(office: Office, *ids: str) -> tuple[str, ...]:
    return tuple(office.case(one).reference for one in ids)


def test_each_case_is_counted_by_what_became_of_it(office: Office) -> None:
    waiting = office.receive()
    withdrawn = office.receive()
    intake.withdraw(office.officer, withdrawn, why="Moved away")
    refused = office.receive(incidents=(office.incident(28),))
    intake.acknowledge(office.officer, refused)
    office.decide(refused, met=False)
    found = annual.read_figures(office.officer, YEAR).figures
    everybody = references(office, waiting, withdrawn, refused)
    assert found.received == tuple(sorted(everybody))
    assert found.pending == references(office, waiting)
    assert found.withdrawn == references(office, withdrawn)
    assert found.not_met == references(office, refused)
    assert found.reconciles


def test_a_review_with_a_recommendation_is_counted_when_its_meeting_is_closed(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    assert annual.read_figures(office.officer, YEAR).figures.reviews == ()
    office.hold_meeting(case_id)
    found = annual.read_figures(office.officer, YEAR).figures
    assert found.reviews == found.with_recommendations == references(office, case_id)


def test_the_published_years_of_erewash_are_kept_and_reproduced(office: Office) -> None:
    annual.enter_year(office.officer, EREWASH_2019)
    annual.enter_year(office.officer, EREWASH_2020)
    newest, oldest = annual.read_figures(office.officer, YEAR).published
    assert (newest.received, newest.not_met, newest.reviews, newest.appeals) == (2, 2, 0, 0)
    assert (oldest.received, oldest.not_met, oldest.reviews) == (4, 3, 1)
    assert (oldest.with_recommendations, oldest.appeals) == (1, 0)
    assert oldest.entered_by == "Olive Officer"


def test_figures_that_cannot_be_are_kept_only_when_somebody_says_they_stood_so(
    office: Office,
) -> None:
    reigate = NewPublishedYear(date(2017, 4, 1), date(2018, 3, 31), 4, 4, 4, 0)
    with pytest.raises(NeedsConfirming, match="published so"):
        annual.enter_year(office.officer, reigate)
    assert annual.read_figures(office.officer, YEAR).published == ()
    annual.enter_year(office.officer, reigate, confirmed=True)
    assert annual.read_figures(office.officer, YEAR).published[0].appeals is None


def test_a_year_is_entered_once_and_the_second_to_change_it_is_told(office: Office) -> None:
    annual.enter_year(office.officer, EREWASH_2019)
    shown = annual.read_figures(office.officer, YEAR).published[0].version
    better = NewPublishedYear(date(2019, 4, 1), date(2020, 3, 31), 4, 3, 1, 1, 1, shown=shown)
    annual.enter_year(office.officer, better)
    with pytest.raises(Conflict):
        annual.enter_year(office.officer, better)
    (kept,) = annual.read_figures(office.officer, YEAR).published
    assert kept.appeals == 1


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_a_number_that_is_no_count_is_refused(office: Office, number: int) -> None:
    form = NewPublishedYear(date(2019, 4, 1), date(2020, 3, 31), number, 0, 0, 0)
    with pytest.raises(BadInput, match="received"):
        annual.enter_year(office.officer, form)


def test_a_representative_reads_no_figures_and_an_observer_enters_none(office: Office) -> None:
    with pytest.raises(Refused):
        annual.read_figures(office.police, YEAR)
    annual.read_figures(office.observer, YEAR)
    with pytest.raises(Refused):
        annual.enter_year(office.observer, EREWASH_2019)


def test_what_is_asked_for_tells_how_applicants_were_heard(office: Office) -> None:
    office.after_meeting()
    facts = annual.requested_facts(office.officer, YEAR)
    assert facts.attended == 1
    assert facts.represented + facts.statement_read + facts.declined + facts.not_invited == 0
    assert facts.procedure.area == "Erewash"


def test_counted_by_application_nothing_outside_the_period_is_told(office: Office) -> None:
    office.receive()
    earlier = YEAR.before
    found = annual.read_figures(office.officer, earlier, CountedBy.APPLICATION).figures
    assert found.received == ()
