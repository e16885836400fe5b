"""Local conditions that go beyond the statute: whether each holds, fails, or is not known."""

from datetime import date

import pytest

from conference.law.conditions import read_condition
from conference.law.facts import CaseFacts, IncidentFact, ReportFact
from conference.law.procedure import ConditionKind, LocalCondition, Period, Unit
from conference.law.when import UNKNOWN, between, on

APPLIED = date(2025, 6, 1)


def holds(kind, incidents=(), reports=(), *, applied=APPLIED, within=None):
    condition = LocalCondition(kind, "Words.", within)
    reading = read_condition(condition, incidents, reports, applied, CaseFacts())
    assert (reading.kind, reading.words) == (kind, "Words.")
    return reading.holds


def told(when, **facts):
    return ReportFact("r", ("i",), when, **facts)


@pytest.mark.parametrize(
    ("when", "applied", "within", "recent"),
    [
        (on(APPLIED), APPLIED, None, True),
        (on(date(2025, 5, 2)), APPLIED, None, True),
        (on(date(2025, 5, 1)), APPLIED, None, False),
        (on(date(2025, 5, 1)), APPLIED, Period(2, Unit.MONTHS), True),
        (on(date(2025, 5, 20)), APPLIED, Period(1, Unit.WEEKS), False),
        # After the application, so no ground for it.
        (on(date(2025, 6, 2)), APPLIED, None, False),
        (between(date(2025, 5, 30), date(2025, 6, 2)), APPLIED, None, None),
        (between(date(2025, 4, 30), date(2025, 5, 2)), APPLIED, None, None),
        # A month from 31 January is read in two ways.
        (on(date(2025, 1, 31)), date(2025, 2, 27), None, True),
        (on(date(2025, 1, 31)), date(2025, 2, 28), None, None),
        (on(date(2025, 1, 31)), date(2025, 3, 1), None, False),
        (UNKNOWN, APPLIED, None, None),
    ],
)
def test_something_is_recent_within_the_period_that_ends_with_the_application(
    when, applied, within, recent
):
    kind = ConditionKind.RECENT_REPORT
    long_ago = IncidentFact("i", on(date(2024, 1, 1)))
    asked = {"applied": applied, "within": within}
    assert holds(kind, [long_ago], [told(when)], **asked) is recent
    assert holds(kind, [IncidentFact("i", when)], [], **asked) is recent


def test_nothing_is_recent_where_there_is_nothing():
    assert holds(ConditionKind.RECENT_REPORT) is False


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [
        (ConditionKind.FORMALLY_REPORTED, told(on(APPLIED), formal=False)),
        (ConditionKind.NOT_ANONYMOUS, told(on(APPLIED), anonymous=True)),
    ],
)
def test_a_condition_on_reports_fails_with_the_first_that_it_leaves_out(kind, left_out):
    plain = told(on(APPLIED))
    assert holds(kind, reports=[plain, plain]) is True
    assert holds(kind, reports=[plain, left_out]) is False
    assert holds(kind, reports=[]) is True
