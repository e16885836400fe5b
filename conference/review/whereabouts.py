"""In which case and at which stage somebody is, kept until they leave the program themselves.

Whoever was cut off, by a closed window or a lost line, comes back to where they were.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, select

from conference.record.tables import Case, Draft
from conference.review.desk import Desk
from conference.review.drafts import may_be_kept

PLACE = "whereabouts"
"""The draft it is kept as: it goes where a case's drafts go when the case is disposed of."""


@dataclass(frozen=True)
class Whereabouts:
    """A case by its id, and the stage of it that was shown, such as "evidence"."""

    case_id: str
    stage: str


def keep_whereabouts(desk: Desk, at: Whereabouts) -> None:
    """Keep where somebody is; the latest wins. Nothing is kept of a case that was disposed of."""
    with desk.store.writing() as session:
        if session.get(Case, at.case_id) is None or not may_be_kept(session, desk, at.case_id):
            return
        kept = _kept(session, desk) or Draft(
            council_id=desk.council_id,
            person_id=desk.person.id,
            place=PLACE,
            saved_at=desk.clock(),
        )
        kept.case_id, kept.values, kept.saved_at = at.case_id, {"stage": at.stage}, desk.clock()
        session.add(kept)


def last_whereabouts(desk: Desk) -> Whereabouts | None:
    """Where somebody was when they were cut off; None where they left by themselves."""
    with desk.store.reading() as session:
        kept = _kept(session, desk)
        if kept is None or kept.case_id is None or not may_be_kept(session, desk, kept.case_id):
            return None
        return Whereabouts(kept.case_id, str(kept.values.get("stage", "")))


def forget_whereabouts(desk: Desk) -> None:
    """Somebody left a case, or the program, by themselves."""
    if last_whereabouts(desk) is None:
        return
    with desk.store.writing() as session:
        if (kept := _kept(session, desk)) is not None:
            session.delete(kept)


def _kept(session: Session, desk: Desk) -> Draft | None:
    return session.exec(
        select(Draft).where(Draft.person_id == desk.person.id, Draft.place == PLACE)
    ).first()
