"""A row of every table there is, made from the tables themselves: a new column is in it by itself.

Each row is kept by an act that the history tells, as the program does it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

import sqlalchemy
from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Integer, LargeBinary, Time
from sqlmodel import Session, select

from conference.record import history
from conference.record.columns import Instant
from conference.record.rows import TABLES
from conference.record.tables import Base
from conference.views import PartyRole
from tests.office import Office

Words = Callable[[str, str], str]
"""The words for a column: of the table, given by its class, and of the column."""

DAY = date(2026, 10, 20)
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)
THERE = ("Council", "Case", "Application")
"""What a case has once and for all: these rows are rewritten, not added."""
VOCABULARY: dict[str, str] = {
    "Application.channel": "telephone",
    "Application.language": "en",
    "Application.letter_format": "standard",
    "Appeal.against": "review",
    "Attendance.capacity": "observer",
    "Case.reference": "",
    "Chase.channel": "e-mail",
    "Chase.rung": "reminder",
    "Council.code": "",
    "Delivery.channel": "e-mail",
    "FollowUp.stopped": "no",
    "Letter.channel": "post",
    "RoleHeld.role": "officer",
    "ThresholdDecision.decider": "council",
    "ThresholdDecision.local_outcome": "met",
    "ThresholdDecision.statute_outcome": "met",
    "AgendaItem.key": "opening",
}
"""Short columns that hold a word of the program's own, never somebody's text; "" for as it is."""
_FIXED: dict[str, Any] = {
    "RiskAssessment.answers": {"frequency": "every day"},
    "Letter.overrides": [],
    "Credential.recovery": [],
    "Council.practice": False,
    "Party.role": PartyRole.WITNESS,
    "ProcedureText.effective_from": date(1999, 1, 1),
    "ProcedureText.text": "",
}
_numbers, _years = count(100), count(1950)


def plain_words(table: str, column: str) -> str:
    """Words without anything in them."""
    return f"words of {table} {column} {next(_numbers)}"


def is_words(table: str, column: sqlalchemy.Column[Any]) -> bool:
    """Whether people's own words go into the column."""
    name = f"{table}.{column.name}"
    if name in VOCABULARY or column.foreign_keys or name in _FIXED or column.name in _NO_WORDS:
        return False
    return isinstance(column.type, JSON) or column.type.python_type is str


_NO_WORDS = {"id", "digest", "source_digest", "head", "format", "room_item_id", "room_before_id"}
_NO_WORDS |= {"about_id", "actor_id", "subject_id", "details_digest", "place_of_draft", "key"}
_NO_WORDS |= {"password", "totp_secret"}


def keep_every_row(
    session: Session,
    office: Office,
    case_id: str,
    words: Words = plain_words,
    *,
    but: Collection[str] = (),
) -> dict[str, Any]:
    """Keep one more row of every table whose rows the history tells; the rows by table.

    but: classes of tables that get none.
    """
    made: dict[str, Any] = {}
    classes = {table.__tablename__: table for table in TABLES.values()}
    for name in (table.name for table in Base.metadata.sorted_tables):
        if name in classes and classes[name].__name__ not in but:
            table = classes[name]
            made[table.__name__] = _keep(session, office, case_id, table, made, words)
    return made


def _keep(
    session: Session,
    office: Office,
    case_id: str,
    table: type[Any],
    made: dict[str, Any],
    words: Words,
) -> Any:
    values = _values(office, case_id, table, made, words)
    if table.__name__ in THERE:
        wanted = select(table)
        if table.__name__ == "Council":
            wanted = wanted.where(table.id == office.council_id)
        if table.__name__ == "Case":
            wanted = wanted.where(table.id == case_id)
        if table.__name__ == "Application":
            wanted = wanted.where(table.case_id == case_id)
        row = session.exec(wanted).first()
        for column, value in values.items():
            if is_words(table.__name__, table.__table__.columns[column]):
                setattr(row, column, value)
    else:
        row = table(**values)
    session.add(row)
    session.flush()
    of_case = case_id if hasattr(row, "case_id") or table.__name__ == "Case" else None
    if table.__name__ in ("ReportedIncident",):
        of_case = case_id
    if table.__name__ == "RoleHeld":
        of_case = row.case_id
    history.append(
        session,
        council_id=office.council_id,
        case_id=of_case,
        at=office.clock(),
        actor_id=office.officer.person.id,
        actor=office.officer.person.name,
        act=f"kept one more {table.__name__}",
        subject=table.__name__,
        subject_id=row.id,
    )
    return row


def _values(
    office: Office, case_id: str, table: type[Any], made: dict[str, Any], words: Words
) -> dict[str, Any]:
    columns = table.__table__.columns
    values = {
        column.name: _value(office, case_id, table.__name__, column, made, words)
        for column in columns
        if column.name not in ("id", "version")
    }
    if "period_from" in values:
        # A published year has a year, and no two are of the same.
        year = next(_years)
        values |= {"period_from": date(year, 4, 1), "period_to": date(year + 1, 3, 31)}
    return values


def _value(
    office: Office,
    case_id: str,
    table: str,
    column: sqlalchemy.Column[Any],
    made: dict[str, Any],
    words: Words,
) -> Any:
    name = f"{table}.{column.name}"
    if name in _FIXED:
        return _FIXED[name]
    if column.name == "council_id":
        return office.council_id
    if column.name == "case_id":
        return None if table == "RoleHeld" else case_id
    if column.foreign_keys:
        (target,) = column.foreign_keys
        of = target.column.table.name
        found = next((row for row in made.values() if row.__tablename__ == of), None)
        return getattr(found, "id", None)
    if name in VOCABULARY:
        return VOCABULARY[name]
    return _plain_value(table, column, words)


def _plain_value(table: str, column: sqlalchemy.Column[Any], words: Words) -> Any:
    match column.type:
        case Enum():
            return column.type.enum_class(column.type.enums[0])  # type: ignore[misc]
        case JSON():
            text = words(table, column.name)
            by_key = isinstance(table_default(table, column.name), dict)
            return {"opening": text} if by_key else [text]
        case Instant() | DateTime():
            return NOW
        case Date():
            return DAY
        case Time():
            return time(10, 30)
        case Boolean():
            return False
        case Integer():
            return next(_numbers)
        case LargeBinary():
            return b"bytes"
        case _:
            return _some_words(table, column, words)


def _some_words(table: str, column: sqlalchemy.Column[Any], words: Words) -> str:
    if column.name == "format":
        return f"t{next(_numbers)}"
    if column.name in _NO_WORDS:
        return "0" * 32 if column.name.endswith("id") else f"{next(_numbers):064d}"
    text, most = words(table, column.name), getattr(column.type, "length", None)
    return text[:most] if most else text


def table_default(table: str, column: str) -> Any:
    """What the column holds when nothing is given."""
    return TABLES[table].model_fields[column].get_default(call_default_factory=True)
