"""The caseload: what is due next on every case. Ids in order first, then lines by the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, literal, select
from sqlmodel import Session

from conference.casefile.caseload_filter import (
    CASE,
    OUTSTANDING,
    OWN_CASE,
    REQUEST,
    CaseloadFilter,
    allowed,
    bare,
    joined,
    next_due_for,
)
from conference.casefile.caseload_order import case_order
from conference.record.tables import Agency, Person
from conference.views import CaseLine

__all__ = ["OWN_ANSWER", "CaseloadFilter", "case_lines", "case_order", "caseload"]

OWN_ANSWER = "say what your agency did"
"""What is next on a case for an agency whose answer is still to come."""
_AT_ONCE = 500
_AGENCY, _PERSON = bare(Agency), bare(Person)


def caseload(
    session: Session, council_id: str, today: date, wanted: CaseloadFilter
) -> tuple[CaseLine, ...]:
    """The cases, the most urgent first; those without a due day after those with one."""
    ids = case_order(session, council_id, wanted)
    parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    lines = (case_lines(session, council_id, today, wanted, part) for part in parts)
    return tuple(line for part in lines for line in part)


def case_lines(
    session: Session, council_id: str, today: date, wanted: CaseloadFilter, ids: Sequence[str]
) -> tuple[CaseLine, ...]:
    """The lines of the cases with those ids, in their order; of those that are wanted still."""
    if not ids:
        return ()
    connection = session.connection()
    found = (
        select(*_COLUMNS, next_due_for(wanted).label("due"), *_whether_own(wanted))
        .select_from(joined(council_id, wanted).outerjoin(*_SPOC))
        .where(CASE.id.in_(ids), *allowed(session, council_id, wanted, by_id=True))
    )
    outstanding = _outstanding(connection, council_id, ids, wanted.asked_agency)
    lines = {row.id: _line(row, outstanding[row.id], today) for row in connection.execute(found)}
    return tuple(lines[one] for one in ids if one in lines)


_COLUMNS: tuple[Any, ...] = (
    *(CASE.id, CASE.reference, CASE.applicant_name, CASE.stage, CASE.received_on),
    *(CASE.next_step, _PERSON.name.label("spoc")),
)
_SPOC = (_PERSON.id.table, _PERSON.id == CASE.spoc_id)


def _whether_own(wanted: CaseloadFilter) -> tuple[Any, ...]:
    if wanted.asked_agency is None:
        return (literal(False).label("own_answer"),)
    return (OWN_CASE.is_not(None).label("own_answer"),)


def _line(row: Any, outstanding: Iterable[str], today: date) -> CaseLine:
    """One case; for an agency whose answer is still to come, that is what is next."""
    return CaseLine(
        id=row.id,
        reference=row.reference,
        applicant=row.applicant_name,
        stage=row.stage,
        received_on=row.received_on,
        next_step=OWN_ANSWER if row.own_answer else row.next_step,
        next_due=row.due,
        overdue=row.due is not None and row.due < today,
        outstanding=tuple(outstanding),
        spoc=row.spoc or "",
    )


def _outstanding(
    connection: Connection, council_id: str, ids: Collection[str], only: str | None
) -> dict[str, list[str]]:
    """The agencies each case still waits for; an agency is told of itself alone."""
    mine = [] if only is None else [_AGENCY.id == only]
    found = (
        select(REQUEST.case_id, _AGENCY.name)
        .join(_AGENCY.id.table, _AGENCY.id == REQUEST.agency_id)
        .where(
            REQUEST.council_id == council_id,
            REQUEST.case_id.in_(ids),
            REQUEST.state.in_(OUTSTANDING),
            *mine,
        )
        .order_by(_AGENCY.position)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for case_id, name in connection.execute(found):
        if name not in names[case_id]:
            names[case_id].append(name)
    return names
