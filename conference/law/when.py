"""When something happened, as exactly as anyone knows.

People report "3 April", "early May" or "some time last winter". A `When` keeps the earliest and the
latest day it can have been, so that a rule can be read at its best and at its worst, and keeps the
words that were used, so that nothing is made to look more certain than it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# No rule says how far "about" reaches. A week each side is this program's reading; whatever
# turns on it is shown as borderline for a person to decide, never settled here.
ABOUT = timedelta(days=7)


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    RANGE = "range"
    ABOUT = "about"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class When:
    """A day, or the days between which something happened (both included, Europe/London).

    An unknown day has neither end. `words` is how the person put it, where that says more.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    words: str = ""

    def __post_init__(self) -> None:
        if (self.earliest is None) is not (self.latest is None):
            raise ValueError("a When has both ends or neither")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"the range ends ({self.latest}) before it begins ({self.earliest})")

    @property
    def known(self) -> bool:
        """Whether there is any day at all."""
        return self.earliest is not None

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return self.precision is Precision.DAY

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day it can have been; an "about" reaches a week each side."""
        if self.earliest is None or self.latest is None:
            return None
        if self.precision is Precision.ABOUT:
            return self.earliest - ABOUT, self.latest + ABOUT
        return self.earliest, self.latest

    def __str__(self) -> str:
        if self.earliest is None or self.latest is None:
            return self.words or "date not known"
        if self.precision is Precision.MONTH:
            return f"{self.earliest:%B %Y}"
        if self.precision is Precision.RANGE:
            return f"{uk_day(self.earliest)} to {uk_day(self.latest)}"
        if self.precision is Precision.ABOUT:
            if self.earliest != self.latest:
                return f"about {self.earliest:%B %Y}"
            return f"about {uk_day(self.earliest)}"
        return uk_day(self.earliest)


UNKNOWN = When(None, None, Precision.UNKNOWN)


def on(day: date) -> When:
    """That very day."""
    return When(day, day, Precision.DAY)


def in_month(day: date) -> When:
    """Some day of the calendar month that `day` lies in."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return When(first, following - timedelta(days=1), Precision.MONTH)


def between(first: date, last: date) -> When:
    """Some day from `first` to `last`, both included."""
    return on(first) if first == last else When(first, last, Precision.RANGE)


def about(when: When) -> When:
    """The same day or month, said only roughly."""
    return When(when.earliest, when.latest, Precision.ABOUT, when.words)


def uk_day(day: date) -> str:
    """A day as a letter writes it: 3 April 2025."""
    return f"{day.day} {day:%B %Y}"
