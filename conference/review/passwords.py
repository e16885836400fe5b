"""Passwords: the first one, one's own, one that an administrator gives, and the way back in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from conference.errors import BadInput, NotFound, Problem, Refused
from conference.exchange.code_keys import is_sealed
from conference.exchange.common_passwords import common_passwords
from conference.law import access, passwords
from conference.law.access import Operation, Role
from conference.law.calendar import london_day
from conference.law.when import uk_day
from conference.record import history
from conference.record.store import Store
from conference.record.tables import Agency, Council, Credential, Person, RoleHeld
from conference.review import devices, hashing, one_time, waits
from conference.review.desk import Desk, council_standing, not_allowed, note_at, settling
from conference.review.protection import is_protected
from conference.review.signed_in import SignedIn, ask_whether_signed_in, end_all
from conference.review.tries import Door, counted_as

_SAFE = "Nothing was changed."
GIVEN_LASTS = timedelta(days=14)
"""How long somebody can come in with a password that an administrator gave them."""
MOST_MINUTES = 240
"""The longest that a screen may stay open without a key, unless it never locks."""


@dataclass(frozen=True)
class Access:
    """How somebody gets in, for whoever looks after it; nothing of a password."""

    person_id: str
    name: str
    roles: tuple[str, ...]
    has_password: bool = False
    must_change: bool = False
    waits: bool = False
    """Whether a new device has to wait just now, because of wrong tries."""
    codes: bool = False
    recovery_codes: int = 0
    codes_sealed: bool = False
    """Whether what makes the codes is sealed in the record; else it stands there in the clear."""

    @property
    def words(self) -> str:
        """How it stands: "has a password, one-time codes"."""
        if not self.has_password:
            return "has no password"
        told = ["wrong tries, so that new devices wait"] if self.waits else []
        told.append("has to change the password" if self.must_change else "has a password")
        if self.codes:
            told.append(f"codes ({self.recovery_codes} recovery codes left)")
        if self.codes and not self.codes_sealed:
            told.append("not sealed in the record")
        return ", ".join(told)


def may_begin(store: Store, council_id: str) -> tuple[str, ...]:
    """The ids of those who may choose the first password of a council: its administrators.

    Where it has none, its officers: whoever of them begins becomes one.
    """
    with store.within(council_id).reading() as session:
        found = _holders(session, council_id, Role.ADMINISTRATOR)
        return found or _holders(session, council_id, Role.OFFICER)


def begin(door: Door, password: str, templates: Path | None) -> None:
    """Keep the first password of a council. Refused once there is one, or for who may not."""
    kept = _made(door, password, templates)
    with door.store.writing() as session:
        # One after the other, also where two begin at the same moment.
        council = session.get(Council, door.council_id, with_for_update=True)
        if council is None or door.person(session) is None:
            raise NotFound("There is nobody like that here.")
        if council.practice:
            raise Refused("A practice council asks for no passwords.", safe=_SAFE)
        if is_protected(session, door.council_id):
            raise Refused(
                "There are passwords here already.", safe=_SAFE, next="Ask an administrator."
            )
        administrators = _holders(session, door.council_id, Role.ADMINISTRATOR)
        beginners = administrators or _holders(session, door.council_id, Role.OFFICER)
        if door.person_id not in beginners:
            raise _others_begin(session, beginners)
        _keep(door, session, kept, must_change=False)
        door.note(session, "chose the first password")
        if not administrators:
            role = Role.ADMINISTRATOR.value
            session.add(RoleHeld(council_id=door.council_id, person_id=door.person_id, role=role))
            door.note(session, "became administrator: nobody else was")


def _others_begin(session: Session, ids: tuple[str, ...]) -> Refused:
    names = [session.get_one(Person, one).name for one in ids]
    return Refused(
        "The first password is an administrator's.",
        safe=_SAFE,
        next=f"It is for {' or '.join(names)}, who then gives everybody else one.",
    )


def _holders(session: Session, council_id: str, role: Role) -> tuple[str, ...]:
    held = (
        select(Person.id)
        .join(RoleHeld, col(RoleHeld.person_id) == col(Person.id))
        .where(
            Person.council_id == council_id,
            Person.active,
            RoleHeld.role == role.value,
            col(RoleHeld.case_id).is_(None),
        )
        .order_by(col(Person.name))
    )
    return tuple(session.exec(held))


def must_be_recent(door: Door) -> None:
    """Raise Refused where the password was given to somebody too long ago to come in with.

    Called once it was right: to anybody else nothing is said of it.
    """
    with door.store.reading() as session:
        row = door.credential(session, to_write=False)
        if row is None or not row.must_change or door.clock() < row.changed_at + GIVEN_LASTS:
            return
        holders = _holders(session, door.council_id, Role.ADMINISTRATOR)
        names = [session.get_one(Person, one).name for one in holders]
        until = uk_day(london_day(row.changed_at + GIVEN_LASTS))
    raise Refused(
        f"The password you were given could be used until {until}.",
        safe=_SAFE,
        next=f"Ask for another one: {' or '.join(names) or 'an administrator'} gives it.",
    )


def change(door: Door, new: str, old: str, *, stays: SignedIn | None = None) -> None:
    """Keep one's own new password, and end one's sign-ins but the one that stays.

    The old password was proved right before, and the new one has no fault that `fault_of_new`
    finds. BadInput: the new one is the old.
    """
    if passwords.normalised(new) == passwords.normalised(old):
        raise BadInput("It is the old one.", (Problem("password", "Choose another one."),))
    kept = hashing.hasher.hash(passwords.normalised(new))
    with door.store.writing() as session:
        _known(door, session)
        _keep(door, session, kept, must_change=False)
        end_all(session, door.person_id, "your password was changed", door.clock(), but=stays)
        door.note(session, "changed their password, which ended their other sign-ins")


def fault_of_new(door: Door, password: str, templates: Path | None) -> BadInput | None:
    """What is wrong with a new password; None where it will do."""
    with door.store.reading() as session:
        person, council = door.person(session), session.get(Council, door.council_id)
        agency = session.get(Agency, person.agency_id) if person and person.agency_id else None
        names = [row.name for row in (person, council, agency) if row is not None]
    found = passwords.faults(password, names=names, denied=common_passwords(templates))
    if not found:
        return None
    problems = tuple(Problem("password", what) for what in found)
    return BadInput("That password will not do.", problems, next=passwords.RULE)


def _made(door: Door, password: str, templates: Path | None) -> str:
    if fault := fault_of_new(door, password, templates):
        raise fault
    return hashing.hasher.hash(passwords.normalised(password))


def _keep(door: Door, session: Session, kept: str, *, must_change: bool) -> Credential:
    row = door.credential(session) or Credential(
        council_id=door.council_id, person_id=door.person_id, changed_at=door.clock()
    )
    row.password, row.must_change, row.changed_at = kept, must_change, door.clock()
    session.add(row)
    door.open(session)
    return row


# What an administrator does


def door_of(desk: Desk, person_id: str) -> Door:
    """The door of somebody whose way in is looked after at a desk."""
    return Door(desk.store, desk.council_id, person_id, desk.clock)


def administering(desk: Desk) -> AbstractContextManager[Session]:
    """One act on somebody else's way in, by an administrator who proved who they are."""
    return settling(desk, Operation.SET_PASSWORD)


