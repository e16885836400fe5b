"""The index follows the record: whatever a transaction writes is found as soon as it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, event, select
from sqlmodel import Session

from conference.record.finding.filling import fill_case
from conference.record.finding.words import KINDS, columns_of, text_of
from conference.record.finding.writing import Entry, drop_entries, order_of, put
from conference.record.tables import Case
from conference.views import HitKind

_CASE: Any = sqlalchemy.inspect(Case).local_table
_MOVES = ("received_at", "disposed_on", "council_id")
"""What changes the place of all that is in a case, or takes it out."""


def follow(session: Session) -> None:
    """Bring the index up to date with each flush of the session, in its own transaction."""
    event.listen(session, "after_flush", _follow)


def _follow(session: Session, _context: object) -> None:
    added = [row for row in session.new if type(row) in KINDS]
    changed = [row for row in session.dirty if type(row) in KINDS and _says_otherwise(row)]
    gone = [row for row in session.deleted if type(row) in KINDS]
    if not (added or changed or gone):
        return
    connection = session.connection()
    moved = [row for row in (*changed, *gone) if isinstance(row, Case)]
    for case in moved:
        # Of a case that is gone nothing is left to be read, and nothing is put in.
        fill_case(connection, case.id)
    there = {case.id for case in moved}
    drop_entries(connection, [row.id for row in (*changed, *gone) if row.id not in there])
    _put(connection, [row for row in (*added, *changed) if _case_of(row) not in there])


def _says_otherwise(row: Any) -> bool:
    """Whether a changed row has other words than before, or belongs elsewhere."""
    kind = KINDS[type(row)]
    watched = columns_of(kind) if kind is not HitKind.REFERENCE else ("reference", *_MOVES)
    told = sqlalchemy.inspect(row).attrs
    return any(told[name].history.has_changes() for name in watched)


def _case_of(row: Any) -> str:
    return str(row.id if isinstance(row, Case) else row.case_id)


def _put(connection: Connection, rows: Iterable[Any]) -> None:
    by_case: dict[str, list[Any]] = {}
    for row in rows:
        by_case.setdefault(_case_of(row), []).append(row)
    if not by_case:
        return
    entries = [
        entry
        for case_id, council_id, received_at in _cases(connection, list(by_case))
        for row in by_case[case_id]
        if (entry := _entry(row, case_id, council_id, received_at)) is not None
    ]
    put(connection, entries)


def _cases(connection: Connection, case_ids: list[str]) -> list[Any]:
    """(id, council, received) of those of the cases that have words still."""
    found = select(_CASE.c.id, _CASE.c.council_id, _CASE.c.received_at).where(
        _CASE.c.id.in_(case_ids), _CASE.c.disposed_on.is_(None)
    )
    return list(connection.execute(found))


def _entry(row: Any, case_id: str, council_id: str, received_at: datetime) -> Entry | None:
    kind = KINDS[type(row)]
    words = text_of(kind, row)
    return Entry(order_of(received_at), council_id, case_id, kind, row.id, words) if words else None
