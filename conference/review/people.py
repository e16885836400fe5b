"""Setting up: the council, the procedure it follows, its agencies and its people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from conference.casefile.who import person_view
from conference.errors import BadInput, NotFound, Problem, Refused
from conference.forms import NewAgency, NewCouncil, NewPerson
from conference.law.access import Operation, Role
from conference.law.procedure import Procedure
from conference.record import history
from conference.record.conflicts import bound_by_name_alone, same_name
from conference.record.keeping import changes_of
from conference.record.server import one_at_a_time
from conference.record.store import Store
from conference.record.tables import (
    Agency,
    Chain,
    Council,
    CouncilRow,
    Person,
    ProcedureText,
    RoleHeld,
)
from conference.record.walls import EVERY
from conference.review.councils import council_meant, councils
from conference.review.desk import Desk, as_shown, note_at, required, settling
from conference.text import one_line
from conference.views import AgencyKind, AgencyRole, PersonView

USUAL_AGENCIES = (
    NewAgency("Police", AgencyKind.POLICE, AgencyRole.RELEVANT_BODY),
    NewAgency("Environmental health", AgencyKind.ENVIRONMENTAL_HEALTH, AgencyRole.RELEVANT_BODY),
    NewAgency("Council housing", AgencyKind.COUNCIL_HOUSING, AgencyRole.RELEVANT_BODY),
    NewAgency("Health", AgencyKind.HEALTH, AgencyRole.RELEVANT_BODY),
    NewAgency("Adult social care", AgencyKind.SOCIAL_CARE, AgencyRole.CONTRIBUTOR),
)
"""Who is usually at the table in a district: s.105, and social care as a contributor."""
ROOM_DISPLAY = NewPerson("Room display", "The screen in the meeting room", (Role.ROOM,))
"""What a new council gets for the screen in its meeting room, unless it names its own."""


@dataclass(frozen=True)
class SetUp:
    """What a first run asks for."""

    council: NewCouncil
    procedure: Procedure
    agencies: tuple[NewAgency, ...]
    people: tuple[NewPerson, ...]


def is_set_up(store: Store) -> bool:
    """Whether the database has a council yet."""
    return bool(councils(store))


def only_council(store: Store) -> str | None:
    """The id of the council whose record this is; None before the set-up.

    Refused where the database holds several, and the store is scoped to none.
    """
    if store.council_id in ("", EVERY):
        return council_meant(store)
    with store.reading() as session:
        return session.exec(select(Council.id).where(Council.id == store.council_id)).first()


def set_up(
    store: Store, clock: Callable[[], datetime], form: SetUp, *, another: bool = False
) -> str:
    """Make the council with its procedure, agencies and people; return the council's id.

    Refused once a council is there: later changes are made one by one, each by somebody. another:
    beside those that are there, under a name and a code that none of them has.
    """
    _check_set_up(form)
    with store.across().writing() as session:
        _must_be_new(session, form.council, another=another)
        council = _new_council(form.council)
        session.add(council)
        session.flush()
        session.add(Chain(id=council.id, council_id=council.id))
        session.add(_procedure_row(council.id, form.procedure, clock()))
        agencies = [
            _agency_row(council.id, agency, position)
            for position, agency in enumerate(form.agencies)
        ]
        session.add_all(agencies)
        session.flush()
        for person in _with_room_display(form.people):
            _add_person(session, council.id, person, agencies)
        history.append(
            session,
            council_id=council.id,
            case_id=None,
            at=clock(),
            actor_id="",
            actor="first run",
            act="set the council up",
            subject="Council",
            subject_id=council.id,
        )
        return council.id


def _must_be_new(session: Session, form: NewCouncil, *, another: bool) -> None:
    # One after the other, also where two set up at the same moment.
    one_at_a_time(session.connection())
    there = session.exec(select(Council)).all()
    if there and not another:
        raise Refused(
            "This database is set up already.",
            safe="Nothing was changed.",
            next="Change the agencies and the people in the settings; or, for another council in "
            "the same database: conference set-up --another",
        )
    name, code = one_line(form.name).casefold(), form.code.casefold()
    for one in there:
        if name == one.name.casefold() or code == one.code.casefold():
            raise Refused(
                f"{one.name} ({one.code}) is here already.",
                safe="Nothing was changed.",
                next="Give the other council its own name, and letters that begin its references.",
            )


def _with_room_display(people: tuple[NewPerson, ...]) -> tuple[NewPerson, ...]:
    """The people, with a display for the meeting room where they name none."""
    named = any(Role.ROOM in person.roles for person in people)
    return people if named else (*people, ROOM_DISPLAY)


def _display_problems(people: Sequence[NewPerson]) -> list[Problem]:
    """A display is nobody: whoever stands before it must not be able to act by it."""
    return [
        Problem(one_line(person.name) or "people", "a room display holds no other role, no agency")
        for person in people
        if Role.ROOM in person.roles and (len(set(person.roles)) > 1 or person.agency_id)
    ]


def _check_set_up(form: SetUp) -> None:
    problems = [
        *([] if form.council.name.strip() else [Problem("council", "its name is needed")]),
        *([] if form.people else [Problem("people", "at least one person is needed")]),
        *_code_problems(form.council.code),
        *_display_problems(form.people),
    ]
    roles = {role for person in form.people for role in person.roles}
    if form.people and not {Role.OFFICER, Role.CHAIR} <= roles:
        problems.append(Problem("people", "somebody must be officer and somebody chair"))
    if problems:
        raise BadInput("The set-up is not complete.", tuple(problems))


def _code_problems(code: str) -> list[Problem]:
    if 1 <= len(code) <= 4 and code.isascii() and code.isalpha():
        return []
    return [Problem("code", "one to four letters that begin its references, such as ER")]


def _new_council(form: NewCouncil) -> Council:
    return Council(
        name=one_line(form.name),
        code=form.code.upper(),
        department=one_line(form.department),
        address=[one_line(line) for line in form.address if line.strip()],
        phone=one_line(form.phone),
        email=one_line(form.email),
        practice=form.practice,
        source=one_line(form.source),
    )


def _procedure_row(council_id: str, procedure: Procedure, at: datetime) -> ProcedureText:
    return ProcedureText(
        council_id=council_id,
        key=procedure.key,
        name=procedure.name,
        effective_from=procedure.effective_from,
        text=procedure.text,
        digest=hashlib.sha256(procedure.text.encode()).hexdigest(),
        adopted_at=at,
    )


def _agency_row(council_id: str, form: NewAgency, position: int) -> Agency:
    return Agency(
        council_id=council_id,
        name=one_line(form.name),
        kind=form.kind,
        role=form.role,
        email=one_line(form.email),
        phone=one_line(form.phone),
        escalation=one_line(form.escalation),
        position=position,
    )


def _add_person(
    session: Session, council_id: str, form: NewPerson, agencies: Sequence[Agency]
) -> Person:
    known = {agency.id: agency.id for agency in agencies} | {a.name: a.id for a in agencies}
    person = Person(
        council_id=council_id,
        name=one_line(form.name),
        title=one_line(form.title),
        agency_id=known.get(form.agency_id or ""),
        email=one_line(form.email),
        phone=one_line(form.phone),
    )
    session.add(person)
    session.flush()
    for role in form.roles:
        session.add(RoleHeld(council_id=council_id, person_id=person.id, role=Role(role).value))
    session.flush()
    return person


def people(store: Store, council_id: str, *, closed: bool = False) -> tuple[PersonView, ...]:
    """Everybody who works on the council's reviews, by name; its room displays last.

    closed: those who left instead, whose accounts are closed.
    """
    with store.within(council_id).reading() as session:
        rows = session.exec(
            select(Person)
            .where(Person.council_id == council_id, col(Person.active).is_not(closed))
            .order_by(col(Person.name))
        ).all()
        found = (person_view(session, row) for row in rows)
        return tuple(sorted(found, key=lambda person: person.is_room_display))


def add_agency(desk: Desk, form: NewAgency) -> str:
    """Add an agency of the area; return its id."""
    required(name=form.name)
    with settling(desk) as session:
        position = len(
            session.exec(select(Agency.id).where(Agency.council_id == desk.council_id)).all()
        )
        agency = _agency_row(desk.council_id, form, position)
        return kept(session, desk, "added an agency", agency)


def change_agency(desk: Desk, agency_id: str, form: NewAgency, *, shown: int) -> None:
    """Change an agency's name, kind, role or contact."""
    required(name=form.name)
    with settling(desk) as session:
        agency = _own(session, Agency, desk, agency_id)
        as_shown(agency.version, shown)
        agency.name, agency.kind, agency.role = one_line(form.name), form.kind, form.role
        agency.email, agency.phone = one_line(form.email), one_line(form.phone)
        agency.escalation = one_line(form.escalation)
        kept(session, desk, "changed an agency", agency)


