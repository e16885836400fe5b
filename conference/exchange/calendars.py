"""Invitations to a meeting as a calendar reads them: iCalendar (RFC 5545, sent as RFC 5546 has it).

A calendar shows its entries on telephones, on shared screens and to assistants: an invitation tells
the case's reference, when and where, and never whose case it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from conference.errors import BadInput, Problem
from conference.law.calendar import LONDON
from conference.text import clean, one_line
from conference.views import CaseFile, CouncilView, MeetingView

_PRODUCT = "-//Case Conference//Anti-social behaviour case review//EN"
_MAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NOBODY = "invalid:nomail"
"""What calendars write for an organiser who has no e-mail address."""


def invitation(
    meeting: MeetingView,
    case: CaseFile,
    council: CouncilView,
    *,
    at: datetime,
    cancelled: bool = False,
    to: Iterable[str] = (),
) -> bytes:
    """The meeting as a file that a calendar takes in, changes or takes out again.

    at: the moment it is made (aware). cancelled: takes the meeting out of the calendars that have
    it. to: the e-mail addresses of those who are invited. An update and a cancellation carry the
    same UID and a higher SEQUENCE; a meeting without a time takes the whole day. Raises BadInput
    where no day is set or an address is none.
    """
    if meeting.planned_for is None:
        raise BadInput(
            "No day is set for the meeting.", next="Plan the meeting's day, then invite to it."
        )
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = _event(meeting, case, cancelled=cancelled)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("organizer", _organiser(case, council))
    for address in _addresses(to):
        event.add("attendee", _invited(address))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: MeetingView, case: CaseFile, *, cancelled: bool) -> Event:
    event = Event()
    event.add("uid", f"{meeting.id}@case-conference")
    event.add("sequence", meeting.calendar_sequence)
    event.add("summary", f"ASB case review {one_line(case.reference)}")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    _when(event, meeting)
    if place := one_line(meeting.place) or one_line(meeting.link):
        event.add("location", place)
    event.add("description", _description(meeting, case, cancelled=cancelled))
    if _WEB.fullmatch(one_line(meeting.link)):
        event.add("url", one_line(meeting.link))
    return event


def _when(event: Event, meeting: MeetingView) -> None:
    day = meeting.planned_for or date.min
    if meeting.starts_at is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return
    starts = datetime.combine(day, meeting.starts_at, LONDON)
    # Minutes pass by the clock of the world: on the night of a change the wall clock jumps.
    ends = starts.astimezone(UTC) + timedelta(minutes=max(meeting.booked_minutes, 1))
    event.add("dtstart", starts)
    event.add("dtend", ends.astimezone(LONDON))


def _description(meeting: MeetingView, case: CaseFile, *, cancelled: bool) -> str:
    contact = case.spoc
    about = "is cancelled" if cancelled else "takes place"
    lines = [f"The meeting of the case review {one_line(case.reference)} {about}."]
    if place := one_line(meeting.place):
        lines.append(f"Place: {place}")
    if link := one_line(meeting.link):
        lines.append(f"Link: {link}")
    if contact is not None:
        told = (contact.name, contact.phone, contact.email)
        lines.append(f"Contact: {', '.join(filter(None, map(one_line, told)))}")
    return clean("\n".join(lines))


def _organiser(case: CaseFile, council: CouncilView) -> vCalAddress:
    """The council: by its own address, or by the contact's where it has none."""
    known = (one_line(council.email), one_line(case.spoc.email) if case.spoc else "")
    mail = next((one for one in known if _MAIL.fullmatch(one)), "")
    organiser = vCalAddress(f"mailto:{mail}" if mail else _NOBODY)
    organiser.params["CN"] = vText(_parameter(council.name))
    return organiser


def _parameter(words: str) -> str:
    """Words for a parameter: RFC 5545 lets it hold no double quotation mark and no newline.

    A backslash means nothing there either, but some readers take it for an escape.
    """
    return one_line(words).replace('"', "'").replace("\\", "/")


def _addresses(to: Iterable[str]) -> list[str]:
    given = [one_line(one) for one in to]
    wrong = [one for one in given if not _MAIL.fullmatch(one)]
    if wrong:
        raise BadInput(
            "Not everybody can be invited.",
            tuple(Problem(one, "this is no e-mail address") for one in wrong),
            next="Put the address right, and make the invitation again.",
        )
    return list(dict.fromkeys(given))


def _invited(address: str) -> vCalAddress:
    guest = vCalAddress(f"mailto:{address}")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("TRUE")
    return guest
