"""Which cases a caseload holds, for whom, and what is due next on each of them for that person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Connection, Date, case, func, literal_column, or_, select
from sqlmodel import Session

from conference.law.access import Role
from conference.record.conflicts import without_conflicts
from conference.record.tables import Case, InformationRequest, RoleHeld
from conference.views import RequestState, Stage

ENDED = (Stage.CLOSED, Stage.WITHDRAWN)
OUTSTANDING = tuple(state for state in RequestState if state.outstanding)


def bare(table: type[Any]) -> Any:
    """The columns alone: a list is read without making a row of each case."""
    return sqlalchemy.inspect(table).local_table.c


CASE, REQUEST = bare(Case), bare(InformationRequest)
_ROLE = bare(RoleHeld)


@dataclass(frozen=True)
class CaseloadFilter:
    """Which cases are wanted. words: part of a reference or of an applicant's name."""

    words: str = ""
    ended: bool = False
    asked_agency: str | None = None
    """Only cases on which this agency is asked."""
    holds_role: str | None = None
    """Only those, and cases on which this person has a role of their own."""
    not_conflicted: str | None = None
    """Only cases in which this person has no conflict of interest."""

    @property
    def of_some(self) -> bool:
        """Whether it is for somebody who does not know of every case."""
        return self.asked_agency is not None or self.holds_role is not None


def joined(council_id: str, wanted: CaseloadFilter) -> Any:
    """The cases, beside them the answer of the one agency that is told of itself."""
    if wanted.asked_agency is None:
        return CASE.id.table
    own = _own(council_id, wanted.asked_agency)
    return CASE.id.table.outerjoin(own, own.c.case_id == CASE.id)


def _own(council_id: str, agency_id: str) -> Any:
    """By when an agency's first answer on each case is due, where one is still to come."""
    return (
        select(REQUEST.case_id, func.min(REQUEST.due_on).label("due"))
        .where(
            REQUEST.council_id == council_id,
            REQUEST.agency_id == agency_id,
            REQUEST.state.in_(OUTSTANDING),
        )
        .group_by(REQUEST.case_id)
        .subquery("own")
    )


OWN_CASE: ColumnElement[Any] = literal_column("own.case_id")
"""Nothing where the agency's own answer is not to come."""


def next_due_for(wanted: CaseloadFilter) -> ColumnElement[Any]:
    """By when something is due: for an agency its own answer, where that is still to come."""
    if wanted.asked_agency is None:
        due: ColumnElement[Any] = CASE.next_due
        return due
    return case((OWN_CASE.is_not(None), literal_column("own.due", Date)), else_=CASE.next_due)


def allowed(
    session: Session, council_id: str, wanted: CaseloadFilter, *, by_id: bool = False
) -> list[ColumnElement[bool]]:
    """What holds of every case that is wanted, and that somebody may know of.

    by_id: the cases are looked up by their ids.
    """
    connection = session.connection()
    # The ids say where to look then; SQLite would take the index of all cases of the council.
    looked_up = (by_id or wanted.of_some) and connection.dialect.name == "sqlite"
    council = CASE.council_id + _NONE if looked_up else CASE.council_id
    held = [council == council_id]
    if wanted.of_some:
        held.append(_asked_or_held(wanted))
    if not wanted.ended:
        held.append(CASE.stage.not_in(ENDED))
    if words := wanted.words.strip():
        held.append(or_(*(_holds(connection, one, words) for one in _NAMES)))
    if wanted.not_conflicted is not None:
        held.extend(without_conflicts(session, wanted.not_conflicted, CASE.id))
    return held


_NONE: ColumnElement[Any] = literal_column("''")
_NAMES = (CASE.reference, CASE.applicant_name)


def _holds(connection: Connection, column: Any, words: str) -> ColumnElement[bool]:
    """Whether a column holds words, in any case of letters; LIKE alone does it on SQLite."""
    signs = words.replace("/", "//").replace("%", "/%").replace("_", "/_")
    like = column.like if connection.dialect.name == "sqlite" else column.ilike
    held: ColumnElement[bool] = like(f"%{signs}%", escape="/")
    return held


def _asked_or_held(wanted: CaseloadFilter) -> ColumnElement[bool]:
    asked = select(REQUEST.case_id).where(
        REQUEST.agency_id == wanted.asked_agency, REQUEST.state != RequestState.WITHDRAWN
    )
    held = select(_ROLE.case_id).where(
        _ROLE.person_id == wanted.holds_role,
        _ROLE.case_id.is_not(None),
        _ROLE.role.in_((Role.OFFICER, Role.CHAIR, Role.OBSERVER)),
    )
    either: ColumnElement[bool] = CASE.id.in_(asked.union(held))
    return either
