"""The order of a caseload: the ids of all its cases, each order as an index gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, literal_column, select
from sqlmodel import Session

from conference.casefile.caseload_filter import (
    CASE,
    ENDED,
    CaseloadFilter,
    allowed,
    joined,
    next_due_for,
)
from conference.casefile.id_list import BETWEEN, IdList
from conference.views import CaseOrder, Stage

_FROM: ColumnElement[Any] = literal_column("1")
_NAME: ColumnElement[Any] = literal_column("80")
"""The letters of a name that count for its place; as the index has it."""


_BY: dict[CaseOrder, tuple[Any, ...]] = {
    CaseOrder.REFERENCE: (),
    CaseOrder.APPLICANT: (func.lower(func.substr(CASE.applicant_name, _FROM, _NAME)),),
    CaseOrder.RECEIVED: (CASE.received_on,),
}
"""What comes before the reference in the orders that are the same for everybody."""


def case_order(
    session: Session,
    council_id: str,
    wanted: CaseloadFilter,
    by: CaseOrder = CaseOrder.DUE,
    *,
    backwards: bool = False,
) -> Sequence[str]:
    """The ids of the cases in an order. Cases without a due day come last either way."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # Tens of thousands of cases are put in order in memory, and not on the server's disk.
        connection.exec_driver_sql("SET LOCAL work_mem = '32MB'")
    held = allowed(session, council_id, wanted)
    parts = [_in_one(by, wanted, backwards)] if wanted.of_some else _in_parts(by, wanted, backwards)
    texts = [
        _ids(connection, joined(council_id, wanted), (*held, *which), order)
        for which, order in parts
    ]
    text = BETWEEN.join(filter(None, texts))
    return IdList(text) if text else ()


_Part = tuple[tuple[Any, ...], tuple[Any, ...]]
"""What holds of some cases, and what they are in order of."""
_STAGES = {stage: place for place, stage in enumerate(Stage)}


def _in_parts(by: CaseOrder, wanted: CaseloadFilter, backwards: bool) -> list[_Part]:
    """The order of very many cases, in parts each of which an index gives without sorting."""

    def part(*order: Any, which: tuple[Any, ...] = ()) -> _Part:
        return which, tuple(one.desc() for one in order) if backwards else order

    dated = part(CASE.next_due, CASE.reference, which=(CASE.next_due.is_not(None),))
    undated = part(CASE.reference, which=(CASE.next_due.is_(None),))
    if by is CaseOrder.DUE:
        return [dated, undated]
    if by is CaseOrder.STAGE:
        stages = [stage for stage in Stage if wanted.ended or stage not in ENDED]
        return [
            ((CASE.stage == stage, *which), order)
            for stage in (reversed(stages) if backwards else stages)
            for which, order in (dated, undated)
        ]
    return [part(*_BY[by], CASE.reference)]


def _in_one(by: CaseOrder, wanted: CaseloadFilter, backwards: bool) -> _Part:
    """The order of the cases of one agency, which are sorted as they are found."""
    due = next_due_for(wanted)
    ways = {
        CaseOrder.DUE: (due, CASE.reference),
        CaseOrder.STAGE: (case(_STAGES, value=CASE.stage), due, CASE.reference),
    }
    order = ways.get(by) or (*_BY[by], CASE.reference)
    turned = [one.desc() if backwards else one for one in order]
    if due in order:
        # Whatever the direction, what has no day comes after what has one.
        turned.insert(order.index(due), due.is_(None))
    return (), tuple(turned)


def _ids(connection: Connection, cases: Any, which: Iterable[Any], order: Iterable[Any]) -> str:
    """The ids in order; all of them as one text, which is much less work than many rows."""
    inner = select(CASE.id).select_from(cases).where(*which).order_by(*order).subquery()
    together = func.group_concat if connection.dialect.name == "sqlite" else func.string_agg
    return str(connection.execute(select(together(inner.c.id, BETWEEN))).scalar() or "")
