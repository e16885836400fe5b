"""What changes in the rows of one transaction, until the history has told it.

Every transaction that writes is watched. An act tells the row it is about; whatever changed with it
is told with it, and what is left at the end is told then: no row of the record changes without a
word in the chain, whoever forgets to say so. `told` names what is left out, and why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState
from sqlmodel import Session

from conference.record import finding
from conference.record.limits import check_sizes
from conference.record.tables import Base, Case, Council, Report, ReportedIncident
from conference.record.told import NOT_TOLD_TABLES, by_digest, is_told

REMOVED = "removed"
"""The detail that says that a row was removed; its value is the row's table."""
Changes = dict[str, Any]
"""{column: [before, after]}, in what JSON knows."""
_UNTOLD, _TELL_REST = "untold", "tell the rest"


@dataclass
class Untold:
    """What changed in one row and no entry has told yet."""

    table: str
    row_id: str
    chain_id: str
    changes: Changes = field(default_factory=dict)
    removed: bool = False

    def add(self, more: Changes) -> None:
        """A further change of the row: what it was at first, and what it is now."""
        for column, (before, after) in more.items():
            first = self.changes.get(column, [before])[0]
            self.changes[column] = [first, after]

    def told(self) -> Changes:
        """The details that tell it."""
        real = {name: pair for name, pair in self.changes.items() if pair[0] != pair[1]}
        return {REMOVED: self.table} if self.removed else real


def watch(session: Session) -> None:
    """Notice every change of a row in this session, and tell what is left before it is kept.

    What is found by its words follows by itself.
    """
    session.info[_UNTOLD] = {}
    event.listen(session, "before_flush", _notice)
    event.listen(session, "before_commit", _at_the_end)
    finding.follow(session)


def at_the_end(session: Session, tell: Callable[[], None]) -> None:
    """Have `tell` called before the transaction is kept, once for all that was asked so."""
    session.info[_TELL_REST] = tell


def take(session: Session, chain_id: str) -> list[Untold]:
    """What changed in the rows of a chain and is told from now on."""
    untold: dict[str, Untold] = session.info.get(_UNTOLD, {})
    mine = [row for row in untold.values() if row.chain_id == chain_id]
    for row in mine:
        del untold[row.row_id]
    return [row for row in mine if row.told()]


def waiting(session: Session) -> list[str]:
    """The chains that have something to tell yet."""
    untold: dict[str, Untold] = session.info.get(_UNTOLD, {})
    return list(dict.fromkeys(row.chain_id for row in untold.values()))


def changed_in_bulk(session: Session, row: Base, changes: Changes) -> None:
    """Notice what a statement changed in a row behind the session's back."""
    _untold(session, row).add(plain(changes))


def _notice(session: Session, _context: object, _instances: object) -> None:
    check_sizes(session)
    for row in (*session.new, *session.dirty):
        if _is_kept(row):
            changes = changes_of(row)
            if changes or row in session.new:
                _untold(session, row).add(changes)
    for row in session.deleted:
        if _is_kept(row):
            _untold(session, row).removed = True


def _at_the_end(session: Session) -> None:
    session.flush()
    if tell := session.info.get(_TELL_REST):
        tell()


def _is_kept(row: object) -> bool:
    return isinstance(row, Base) and type(row).__name__ not in NOT_TOLD_TABLES


def _untold(session: Session, row: Base) -> Untold:
    rows: dict[str, Untold] = session.info.setdefault(_UNTOLD, {})
    row_id = str(getattr(row, "id", ""))
    return rows.setdefault(row_id, Untold(type(row).__name__, row_id, _chain_of(session, row)))


def _chain_of(session: Session, row: Any) -> str:
    """The chain that tells of a row: its case's, or the council's."""
    if isinstance(row, Case | Council):
        return row.id
    if isinstance(row, ReportedIncident):
        report = session.get(Report, row.report_id)
        return report.case_id if report else row.council_id
    return str(getattr(row, "case_id", None) or row.council_id)


def changes_of(row: Base) -> Changes:
    """What a new or changed row will say that it did not say before: {column: [before, after]}."""
    state = cast("InstanceState[Base]", inspect(row))
    table = type(row).__name__
    told: Changes = {}
    for attribute in state.mapper.column_attrs:
        if not is_told(table, attribute.key):
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            if before != after:
                told[attribute.key] = [
                    as_told(table, attribute.key, before),
                    as_told(table, attribute.key, after),
                ]
    return told


def as_told(table: str, column: str, value: Any) -> Any:
    """What the history holds of a column's value."""
    if value is None or not by_digest(table, column):
        return plain(value)
    return digest_of(plain(value))


def plain(value: Any) -> Any:
    """The value as the history keeps it: in what JSON knows."""
    match value:
        case dict():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case StrEnum():
            return value.value
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            return value


def digest_of(value: Any) -> str:
    """SHA-256 of the value as canonical JSON, hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
