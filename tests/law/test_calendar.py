from datetime import UTC, date, datetime

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from conference.law.calendar import (
    Reading,
    WorkingCalendar,
    add_months,
    as_utc,
    due,
    last_day,
    london_day,
    london_time,
)
from conference.law.procedure import Event, Period, StepTime, Unit

MONTH = Period(1, Unit.MONTHS)
SIX_MONTHS = Period(6, Unit.MONTHS)
days = st.dates(date(2010, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("first", "period", "last"),
    [
        (date(2025, 1, 14), MONTH, date(2025, 2, 13)),
        (date(2025, 2, 13), SIX_MONTHS, date(2025, 8, 12)),
        (date(2025, 2, 1), MONTH, date(2025, 2, 28)),
        (date(2024, 2, 1), MONTH, date(2024, 2, 29)),
        (date(2025, 2, 28), MONTH, date(2025, 3, 27)),
        (date(2025, 1, 28), MONTH, date(2025, 2, 27)),
        (date(2025, 12, 31), MONTH, date(2026, 1, 30)),
        (date(2025, 1, 14), Period(30, Unit.CALENDAR_DAYS), date(2025, 2, 12)),
        (date(2025, 1, 14), Period(1, Unit.CALENDAR_DAYS), date(2025, 1, 14)),
        (date(2025, 1, 14), Period(3, Unit.WEEKS), date(2025, 2, 3)),
    ],
)
def test_a_period_beginning_with_a_day_counts_that_day(first, period, last):
    assert last_day(first, period) == Reading(last, last)
    assert last_day(first, period).agrees


@pytest.mark.parametrize(
    ("first", "period", "strict", "generous"),
    [
        (date(2025, 1, 31), MONTH, date(2025, 2, 27), date(2025, 2, 28)),
        (date(2024, 1, 31), MONTH, date(2024, 2, 28), date(2024, 2, 29)),
        (date(2025, 1, 29), MONTH, date(2025, 2, 27), date(2025, 2, 28)),
        (date(2025, 3, 31), MONTH, date(2025, 4, 29), date(2025, 4, 30)),
        (date(2025, 8, 31), SIX_MONTHS, date(2026, 2, 27), date(2026, 2, 28)),
    ],
)
def test_the_readings_differ_where_the_month_has_no_such_day(first, period, strict, generous):
    assert last_day(first, period) == Reading(strict, generous)
    assert not last_day(first, period).agrees


@given(days, st.integers(1, 24))
def test_a_later_day_never_ends_its_months_earlier(first, months):
    period = Period(months, Unit.MONTHS)
    today, tomorrow = last_day(first, period), last_day(add_days(first, 1), period)
    assert first < today.strict <= today.generous
    assert today.strict <= tomorrow.strict
    assert today.generous <= tomorrow.generous


def add_days(day, number):
    return date.fromordinal(day.toordinal() + number)


def test_a_period_at_the_end_of_all_dates_ends_with_them():
    assert last_day(date.max, SIX_MONTHS).generous <= date.max
    assert last_day(date.max, Period(999, Unit.WEEKS)).strict == date.max
    assert add_months(date.min, -1) == date.min
    assert add_months(date.max, 1) == date.max
    assert add_months(date(9999, 1, 31), 1) == date(9999, 2, 28)
    assert add_months(date(1, 3, 1), -1) == date(1, 2, 1)


RECEIVED_IN_APRIL = date(2025, 4, 14)
RECEIVED_IN_DECEMBER = date(2025, 12, 19)


@pytest.mark.parametrize(
    ("received", "working_days", "day"),
    [
        (RECEIVED_IN_APRIL, 5, date(2025, 4, 23)),
        (RECEIVED_IN_APRIL, 10, date(2025, 4, 30)),
        (RECEIVED_IN_APRIL, 20, date(2025, 5, 15)),
        (RECEIVED_IN_APRIL, 21, date(2025, 5, 16)),
        (RECEIVED_IN_APRIL, 28, date(2025, 5, 28)),
        (RECEIVED_IN_DECEMBER, 5, date(2025, 12, 30)),
        (RECEIVED_IN_DECEMBER, 10, date(2026, 1, 7)),
        (RECEIVED_IN_DECEMBER, 20, date(2026, 1, 21)),
    ],
)
def test_t22_working_days_leave_out_weekends_and_bank_holidays(received, working_days, day):
    rule = StepTime(working_days, Unit.WORKING_DAYS, Event.RECEIVED)
    assert due(rule, received, WorkingCalendar()) == day


def test_t22_the_council_may_be_closed_on_further_days():
    closed = WorkingCalendar([date(2025, 12, 29), date(2025, 12, 30)])
    rule = StepTime(5, Unit.WORKING_DAYS, Event.RECEIVED)
    assert due(rule, RECEIVED_IN_DECEMBER, closed) == date(2026, 1, 2)


def test_panel_papers_are_due_working_days_before_the_meeting():
    rule = StepTime(2, Unit.WORKING_DAYS, Event.MEETING, before=True)
    assert due(rule, date(2025, 4, 22), WorkingCalendar()) == date(2025, 4, 16)


@pytest.mark.parametrize(
    ("number", "unit", "day"),
    [
        (21, Unit.CALENDAR_DAYS, date(2025, 5, 5)),
        (3, Unit.WEEKS, date(2025, 5, 5)),
        (1, Unit.MONTHS, date(2025, 5, 14)),
    ],
)
def test_the_day_after_the_event_is_day_one(number, unit, day):
    assert due(StepTime(number, unit, Event.RECEIVED), RECEIVED_IN_APRIL, WorkingCalendar()) == day


def test_the_next_working_day_is_the_day_itself_if_it_is_one():
    calendar = WorkingCalendar()
    assert calendar.next_working(date(2025, 4, 17)) == date(2025, 4, 17)
    assert calendar.next_working(date(2025, 4, 18)) == date(2025, 4, 22)


@given(days, st.integers(1, 60))
def test_counting_working_days_back_undoes_counting_them_on(start, number):
    calendar = WorkingCalendar()
    start = calendar.next_working(start)
    end = calendar.add(start, number)
    assert calendar.is_working(end)
    assert calendar.add(end, -number) == start


def test_england_and_wales_have_the_same_bank_holidays():
    england = country_holidays("GB", subdiv="ENG", years=range(2014, 2031))
    wales = country_holidays("GB", subdiv="WLS", years=range(2014, 2031))
    assert set(england) == set(wales)


def test_late_evening_in_summer_is_the_next_day_in_london():
    late = datetime(2025, 7, 1, 23, 30, tzinfo=UTC)
    assert london_day(late) == date(2025, 7, 2)
    assert london_time(late).hour == 0
    assert as_utc(london_time(late)) == late
    assert as_utc(london_time(late)).tzinfo is UTC


def test_late_evening_in_winter_is_the_same_day_in_london():
    assert london_day(datetime(2025, 1, 1, 23, 30, tzinfo=UTC)) == date(2025, 1, 1)


@pytest.mark.parametrize("convert", [as_utc, london_time, london_day])
def test_an_instant_without_a_time_zone_is_refused(convert):
    with pytest.raises(ValueError, match="time zone"):
        convert(datetime(2025, 1, 1, 12, 0))
