"""One report of one incident, checked against every pair of days its ranges leave open."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.law.calendar import last_day
from conference.law.procedure import Period, Unit
from conference.law.qualifying import STATUTE, Clock, Telling
from conference.law.rules import rule
from conference.law.threshold import Verdict
from conference.law.when import between

clocks = st.sampled_from(
    [
        STATUTE,
        Clock(Period(30, Unit.CALENDAR_DAYS), Period(6, Unit.MONTHS)),
        Clock(Period(1, Unit.MONTHS), Period(2, Unit.MONTHS), from_incident=True),
        Clock(Period(1, Unit.WEEKS), Period(3, Unit.WEEKS)),
    ]
)


def days_between(first, length):
    return [first + timedelta(days=number) for number in range(length + 1)]


def expected(happened, reported, applied, clock):
    """What the days say, each pair of them asked by itself; None where no pair is possible."""
    pairs = [(i, r) for i in happened for r in reported if i <= r]

    def in_time(pair, reading):
        incident, report = pair
        begin = incident if clock.from_incident else report
        return (
            report <= applied
            and report <= getattr(last_day(incident, clock.report_within), reading)
            and applied <= getattr(last_day(begin, clock.apply_within), reading)
        )

    if not pairs:
        return None
    if all(in_time(pair, "strict") for pair in pairs):
        return Verdict.QUALIFIES
    if any(in_time(pair, "generous") for pair in pairs):
        return Verdict.BORDERLINE
    return Verdict.DOES_NOT


def telling_of(happened, reported, applied, clock):
    first, then = between(happened[0], happened[-1]), between(reported[0], reported[-1])
    return Telling(first, then, applied, clock)


@given(
    st.dates(date(2024, 12, 1), date(2025, 3, 1)),
    st.integers(0, 35),
    st.integers(-10, 50),
    st.integers(0, 35),
    st.integers(0, 230),
    clocks,
)
def test_a_verdict_is_what_all_the_possible_days_say(start, width, gap, breadth, until, clock):
    happened = days_between(start, width)
    reported = days_between(start + timedelta(days=gap), breadth)
    applied = reported[0] + timedelta(days=until)
    verdict = expected(happened, reported, applied, clock)
    if verdict is None:
        return
    telling = telling_of(happened, reported, applied, clock)
    assert telling.verdict is verdict
    assert rule(telling).endswith(".")


@pytest.mark.parametrize("from_incident", [False, True])
def test_a_verdict_is_right_around_every_edge_of_a_short_clock(from_incident):
    clock = Clock(Period(5, Unit.CALENDAR_DAYS), Period(1, Unit.WEEKS), from_incident=from_incident)
    start = date(2025, 4, 1)
    for width, gap, breadth in product((0, 1, 4, 8), range(-3, 9), (0, 1, 4, 8)):
        happened = days_between(start, width)
        reported = days_between(start + timedelta(days=gap), breadth)
        for until in range(-1, 15):
            applied = reported[0] + timedelta(days=until)
            verdict = expected(happened, reported, applied, clock)
            if verdict is not None:
                telling = telling_of(happened, reported, applied, clock)
                assert telling.verdict is verdict, (width, gap, breadth, until)


@given(st.dates(), st.dates(), st.dates())
def test_no_day_in_the_calendar_is_too_far_away_to_be_read(happened, reported, applied):
    happened, reported = sorted((happened, reported))
    telling = Telling(between(happened, happened), between(reported, reported), applied, STATUTE)
    assert telling.verdict in Verdict
    assert rule(telling)
