"""Conflicts of interest: the one place that says in which cases somebody has one.

A conflict is recorded in the ledger of a meeting, and binds in the whole case, from the moment it
is recorded and whatever becomes of the meeting. It binds in the reviews before and after an appeal
too, which are about the same people. Somebody who was only written in by name is bound as well.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam, literal_column
from sqlmodel import Session, col, or_, select

from conference.folding import folded
from conference.record.bare import Question, Rows, ask
from conference.record.tables import Attendance, Case, Person
from conference.text import one_line
from conference.views import Stage

_COLUMNS: tuple[Any, ...] = (
    *(col(Attendance.case_id), col(Attendance.person_id), col(Attendance.name)),
    col(Person.name).label("of"),
)
CONFLICTS = Question(
    sqlalchemy.select(*_COLUMNS)
    .join(Person, col(Person.council_id) == col(Attendance.council_id))
    .where(
        col(Person.id) == bindparam("person_id"),
        # Said in the statement itself: the index of conflicts alone is only used where it is.
        col(Attendance.conflict) != literal_column("''"),
        col(Attendance.person_id).is_(None) | (col(Attendance.person_id) == bindparam("person_id")),
    )
)
"""Every conflict recorded of somebody (person_id), and of whoever was written in by name only."""


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their capitals and spaces are."""
    return folded(one_line(one)) == folded(one_line(other))


def bound_in(session: Session, conflicts: Rows) -> frozenset[str]:
    """The ids of the cases in which the answer to `CONFLICTS` binds, with the linked ones."""
    found = {row.case_id for row in conflicts if row.person_id or same_name(row.name, row.of)}
    new = found
    while new:
        linked = session.exec(
            select(Case.id, col(Case.linked_case_id)).where(
                or_(col(Case.id).in_(new), col(Case.linked_case_id).in_(new))
            )
        )
        new = {one for pair in linked for one in pair if one} - found
        found = found | new
    return frozenset(found)


def conflicted_cases(session: Session, person_id: str) -> frozenset[str]:
    """The ids of the cases in which somebody has a conflict of interest: there are few, or none."""
    [conflicts] = ask(session, (CONFLICTS,), {"person_id": person_id})
    return bound_in(session, conflicts)


def bound_by_name_alone(session: Session, person_id: str) -> bool:
    """Whether a conflict binds somebody only as long as they have the name they have."""
    [conflicts] = ask(session, (CONFLICTS,), {"person_id": person_id})
    return any(not row.person_id and same_name(row.name, row.of) for row in conflicts)


def without_conflicts(
    session: Session, person_id: str, case_id: Any
) -> tuple[ColumnElement[bool], ...]:
    """What a list over many cases asks of the column `case_id`, so that it leaves those out.

    They are read first: there are few or none, and a server plans better without the question.
    """
    cases = conflicted_cases(session, person_id)
    return (case_id.not_in(cases),) if cases else ()


def has_conflict_in_open_case(session: Session, person_id: str) -> bool:
    """Whether somebody has a conflict of interest in a case that has not ended."""
    still_open = select(Case.id).where(
        col(Case.id).in_(conflicted_cases(session, person_id)),
        col(Case.stage).not_in((Stage.CLOSED, Stage.WITHDRAWN)),
    )
    return session.exec(still_open.limit(1)).first() is not None
