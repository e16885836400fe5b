"""The figures each area publishes for a reporting period: s.104(9) and (10).

The Act names four: applications made, times the threshold was decided not to be met, reviews
carried out, and reviews that resulted in recommendations. Councils publish appeals beside them.
Each count here is the references it counts, so that every number opens the cases behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from conference.errors import BadInput, Problem
from conference.law.calendar import add_months
from conference.law.when import uk_day

MONTHS_AT_MOST = 12
"""A reporting period may be shorter, never longer: s.104(10)."""
SMALL = 5
"""A count below this (and above nothing) can point to a person in a small place."""

Count = tuple[str, ...]
"""The references of the cases that are counted, in order."""


class CountedBy(StrEnum):
    """Which day puts a case into a period. Published figures rarely say; these always do."""

    EVENT = "each by its own day"
    """An application by the day it was received, a decision by the day it was taken, and so on."""
    APPLICATION = "by the day of the application"
    """Everything that has become of the applications received in the period, until now."""


@dataclass(frozen=True)
class ReportingPeriod:
    """From the first day to the last, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise _not_a_period("it ends before it begins")
        if self.last >= add_months(self.first, MONTHS_AT_MOST):
            raise _not_a_period("it is longer than 12 months, the most that s.104(10) allows")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{uk_day(self.first)} to {uk_day(self.last)}"

    @property
    def before(self) -> ReportingPeriod:
        """The twelve months that end the day before this one begins."""
        last = self.first - timedelta(days=1)
        # The later of two counts: one of them is a day too long where a February has 29 days.
        first = max(
            add_months(self.first, -MONTHS_AT_MOST),
            add_months(last, -MONTHS_AT_MOST) + timedelta(days=1),
        )
        return ReportingPeriod(first, last)

    @property
    def after(self) -> ReportingPeriod:
        """The twelve months that begin the day after this one ends."""
        return year_from(self.last + timedelta(days=1))


def _not_a_period(why: str) -> BadInput:
    return BadInput(
        "That is not a reporting period.",
        (Problem("period", why),),
        next="Give its first and last day, at most twelve months: 2025-04-01 to 2026-03-31.",
    )


def year_from(first: date) -> ReportingPeriod:
    """The twelve months that begin with a day."""
    return ReportingPeriod(first, add_months(first, MONTHS_AT_MOST) - timedelta(days=1))


def financial_year(day: date) -> ReportingPeriod:
    """The year from April to March that a day lies in, which most councils report by."""
    return year_from(date(day.year if day.month >= 4 else day.year - 1, 4, 1))


@dataclass(frozen=True)
class ReviewFacts:
    """What is counted of one case."""

    reference: str
    received_on: date
    referred_back: bool = False
    """Opened because an appeal was upheld: a review, but no new application."""
    decided_on: date | None = None
    """The threshold decision in force."""
    met: bool | None = None
    discretionary: bool = False
    """Not met, but a review was held anyway."""
    withdrawn_on: date | None = None
    reviewed_on: date | None = None
    """The day the panel's first meeting was closed."""
    recommendations: int = 0
    appealed_on: tuple[date, ...] = ()
    appeals_upheld: int = 0


@dataclass(frozen=True)
class Figures:
    """One period's figures: the four of s.104(9), appeals, and what makes them reconcile."""

    period: ReportingPeriod
    counted_by: CountedBy
    received: Count
    not_met: Count
    reviews: Count
    with_recommendations: Count
    appeals: Count
    """A reference stands here once for each of its appeals."""
    met: Count
    withdrawn: Count
    """Before a decision was taken; they are counted as received and never as not met."""
    pending: Count
    """Neither decided nor withdrawn at the end of the period."""
    carried_over: Count
    """Received before the period and neither decided nor withdrawn when it began."""
    discretionary: Count
    """Reviews held although the threshold was not met."""
    referred_back: Count
    """Reviews carried out again because an appeal was upheld."""

    @property
    def reconciles(self) -> bool:
        """Carried over + received = not met + met + withdrawn + pending."""
        came = len(self.carried_over) + len(self.received)
        went = len(self.not_met) + len(self.met) + len(self.withdrawn) + len(self.pending)
        return came == went

    @property
    def small(self) -> bool:
        """Whether a published count is so small that it can point to a person."""
        published = (
            self.received,
            self.not_met,
            self.reviews,
            self.with_recommendations,
            self.appeals,
        )
        return any(0 < len(count) < SMALL for count in published)


