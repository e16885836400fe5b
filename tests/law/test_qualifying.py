"""One report of one incident, checked against every pair of days its ranges leave open."""

from datetime import date, timedelta

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
    pairs = [(i, r) for i in happened for r in reported if i <= r]
    if not pairs:
        return

    def in_time(pair, reading):
        incident, report = pair
        begin = incident if clock.from_incident else report
        return (
            report <= applied
            and report <= getattr(last_day(incident, clock.report_within), reading)
            and applied <= getattr(last_day(begin, clock.apply_within), reading)
        )

    telling = Telling(
        between(happened[0], happened[-1]), between(reported[0], reported[-1]), applied, clock
    )
    if all(in_time(pair, "strict") for pair in pairs):
        expected = Verdict.QUALIFIES
    elif any(in_time(pair, "generous") for pair in pairs):
        expected = Verdict.BORDERLINE
    else:
        expected = Verdict.DOES_NOT
    assert telling.verdict is expected
    assert rule(telling).endswith(".")


@given(st.dates(), st.dates(), st.dates())
def test_no_day_in_the_calendar_is_too_far_away_to_be_read(happened, reported, applied):
    happened, reported = sorted((happened, reported))
    telling = Telling(between(happened, happened), between(reported, reported), applied, STATUTE)
    assert telling.verdict in Verdict
    assert rule(telling)
