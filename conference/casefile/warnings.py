"""What the chair and the officer must be told about a case."""

from __future__ import annotations

from collections.abc import Iterator

from conference.forms import Basis
from conference.law.procedure import NOT_PUBLISHED, LimbKind, Procedure
from conference.views import (
    ApplicationView,
    Consent,
    MeetingState,
    MeetingView,
    PartyRole,
    PartyView,
    RequestView,
)

_OF_THE_GROUP = (PartyRole.VICTIM, PartyRole.GROUP_MEMBER)
_AGREED = (Consent.GIVEN, Consent.NOT_NEEDED)


def warnings_about(
    procedure: Procedure, meetings: tuple[MeetingView, ...], requests: tuple[RequestView, ...]
) -> tuple[str, ...]:
    """Plain sentences: answers overdue, too few services at the table, gaps of the procedure."""
    overdue = [
        f"{request.agency_name} has not answered in time."
        for request in requests
        if request.overdue
    ]
    quorum = [_quorum(procedure, m) for m in meetings if m.state is MeetingState.OPEN]
    return (*overdue, *filter(None, quorum), *procedure.warnings)


def _quorum(procedure: Procedure, meeting: MeetingView) -> str:
    here = {
        row.agency_id
        for row in meeting.attendance
        if row.agency_id and row.arrived_at and not row.left_at
    }
    if procedure.quorum is NOT_PUBLISHED or len(here) >= procedure.quorum:
        return ""
    return f"{len(here)} of the {procedure.quorum} services the procedure asks for are present."


def warnings_of_application(
    procedure: Procedure, application: ApplicationView | None, parties: tuple[PartyView, ...]
) -> tuple[str, ...]:
    """Plain sentences: consent that is awaited or refused, and a group that is not complete."""
    if application is None or application.withdrawn_on is not None:
        return ()
    group = _group(procedure, application, parties)
    return (*_consents(procedure, parties), *([group] if group else []))


def _consents(procedure: Procedure, parties: tuple[PartyView, ...]) -> Iterator[str]:
    """Section 104(1) lets any other person apply: consent is the area's safeguard."""
    asked = procedure.third_party_consent
    rule = "" if asked is NOT_PUBLISHED else f" The procedure says: {asked}"
    for party in parties:
        if party.consent is Consent.AWAITED:
            yield (
                f"{party.name}'s consent to the application is awaited. The Act lets any other "
                f"person apply, so the times run on.{rule}"
            )
        if party.consent is Consent.REFUSED:
            yield f"{party.name} does not consent to the application.{rule}"


def _group(
    procedure: Procedure, application: ApplicationView, parties: tuple[PartyView, ...]
) -> str:
    """What a group's application lacks, where the procedure asks for a number of people."""
    needed = min(
        (limb.number for limb in procedure.threshold.limbs if limb.kind is LimbKind.PEOPLE),
        default=0,
    )
    counted = {
        Basis.GROUP_MEMBER.value: (*_OF_THE_GROUP, PartyRole.APPLICANT),
        Basis.FOR_GROUP.value: _OF_THE_GROUP,
    }.get(application.basis, ())
    named = [p for p in parties if p.role in counted and p.consent in _AGREED]
    if not counted or len(named) >= needed:
        return ""
    return (
        f"The application is incomplete: {len(named)} of the {needed} people it needs have agreed."
    )
