"""Days and times as the fields of a stage take them."""

from __future__ import annotations

import re
from datetime import date, time

from conference.exchange.days import parse_day
from conference.law.when import When, uk_day
from screens.widgets.fields import FieldValue

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d\d))?\s*(am|pm)?", re.IGNORECASE)


def day_in(value: FieldValue) -> date | None:
    """The day in a field that has been checked; None when it is empty."""
    words = str(value).strip()
    return parse_day(words) if words else None


def day_text(day: date | None) -> str:
    """A day as it stands in a field: "3 April 2025"."""
    return uk_day(day) if day is not None else ""


def when_text(when: When) -> str:
    """A `When` as it stands in a field: the words that were used, where they were kept."""
    return when.words or (str(when) if when.known else "")


def read_time(words: str) -> str:
    """A time of day as "14:30". Raises ValueError with plain words."""
    found = _TIME.fullmatch(words.strip())
    if found is None:
        raise ValueError("This is not a time: write it as 14:30 or 2.30pm.")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("There is no such time of day.")
    return f"{hour:02}:{minute:02}"


def time_in(value: FieldValue) -> time | None:
    """The time in a field that has been checked; None when it is empty."""
    words = str(value).strip()
    return time.fromisoformat(read_time(words)) if words else None
