"""Whom the appeal bundle names and whom it does not: the third parties of one case, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from conference.documents.name_words import folded, looks_like_name
from conference.documents.stand_ins import Hidden, StandIns, stand_ins
from conference.law.procedure import NOT_PUBLISHED
from conference.views import AttendanceView, CaseFile, PartyRole, PartyView

_NOUNS = {
    PartyRole.VICTIM: "Victim",
    PartyRole.GROUP_MEMBER: "Neighbour",
    PartyRole.ACTING: "Supporter",
    PartyRole.WITNESS: "Witness",
    PartyRole.APPLICANT: "Applicant",
}
_IN_OFFICE = ("chair", "representative")


def people_of(panel: CaseFile, context: object, also: Iterable[str] = ()) -> StandIns:
    """The stand-ins for one bundle.

    panel: the case with everything, whose people are sought. context: what the papers will say.
    also: further names that whoever makes the bundle knows of.
    """
    applicant = panel.applicant
    own = hidden_party(applicant) if applicant else Hidden("")
    return stand_ins(
        _third_parties(panel, also),
        applicant=own,
        kept=tuple(names_in_office(panel)),
        texts=tuple(texts_of(context)),
    )


def _third_parties(panel: CaseFile, also: Iterable[str]) -> Iterator[Hidden]:
    """The parties as the application has them, then who is named in other places of the record."""
    for party in panel.parties:
        if party.role is not PartyRole.APPLICANT:
            yield hidden_party(party)
    yield from named_elsewhere(panel)
    yield from (Hidden(name) for name in also if name.strip())


def named_elsewhere(panel: CaseFile) -> Iterator[Hidden]:
    """Who is named in other places of the record than among the people of the case."""
    office = {folded(name) for name in names_in_office(panel)}
    for meeting in panel.meetings:
        for one in meeting.attendance:
            if not _in_office(one) and one.capacity != "applicant":
                yield from _named((one.name, one.substitute_for), office)
    yield from _named((report.reported_by for report in panel.reports), office)
    yield from _named((action.contact_with for action in panel.actions), office)


def hidden_party(party: PartyView) -> Hidden:
    """Somebody of the case, as whoever is not to be named."""
    home = [line for line in party.address if any(char.isdigit() for char in line)]
    reached = (party.phone, party.mobile, party.email, *home, party.postcode)
    told = tuple(detail for detail in reached if detail.strip())
    return Hidden(party.name, _NOUNS.get(party.role, "Person"), told)


def _named(words: Iterable[str], office: set[str]) -> Iterator[Hidden]:
    """Whoever is named in fields that may hold anything: "Mrs Doe", and not "the neighbour"."""
    for name in words:
        if folded(name) not in office and looks_like_name(name):
            yield Hidden(name, listed=False)


def _in_office(one: AttendanceView) -> bool:
    return one.capacity in _IN_OFFICE or bool(one.agency_id or one.person_id)


def names_in_office(panel: CaseFile) -> Iterator[str]:
    """The names that stay: the council, the bodies, and those who act in their office."""
    council, body = panel.council, panel.procedure.appeal.body
    yield from (council.name, council.department, *council.address)
    yield from (agency.name for agency in panel.agencies)
    yield from (panel.procedure.lead_body, "" if body is NOT_PUBLISHED else body)
    yield from (person.name for person in (panel.spoc, panel.chair) if person)
    for meeting in panel.meetings:
        yield meeting.chair
        yield from (one.name for one in meeting.attendance if _in_office(one))
    for letter in panel.letters:
        yield from (letter.drafted_by, letter.approved_by, letter.issued_by)
    yield from (panel.threshold.decided_by if panel.threshold else "",)
    yield from (action.keyed_by for action in panel.actions)
    yield from (recommendation.owner for recommendation in panel.recommendations)
    yield from (line.actor for line in panel.history)


def texts_of(value: object) -> Iterator[str]:
    """Every text in a value made of dataclasses, tuples and plain words."""
    match value:
        case Enum():
            return
        case str():
            yield value
        case list() | tuple():
            for part in value:
                yield from texts_of(part)
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))
