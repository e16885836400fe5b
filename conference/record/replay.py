"""The record held against its history: each row as it stands, and what the entries make of it.

The entries tell what every row was before and after each act. Replayed, they give the row as it has
to stand now: whatever was changed, removed or put in without an act differs. Where the words of a
case were disposed of, the digest of what was left stands in the chain in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from conference.record.history import ALSO, LEFT, SEALED, disposal_of, left_digest
from conference.record.keeping import REMOVED
from conference.record.rows import (
    TABLES,
    Kept,
    default_of,
    row_words,
    rows_of,
    table_words,
    told_columns,
)
from conference.record.tables import History


@dataclass
class _Told:
    """What the entries so far make of one row."""

    table: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    removed: bool = False
    broken: list[str] = field(default_factory=list)
    """What the entries say of it that does not follow from the one before."""

    def hear(self, number: int, changes: Mapping[str, Any]) -> None:
        """Take in what one entry tells of the row."""
        for column, told in changes.items():
            if not (isinstance(told, list) and len(told) == 2):
                continue
            before, after = told
            if column in self._columns() and not self.could_be(column, before):
                words = column.replace("_", " ")
                self.broken.append(f"changed without an act before entry {number}: {words}")
            self.values[column] = after
        if REMOVED in changes:
            self.removed = True

    def could_be(self, column: str, value: Any) -> bool:
        """Whether the entries so far leave this value in the column.

        A column that was added after the row holds what it holds by default until it is told.
        """
        if column in self.values:
            return same(self.values[column], value)
        return value is None or (self.table in TABLES and value == default_of(self.table, column))

    def _columns(self) -> Iterable[str]:
        return told_columns(self.table) if self.table in TABLES else self.values

    @property
    def words(self) -> str:
        """Which row it is, as far as the entries tell."""
        return row_words(self.table, self.values) if self.table in TABLES else "an entry"


def row_faults(session: Session, chain_id: str) -> list[str]:
    """What in the rows of a chain does not follow from its history; empty when all of it does."""
    entries = session.exec(
        select(History).where(History.chain_id == chain_id).order_by(col(History.number))
    ).all()
    if disposal := disposal_of(entries):
        return list(_faults_of_the_rest(session, chain_id, entries, disposal))
    told = _replayed(entries)
    found = list(rows_of(session, chain_id))
    unreadable = {row.table for row in found if not row.row_id}
    rows = {row.row_id: row for row in found if row.row_id}
    strangers = [
        row for row in rows.values() if {row.council_id} != {e.council_id for e in entries}
    ]
    told = {key: row for key, row in told.items() if row.table not in unreadable}
    return [
        *(f"a row cannot be read: {table_words(table)}" for table in sorted(unreadable)),
        *_of_rows(rows, told),
        *(f"{row.words} was moved to another council" for row in strangers),
        *_of_the_missing(rows, told),
    ]


def _replayed(entries: Iterable[History]) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for entry in entries:
        for row_id, table, changes in _changes(entry):
            row = told.setdefault(row_id, _Told())
            row.table = row.table or (table if table in TABLES else "")
            row.hear(entry.number, changes)
    return told


def _changes(entry: History) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(id, table, changes) of each row that an entry tells of."""
    written: Any = entry.details
    details = written if isinstance(written, dict) else {}
    if entry.subject_id:
        yield entry.subject_id, entry.subject, details
    also = details.get(ALSO)
    for other in also if isinstance(also, list) else ():
        if isinstance(other, dict) and isinstance(other.get("changes"), dict):
            yield str(other.get("id")), str(other.get("table")), other["changes"]


def _of_rows(rows: Mapping[str, Kept], told: Mapping[str, _Told]) -> Iterator[str]:
    """What is wrong with the rows that are there."""
    for row in rows.values():
        known = told.get(row.row_id)
        if known is None or known.removed or not known.values:
            yield f"{row.words} was put in without an act"
            continue
        other = [name for name, value in row.values.items() if not known.could_be(name, value)]
        if other:
            columns = ", ".join(sorted(name.replace("_", " ") for name in other))
            yield f"{row.words} was changed without an act: {columns}"
        yield from (f"{row.words} was {broken}" for broken in known.broken)


def _of_the_missing(rows: Mapping[str, Kept], told: Mapping[str, _Told]) -> Iterator[str]:
    for row_id, row in told.items():
        if row_id not in rows and row.values and not row.removed and _was_a_row(row):
            yield f"{row.words} was removed without an act"


def _was_a_row(told: _Told) -> bool:
    """Whether an entry tells of a row's columns, and not of something else it speaks about."""
    return bool(told.table) or any(set(told.values) <= set(told_columns(name)) for name in TABLES)


def _faults_of_the_rest(
    session: Session, chain_id: str, entries: Iterable[History], disposal: History
) -> Iterator[str]:
    """What is wrong with what was left of a case whose words were disposed of."""
    after = [entry for entry in entries if entry.number > disposal.number]
    seals = [entry for entry in after if entry.act == SEALED]
    left = seals[-1].details.get(LEFT) if seals else None
    acted = any(changes for entry in after for _, _, changes in _changes(entry))
    if left and not acted and left != left_digest(session, chain_id):
        yield "what was left of the case after its disposal was changed without an act"


def same(one: Any, other: Any) -> bool:
    """Whether two told values are one: an instant in whatever zone it was written."""
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    except ValueError:
        return False
    aware = first.tzinfo is not None and second.tzinfo is not None
    return aware and first == second
