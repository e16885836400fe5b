"""The application, the people in it, the threshold decision and the requests to agencies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.law.audience import Audience, AudienceKind
from conference.views import (
    ApplicationView,
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
        replace(
            _request_view(row, reader.agency_name(row.agency_id), reader.today),
            asked_again=row.id in again,
            chases=tuple(chased[row.id]),
        )
        for row in rows
        if reader.is_inside or row.agency_id == mine
    )


def _chases(reader: Reader) -> dict[str, list[ChaseView]]:
    """How each request was chased, oldest first; nobody outside learns of it."""
    chased: dict[str, list[ChaseView]] = defaultdict(list)
    rows = reader.rows(wanted.CHASES) if reader.is_inside else []
    for row in rows:
        chased[row.request_id].append(
            ChaseView(
                row.id,
                Rung(row.rung),
                row.chased_on,
                row.chased_by,
                row.channel,
                row.sent_to,
                row.words,
            )
        )
    return chased


def _application_view(row: Any, received_on: date) -> ApplicationView:
    return ApplicationView(
        basis=row.basis.value,
        received_on=received_on,
        channel=row.channel,
        problem=row.problem,
        location=row.location,
        others_affected=row.others_affected,
        hate_strands=tuple(row.hate_strands),
        impact=row.impact,
        health_impact=row.health_impact,
        routine_impact=row.routine_impact,
        feeling_of_risk=row.feeling_of_risk,
        wanted_outcome=row.wanted_outcome,
        action_taken=row.action_taken,
        tenure=row.tenure,
        landlord=row.landlord,
        adjustments=row.adjustments,
        letter_format=row.letter_format,
        language=row.language,
        preferred_contact=row.preferred_contact,
        contact_notes=row.contact_notes,
        signed_on=row.signed_on,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why,
        version=row.version,
    )


def _party_view(row: Any, *, whole: bool) -> PartyView:
    """The person; for an agency the name alone, which it needs to search its records, and home."""
    view = PartyView(
        row.id, row.role, row.name, tuple(row.address), row.postcode, version=row.version
    )
    if not whole:
        return view
    return replace(
        view,
        phone=row.phone,
        mobile=row.mobile,
        email=row.email,
        born_on=row.born_on,
        organisation=row.organisation,
        relationship=row.relationship,
        consent=row.consent,
        consent_on=row.consent_on,
        vulnerabilities=row.vulnerabilities,
    )


def _threshold_view(row: Any, *, whole: bool) -> ThresholdDecisionView:
    """The decision and its reasons; what was weighed in it stays inside."""
    return ThresholdDecisionView(
        id=row.id,
        decided_on=row.decided_on,
        met=row.met,
        basis=row.basis,
        persistence=row.persistence if whole else "",
        harm=row.harm if whole else "",
        adequacy=row.adequacy if whole else "",
        reasons=row.reasons,
        discretionary=row.discretionary,
        decided_by=row.decided_by,
        signed_off_by=row.signed_off_by if whole else "",
        refusal_ground=row.refusal_ground,
        decider=row.decider,
    )


def _request_view(row: Any, agency: str, today: date) -> RequestView:
    return RequestView(
        id=row.id,
        version=row.version,
        agency_id=row.agency_id,
        agency_name=agency,
        asked=row.asked,
        period_from=row.period_from,
        period_to=row.period_to,
        legal_basis=row.legal_basis,
        asked_on=row.asked_on,
        due_on=row.due_on,
        state=row.state,
        answered_on=row.answered_on,
        note=row.note,
        overdue=row.state.outstanding and row.due_on is not None and row.due_on < today,
        extended_from=row.extended_from,
    )
