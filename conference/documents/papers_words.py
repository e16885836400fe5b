"""Hours and lengths of time as the panel's papers say them, by the clock in London."""

from __future__ import annotations

from datetime import datetime

from conference.documents.picture import clock_words
from conference.law.calendar import london_day, london_time
from conference.law.when import uk_day


def hour_words(instant: datetime) -> str:
    """The time of day of an aware instant in London: 2pm, 10.30am."""
    return clock_words(london_time(instant).time())


def instant_day(instant: datetime) -> str:
    """The London day of an aware instant: 11 May 2026."""
    return uk_day(london_day(instant))


def minutes_words(minutes: int) -> str:
    """1 minute, 20 minutes."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def duration_words(seconds: int) -> str:
    """A length of time to the nearest minute: "12 minutes", "2 hours 5 minutes"."""
    if seconds < 60:
        return "less than a minute"
    hours, minutes = divmod((seconds + 30) // 60, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*parts, minutes_words(minutes)] if minutes or not hours else parts)
