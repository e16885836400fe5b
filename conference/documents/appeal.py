"""The paragraphs every not-met and outcome letter must have: what a dissatisfied applicant may do.

Schedule 4 paragraph 3 has the procedures say so for (a) how the application was dealt with and (b)
how the review was carried out. What the area has not published stays empty and is never guessed;
the letter then says how to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from conference.documents import context
from conference.law.calendar import london_day
from conference.law.deadlines import AppealEnd, last_appeal_day
from conference.law.procedure import (
    NOT_PUBLISHED,
    Contact,
    Event,
    NotPublished,
    Procedure,
    Window,
    count_of,
)
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import CaseFile

Against = Literal["threshold", "review"]

_STARTS = {
    Event.RECEIVED: "after the day we received your application",
    Event.ACKNOWLEDGED: "after the day we acknowledged your application",
    Event.THRESHOLD_DECIDED: "after the day the threshold was decided",
    Event.AGENCIES_ASKED: "after the day we asked the agencies",
    Event.MEETING: "after the day of the panel's meeting",
    Event.LETTER_SENT: "after the date of this letter",
    Event.LETTER_RECEIVED: "after the day you receive this letter",
}


def appeal_end(case: CaseFile, against: Against, letter_date: date) -> AppealEnd | NotPublished:
    """The last day to appeal against this letter's decision, if the letter bears that date."""
    if against not in case.procedure.appeal.against:
        return NOT_PUBLISHED
    return last_appeal_day(case.procedure, _events(case, letter_date))


def appeal(case: CaseFile, against: Against, letter_date: date) -> context.Appeal:
    """The appeal against the decision on the threshold, or against the review."""
    route = case.procedure.appeal
    if against not in route.against:
        return _appeal("", Contact(""), (), None, NOT_PUBLISHED, (), counted=False)
    window = None if route.window is NOT_PUBLISHED else route.window
    counted = window is not None and window.event not in _events(case, letter_date)
    return _appeal(
        _known(route.body),
        Contact("") if route.contact is NOT_PUBLISHED else route.contact,
        () if route.grounds is NOT_PUBLISHED else route.grounds,
        window,
        appeal_end(case, against, letter_date),
        route.notes,
        counted=counted,
    )


def signposts(procedure: Procedure, decider: str) -> tuple[context.Signpost, ...]:
    """Where to complain about whoever took the decision, and about nobody else.

    The ombudsman for councils has found a community safety partnership's refusal to be outside its
    jurisdiction, so a partnership's decision gets no signpost made for a council's.
    """
    return tuple(
        context.Signpost(
            one_line(post.contact.name),
            one_line(post.words),
            _known(post.contact.phone),
            _known(post.contact.email),
            _known(post.contact.web),
        )
        for post in procedure.signposts
        if post.decider.value == decider
    )


def _appeal(
    body: str,
    contact: Contact,
    grounds: tuple[str, ...],
    window: Window | None,
    end: AppealEnd | NotPublished,
    notes: tuple[str, ...],
    *,
    counted: bool,
) -> context.Appeal:
    known = None if end is NOT_PUBLISHED else end
    address = tuple(filter(None, map(one_line, (contact.name, *contact.address))))
    return context.Appeal(
        body=body,
        address=address if contact.address else (),
        phone=_known(contact.phone),
        email=_known(contact.email),
        web=_known(contact.web),
        grounds=tuple(map(one_line, grounds)),
        window=_window(window) if window else "",
        last_day=uk_day(known.last_day) if known else "",
        last_day_is_working=known.working if known else True,
        next_working_day=uk_day(known.next_working) if known else "",
        counted_from_letter=counted,
        start_published=window is not None and window.event is not NOT_PUBLISHED,
        notes=tuple(map(one_line, notes)),
    )


def _window(window: Window) -> str:
    length = count_of(window.number, window.unit)
    return length if window.event is NOT_PUBLISHED else f"{length} {_STARTS[window.event]}"


def _known(value: str | NotPublished) -> str:
    return "" if value is NOT_PUBLISHED else one_line(value)


def _events(case: CaseFile, letter_date: date) -> Mapping[Event, date]:
    closed = case.meeting.closed_at if case.meeting else None
    days = {
        Event.RECEIVED: case.received_on,
        Event.ACKNOWLEDGED: case.acknowledged_on,
        Event.THRESHOLD_DECIDED: case.threshold.decided_on if case.threshold else None,
        Event.MEETING: london_day(closed) if closed else None,
        Event.LETTER_SENT: letter_date,
    }
    return {event: day for event, day in days.items() if day}
