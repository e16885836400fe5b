"""What somebody is typing, kept until they save it or let it go."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from conference.record.tables import Case, Draft
from conference.review.desk import Desk
from conference.text import clean


def keep(desk: Desk, place: str, values: dict[str, Any], *, case_id: str | None = None) -> None:
    """Keep what stands in a form now; the latest wins. place: which form, e.g. "action/ID".

    Nothing is kept for a case that was disposed of while somebody typed.
    """
    kept = {name: clean(v) if isinstance(v, str) else v for name, v in values.items()}
    with desk.store.writing() as session:
        if case_id is not None and _is_disposed_of(session, case_id):
            return
        draft = _draft(session, desk, place) or Draft(
            council_id=desk.council_id,
            person_id=desk.person.id,
            case_id=case_id,
            place=place,
            saved_at=desk.clock(),
        )
        draft.values, draft.saved_at = kept, desk.clock()
        session.add(draft)


def kept(desk: Desk, place: str) -> dict[str, Any]:
    """What was kept of a form by this person; empty where nothing was."""
    with desk.store.reading() as session:
        draft = _draft(session, desk, place)
        return dict(draft.values) if draft else {}


def let_go(desk: Desk, place: str) -> None:
    """Forget a draft: it was saved, or is not wanted."""
    with desk.store.writing() as session:
        draft = _draft(session, desk, place)
        if draft is not None:
            session.delete(draft)


def _is_disposed_of(session: Session, case_id: str) -> bool:
    """Whether nothing more may be kept of the case."""
    case = session.get(Case, case_id)
    return case is not None and case.disposed_on is not None


def _draft(session: Session, desk: Desk, place: str) -> Draft | None:
    return session.exec(
        select(Draft).where(Draft.person_id == desk.person.id, Draft.place == place)
    ).first()
