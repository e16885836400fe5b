"""Roles: somebody can be several things, and on one case something else than on the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session, col, select

from conference.errors import BadInput, NotFound, Problem, Refused
from conference.law import access
from conference.law.access import Operation, Role
from conference.record.tables import Case, Person, RoleHeld
from conference.review.desk import (
    Desk,
    council_standing,
    not_allowed,
    note_at,
)
from conference.review.protection import must_have_proved
from conference.text import one_line

ON_ONE_CASE = frozenset({Role.OFFICER, Role.CHAIR, Role.REPRESENTATIVE, Role.OBSERVER})
"""Roles that somebody can have on one case alone."""
_NEEDED = (Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR)
"""Roles that are never left without anybody."""
_SAFE = "Nothing was changed."


def give_role(desk: Desk, person_id: str, role: Role, *, case: str = "") -> None:
    """Give somebody a role on every case, or on the one of a reference. Having it is no fault.

    Everywhere, it is for an administrator who proved who they are; on one case, also for an
    officer, and never to oneself. Raises Refused, NotFound, and BadInput for what cannot be.
    """
    with _arranging(desk, person_id, case) as (session, person, found):
        _check(session, person, role, on_one_case=found is not None)
        if _held(session, person_id, role, found) is None:
            case_id = found.id if found else None
            session.add(
                RoleHeld(
                    council_id=desk.council_id, person_id=person_id, role=role, case_id=case_id
                )
            )
            session.flush()
            act = f"gave {person.name} a role: {role}"
            note_at(session, desk, act, found, about=("Person", person.id))


def take_role(desk: Desk, person_id: str, role: Role, *, case: str = "") -> None:
    """Take a role from somebody; who did it, and as what, stays in the history.

    Refused for the last administrator, officer or chair of the council.
    """
    with _arranging(desk, person_id, case) as (session, person, found):
        held = _held(session, person_id, role, found)
        if held is None:
            raise NotFound(f"{person.name} is not {role} there.", safe=_SAFE)
        if found is None and role in _NEEDED and _others(session, desk, person_id, role) == 0:
            raise Refused(
                f"Nobody else is {role}.", safe=_SAFE, next="Give the role to somebody else first."
            )
        session.delete(held)
        session.flush()
        act = f"took a role from {person.name}: {role}"
        note_at(session, desk, act, found, about=("Person", person.id))


def roles_on_cases(desk: Desk, person_id: str) -> tuple[tuple[str, str], ...]:
    """The references somebody has a role of their own on, each with it; for who gives them."""
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.SET_UP):
            raise not_allowed(Operation.SET_UP)
        rows = session.exec(
            select(Case.reference, RoleHeld.role)
            .join(RoleHeld, col(RoleHeld.case_id) == col(Case.id))
            .where(RoleHeld.person_id == person_id, Case.council_id == desk.council_id)
            .order_by(col(Case.reference))
        )
        return tuple((reference, role) for reference, role in rows)


@contextmanager
def _arranging(
    desk: Desk, person_id: str, case: str
) -> Iterator[tuple[Session, Person, Case | None]]:
    operation = Operation.SET_UP if case else Operation.SET_PASSWORD
    with desk.store.writing() as session:
        if not access.may(council_standing(session, desk), operation):
            raise not_allowed(operation)
        if case and person_id == desk.person.id:
            raise Refused("Nobody gives or takes a role on a case for themselves.", safe=_SAFE)
        must_have_proved(session, desk)
        person = session.get(Person, person_id)
        if person is None or person.council_id != desk.council_id or not person.active:
            raise NotFound("There is nobody like that here.", next="Look at the list of people.")
        yield session, person, _case(session, desk, case) if case else None


def _case(session: Session, desk: Desk, reference: str) -> Case:
    """The case of a reference; whoever gives roles reads nothing of it."""
    found = session.exec(
        select(Case).where(
            Case.council_id == desk.council_id, Case.reference == one_line(reference).upper()
        )
    ).first()
    if found is None:
        raise NotFound("There is no case of that reference.", next="Check the reference.")
    return found


def _check(session: Session, person: Person, role: Role, *, on_one_case: bool) -> None:
    problem = ""
    if role is Role.REPRESENTATIVE and person.agency_id is None:
        problem = "a representative answers for an agency, and they are of none"
    elif on_one_case and role not in ON_ONE_CASE:
        problem = f"nobody is {role} on one case alone"
    elif role is Role.ROOM or _held(session, person.id, Role.ROOM, None) is not None:
        problem = "a room display is nobody: it is added as one, and is nothing else"
    if problem:
        raise BadInput("That role cannot be given.", (Problem("role", problem),))


def _held(session: Session, person_id: str, role: Role, case: Case | None) -> RoleHeld | None:
    place = col(RoleHeld.case_id).is_(None) if case is None else RoleHeld.case_id == case.id
    held = select(RoleHeld).where(
        RoleHeld.person_id == person_id, RoleHeld.role == role.value, place
    )
    return session.exec(held).first()


def _others(session: Session, desk: Desk, person_id: str, role: Role) -> int:
    held = (
        select(RoleHeld.id)
        .join(Person, col(Person.id) == col(RoleHeld.person_id))
        .where(
            RoleHeld.council_id == desk.council_id,
            RoleHeld.role == role.value,
            RoleHeld.person_id != person_id,
            col(RoleHeld.case_id).is_(None),
            Person.active,
        )
    )
    return len(session.exec(held).all())