def add_person(desk: Desk, form: NewPerson) -> str:
    """Add somebody who works on reviews; return their id.

    With roles, which are on all cases, it is for whoever may give those.
    """
    required(name=form.name)
    if problems := _display_problems((form,)):
        raise BadInput("That cannot be a room display.", tuple(problems))
    operation = Operation.GIVE_ROLE if form.roles else Operation.SET_PEOPLE
    with settling(desk, operation) as session:
        agencies = session.exec(select(Agency).where(Agency.council_id == desk.council_id)).all()
        person = _add_person(session, desk.council_id, form, agencies)
        told = {"roles": list(form.roles)}
        note_at(session, desk, "added a person", None, told, about=("Person", person.id))
        return person.id


def change_person(desk: Desk, person_id: str, form: NewPerson, *, shown: int) -> None:
    """Change how somebody is named and reached; their roles and agency stay."""
    required(name=form.name)
    with settling(desk, Operation.SET_PEOPLE) as session:
        person = _own(session, Person, desk, person_id)
        as_shown(person.version, shown)
        renamed = not same_name(person.name, form.name)
        if renamed and bound_by_name_alone(session, person.id):
            raise Refused(
                f"A conflict of interest is recorded under the name {person.name}.",
                safe="Nothing was changed.",
                next="Keep the name, or have the conflict lifted first.",
            )
        person.name, person.title = one_line(form.name), one_line(form.title)
        person.email, person.phone = one_line(form.email), one_line(form.phone)
        kept(session, desk, "changed a person", person)


def adopt_procedure(desk: Desk, procedure: Procedure) -> str:
    """Adopt a procedure for applications received from its date on; earlier cases keep theirs."""
    with settling(desk) as session:
        row = _procedure_row(desk.council_id, procedure, desk.clock())
        return kept(session, desk, "adopted a procedure", row)


_Row = TypeVar("_Row", bound=CouncilRow)


def _own(session: Session, table: type[_Row], desk: Desk, row_id: str) -> _Row:
    row = session.get(table, row_id)
    if row is None or row.council_id != desk.council_id:
        raise NotFound("That entry is no longer there.", next="Open the settings again.")
    return row


def kept(session: Session, desk: Desk, act: str, row: CouncilRow) -> str:
    """Keep a row of the council's own, with its history; its id."""
    changes = changes_of(row)
    session.add(row)
    session.flush()
    note_at(session, desk, act, None, changes, about=(type(row).__name__, row.id))
    return row.id