def figures(
    cases: Iterable[ReviewFacts],
    period: ReportingPeriod,
    counted_by: CountedBy = CountedBy.EVENT,
) -> Figures:
    """The figures of a period over all of a council's cases."""
    known = sorted(cases, key=lambda case: case.reference)
    first, until = period.first, period.last + timedelta(days=1)
    if counted_by is CountedBy.APPLICATION:
        known = [case for case in known if case.received_on in period]
        first, until = date.min, date.max

    def within(day: date | None) -> bool:
        return day is not None and first <= day < until

    applied = [case for case in known if not case.referred_back]
    return Figures(
        period=period,
        counted_by=counted_by,
        received=_count(applied, lambda case: case.received_on in period),
        not_met=_count(applied, lambda case: case.met is False and within(case.decided_on)),
        reviews=_count(known, lambda case: within(case.reviewed_on)),
        with_recommendations=_count(
            known, lambda case: within(case.reviewed_on) and case.recommendations > 0
        ),
        appeals=tuple(
            case.reference for case in known for lodged in case.appealed_on if within(lodged)
        ),
        met=_count(applied, lambda case: case.met is True and within(case.decided_on)),
        withdrawn=_count(applied, lambda case: within(_withdrawn_undecided(case))),
        pending=_count(applied, lambda case: _waited(case, until)),
        carried_over=_count(applied, lambda case: _waited(case, first)),
        discretionary=_count(known, lambda case: within(case.reviewed_on) and case.met is False),
        referred_back=_count(known, lambda case: within(case.reviewed_on) and case.referred_back),
    )


def _count(cases: Iterable[ReviewFacts], counts: Callable[[ReviewFacts], bool]) -> Count:
    return tuple(case.reference for case in cases if counts(case))


def _withdrawn_undecided(case: ReviewFacts) -> date | None:
    """The day it was withdrawn, where nothing was decided before or after."""
    return case.withdrawn_on if case.decided_on is None else None


def _waited(case: ReviewFacts, morning: date) -> bool:
    """Whether it came before the morning of a day, and then still waited for a decision."""
    ended = case.decided_on or case.withdrawn_on
    return case.received_on < morning and (ended is None or ended >= morning)


@dataclass(frozen=True)
class Published:
    """Figures of a period as they were published, here or elsewhere."""

    received: int
    not_met: int
    reviews: int
    with_recommendations: int
    appeals: int | None = None
    """None where they were not published."""


def published(figures: Figures) -> Published:
    """The numbers of worked-out figures."""
    return Published(
        len(figures.received),
        len(figures.not_met),
        len(figures.reviews),
        len(figures.with_recommendations),
        len(figures.appeals),
    )


def doubts(numbers: Published, *, carried_over: int = 0, discretionary: int = 0) -> list[str]:
    """What cannot be, or needs a note beside it before it is published; in sentences.

    carried_over: applications of an earlier period that were decided or reviewed in this one.
    discretionary: reviews held although the threshold was not met, or because of an appeal.
    """
    found = []
    if numbers.with_recommendations > numbers.reviews:
        found.append("More reviews resulted in recommendations than were carried out.")
    if numbers.not_met > numbers.received + carried_over:
        found.append(
            "The threshold was found not met more often than applications were made: right only "
            "where some were carried over from the period before. Say so beside the figures."
        )
    can_be = max(numbers.received + carried_over - numbers.not_met, 0) + discretionary
    if numbers.reviews > can_be:
        found.append(
            "More reviews were carried out than applications can have met the threshold: right "
            "only where one was carried over, or held although the threshold was not met. "
            "Say so beside the figures."
        )
    return found
