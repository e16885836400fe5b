"""References such as ER-2026-0001: unique and without gaps, however many write at once."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from conference.record.tables import Council, ReferenceCounter


def next_reference(session: Session, council: Council, year: int) -> str:
    """The council's next reference of the year, inside the caller's transaction.

    The counter is locked until that transaction ends, and falls back with it: no number is lost.
    """
    counter = _locked_counter(session, council.id, year)
    counter.last += 1
    session.add(counter)
    session.flush()
    return f"{council.code}-{year}-{counter.last:04d}"


def _locked_counter(session: Session, council_id: str, year: int) -> ReferenceCounter:
    key = (council_id, year)
    counter = session.get(ReferenceCounter, key, with_for_update=True)
    if counter is not None:
        return counter
    try:
        with session.begin_nested():
            session.add(ReferenceCounter(council_id=council_id, year=year))
            session.flush()
    except IntegrityError:
        pass  # Somebody else's first case of the year came in between: theirs is the counter.
    locked = session.get(ReferenceCounter, key, with_for_update=True, populate_existing=True)
    if locked is None:
        raise RuntimeError("the reference counter vanished")
    return locked