def reset_password(desk: Desk, person_id: str, password: str | None = None) -> str:
    """Give somebody a password to come in with once, which they then have to change; it is told.

    password: one that was agreed; else one is made up. Their sign-ins end at once, everywhere.
    """
    door = door_of(desk, person_id)
    given = password or one_time.readable()
    with administering(desk) as session:
        if door_of(desk, desk.person.id).credential(session) is None:
            raise Refused("Choose a password of your own first.", safe=_SAFE)
        if person_id == desk.person.id:
            raise Refused("Your own password is changed with the old one.", safe=_SAFE)
    kept = _made(door, given, desk.templates)
    with administering(desk) as session:
        _known(door, session)
        _keep(door, session, kept, must_change=True)
        devices.forget_all(session, door.council_id, door.person_id)
        _end_after_reset(door, session)
        act = "gave a password, to be changed at once, which ended their sign-ins"
        note_at(session, desk, act, about=("Person", person_id))
    return given


def _end_after_reset(door: Door, session: Session) -> None:
    end_all(session, door.person_id, "you were given a new password", door.clock())


def unlock(desk: Desk, person_id: str) -> None:
    """Let somebody try again at once; their password stays."""
    door = door_of(desk, person_id)
    with administering(desk) as session:
        _known(door, session)
        door.open(session)
        note_at(session, desk, "unlocked somebody's sign-in", about=("Person", person_id))


