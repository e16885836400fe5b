"""The rows of one chain as they stand, in what the history tells of them; and which row is which.

A row is named by its kind and its number or its day, never by its text: what is said of it may be
printed for somebody who may not read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, select

from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.record.keeping import as_told
from conference.record.tables import Base, Report, ReportedIncident
from conference.record.told import NOT_TOLD_TABLES, is_told

TABLES: dict[str, type[Any]] = {
    mapper.class_.__name__: mapper.class_
    for mapper in sorted(Base._sa_registry.mappers, key=lambda mapper: mapper.class_.__name__)
    if mapper.class_.__name__ not in NOT_TOLD_TABLES
}
"""The tables whose rows the history tells, by class."""
_ONLY_ONE = {"Application": "the application", "Case": "the case", "Council": "the council"}
_KNOWN_AS = {
    "BundleFile": "a file of an appeal bundle",
    "Letter": "the register entry of letter",
    "LetterFile": "a letter's file",
    "MinutesFile": "a file of the minutes",
}
_DAYS = ("when_from", "decided_on", "asked_on", "chased_on", "lodged_on", "noted_on", "assessed_on")
_MORE_DAYS = ("due_on", "stopped_on", "planned_for", "arrived_at", "decided_at", "taken_at")


@dataclass(frozen=True)
class Kept:
    """One row: its table's class, its id, and each column that the history tells."""

    table: str
    row_id: str
    council_id: str
    values: Mapping[str, Any]

    @property
    def words(self) -> str:
        """Which row it is, without a word of what it says."""
        return row_words(self.table, self.values)


def told_columns(table: str) -> list[str]:
    """The columns of a table that the history tells."""
    return [name for name in TABLES[table].model_fields if is_told(table, name)]


def default_of(table: str, column: str) -> Any:
    """What a column holds where nobody has said anything, as the history would tell it."""
    field = TABLES[table].model_fields[column]
    given = None if field.is_required() else field.get_default(call_default_factory=True)
    return as_told(table, column, given)


def rows_of(session: Session, chain_id: str) -> Iterator[Kept]:
    """Every row that the chain of a case, or of the council, has to tell of.

    A table in which something stands that its columns do not take gives one row without an id.
    """
    for name in TABLES:
        try:
            yield from list(_rows(session, name, chain_id))
        except (LookupError, ValueError, TypeError):
            yield Kept(name, "", "", {})


def _rows(session: Session, name: str, chain_id: str) -> Iterator[Kept]:
    table = TABLES[name]
    columns = table.__table__.columns
    told = told_columns(name)
    own = columns["council_id"] if "council_id" in columns else columns["id"]
    wanted = [columns["id"], own.label("of_council"), *(columns[part] for part in told)]
    found = sqlalchemy.select(*wanted).where(_belongs(table, chain_id)).order_by(columns["id"])
    for row_id, council_id, *values in session.connection().execute(found):
        plainly = {
            part: as_told(name, part, value) for part, value in zip(told, values, strict=True)
        }
        yield Kept(name, row_id, council_id, plainly)


def _belongs(table: Any, chain_id: str) -> Any:
    """What holds of the rows of a table that are of the chain."""
    columns = table.__table__.columns
    if table is ReportedIncident:
        reports = select(Report.id).where(col(Report.case_id) == chain_id)
        return columns["report_id"].in_(reports)
    if "case_id" in columns:
        mine = columns["case_id"] == chain_id
        # A role may be held on one case or on all: then the council's chain tells of it.
        return mine | (columns["case_id"].is_(None) & (columns["council_id"] == chain_id))
    if table.__tablename__ in ("review_case", "council"):
        return columns["id"] == chain_id
    return columns["council_id"] == chain_id


def table_words(name: str) -> str:
    """A table in words: "agenda item" for AgendaItem."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def row_words(table: str, values: Mapping[str, Any]) -> str:
    """The row by its kind and its number, edition, place or day: "letter 2"."""
    if table in _ONLY_ONE:
        return _ONLY_ONE[table]
    words = _KNOWN_AS.get(table, table_words(table))
    for name in ("number", "edition", "position"):
        if (value := values.get(name)) is not None:
            return f"{words} {value}"
    if kind := values.get("format"):
        return f"{words} ({kind})"
    day = next((values[name] for name in (*_DAYS, *_MORE_DAYS) if values.get(name)), None)
    return f"{words} of {_day(day)}" if isinstance(day, str) else words


def _day(written: str) -> str:
    """A day or an instant of London, as the United Kingdom writes it; as it is for what is none."""
    try:
        if len(written) == len("2026-11-02"):
            return uk_day(date.fromisoformat(written))
        local = london_time(datetime.fromisoformat(written))
    except (ValueError, TypeError):
        return "an unreadable day"
    return f"{uk_day(local.date())}, {local:%H:%M}"
