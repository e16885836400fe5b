"""Making the index from the record: where there is none yet, and for one case anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, delete, insert, select

from conference.record.finding.tables import ENTRY, FULL_TEXT
from conference.record.finding.words import TABLES, columns_of, text_of
from conference.record.finding.writing import (
    Entry,
    drop_case,
    drop_council,
    numbered,
    order_of,
    put,
)
from conference.record.tables import Case, Council

_AT_ONCE = 2000
_CASE: Any = sqlalchemy.inspect(Case).local_table


def fill_missing(connection: Connection) -> None:
    """Make the index of every council that has cases and no index: after an upgrade or a restore.

    Whoever moves rows in beside the program leaves it out, and calls `fill` or this.
    """
    council = sqlalchemy.inspect(Council).local_table
    has_cases = select(_CASE.c.id).where(
        _CASE.c.council_id == council.c.id, _CASE.c.disposed_on.is_(None)
    )
    has_index = select(ENTRY.c.number).where(ENTRY.c.council_id == council.c.id)
    without = select(council.c.id).where(has_cases.exists(), ~has_index.exists())
    for council_id in connection.execute(without).scalars().all():
        fill(connection, council_id)


def fill(connection: Connection, council_id: str) -> None:
    """Make the index of a council anew from its record."""
    drop_council(connection, council_id)
    found = (_CASE.c.council_id == council_id,)
    on_file = connection.dialect.name == "sqlite"
    for entries in _parts(connection, *found):
        if on_file:
            connection.execute(insert(ENTRY), numbered(connection, entries))
        else:
            put(connection, entries)
    if on_file:
        mine = select(ENTRY.c.number, ENTRY.c.words).where(ENTRY.c.council_id == council_id)
        ordered = mine.order_by(ENTRY.c.number)
        connection.execute(insert(FULL_TEXT).from_select(["rowid", "words"], ordered))
        # Else whoever saves next would wait now and then while its many parts are made fewer.
        connection.execute(insert(FULL_TEXT), {"found_gram": "optimize"})


def fill_anew(connection: Connection, council_id: str) -> None:
    """Make the index of a council anew, whatever was done to it; in a file that of all of them.

    A full-text table that was altered cannot be told what it held: it is emptied whole.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(insert(FULL_TEXT), {"found_gram": "delete-all"})
        connection.execute(delete(ENTRY))
        fill_missing(connection)
    else:
        fill(connection, council_id)


def fill_case(connection: Connection, case_id: str) -> None:
    """Make the index of one case anew; nothing stays of one that was disposed of."""
    drop_case(connection, case_id)
    for entries in _parts(connection, _CASE.c.id == case_id):
        put(connection, entries)


def entries_of(connection: Connection, case_id: str) -> list[Entry]:
    """What the index has to hold of a case."""
    return [one for part in _parts(connection, _CASE.c.id == case_id) for one in part]


def _parts(connection: Connection, *which: Any) -> Iterator[list[Entry]]:
    """The entries of the cases that hold, kind by kind, so many at once."""
    for kind, table in TABLES.items():
        rows = sqlalchemy.inspect(table).local_table
        own = [rows.c[name] for name in columns_of(kind)]
        keys = [
            _CASE.c.received_at.label("case_received_at"),
            _CASE.c.council_id.label("of_council"),
            _CASE.c.id.label("of_case"),
            rows.c.id.label("row_id"),
        ]
        found = select(*own, *keys).where(*which, _CASE.c.disposed_on.is_(None))
        if table is not Case:
            found = found.join(_CASE, _CASE.c.id == rows.c.case_id)
        read = connection.execute(found.order_by(_CASE.c.received_at.desc(), rows.c.id))
        for part in read.partitions(_AT_ONCE):
            yield [
                Entry(
                    order_of(row.case_received_at),
                    row.of_council,
                    row.of_case,
                    kind,
                    row.row_id,
                    words,
                )
                for row in part
                if (words := text_of(kind, row))
            ]
