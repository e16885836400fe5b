"""Accounts: closed when somebody leaves, and opened again when they come back.

From that moment on nobody comes in by a closed account, and whoever sits at its open desk sees and
does nothing more. What they did keeps their name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from conference.errors import NeedsConfirming, NotFound, Refused
from conference.law.access import Operation
from conference.record.conflicts import same_name
from conference.record.facts import unfinished
from conference.record.tables import (
    Case,
    Credential,
    Draft,
    Meeting,
    Person,
    Recommendation,
    RoleHeld,
)
from conference.review import devices
from conference.review.desk import Desk, settling
from conference.review.people import kept
from conference.review.roles import must_leave_somebody, take, working_here
from conference.review.signed_in import end_all
from conference.review.whereabouts import PLACE as WHEREABOUTS
from conference.views import MeetingState, Stage

_ENDED = (Stage.CLOSED, Stage.WITHDRAWN)
_LIVE = tuple(state for state in MeetingState if state.live)


@dataclass(frozen=True)
class Duty:
    """Something on a case that needs somebody else now."""

    reference: str
    what: str
    """Such as "the single point of contact" or "recommendation 2"."""


def close_account(desk: Desk, person_id: str, *, confirmed: bool = False) -> tuple[Duty, ...]:
    """Close somebody's account: their roles, their password and codes go; what needs somebody else.

    confirmed: also where forms they have not finished go with it. Raises NeedsConfirming; Refused
    for one's own, and where nobody else would be administrator, officer or chair.
    """
    if person_id == desk.person.id:
        raise Refused(
            "Nobody closes their own account.",
            safe="Nothing was changed.",
            next="Another administrator does it.",
        )
    with settling(desk, Operation.CLOSE_ACCOUNT) as session:
        person = working_here(session, desk, person_id)
        _let_drafts_go(session, person, confirmed=confirmed)
        for held in session.exec(select(RoleHeld).where(RoleHeld.person_id == person.id)).all():
            if held.case_id is None:
                must_leave_somebody(session, desk, person.id, held.role)
            take(session, desk, person, held)
        of_them = select(Credential).where(Credential.person_id == person.id)
        if (credential := session.exec(of_them).first()) is not None:
            session.delete(credential)
        devices.forget_all(session, desk.council_id, person.id)
        end_all(session, person.id, "your account was closed", desk.clock())
        person.active = False
        kept(session, desk, "closed an account", person)
        return tuple(sorted(_duties(session, person), key=lambda one: (one.reference, one.what)))


def reopen_account(desk: Desk, person_id: str) -> None:
    """Let somebody be given roles and a password again: they have neither any more."""
    with settling(desk, Operation.CLOSE_ACCOUNT) as session:
        person = session.get(Person, person_id)
        if person is None or person.council_id != desk.council_id or person.active:
            raise NotFound("No closed account is meant.", next="conference people --closed")
        person.active = True
        kept(session, desk, "reopened an account", person)


def _let_drafts_go(session: Session, person: Person, *, confirmed: bool) -> None:
    """Nobody else can ever read them, and their words may be a case's."""
    drafts = session.exec(select(Draft).where(Draft.person_id == person.id)).all()
    unfinished_forms = [one for one in drafts if one.place != WHEREABOUTS]
    if unfinished_forms and not confirmed:
        raise NeedsConfirming(
            f"{person.name} has not finished {len(unfinished_forms)} of the forms they began. "
            "What they typed there goes with the account. Close it?",
            safe="Nothing was changed yet.",
            next="Ask them to finish, or confirm that it may go.",
        )
    for draft in drafts:
        session.delete(draft)


def _duties(session: Session, person: Person) -> Iterator[Duty]:
    """What of the cases that have not ended waits for them."""
    running = (Case.council_id == person.council_id, col(Case.stage).not_in(_ENDED))
    for case in session.exec(select(Case).where(*running)):
        if case.spoc_id == person.id:
            yield Duty(case.reference, "the single point of contact")
        if case.chair_id == person.id:
            yield Duty(case.reference, "the chair of the review")
    meetings = (
        select(Case.reference)
        .join(Meeting, col(Meeting.case_id) == Case.id)
        .where(*running, Meeting.chair_id == person.id, col(Meeting.state).in_(_LIVE))
    )
    for reference in session.exec(meetings):
        yield Duty(reference, "the chair of the planned meeting")
    owned = (
        select(Case.reference, Recommendation.number, Recommendation.owner)
        .join(Recommendation, col(Recommendation.case_id) == Case.id)
        .where(*running, *unfinished())
    )
    for reference, number, owner in session.exec(owned):
        if same_name(owner, person.name):
            yield Duty(reference, f"the owner of recommendation {number}")
