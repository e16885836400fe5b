"""A copy of a council's whole record as one SQLite file, whichever database it was made from.

From a file it is SQLite's own backup, from a server, or from among other councils, it is read table
by table: both within one reading transaction, while people go on working. So one kind of backup
fits every place, and anybody can open it with the tools of that file. A copy is held in memory
until it has been checked: nothing of it stands on a disk by accident.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Table,
    func,
    select,
    true,
)
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from conference.errors import BadInput, ConferenceError, Problem, Unavailable
from conference.record.finding import empty_on_file
from conference.record.in_memory import driver_of, empty_copy, over
from conference.record.migrate import HEAD, revision, upgrade
from conference.record.proof import proof_of_case, proof_of_council
from conference.record.schema_check import programs_in, schema_faults
from conference.record.store import Store
from conference.record.tables import Base, Case, Chain, Council
from conference.record.trouble import UNREADABLE

MAGIC = b"SQLite format 3\x00"
_JOURNAL = slice(18, 20)
"""Where the file says how it is journalled: a copy in memory cannot be opened as WAL."""
_MOST_AT_ONCE = 500
_SHOWN = 20
Counts = dict[str, int]
"""How many rows each table holds."""


@dataclass(frozen=True)
class CopyFacts:
    """What is in a copy, and what is wrong with the record in it.

    council: its name; several names where it holds several. council_ids: theirs, in that order.
    """

    council: str
    cases: int
    rows: int
    faults: tuple[str, ...]
    """What shows that the record was altered, each with its case; empty when nothing was."""
    council_ids: tuple[str, ...] = ()


def copy_of(store: Store) -> bytes:
    """The record of the store's council as it is at one moment, as a SQLite file.

    Nothing of any other council of the database is in it. Raises Unavailable.
    """
    content, counts = _of_file(store) if _is_as_ours(store) else _of_rows(store)
    with opened(content) as engine, engine.connect() as connection:
        if counts_in(connection) != counts:
            raise Unavailable("The copy does not hold all that the record holds.")
    return content


def _is_as_ours(store: Store) -> bool:
    """Whether the whole file is the council's, and nothing in it but our tables."""
    if store.file is None:
        return False
    with store.reading() as session:
        alone = set(session.exec(rows_of(Council.id))) == {store.council_id}
        return alone and not schema_faults(session.connection())


def file_as_it_is(file: Path) -> bytes:
    """What a SQLite file holds at one moment, whoever made it; the file is only read.

    Raises Unavailable where it cannot be read, BadInput where it is no database.
    """
    if not file.is_file():
        raise Unavailable(f"There is no record at {file}.", next="Check the name of the file.")
    try:
        with (
            closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=1)) as source,
            closing(sqlite3.connect(":memory:")) as copy,
        ):
            source.backup(copy)
            return _plain_journal(copy.serialize())
    except sqlite3.DatabaseError:
        raise BadInput(
            f"{file} is no record of Case Conference that can be read.",
            next="Check the name of the file.",
        ) from None


def one_council_of(content: bytes, council_id: str) -> bytes:
    """The copy with the rows of that council alone; its tables are as this version has them."""
    with (
        opened(content) as among,
        among.connect() as source,
        empty_copy() as engine,
        engine.connect() as target,
    ):
        copy_rows(source, target, council_id)
        target.commit()
        return _plain_journal(driver_of(target).serialize())


def _of_file(store: Store) -> tuple[bytes, Counts]:
    with store.reading() as session:
        connection = session.connection()
        counts = counts_in(connection)
        with closing(sqlite3.connect(":memory:")) as copy:
            # Within the reading transaction: what is counted is what is copied.
            driver_of(connection).backup(copy)
            return _without_index(copy.serialize()), counts


def _of_rows(store: Store) -> tuple[bytes, Counts]:
    with empty_copy() as engine, store.reading(long=True) as session, engine.connect() as target:
        source = session.connection()
        if revision(source) != HEAD:
            raise Unavailable("The tables of this database are not up to date.")
        copy_rows(source, target, store.council_id)
        counts = counts_in(source, store.council_id)
        target.commit()
        return _plain_journal(driver_of(target).serialize()), counts


