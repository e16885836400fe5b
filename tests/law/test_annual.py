"""The yearly figures of s.104(9): what is counted, in which period, and what cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conference.errors import BadInput
from conference.law.annual import (
    CountedBy,
    Figures,
    Published,
    ReportingPeriod,
    ReviewFacts,
    doubts,
    figures,
    financial_year,
    published,
    year_from,
)
from conference.law.calendar import add_months

YEAR = ReportingPeriod(date(2019, 4, 1), date(2020, 3, 31))


def refused(number: int, day: date) -> ReviewFacts:
    return ReviewFacts(f"ER-{number}", day, decided_on=day + timedelta(days=10), met=False)


def reviewed(number: int, day: date, *, recommendations: int = 0) -> ReviewFacts:
    return ReviewFacts(
        f"ER-{number}",
        day,
        decided_on=day + timedelta(days=10),
        met=True,
        reviewed_on=day + timedelta(days=40),
        recommendations=recommendations,
    )


def numbers(found: Figures) -> tuple[int | None, ...]:
    told = published(found)
    return (
        told.received,
        told.not_met,
        told.reviews,
        told.with_recommendations,
        told.appeals,
    )


# What Erewash published (its page on ASB case reviews)


def test_erewash_of_2019_is_reproduced() -> None:
    cases = [
        refused(1, date(2019, 4, 1)),
        refused(2, date(2019, 8, 8)),
        refused(3, date(2020, 1, 15)),
        reviewed(4, date(2019, 6, 3), recommendations=2),
    ]
    assert numbers(figures(cases, YEAR)) == (4, 3, 1, 1, 0)


def test_erewash_of_2020_is_reproduced() -> None:
    cases = [refused(1, date(2020, 4, 2)), refused(2, date(2020, 11, 20))]
    assert numbers(figures(cases, YEAR.after)) == (2, 2, 0, 0, 0)


# Which period a case is counted in


def test_a_decision_of_the_next_year_is_counted_there_and_the_application_here() -> None:
    late = refused(1, date(2020, 3, 28))
    here, there = figures([late], YEAR), figures([late], YEAR.after)
    assert (here.received, here.not_met, here.pending) == (("ER-1",), (), ("ER-1",))
    assert (there.received, there.not_met, there.carried_over) == ((), ("ER-1",), ("ER-1",))


def test_counted_by_application_a_later_decision_belongs_to_the_year_of_the_application() -> None:
    late = refused(1, date(2020, 3, 28))
    found = figures([late], YEAR, CountedBy.APPLICATION)
    assert (found.not_met, found.counted_by) == (("ER-1",), CountedBy.APPLICATION)
    assert figures([late], YEAR.after, CountedBy.APPLICATION).not_met == ()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_ends_on_the_last_day_is_of_this_year_and_a_day_later_not(
    withdrawn: bool,
) -> None:
    received, last = date(2020, 3, 1), YEAR.last
    for day, waits in ((last, ()), (last + timedelta(days=1), ("ER-1",))):
        case = (
            ReviewFacts("ER-1", received, withdrawn_on=day)
            if withdrawn
            else ReviewFacts("ER-1", received, decided_on=day, met=True)
        )
        here, there = figures([case], YEAR), figures([case], YEAR.after)
        assert here.pending == there.carried_over == there.met + there.withdrawn == waits
        assert figures([case], YEAR, CountedBy.APPLICATION).pending == ()
        assert here.reconciles
        assert there.reconciles


def test_what_is_received_on_the_first_day_is_carried_over_from_nowhere() -> None:
    case = ReviewFacts("ER-1", YEAR.first)
    assert (figures([case], YEAR).carried_over, figures([case], YEAR).pending) == ((), ("ER-1",))
    for of_another_year in (date(2019, 3, 31), date(2020, 4, 1)):
        case = ReviewFacts("ER-1", of_another_year)
        assert not any(numbers(figures([case], YEAR, CountedBy.APPLICATION)))
        assert figures([case], YEAR, CountedBy.APPLICATION).pending == ()


def test_the_first_and_the_last_day_belong_to_the_period() -> None:
    first, last = refused(1, YEAR.first), refused(2, YEAR.last)
    outside = [
        refused(3, YEAR.first - timedelta(days=1)),
        refused(4, YEAR.last + timedelta(days=1)),
    ]
    assert figures([first, last, *outside], YEAR).received == ("ER-1", "ER-2")


def test_a_withdrawn_application_is_received_and_never_not_met() -> None:
    case = ReviewFacts("ER-1", date(2019, 5, 1), withdrawn_on=date(2019, 5, 9))
    found = figures([case], YEAR)
    assert (found.received, found.withdrawn, found.not_met) == (("ER-1",), ("ER-1",), ())


def test_a_review_held_although_the_threshold_was_not_met_is_shown_apart() -> None:
    case = ReviewFacts(
        "ST-1",
        date(2019, 5, 1),
        decided_on=date(2019, 5, 9),
        met=False,
        discretionary=True,
        reviewed_on=date(2019, 6, 9),
    )
    found = figures([case], YEAR)
    assert found.not_met == found.reviews == found.discretionary == ("ST-1",)


def test_a_review_referred_back_is_a_review_and_no_new_application() -> None:
    again = ReviewFacts(
        "ER-2", date(2019, 9, 1), referred_back=True, met=True, reviewed_on=date(2019, 10, 1)
    )
    found = figures([again], YEAR)
    assert (found.received, found.reviews, found.referred_back) == ((), ("ER-2",), ("ER-2",))


def test_a_review_of_the_next_year_is_shown_apart_there() -> None:
    received, reviewed_on = date(2020, 3, 1), date(2020, 4, 2)
    cases = [
        ReviewFacts("ER-1", received, decided_on=received, met=False, reviewed_on=reviewed_on),
        ReviewFacts("ER-2", received, referred_back=True, reviewed_on=reviewed_on),
    ]
    here, there = figures(cases, YEAR), figures(cases, YEAR.after)
    assert (here.reviews, here.discretionary, here.referred_back) == ((), (), ())
    assert (there.discretionary, there.referred_back) == (("ER-1",), ("ER-2",))


def test_one_recommendation_is_enough_and_none_is_not() -> None:
    cases = [reviewed(number, date(2019, 6, 3), recommendations=number) for number in range(3)]
    found = figures(cases, YEAR)
    assert found.reviews == ("ER-0", "ER-1", "ER-2")
    assert found.with_recommendations == ("ER-1", "ER-2")


def test_two_appeals_in_one_case_are_two() -> None:
    case = ReviewFacts(
        "ER-1", date(2019, 5, 1), appealed_on=(date(2019, 7, 1), date(2019, 9, 1), date(2021, 1, 1))
    )
    assert figures([case], YEAR).appeals == ("ER-1", "ER-1")


def test_a_council_without_a_case_publishes_zeros_that_reconcile() -> None:
    found = figures([], YEAR)
    assert numbers(found) == (0, 0, 0, 0, 0)
    assert found.reconciles
    assert not found.small


@pytest.mark.parametrize(("count", "small"), [(1, True), (4, True), (5, False)])
def test_a_count_below_five_asks_for_care(count: int, small: bool) -> None:
    cases = [ReviewFacts(f"ER-{n}", date(2019, 5, 1)) for n in range(count)]
    assert figures(cases, YEAR).small is small


# Periods: s.104(10)


def test_a_period_of_more_than_twelve_months_is_refused() -> None:
    with pytest.raises(BadInput, match="12 months"):
        ReportingPeriod(date(2019, 4, 1), date(2020, 4, 1))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadInput, match="before it begins"):
        ReportingPeriod(date(2019, 4, 2), date(2019, 4, 1))


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 3, 31), date(2025, 4, 1)), (date(2026, 4, 1), date(2026, 4, 1))],
)
def test_the_financial_year_begins_in_april(day: date, first: date) -> None:
    assert financial_year(day) == year_from(first)


@given(st.dates(date(2014, 10, 20), date(2100, 1, 1)))
@example(date(2024, 2, 28))
@example(date(2024, 2, 29))
@example(date(2024, 3, 1))
@example(date(2025, 3, 1))
def test_periods_follow_each_other_without_gap_or_overlap(first: date) -> None:
    year = year_from(first)
    assert year.before.last + timedelta(days=1) == year.first
    assert year.after.first == year.last + timedelta(days=1)
    assert year.before.first >= add_months(first, -12)
    assert all(364 <= (one.last - one.first).days <= 365 for one in (year.before, year))


def test_the_year_before_the_financial_year_begins_in_april_as_well() -> None:
    assert financial_year(date(2025, 6, 1)).before == financial_year(date(2024, 6, 1))


@pytest.mark.parametrize("first", [date(2025, 4, 1), date(2024, 2, 29)])
def test_a_period_of_twelve_months_is_the_longest(first: date) -> None:
    year = year_from(first)
    assert (first - timedelta(days=1) in year, first in year, None in year) == (False, True, False)
    assert year.last in year
    assert year.last + timedelta(days=1) not in year
    assert ReportingPeriod(first, first).last == first
    with pytest.raises(BadInput):
        ReportingPeriod(first, year.last + timedelta(days=1))


def test_a_period_is_named_by_its_first_and_its_last_day() -> None:
    assert str(YEAR) == "1 April 2019 to 31 March 2020"


# What cannot be


def test_what_reigate_published_is_doubted() -> None:
    found = doubts(Published(received=4, not_met=4, reviews=4, with_recommendations=0))
    assert any("More reviews were carried out" in words for words in found)


def test_stafford_is_not_doubted_once_its_note_is_told() -> None:
    stafford = Published(received=5, not_met=1, reviews=5, with_recommendations=2)
    assert doubts(stafford)
    assert not doubts(stafford, discretionary=1)


def test_more_recommendations_than_reviews_cannot_be() -> None:
    assert doubts(Published(3, 0, 1, 2))


@pytest.mark.parametrize(
    ("numbers", "carried_over", "doubted"),
    [
        # received, not met, reviews, with recommendations
        ((3, 0, 1, 1), 0, ""),
        ((3, 0, 1, 2), 0, "More reviews resulted in recommendations"),
        ((2, 2, 0, 0), 0, ""),
        ((2, 3, 0, 0), 0, "found not met more often"),
        ((2, 3, 0, 0), 1, ""),
        ((2, 4, 0, 0), 1, "found not met more often"),
        ((2, 1, 2, 0), 0, "More reviews were carried out"),
        ((2, 1, 2, 0), 1, ""),
        # With more not met than came, no application can have met the threshold.
        ((0, 0, 1, 0), 0, "More reviews were carried out"),
    ],
)
def test_figures_are_doubted_where_they_cannot_be_and_only_there(
    numbers: tuple[int, int, int, int], carried_over: int, doubted: str
) -> None:
    found = doubts(Published(*numbers), carried_over=carried_over)
    assert len(found) == bool(doubted)
    assert all(words.startswith((doubted, f"The threshold was {doubted}")) for words in found)


@pytest.mark.parametrize("year", [Published(4, 3, 1, 1, 0), Published(2, 2, 0, 0, 0)])
def test_what_erewash_published_can_be(year: Published) -> None:
    assert doubts(year) == []


# The law of it

DAYS = st.dates(date(2018, 1, 1), date(2022, 12, 31))


@st.composite
def cases(draw: st.DrawFn) -> list[ReviewFacts]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        received = draw(DAYS)
        later = st.integers(0, 500).map(lambda days, day=received: day + timedelta(days=days))
        decided = draw(st.none() | later)
        found.append(
            ReviewFacts(
                f"ER-{number:04}",
                received,
                decided_on=decided,
                met=None if decided is None else draw(st.booleans()),
                withdrawn_on=draw(st.none() | later),
                reviewed_on=draw(st.none() | later),
                recommendations=draw(st.integers(0, 3)),
                appealed_on=tuple(draw(st.lists(later, max_size=2))),
            )
        )
    return found


@given(cases(), st.sampled_from(CountedBy), st.integers(2018, 2022))
def test_the_figures_of_any_cases_reconcile(
    known: list[ReviewFacts], counted_by: CountedBy, year: int
) -> None:
    found = figures(known, year_from(date(year, 4, 1)), counted_by)
    assert found.reconciles
    assert set(found.with_recommendations) <= set(found.reviews)


@given(cases())
def test_no_case_is_lost_or_doubled_between_the_years(known: list[ReviewFacts]) -> None:
    years = [figures(known, year_from(date(year, 4, 1))) for year in range(2016, 2026)]
    assert sorted(ref for year in years for ref in year.received) == sorted(
        case.reference for case in known
    )
    assert sorted(ref for year in years for ref in year.reviews) == sorted(
        case.reference for case in known if case.reviewed_on
    )


@given(cases(), st.integers(2018, 2022))
def test_what_is_pending_at_the_end_of_a_year_is_carried_into_the_next(
    known: list[ReviewFacts], year: int
) -> None:
    this = figures(known, year_from(date(year, 4, 1)))
    following = figures(known, this.period.after)
    assert this.pending == following.carried_over
