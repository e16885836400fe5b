"""Trying a password: counted before it is checked, so that nobody guesses faster by guessing often.

A person there is not, a person without a password and a wrong password give the same words after
the same work: as many questions to the database, one hash, one entry of the history. What was typed
is in no history, log or error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from conference.casefile.who import person_view
from conference.errors import NeedsCode, Refused
from conference.law import passwords
from conference.law.calendar import london_day
from conference.record import history
from conference.record.keeping import changes_of
from conference.record.store import Store
from conference.record.tables import Credential, Person
from conference.review import hashing, one_time, sealed_codes, waits
from conference.review.client import NOWHERE, Client
from conference.review.devices import is_known
from conference.review.naming import plain
from conference.review.sealed_codes import Opened
from conference.review.waits import Counted, counters
from conference.views import PersonView

WRONG = "The name or the password is not right."
NO_SUCH_CODE = "That code is not right, or it was used already."
_SAFE = "Nothing was changed."
_NOBODY = "somebody gave a name that nobody here has, or a wrong password for it"


@dataclass(frozen=True)
class Door:
    """Whose password is tried, from where, and by which clock.

    person_id: "" where what was typed is nobody's name. said: the name or address that was typed,
    as `naming.plain` has it; "" where the person was chosen from a list. seated: whoever tries
    signed in before at the same desk.
    """

    store: Store
    council_id: str
    person_id: str
    clock: Callable[[], datetime]
    client: Client = NOWHERE
    said: str = ""
    seated: bool = False

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
        # Both are asked in any case: what there is not takes as long as what there is.
        person, found = self.person(session), session.exec(mine).first()
        return found if person else None

    def person(self, session: Session) -> Person | None:
        """Somebody who works here now."""
        mine = select(Person).where(
            Person.id == self.person_id, Person.council_id == self.council_id, Person.active
        )
        return session.exec(mine).first()

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
            act=act if person else _NOBODY,
            subject="Person",
            subject_id=self.person_id,
            with_heads=with_heads,
        )

    def count(self, session: Session) -> tuple[Counted, ...]:
        """Count a try before it is checked. Refused where it is too early for it."""
        device, today = self.client.device, london_day(self.clock())
        known = is_known(session, self.council_id, self.person_id, device, today)
        if known or self.seated:
            whence = waits.hashed("device", device)
            by = counters(waits.hashed("person", self.person_id), whence, known=True)
        else:
            by = counters(self._who, waits.hashed("from", self.client.whence), known=False)
        return waits.count(session, self.council_id, by, self.clock())

    @property
    def _who(self) -> str:
        """Whom tries from unknown devices are for: what was typed, whether or not it is a name."""
        if self.said:
            return waits.hashed("said", self.said)
        return waits.hashed("person", self.person_id or "nobody")

    def open(self, session: Session) -> None:
        """Let the person be tried for at once, from everywhere."""
        waits.clear(session, self.council_id, counted_as(session.get_one(Person, self.person_id)))


def counted_as(person: Person) -> tuple[str, ...]:
    """All that tries for a person are counted as: chosen, by their name, by their address."""
    typed = (waits.hashed("said", plain(words)) for words in (person.name, person.email))
    return (waits.hashed("person", person.id), *typed)


def try_password(door: Door, password: str, *, code: str | None, with_code: bool = True) -> None:
    """Return where the password, and the code where one is used, are right.

    with_code: whether a code is asked for at all. Raises Refused where they are wrong or where it
    is too early for the next try, NeedsCode where a code is missing.
    """
    with door.store.writing() as session:
        row = door.credential(session, to_write=False)
        counted, there = door.count(session), row is not None
        kept = row.password if row is not None else hashing.hasher.of_nobody()
        secret = row.totp_secret if row is not None else ""
    said = passwords.normalised(password[: 4 * passwords.LONGEST + 1])
    fits = hashing.hasher.fits(kept, said) and there
    anew = hashing.hasher.hash(said) if fits and hashing.hasher.is_old(kept) else ""
    # Only now: whoever gives a wrong password waits for no key.
    checks_code = fits and with_code and (code or "").strip()
    kept_codes = secret if checks_code else ""
    codes = sealed_codes.opened(door.store, door.council_id, door.person_id, kept_codes)
    refusal: Refused | NeedsCode | None = None
    with door.store.writing() as session:
        row = door.credential(session)
        if row is None or not fits or row.password != kept:
            door.note(session, "gave a wrong password")
            refusal = _wrong()
        elif with_code and row.totp_secret and not (code or "").strip():
            waits.right(session, door.council_id, counted, wholly=False)
            refusal = NeedsCode("A one-time code is needed too.", safe=_SAFE)
        elif with_code and row.totp_secret and not _takes(row, codes, code or "", door.clock()):
            what = "that cannot be checked here" if codes.refusal else "that is wrong"
            door.note(session, f"gave a one-time code {what}")
            refusal = codes.refusal or Refused(
                NO_SUCH_CODE, safe=_SAFE, next="Wait for the next one and try again."
            )
        else:
            # A code that was not asked for yet can still be guessed at: its count goes on.
            wholly = with_code or door.seated or not row.totp_secret
            waits.right(session, door.council_id, counted, wholly=wholly)
            row.password = anew or row.password
        if row is not None and refusal is None and changes_of(row):
            # A recovery code is used up, the password was hashed anew with today's costs, or
            # the codes were in the clear until now.
            act = "used up a recovery code, or had the password hashed anew or the codes sealed"
            door.note(session, act)
    if refusal:
        raise refusal


def _takes(row: Credential, codes: Opened, code: str, at: datetime) -> bool:
    """Whether a code is right; what was in the clear is sealed then."""
    if row.totp_secret != codes.kept or not one_time.takes(row, codes.secret, code, at):
        return False
    row.totp_secret = codes.anew
    return True


def _wrong() -> Refused:
    return Refused(
        WRONG,
        safe=_SAFE,
        next="Try again. If others here have your name, give your e-mail address. If you have no "
        "password yet, or forgot it, ask an administrator.",
    )