def unlock_here(door: Door, operator: str) -> None:
    """Let somebody try again, by whoever runs the machine the record is on; it is in the history.

    operator: the account's name. Whoever can write the file could do this without the program.
    """
    with door.store.writing() as session:
        _known(door, session)
        door.open(session)
        _by_operator(door, session, operator, "unlocked a sign-in from outside the program")


def reset_here(door: Door, operator: str) -> str:
    """A password to come in with once, by whoever holds the tables: for an administrator alone.

    It is the way back where the only administrator forgot theirs; codes are taken off too, and the
    history says who did it. operator: the account's name, and the database role where it has one.
    """
    given = one_time.readable()
    kept = hashing.hasher.hash(given)
    with door.store.writing() as session:
        person = _known(door, session)
        if person.id not in _holders(session, door.council_id, Role.ADMINISTRATOR):
            raise Refused(
                "That is done by an administrator.",
                safe=_SAFE,
                next="On the machine, only an administrator's own password is given anew.",
            )
        row = _keep(door, session, kept, must_change=True)
        row.totp_secret, row.recovery = "", []
        devices.forget_all(session, door.council_id, door.person_id)
        _end_after_reset(door, session)
        act = "gave an administrator a password from outside the program"
        _by_operator(door, session, operator, act)
    return given


def set_lock_minutes(desk: Desk, minutes: int) -> None:
    """Say after how many minutes without a key a screen locks; 0 for never, 240 at most."""
    if not 0 <= minutes <= MOST_MINUTES:
        problem = Problem("minutes", f"a whole number from 0 (never) to {MOST_MINUTES}")
        raise BadInput("The screen cannot lock after that.", (problem,))
    with administering(desk) as session:
        council = session.get_one(Council, desk.council_id)
        before, council.lock_minutes = council.lock_minutes, minutes
        act = f"changed the minutes until a screen locks from {before} to {minutes}"
        note_at(session, desk, act, about=("Person", desk.person.id))


def _known(door: Door, session: Session) -> Person:
    person = door.person(session)
    if person is None:
        raise NotFound("There is nobody like that here.", next="Look at the list of people.")
    return person


def _by_operator(door: Door, session: Session, operator: str, act: str) -> None:
    history.append(
        session,
        council_id=door.council_id,
        case_id=None,
        at=door.clock(),
        actor_id="",
        actor=f"{operator} (the machine's account)",
        act=act,
        subject="Person",
        subject_id=door.person_id,
    )


def who_gets_in(desk: Desk) -> tuple[Access, ...]:
    """Everybody with how their sign-in stands, for an administrator."""
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.READ_ACCESS):
            raise not_allowed(Operation.READ_ACCESS)
        rows = session.exec(select(Credential).where(Credential.council_id == desk.council_id))
        kept = {row.person_id: row for row in rows}
        people = session.exec(
            select(Person)
            .where(Person.council_id == desk.council_id, Person.active)
            .order_by(col(Person.name))
        ).all()
        held_up = waits.waiting(session, desk.council_id, desk.clock())
        return tuple(
            _access(session, one, kept.get(one.id), waits=not held_up.isdisjoint(counted_as(one)))
            for one in people
        )


def own_access(desk: Desk) -> Access:
    """How one's own sign-in stands."""
    door = door_of(desk, desk.person.id)
    with desk.store.reading() as session:
        ask_whether_signed_in(session, desk)
        row = door.credential(session, to_write=False)
        return _access(session, _known(door, session), row)


def _access(
    session: Session, person: Person, row: Credential | None, *, waits: bool = False
) -> Access:
    held = select(RoleHeld.role).where(
        RoleHeld.person_id == person.id, col(RoleHeld.case_id).is_(None)
    )
    roles = tuple(session.exec(held.order_by(col(RoleHeld.role))))
    if row is None:
        return Access(person.id, person.name, roles)
    return Access(
        person.id,
        person.name,
        roles,
        has_password=True,
        must_change=row.must_change,
        waits=waits,
        codes=bool(row.totp_secret),
        recovery_codes=len(row.recovery),
        codes_sealed=is_sealed(row.totp_secret),
    )
