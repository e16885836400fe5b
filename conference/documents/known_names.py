"""Names and set phrases that a letter prints from the record: nobody wrote them for this letter."""

from __future__ import annotations

from collections.abc import Iterator

from conference.law.procedure import NOT_PUBLISHED, AppealRoute, Contact
from conference.views import CaseFile


def known_names(case: CaseFile) -> Iterator[str]:
    """Those of the council, the agencies, whoever was there, and the published procedure."""
    council = case.council
    yield from (council.name, council.department, *council.address, case.procedure.name)
    yield from (one.name for one in case.agencies)
    for row in case.recommendations:
        yield from (row.to_body, row.owner)
    for meeting in case.meetings:
        yield from (meeting.place, meeting.link, meeting.chair)
        yield from (text for one in meeting.attendance for text in (one.name, one.agency_name))
        yield from (one.agency_name for one in meeting.decisions)
    yield from _of_appeals(case.procedure.appeal)
    for post in case.procedure.signposts:
        yield from (post.words, *_of_contact(post.contact))


def _of_appeals(route: AppealRoute) -> Iterator[str]:
    yield "" if route.body is NOT_PUBLISHED else route.body
    if route.contact is not NOT_PUBLISHED:
        yield from _of_contact(route.contact)
    yield from () if route.grounds is NOT_PUBLISHED else route.grounds
    yield from route.notes


def _of_contact(contact: Contact) -> Iterator[str]:
    yield from (contact.name, *contact.address)
    parts = (contact.phone, contact.email, contact.web)
    yield from (part for part in parts if part is not NOT_PUBLISHED)