def _without_index(content: bytes) -> bytes:
    """A copy holds each word once: what finds them is made again where the copy is restored."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.deserialize(_plain_journal(content))
        empty_on_file(copy)
        return _plain_journal(copy.serialize())


def _plain_journal(content: bytes) -> bytes:
    return content[: _JOURNAL.start] + b"\x01\x01" + content[_JOURNAL.stop :]


@contextmanager
def opened(content: bytes) -> Iterator[Engine]:
    """The copy as a database in memory. What is changed there is not kept.

    Raises BadInput where it is damaged.
    """
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        memory.deserialize(_plain_journal(content))
        with over(memory) as engine:
            yield engine
    except (*UNREADABLE, DatabaseError, OverflowError, LookupError):
        raise _damaged() from None


def check_copy(content: bytes, *, rows_alone: bool = False) -> tuple[bytes, CopyFacts]:
    """The copy with its tables as this version has them, and what is in it.

    rows_alone: its rows in tables that were made here, and nothing else of it. Raises BadInput
    where it is no backup, a damaged one, or one with anything beside our tables in it, Unavailable
    where a newer version made it, or one that was never released.
    """
    if not content.startswith(MAGIC):
        raise BadInput(
            "This is not a backup of Case Conference.", next="Check the file that you named."
        )
    try:
        with opened(content) as engine:
            current = _brought_up_to_date(engine)
            if not rows_alone:
                return current, _facts_in(engine)
        with opened(rows := _rows_of(current)) as engine:
            return rows, _facts_in(engine)
    except ConferenceError:
        raise
    except (ValueError, TypeError, KeyError):
        # Flipped bytes can leave a whole database with senseless values in it.
        raise _damaged() from None


def _brought_up_to_date(engine: Engine) -> bytes:
    with engine.connect() as connection:
        _must_be_whole(connection)
        if revision(connection) is None:
            raise BadInput(
                "This is a database, and not one of Case Conference.",
                next="Check the file that you named.",
            )
        # Before anything in it can act, and before a migration makes a table again without it.
        _must_be_ours(programs_in(connection))
        # A migration makes tables again; with foreign keys on, dropping one would empty others.
        connection.exec_driver_sql("PRAGMA foreign_keys=0")
        upgrade(connection)
        connection.commit()
        _must_be_ours(schema_faults(connection))
        return _plain_journal(driver_of(connection).serialize())


def _must_be_ours(faults: tuple[str, ...]) -> None:
    if faults:
        raise BadInput(
            "There is more in this record than data, or less: its tables are not as ours are.",
            tuple(Problem("", fault) for fault in faults[:_SHOWN]),
            next="Take an earlier backup, and find out who could write to this one.",
        )


def _rows_of(content: bytes) -> bytes:
    """The rows of a whole copy in tables that were made here."""
    with (
        opened(content) as engine,
        engine.connect() as source,
        empty_copy() as fresh,
        fresh.connect() as target,
    ):
        copy_rows(source, target)
        target.commit()
        if counts_in(target) != counts_in(source):
            raise _damaged()
        return _plain_journal(driver_of(target).serialize())


def _facts_in(engine: Engine) -> CopyFacts:
    with engine.connect() as connection, Session(connection, autoflush=False) as session:
        return _facts(session, sum(counts_in(connection).values()))


def _must_be_whole(connection: Connection) -> None:
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if found != "ok":
        raise _damaged()
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _damaged()


def _damaged() -> BadInput:
    return BadInput(
        "This backup is damaged or not whole.",
        next="Take another copy of it, or the backup before it.",
    )


def _facts(session: Session, rows: int) -> CopyFacts:
    councils = session.exec(rows_of(Council)).all()
    if not councils:
        raise BadInput("There is no council in this backup.", next="Check the file that you named.")
    cases = session.exec(rows_of(Case).order_by(col(Case.reference))).all()
    faults = [
        *(what for one in councils for what in faults_of(session, one)),
        *_strangers(session, {one.id for one in (*councils, *cases)}),
    ]
    names, ids = ", ".join(one.name for one in councils), tuple(one.id for one in councils)
    return CopyFacts(names, len(cases), rows, tuple(faults), ids)


def faults_of(session: Session, council: Council) -> Iterator[str]:
    """What shows that a council's record was altered, each with its case."""
    for what in proof_of_council(session, council.id).faults:
        yield f"{council.name}: {what}"
    mine = rows_of(Case).where(Case.council_id == council.id)
    for case in session.exec(mine.order_by(col(Case.reference))).all():
        for what in proof_of_case(session, case).faults:
            yield f"{case.reference}: {what}"


def _strangers(session: Session, known: set[str]) -> Iterator[str]:
    if set(session.exec(rows_of(Chain.id))) - known:
        yield "a history stands there of a case that does not"


def counts_in(connection: Connection, council_id: str = "") -> Counts:
    """How many rows each table of the record holds: all, or those of one council."""
    return {
        table.name: connection.execute(
            select(func.count()).select_from(table).where(_whose(table, council_id))
        ).scalar_one()
        for table in Base.metadata.sorted_tables
    }


def _whose(table: Table, council_id: str) -> ColumnElement[bool]:
    if not council_id:
        return true()
    column = table.c.id if table.name == "council" else table.c.council_id
    return column == council_id


def copy_rows(source: Connection, target: Connection, council_id: str = "") -> None:
    """Put every row of a council into another database, whose tables are there, and not the rows.

    Of every council where none is named.

    Raises BadInput where the target refuses one.
    """
    try:
        for table in Base.metadata.sorted_tables:
            _copy_table(source, target, table, _whose(table, council_id))
    except IntegrityError:
        raise _damaged() from None


def _copy_table(
    source: Connection, target: Connection, table: Table, mine: ColumnElement[bool]
) -> None:
    """The rows first without what points into their own table, which may be a row still to come."""
    inward = [
        column
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    found = source.execution_options(stream_results=True).execute(select(table).where(mine))
    for part in found.mappings().partitions(_MOST_AT_ONCE):
        rows: list[Mapping[str, Any]] = [dict(row) for row in part]
        target.execute(table.insert(), [_without(row, inward) for row in rows])
    for column in inward:
        _point(source, target, table, column, mine)


def _without(row: Mapping[str, Any], inward: list[Any]) -> dict[str, Any]:
    return {**row, **{column.name: None for column in inward}}


def _point(
    source: Connection,
    target: Connection,
    table: Table,
    column: Column[Any],
    mine: ColumnElement[bool],
) -> None:
    chosen = select(table.c.id, column).where(column.is_not(None), mine)
    for row_id, pointed in source.execute(chosen):
        target.execute(table.update().where(table.c.id == row_id).values({column.name: pointed}))
