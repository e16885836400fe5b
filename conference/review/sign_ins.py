"""Where people are signed in just now, and ending that: one's own, and an administrator others'."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from conference.errors import BadInput, NotFound, Problem
from conference.law import access
from conference.law.access import Operation
from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.record.changes import Notice, Watching
from conference.record.tables import Council, Person, SignIn
from conference.review import signed_in
from conference.review.desk import Desk, council_standing, not_allowed, note_at
from conference.review.passwords import administering
from conference.review.signed_in import ask_whether_signed_in, still_signed_in

__all__ = [
    "OpenSignIn",
    "end_others",
    "end_sign_in",
    "leave",
    "open_sign_ins",
    "set_sign_in_hours",
    "still_signed_in",
    "watch_sign_in",
]
MOST_HOURS = 24
"""The longest that a sign-in may last."""


@dataclass(frozen=True)
class OpenSignIn:
    """A sign-in that is open: since when, on what, and when something was last done with it."""

    id: str
    place: str
    started_at: datetime
    last_seen: datetime
    is_this: bool
    """Whether it is the one that asks."""

    @property
    def words(self) -> str:
        """Such as "signed in on a browser, 3 March 2026 09:10, last seen 11:45"."""
        begun, seen = london_time(self.started_at), london_time(self.last_seen)
        told = f"signed in on {self.place}, {uk_day(begun.date())} {begun:%H:%M}"
        return f"{told}, last seen {seen:%H:%M}{' (this one)' if self.is_this else ''}"


def open_sign_ins(desk: Desk, person_id: str = "") -> tuple[OpenSignIn, ...]:
    """Where somebody is signed in, the latest first: oneself, or for an administrator anybody."""
    of = person_id or desk.person.id
    with desk.store.reading() as session:
        if of != desk.person.id:
            _must_administer(session, desk)
        ask_whether_signed_in(session, desk)
        hours = session.get_one(Council, desk.council_id).sign_in_hours
        found = session.exec(
            select(SignIn)
            .where(
                SignIn.council_id == desk.council_id,
                SignIn.person_id == of,
                col(SignIn.ended_at).is_(None),
                col(SignIn.started_at) > desk.clock() - timedelta(hours=hours),
            )
            .order_by(col(SignIn.started_at).desc())
        )
        return tuple(_view(row, desk) for row in found)


def _must_administer(session: Session, desk: Desk) -> None:
    if not access.may(council_standing(session, desk), Operation.SET_PASSWORD):
        raise not_allowed(Operation.SET_PASSWORD)


def _view(row: SignIn, desk: Desk) -> OpenSignIn:
    this = row.id == desk.signed_in.id
    return OpenSignIn(row.id, row.place, row.started_at, row.last_seen, this)


def end_sign_in(desk: Desk, sign_in_id: str) -> None:
    """End a sign-in at once, wherever it is: one's own, or as an administrator anybody's.

    Raises NotFound where it is not open any more, Refused and NeedsProof for somebody else's.
    """
    with desk.store.reading() as session:
        row = session.get(SignIn, sign_in_id)
    of = row.person_id if row and row.council_id == desk.council_id else ""
    with _ending(desk, of) as session:
        why = f"{_who(desk, of)} ended that sign-in"
        if not signed_in.end(session, sign_in_id, why, desk.clock()):
            raise NotFound("That sign-in has ended already.", next="Look at the list again.")
        _tell(session, desk, of, 1)


def end_others(desk: Desk, person_id: str = "") -> int:
    """End all of one's own sign-ins but this one or, as an administrator, all of somebody's."""
    of = person_id or desk.person.id
    with _ending(desk, of) as session:
        why = f"{_who(desk, of)} ended your sign-ins"
        ended = signed_in.end_all(session, of, why, desk.clock(), but=desk.signed_in)
        if ended:
            _tell(session, desk, of, ended)
        return ended


@contextmanager
def _ending(desk: Desk, of: str) -> Iterator[Session]:
    """One transaction that ends sign-ins of a person; NotFound for one of another council."""
    if of == desk.person.id:
        with desk.store.writing() as session:
            ask_whether_signed_in(session, desk)
            yield session
        return
    with administering(desk) as session:
        person = session.get(Person, of)
        if person is None or person.council_id != desk.council_id:
            raise NotFound("There is no such sign-in, or nobody like that here.")
        yield session


def _who(desk: Desk, of: str) -> str:
    return "you" if of == desk.person.id else desk.person.name


def _tell(session: Session, desk: Desk, of: str, ended: int) -> None:
    name = session.get_one(Person, of).name
    act = f"ended {ended} sign-in{'' if ended == 1 else 's'} of {name}"
    note_at(session, desk, act, about=("Person", of))


def leave(desk: Desk, *, quietly: bool = False) -> None:
    """End the desk's own sign-in: its person leaves. quietly: a command, which says no more."""
    if not desk.signed_in.id:
        return
    with desk.store.writing() as session:
        ended = signed_in.end(session, desk.signed_in.id, "you signed out", desk.clock())
        if ended and not quietly:
            note_at(session, desk, "signed out", about=("Person", desk.person.id))


def watch_sign_in(desk: Desk, told: Callable[[Notice], None]) -> Watching:
    """Have `told` called when the council's own record changes: the sign-in may have ended."""
    return desk.store.changes.watch(told, {desk.council_id})


def set_sign_in_hours(desk: Desk, hours: int) -> None:
    """Say how many hours a sign-in lasts, whatever is being done; 1 to 24."""
    if not 1 <= hours <= MOST_HOURS:
        problem = Problem("hours", f"a whole number from 1 to {MOST_HOURS}")
        raise BadInput("A sign-in cannot last that long.", (problem,))
    with administering(desk) as session:
        council = session.get_one(Council, desk.council_id)
        before, council.sign_in_hours = council.sign_in_hours, hours
        session.add(council)
        act = f"changed the hours that a sign-in lasts from {before} to {hours}"
        note_at(session, desk, act, about=("Council", desk.council_id))
