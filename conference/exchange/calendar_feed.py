"""Deadlines as a calendar file: days in anybody's own calendar, and nobody's name in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from conference.text import one_line
from conference.views import Deadline

_PRODUCT = "-//Case Conference//Deadlines of ASB case reviews//EN"


def deadline_feed(deadlines: Iterable[Deadline], *, council: str, at: datetime) -> bytes:
    """Each deadline that has a day, as an entry of that whole day.

    at: the moment it is made (aware). An entry keeps its UID from one file to the next, so that a
    calendar that reads the file again moves what has moved.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"ASB case reviews: {one_line(council)}")
    for one in deadlines:
        if one.due_on is not None:
            calendar.add_component(_event(one, at))
    return bytes(calendar.to_ical())


def _event(one: Deadline, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@case-conference")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + timedelta(days=1) if one.due_on else None)
    event.add("summary", f"{one_line(one.reference)}: {one_line(one.words)}")
    event.add("categories", [one.kind.value])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
