"""That a sign-in is still open: asked with whatever is done or read at the desk it belongs to.

A sign-in is kept where people give passwords, from there until they leave, somebody ends it, or it
is too old. What is typed is kept all the same: drafts ask for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, update

from conference.errors import SignedOut
from conference.record.bare import Question, Rows, ask
from conference.record.tables import Council, SignIn

if TYPE_CHECKING:
    from conference.review.desk import Desk

NOTED_EVERY = timedelta(minutes=5)
"""How exactly it is known when somebody was last seen."""
KEPT_FOR = timedelta(days=90)
"""How long a sign-in that ended is kept; the history tells of it for good."""


@dataclass
class SignedIn:
    """The sign-in of a desk, shared by every copy of it.

    id: of its row; "" where no password was asked for, and nothing ends. seen_at: when it was last
    noted that somebody is there. ended: why it ended, in words; "" as far as is known here.
    """

    id: str = ""
    seen_at: datetime | None = None
    ended: str = ""


_COLUMNS: tuple[Any, ...] = (
    col(SignIn.started_at),
    col(SignIn.ended_at),
    col(SignIn.ended_why),
    col(Council.sign_in_hours),
)
SIGNED_IN = Question(
    sqlalchemy.select(*_COLUMNS)
    .join(Council, col(Council.id) == col(SignIn.council_id))
    .where(col(SignIn.id) == bindparam("sign_in_id"))
)
"""A sign-in and how long one may last; asked in one round with what somebody is."""


def must_be_signed_in(desk: Desk, found: Rows) -> None:
    """Raise SignedOut where the answer to SIGNED_IN says that the desk's sign-in has ended."""
    if not desk.signed_in.id:
        return
    why = _why_ended(found, desk.clock())
    if why:
        desk.signed_in.ended = why
        raise SignedOut(why)


def _why_ended(found: Rows, now: datetime) -> str:
    if not found:
        return "the record no longer knows of your sign-in"
    row = found[0]
    if row.ended_at is not None:
        return str(row.ended_why)
    if now - row.started_at >= timedelta(hours=row.sign_in_hours):
        return f"a sign-in lasts {row.sign_in_hours} hours here"
    return ""


def ask_whether_signed_in(session: Session, desk: Desk) -> None:
    """Raise SignedOut where the desk's sign-in has ended, for what asks nothing else."""
    must_be_signed_in(desk, *ask(session, (SIGNED_IN,), {"sign_in_id": desk.signed_in.id}))


def still_signed_in(desk: Desk) -> None:
    """Raise SignedOut where the desk's sign-in has ended."""
    with desk.store.reading() as session:
        ask_whether_signed_in(session, desk)


def begin(session: Session, council_id: str, person_id: str, place: str, now: datetime) -> SignedIn:
    """Keep that somebody signed in just now; those that ended long ago are forgotten."""
    theirs = delete(SignIn).where(col(SignIn.person_id) == person_id)
    session.execute(theirs.where(col(SignIn.started_at) < now - KEPT_FOR))
    row = SignIn(
        council_id=council_id, person_id=person_id, place=place, started_at=now, last_seen=now
    )
    session.add(row)
    session.flush()
    return SignedIn(row.id, now)


def note_seen(session: Session, signed_in: SignedIn, now: datetime) -> None:
    """Note, in a transaction that writes anyway, that somebody is there."""
    if not signed_in.id or (signed_in.seen_at and now - signed_in.seen_at < NOTED_EVERY):
        return
    session.execute(update(SignIn).where(col(SignIn.id) == signed_in.id).values(last_seen=now))
    signed_in.seen_at = now


def end(session: Session, sign_in_id: str, why: str, now: datetime) -> bool:
    """End one sign-in, if it is open; whether it was. The caller tells the history."""
    return _end(session, why, now, col(SignIn.id) == sign_in_id) > 0


def end_all(
    session: Session, person_id: str, why: str, now: datetime, *, but: SignedIn | None = None
) -> int:
    """End every open sign-in of a person, on every machine; how many. The caller tells the history.

    why: completes "You were signed out because": "your password was changed". but: stays open.
    """
    others = (col(SignIn.person_id) == person_id, col(SignIn.id) != (but.id if but else ""))
    return _end(session, why, now, *others)


def _end(session: Session, why: str, now: datetime, *which: sqlalchemy.ColumnElement[bool]) -> int:
    open_ones = update(SignIn).where(*which, col(SignIn.ended_at).is_(None))
    ended = session.execute(open_ones.values(ended_at=now, ended_why=why))
    return int(getattr(ended, "rowcount", 0))
