"""Whether a council asks for passwords, and whether whoever acts gave theirs a moment ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from conference.errors import NeedsProof
from conference.record.tables import Council, Credential

if TYPE_CHECKING:
    from conference.review.desk import Desk

PROOF_LASTS = timedelta(minutes=5)
"""How long a password counts for what needs a proof: long enough to finish what it was for."""


@dataclass
class Proof:
    """When whoever sits at a desk last gave their password; None where they never did."""

    at: datetime | None = None


def must_have_proved(session: Session, desk: Desk) -> None:
    """Raise NeedsProof where the council is protected and the password was not given just now."""
    at, now = desk.proved_at, desk.clock()
    fresh = at is not None and at <= now <= at + PROOF_LASTS
    if not fresh and is_protected(session, desk.council_id):
        raise NeedsProof(desk)


def is_protected(session: Session, council_id: str) -> bool:
    """Whether people give passwords here: somebody has one, and it is no practice council."""
    council = session.get(Council, council_id)
    if council is None or council.practice:
        return False
    held = select(Credential.id).where(Credential.council_id == council_id).limit(1)
    return session.exec(held).first() is not None
