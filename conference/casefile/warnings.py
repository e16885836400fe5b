"""What the chair and the officer must be told about a case."""

from __future__ import annotations

from collections.abc import Iterator

from conference.law.procedure import NOT_PUBLISHED, LimbKind, Procedure
from conference.law.when import uk_day
from conference.quorum import quorum_words
from conference.views import (
    AppealView,
    ApplicationView,
    Basis,
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
    """Plain sentences: answers overdue, what the meeting lacks, gaps of the procedure."""
    overdue = [
        f"{request.agency_name} has not answered in time."
        for request in requests
        if request.overdue
    ]
    return (*overdue, *filter(None, _of_meetings(procedure, meetings)), *procedure.warnings)


def warnings_of_leavers(contact: str, chair: str) -> tuple[str, ...]:
    """Plain sentences: a duty is somebody's who has left. Each is a name, or "" if nobody has."""
    held = (("the single point of contact", contact), ("the chair of the review", chair))
    return tuple(f"{name}, {what}, has left: name somebody else." for what, name in held if name)


def _of_meetings(procedure: Procedure, meetings: tuple[MeetingView, ...]) -> Iterator[str]:
    """Whether the chair is independent is for the chair to say; the guidance only asks that it is.

    A quorum is asked for by some procedures, and told while the meeting is open.
    """
    for meeting in meetings:
        if meeting.state.live and not meeting.chair_independence.strip():
            yield "How the chair is independent of the case is not declared yet."
        if meeting.state is MeetingState.OPEN:
            yield quorum_words(meeting, procedure)


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


def warnings_of_appeals(procedure: Procedure, appeals: tuple[AppealView, ...]) -> tuple[str, ...]:
    """Plain sentences: an appeal that waits for somebody here, and a window nobody published."""
    waiting = [one for one in appeals if one.result is None]
    told = [words for one in waiting if (words := _waits_for(one))]
    if waiting and procedure.appeal.window is NOT_PUBLISHED:
        told.append("The procedure publishes no time to appeal: no appeal can be called late.")
    return tuple(told)


def _waits_for(appeal: AppealView) -> str:
    which = f"The appeal of {uk_day(appeal.lodged_on)}"
    late = " It came after the last day to appeal." if appeal.out_of_time else ""
    if appeal.acknowledged_on is None and appeal.sent_on is None:
        return f"{which} is neither acknowledged nor sent on.{late}"
    if appeal.acknowledged_on is None:
        return f"{which} is not acknowledged.{late}"
    return f"{which} is not sent on yet.{late}" if appeal.sent_on is None else ""


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
