"""What somebody is typing, kept until they save it or let it go."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from conference.record.conflicts import conflicted_cases
from conference.record.tables import Case, Draft
from conference.review.desk import Desk, must_work_here
from conference.review.signed_in import ask_whether_signed_in
from conference.text import clean


def keep(desk: Desk, place: str, values: dict[str, Any], *, case_id: str | None = None) -> None:
    """Keep what stands in a form now; the latest wins. place: which form, e.g. "action/ID".

    Nothing is kept for a case that was disposed of while somebody typed, or in which they have a
    conflict of interest.
    """
    kept = {name: clean(v) if isinstance(v, str) else v for name, v in values.items()}
    with desk.store.writing() as session:
        must_work_here(session, desk)
        if case_id is not None and not may_be_kept(session, desk, case_id):
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
        must_work_here(session, desk)
        ask_whether_signed_in(session, desk)
        draft = _draft(session, desk, place)
        if draft is None or draft.case_id in conflicted_cases(session, desk.person.id):
            return {}
        return dict(draft.values)


def let_go(desk: Desk, place: str) -> None:
    """Forget a draft: it was saved, or is not wanted."""
    with desk.store.writing() as session:
        draft = _draft(session, desk, place)
        if draft is not None:
            session.delete(draft)


def may_be_kept(session: Session, desk: Desk, case_id: str) -> bool:
    """Whether something may be kept of the case for whoever sits at the desk."""
    case = session.get(Case, case_id)
    disposed_of = case is not None and case.disposed_on is not None
    return not disposed_of and case_id not in conflicted_cases(session, desk.person.id)


def _draft(session: Session, desk: Desk, place: str) -> Draft | None:
    return session.exec(
        select(Draft).where(Draft.person_id == desk.person.id, Draft.place == place)
    ).first()
