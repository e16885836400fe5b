"""Trying a password: counted before it is checked, so that nobody guesses faster by guessing often.

A person there is not, a person without a password and a wrong password take the same time and give
the same words. What was typed is in no history, log or error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from conference.casefile.who import person_view
from conference.errors import NeedsCode, Refused
from conference.law import passwords
from conference.record import history
from conference.record.keeping import changes_of
from conference.record.store import Store
from conference.record.tables import Credential, Person
from conference.review import hashing, one_time
from conference.views import PersonView

WRONG = "The name or the password is not right."
NO_SUCH_CODE = "That code is not right, or it was used already."
_SAFE = "Nothing was changed."


@dataclass(frozen=True)
class Door:
    """Whose password is tried, where, and by which clock."""

    store: Store
    council_id: str
    person_id: str
    clock: Callable[[], datetime]

    def __post_init__(self) -> None:
        """Nobody knocks at more than one council."""
        object.__setattr__(self, "store", self.store.within(self.council_id))

    def credential(self, session: Session, *, to_write: bool = True) -> Credential | None:
        """The person's credential; to_write: held until the transaction ends."""
        mine = select(Credential).where(
            Credential.council_id == self.council_id, Credential.person_id == self.person_id
        )
        if to_write:
            mine = mine.with_for_update()
        return session.exec(mine).first() if self.person(session) else None

    def person(self, session: Session) -> Person | None:
        """Somebody who works here now."""
        row = session.get(Person, self.person_id)
        return row if row and row.council_id == self.council_id and row.active else None

    def view(self, session: Session) -> PersonView:
        """The person as screens see them."""
        return person_view(session, session.get_one(Person, self.person_id))

    def note(self, session: Session, act: str, *, with_heads: bool = False) -> None:
        """Write what the person did, and nothing of what they typed, in the council's history.

        with_heads: and the head of each case that has grown, as each sign-in does.
        """
        person = self.person(session)
        history.append(
            session,
            council_id=self.council_id,
            case_id=None,
            at=self.clock(),
            actor_id=person.id if person else "",
            actor=person.name if person else "",
            act=act,
            subject="Person",
            subject_id=self.person_id,
            with_heads=with_heads,
        )


@dataclass(frozen=True)
class _Count:
    """What a try found before it was checked."""

    kept: str
    wait_until: datetime | None


def try_password(door: Door, password: str, *, code: str | None, with_code: bool = True) -> None:
    """Return where the password, and the code where one is used, are right.

    with_code: whether a code is asked for at all. Raises Refused where they are wrong, where it is
    too early for the next try or the person is locked out, NeedsCode where a code is missing.
    """
    counted = _count(door)
    said = password[: 4 * passwords.LONGEST + 1]
    kept = counted.kept if counted else hashing.of_nobody()
    fits = hashing.hasher.fits(kept, passwords.normalised(said)) and counted is not None
    old = fits and hashing.hasher.is_old(kept)
    anew = hashing.hasher.hash(passwords.normalised(said)) if old else ""
    refusal: Refused | NeedsCode | None = None
    with door.store.writing() as session:
        row = door.credential(session)
        if row is None or counted is None or not fits or row.password != counted.kept:
            refusal = _wrong(door, session, row)
        elif with_code and row.totp_secret and not (code or "").strip():
            row.failures, row.wait_until = max(0, row.failures - 1), counted.wait_until
            refusal = NeedsCode("A one-time code is needed too.", safe=_SAFE)
        elif with_code and row.totp_secret and not one_time.takes(row, code or "", door.clock()):
            door.note(session, "gave a wrong one-time code")
            refusal = Refused(NO_SUCH_CODE, safe=_SAFE, next="Wait for the next one and try again.")
        else:
            row.failures, row.wait_until, row.password = 0, None, anew or row.password
        if row is not None:
            session.add(row)
            if refusal is None and changes_of(row):
                # A recovery code is used up, or the password was hashed anew with today's costs.
                door.note(session, "used up a recovery code, or had the password hashed anew")
    if refusal:
        raise refusal


def _count(door: Door) -> _Count | None:
    """Count a try before it is checked; None where there is nobody, or nothing to check."""
    now = door.clock()
    with door.store.writing() as session:
        row = door.credential(session)
        if row is None:
            return None
        if row.failures >= passwords.LOCKED_AFTER:
            raise _locked_out()
        waited_until = row.wait_until
        # A clock that was set back must not shut anybody out for longer than any wait is.
        if waited_until and now < waited_until <= now + passwords.LONGEST_WAIT:
            raise _too_early(waited_until, now)
        row.failures += 1
        wait = passwords.wait_after(row.failures)
        row.wait_until = now + wait if wait else None
        session.add(row)
        return _Count(row.password, waited_until)


def _wrong(door: Door, session: Session, row: Credential | None) -> Refused:
    if door.person(session) is not None:
        door.note(session, "gave a wrong password")
    if row is not None and row.failures == passwords.LOCKED_AFTER:
        door.note(session, "was locked out")
    return Refused(
        WRONG,
        safe=_SAFE,
        next="Try again. If you have no password yet, or forgot it, ask an administrator.",
    )


def _too_early(until: datetime, now: datetime) -> Refused:
    seconds = max(1, round((until - now).total_seconds()))
    wait = f"{seconds} second{'' if seconds == 1 else 's'}"
    if seconds > 90:
        wait = f"{-(-seconds // 60)} minutes"
    return Refused(
        f"After several wrong tries there is a wait: {wait} more.",
        safe=_SAFE,
        next="Try again then, or ask an administrator.",
    )


def _locked_out() -> Refused:
    return Refused(
        f"Locked after {passwords.LOCKED_AFTER} wrong tries.",
        safe="Nothing was changed, and nobody got in.",
        next="An administrator unlocks it, or on this machine: conference person unlock NAME",
    )
