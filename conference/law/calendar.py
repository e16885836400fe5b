"""Days: working days, periods "beginning with" a day, and due dates.

Section 104(11) of the Anti-social Behaviour, Crime and Policing Act 2014 counts from a day as the
first day of the period, so a month beginning with 14 January ends with 13 February. Where the
following month has no such day the Act can be read in two ways, and a `Reading` keeps both. Days
are the applicant's calendar, Europe/London, whatever clock an instant was taken by.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from conference.law.procedure import Period, StepTime, Unit

LONDON = ZoneInfo("Europe/London")
_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, from the `holidays` library, offline."""
    # Imported here: the library costs more at start-up than all the rest of the law.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


class WorkingCalendar:
    """Working days of England and Wales: no weekend, no bank holiday, no local closure day."""

    def __init__(self, closure_days: Iterable[date] = ()) -> None:
        self._closed = frozenset(closure_days)

    def is_working(self, day: date) -> bool:
        """Whether the council works on that day."""
        return (
            day.weekday() < _SATURDAY
            and day not in self._closed
            and day not in bank_holidays(day.year)
        )

    def add(self, start: date, working_days: int) -> date:
        """The day that many working days after `start`, or before it for a negative number.

        The first working day after `start` is day 1; for 0 it is `start` itself.
        """
        step = _DAY if working_days >= 0 else -_DAY
        day = start
        for _ in range(abs(working_days)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def next_working(self, day: date) -> date:
        """The day itself if it is a working day, else the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day


@dataclass(frozen=True)
class Reading:
    """The last day of a period as read strictly and generously: strict is never the later."""

    strict: date
    generous: date

    @property
    def agrees(self) -> bool:
        """Whether both readings give the same day."""
        return self.strict == self.generous


def last_day(first: date, period: Period) -> Reading:
    """The last day of a period that begins with `first`: s.104(11).

    14 January 2025 and one month: 13 February. The readings differ only where the corresponding
    day does not exist: 31 January 2025 gives 27 February strictly and 28 February generously.
    """
    if period.unit is Unit.MONTHS:
        return _end_of_months(first, period.number)
    return _end_of_days(first, period.number * (7 if period.unit is Unit.WEEKS else 1))


# Asked many times for the same days where a case has many reports.
@lru_cache(maxsize=8192)
def _end_of_months(first: date, months: int) -> Reading:
    corresponding = add_months(first, months)
    before = _later(corresponding, -1)
    return Reading(before, before if corresponding.day == first.day else corresponding)


@lru_cache(maxsize=8192)
def _end_of_days(first: date, days: int) -> Reading:
    last = _later(first, days - 1)
    return Reading(last, last)


def add_months(day: date, months: int) -> date:
    """The same day of the month that many months on, or that month's last day if it has none.

    Beyond the years a date can have, the last or the first date there is.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(rule: StepTime, start: date, calendar: WorkingCalendar) -> date:
    """The last day for a step whose rule counts from `start`; the day after it is day 1."""
    return counted(-rule.number if rule.before else rule.number, rule.unit, start, calendar)


def counted(number: int, unit: Unit, start: date, calendar: WorkingCalendar) -> date:
    """The day that many units after `start`, or before it for a negative number."""
    match unit:
        case Unit.WORKING_DAYS:
            return calendar.add(start, number)
        case Unit.CALENDAR_DAYS:
            return _later(start, number)
        case Unit.WEEKS:
            return _later(start, 7 * number)
        case Unit.MONTHS:
            return add_months(start, number)


def as_utc(instant: datetime) -> datetime:
    """The same instant in UTC. ValueError for one without a time zone."""
    return _aware(instant).astimezone(UTC)


def london_time(instant: datetime) -> datetime:
    """The same instant by the clock in London. ValueError for one without a time zone."""
    return _aware(instant).astimezone(LONDON)


def london_day(instant: datetime) -> date:
    """The day it is in London at that instant. ValueError for one without a time zone."""
    return london_time(instant).date()


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant


def _later(day: date, days: int) -> date:
    ordinal = day.toordinal() + days
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))
