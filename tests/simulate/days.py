"""When a step is due, counted day by day on the fingers, with a table of bank holidays of its own.

Written without a look at `conference/law`: the two agree, or one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_BANK_HOLIDAYS = """
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
2029-01-01 2029-03-30 2029-04-02 2029-05-07 2029-05-28 2029-08-27 2029-12-25 2029-12-26
2030-01-01 2030-04-19 2030-04-22 2030-05-06 2030-05-27 2030-08-26 2030-12-25 2030-12-26
2031-01-01 2031-04-11 2031-04-14 2031-05-05 2031-05-26 2031-08-25 2031-12-25 2031-12-26
"""
"""England and Wales, with the days given in place of those that fall on a weekend."""
LAST_YEAR = 2031
CLOSED = (date(2026, 12, 29), date(2026, 12, 30))
"""The days on which the council of the simulation is closed beside them."""
_OFF = {*map(date.fromisoformat, _BANK_HOLIDAYS.split()), *CLOSED}
_DAY = timedelta(days=1)
Stop = tuple[date, date | None]
"""From the first day that does not count to the first that counts again; None: not yet."""


@dataclass(frozen=True)
class Rule:
    """How long a step of the simulated procedure may take."""

    number: int
    unit: str
    """"working days", "calendar days" or "month"."""
    after: str
    """The event it is counted from; of a negative number, up to."""

    def __str__(self) -> str:
        side = "before" if self.number < 0 else "after"
        return f"{abs(self.number)} {self.unit} {side} {self.after}"


STEPS = {
    "acknowledge": Rule(5, "working days", "received"),
    "threshold": Rule(15, "working days", "received"),
    "agency returns": Rule(14, "calendar days", "agencies asked"),
    "panel papers": Rule(-5, "working days", "meeting"),
    "meeting": Rule(1, "month", "threshold decided"),
    "outcome": Rule(10, "working days", "meeting"),
}


def is_worked(day: date) -> bool:
    """Whether the council works that day."""
    return day.isoweekday() <= 5 and day not in _OFF


def due(rule: Rule, start: date, stops: Sequence[Stop] = ()) -> date | None:
    """The last day; None where the clock is stopped now, and was before that day came."""
    day, left = start, rule.number
    if rule.unit == "month":
        left = (_month_later(start) - start).days
    while left:
        day += _DAY if left > 0 else -_DAY
        stopped = [stop for stop in stops if _is_in(day, stop)]
        if any(end is None for _, end in stopped):
            return None
        if stopped or (rule.unit == "working days" and not is_worked(day)):
            continue
        left -= 1 if left > 0 else -1
    return day


def _is_in(day: date, stop: Stop) -> bool:
    first, again = stop
    return first <= day and (again is None or day < again)


def _month_later(day: date) -> date:
    """The same day of the next month; its last day where it has none of that number."""
    found = day
    while found.month == day.month:
        found += _DAY
    while found.day < day.day and (found + _DAY).month == found.month:
        found += _DAY
    return found
