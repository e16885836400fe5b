"""Roles: somebody can be several things, and on one case something else than on the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session, col, select

from conference.errors import BadInput, NotFound, Problem, Refused
from conference.law import access
from conference.law.access import Operation, Role
from conference.record.conflicts import conflicted_cases, without_conflicts
from conference.record.tables import Case, Council, Person, RoleHeld
from conference.review.desk import Desk, council_standing, note_at, refused, settling
from conference.text import one_line

ON_ONE_CASE = frozenset({Role.OFFICER, Role.CHAIR, Role.REPRESENTATIVE, Role.OBSERVER})
"""Roles that somebody can have on one case alone."""
_NEEDED = (Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR)
"""Roles that are never left without anybody."""
_SAFE = "Nothing was changed."


def give_role(desk: Desk, person_id: str, role: Role, *, case: str = "") -> None:
    """Give somebody a role on every case, or on the one of a reference. Having it is no fault.

    Everywhere, it is for an administrator; on one case, also for an officer, never to oneself, and
    not for somebody who has a conflict of interest there. It needs a proof of who acts. Raises
    Refused, NotFound, and BadInput for what cannot be.
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
        if found is None:
            must_leave_somebody(session, desk, person_id, role)
        take(session, desk, person, held)


def take(session: Session, desk: Desk, person: Person, held: RoleHeld) -> None:
    """Take a role that somebody holds; the history of its case, or of the council, tells it."""
    case = session.get(Case, held.case_id) if held.case_id else None
    act = f"took a role from {person.name}: {held.role}"
    session.delete(held)
    session.flush()
    note_at(session, desk, act, case, about=("Person", person.id))


def roles_on_cases(desk: Desk, person_id: str) -> tuple[tuple[str, str], ...]:
    """The references somebody has a role of their own on, each with it."""
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.SET_PEOPLE):
            raise refused(desk, Operation.SET_PEOPLE)
        rows = session.exec(
            select(Case.reference, RoleHeld.role)
            .join(RoleHeld, col(RoleHeld.case_id) == col(Case.id))
            .where(
                RoleHeld.person_id == person_id,
                Case.council_id == desk.council_id,
                *without_conflicts(session, desk.person.id, col(Case.id)),
            )
            .order_by(col(Case.reference))
        )
        return tuple((reference, role) for reference, role in rows)


@contextmanager
def _arranging(
    desk: Desk, person_id: str, case: str
) -> Iterator[tuple[Session, Person, Case | None]]:
    with settling(desk, Operation.GIVE_ROLE_ON_CASE if case else Operation.GIVE_ROLE) as session:
        if case and person_id == desk.person.id:
            raise Refused("Nobody gives or takes a role on a case for themselves.", safe=_SAFE)
        yield session, working_here(session, desk, person_id), _case(session, desk, case)


def working_here(session: Session, desk: Desk, person_id: str) -> Person:
    """Somebody of this council whose account is open; who works here then changes for nobody else.

    Raises NotFound.
    """
    # Two at once cannot each take the last but one, and leave nobody.
    session.get(Council, desk.council_id, with_for_update={"key_share": True})
    person = session.get(Person, person_id)
    if person is None or person.council_id != desk.council_id or not person.active:
        raise NotFound("There is nobody like that here.", next="Look at the list of people.")
    return person


def _case(session: Session, desk: Desk, reference: str) -> Case | None:
    """The case of a reference, None for ""; whoever gives roles reads nothing of it.

    Not found for somebody who has a conflict of interest in it, be it over or not.
    """
    if not reference:
        return None
    found = session.exec(
        select(Case).where(
            Case.council_id == desk.council_id, Case.reference == one_line(reference).upper()
        )
    ).first()
    if found is None or found.id in conflicted_cases(session, desk.person.id):
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


def must_leave_somebody(session: Session, desk: Desk, person_id: str, role: str) -> None:
    """Raise Refused where nobody else would be administrator, officer or chair."""
    if role in _NEEDED and _others(session, desk, person_id, role) == 0:
        raise Refused(
            f"Nobody else is {role}.", safe=_SAFE, next="Give the role to somebody else first."
        )


def _others(session: Session, desk: Desk, person_id: str, role: str) -> int:
    held = (
        select(RoleHeld.id)
        .join(Person, col(Person.id) == col(RoleHeld.person_id))
        .where(
            RoleHeld.council_id == desk.council_id,
            RoleHeld.role == role,
            RoleHeld.person_id != person_id,
            col(RoleHeld.case_id).is_(None),
            Person.active,
        )
    )
    return len(session.exec(held).all())
