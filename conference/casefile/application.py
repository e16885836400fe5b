"""The application, the people in it, the threshold decision and the requests to agencies."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.casefile.views_of import view_of
from conference.law.audience import Audience, AudienceKind
from conference.views import (
    ApplicationView,
    Channel,
    ChaseView,
    PartyRole,
    PartyView,
    RequestView,
    Rung,
    ThresholdDecisionView,
)

_KNOWN_OUTSIDE: dict[AudienceKind, tuple[PartyRole, ...]] = {
    AudienceKind.APPLICANT: (PartyRole.APPLICANT,),
    AudienceKind.COMMISSIONER: (PartyRole.APPLICANT,),
    AudienceKind.AGENCY: (PartyRole.APPLICANT, PartyRole.VICTIM, PartyRole.GROUP_MEMBER),
}


def application(reader: Reader) -> ApplicationView | None:
    """The application, for those who may know all of it."""
    if not reader.knows_applicant:
        return None
    row = next(iter(reader.rows(wanted.APPLICATIONS)), None)
    return _application_view(row, reader.case.received_on) if row else None


def parties(reader: Reader) -> tuple[PartyView, ...]:
    """The people outside the agencies, as far as the audience needs to know them.

    The applicant and the commissioner get the applicant; an agency also those who suffered, in
    whose name it searches its records; the room gets nobody.
    """
    known = [row for row in reader.rows(wanted.PARTIES) if knows_party(reader.audience, row.role)]
    return tuple(_party_view(row, whole=reader.is_inside or reader.is_applicant) for row in known)


def knows_party(audience: Audience, role: PartyRole) -> bool:
    """Whether the audience may know who has that role in a case."""
    if audience.kind is AudienceKind.PANEL:
        return True
    return role in _KNOWN_OUTSIDE.get(audience.kind, ())


def threshold(reader: Reader) -> ThresholdDecisionView | None:
    """The decision in force; what weighed in it only for those inside and the applicant."""
    row = next(iter(reader.rows(wanted.DECISIONS_ON_THRESHOLD)), None)
    return _threshold_view(row, whole=reader.is_inside) if row else None


def requests(reader: Reader) -> tuple[RequestView, ...]:
    """What agencies were asked, in order: all of it inside, an agency's own for the agency."""
    if not (reader.is_inside or reader.audience.kind is AudienceKind.AGENCY):
        return ()
    order = list(reader.agencies)
    rows = sorted(
        reader.rows(wanted.REQUESTS),
        key=lambda row: (row.asked_on, order.index(row.agency_id)),
    )
    mine = reader.audience.agency_id
    chased = _chases(reader)
    again = {row.asked_again_of_id for row in rows}
    return tuple(
        view_of(
            RequestView,
            row,
            agency_name=reader.agency_name(row.agency_id),
            overdue=_is_overdue(row, reader.today),
            asked_again=row.id in again,
            chases=tuple(chased[row.id]),
        )
        for row in rows
        if reader.is_inside or row.agency_id == mine
    )


def _is_overdue(row: Any, today: date) -> bool:
    return bool(row.state.outstanding and row.due_on is not None and row.due_on < today)


def _chases(reader: Reader) -> dict[str, list[ChaseView]]:
    """How each request was chased, oldest first; nobody outside learns of it."""
    chased: dict[str, list[ChaseView]] = defaultdict(list)
    rows = reader.rows(wanted.CHASES) if reader.is_inside else []
    for row in rows:
        chased[row.request_id].append(view_of(ChaseView, row, rung=Rung(row.rung)))
    return chased


def _application_view(row: Any, received_on: date) -> ApplicationView:
    return view_of(ApplicationView, row, received_on=received_on, channel=Channel(row.channel))


def _party_view(row: Any, *, whole: bool) -> PartyView:
    """The person; for an agency the name alone, which it needs to search its records, and home."""
    if whole:
        return view_of(PartyView, row)
    return PartyView(
        row.name, row.role, tuple(row.address), row.postcode, id=row.id, version=row.version
    )


def _threshold_view(row: Any, *, whole: bool) -> ThresholdDecisionView:
    """The decision and its reasons; what was weighed in it stays inside."""
    weighed = ("persistence", "harm", "adequacy", "signed_off_by")
    return view_of(ThresholdDecisionView, row, **{} if whole else dict.fromkeys(weighed, ""))
