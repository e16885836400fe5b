"""What the single values of a procedure file mean: texts, numbers, days, periods and windows.

Each reader takes what the TOML holds and raises ValueError with the rule in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from conference.law.procedure import (
    NOT_PUBLISHED,
    Event,
    Period,
    StepTime,
    Unit,
    Window,
)
from conference.text import one_line

E = TypeVar("E", bound=StrEnum)
W = TypeVar("W", bound=str)

MOST = 999
_LENGTH = re.compile(r"(\S+) ((?:working |calendar )?(?:day|week|month)s?)(?: (\S.*))?", re.I)
_UNITS: dict[str, Unit] = {
    "working day": Unit.WORKING_DAYS,
    "calendar day": Unit.CALENDAR_DAYS,
    "week": Unit.WEEKS,
    "month": Unit.MONTHS,
}
_EVENTS = ", ".join(event.value for event in Event)


def text(value: object) -> str:
    """Words on one line."""
    if not isinstance(value, str):
        raise ValueError("must be text in quotation marks.")
    words = one_line(value)
    if not words:
        raise ValueError("must not be empty.")
    return words


def texts(value: object) -> tuple[str, ...]:
    """A list of words, as in ["one", "two"]."""
    if not isinstance(value, list):
        raise ValueError('must be a list of texts, as in ["one", "two"].')
    return tuple(text(one) for one in value)


def some_texts(value: object) -> tuple[str, ...]:
    """A list of words that is not empty."""
    found = texts(value)
    if not found:
        raise ValueError("must name at least one.")
    return found


def whole_number(value: object) -> int:
    """A number from 1 to 999."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number, without quotation marks.")
    if value < 1:
        raise ValueError(f"must be 1 or more, and is {value}.")
    if value > MOST:
        raise ValueError(f"must be {MOST} or less.")
    return value


def yes_or_no(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false, without quotation marks.")
    return value


def day(value: object) -> date:
    """A date."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a date without quotation marks, as in 2025-04-01.")
    return value


def days(value: object) -> tuple[date, ...]:
    """A list of dates."""
    if not isinstance(value, list):
        raise ValueError("must be a list of dates, as in [2025-12-29, 2025-12-30].")
    return tuple(day(one) for one in value)


def choice(kind: type[E]) -> Callable[[object], E]:
    """A reader for one of the values of an enumeration."""

    def read(value: object) -> E:
        return kind(_one_of(tuple(member.value for member in kind), value))

    return read


def word(*words: W) -> Callable[[object], W]:
    """A reader for one of some fixed words."""

    def read(value: object) -> W:
        chosen = _one_of(words, value)
        return next(one for one in words if one == chosen)

    return read


def several(*words: W) -> Callable[[object], tuple[W, ...]]:
    """A reader for a list of some fixed words, at least one."""
    one = word(*words)

    def read(value: object) -> tuple[W, ...]:
        return tuple(one(chosen) for chosen in some_texts(value))

    return read


def period(value: object) -> Period:
    """A length of time that begins with a day: "1 month", "3 weeks" or "30 days"."""
    number, unit, rest = _length(value, bare_days=Unit.CALENDAR_DAYS)
    if rest or unit is Unit.WORKING_DAYS:
        raise ValueError('must be months, weeks or days, as in "1 month" or "30 days".')
    return Period(number, unit)


def step_time(value: object) -> StepTime:
    """How long a step may take: "5 working days after received"."""
    number, unit, rest = _length(value)
    side, _, event = rest.partition(" ")
    if side not in ("after", "before") or not event:
        raise ValueError('must say after or before what, as in "5 working days after received".')
    return StepTime(number, unit, _event(event), before=side == "before")


def window(value: object) -> Window:
    """How long there is to appeal: "20 working days after letter received", or only the days."""
    number, unit, rest = _length(value)
    if not rest:
        return Window(number, unit, NOT_PUBLISHED)
    side, _, event = rest.partition(" ")
    if side != "after" or not event:
        raise ValueError('must say after what, as in "20 working days after letter received".')
    return Window(number, unit, _event(event))


def _length(value: object, *, bare_days: Unit | None = None) -> tuple[int, Unit, str]:
    """Number, unit and what follows. bare_days: what "days" alone means; None refuses it."""
    found = _LENGTH.fullmatch(text(value))
    if not found:
        raise ValueError(
            "must be a number with working days, calendar days, weeks or months, "
            'as in "5 working days".'
        )
    unit = _UNITS.get(found[2].casefold().removesuffix("s"), bare_days)
    if unit is None:
        raise ValueError("must say whether they are working days or calendar days.")
    return _number(found[1]), unit, (found[3] or "").casefold()


def _number(digits: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", digits):
        raise ValueError(f'must begin with a number, as in "5 working days", not with {digits}.')
    return whole_number(int(digits))


def _event(words: str) -> Event:
    try:
        return Event(words)
    except ValueError:
        raise ValueError(f"must count from one of these: {_EVENTS}.") from None


def _one_of(words: tuple[str, ...], value: object) -> str:
    chosen = text(value)
    if chosen not in words:
        raise ValueError(f"must be one of these: {', '.join(words)}.")
    return chosen
