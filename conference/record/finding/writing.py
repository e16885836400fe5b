"""Putting entries into the index and taking them out, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from conference.record.finding.tables import ENTRY, FULL_TEXT

_FAR = datetime(2500, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1) // timedelta(microseconds=1)
"""In the measure of `at`."""
_IN_A_SECOND = 24
"""Bits for the entries of all cases that came within one second."""
_RUN = 3


@dataclass(frozen=True)
class Entry:
    """One row of the record with words in it. at: as in `tables.ENTRY`."""

    at: int
    council_id: str
    case_id: str
    kind: str
    entry_id: str
    words: str

    def values(self) -> dict[str, Any]:
        """Its columns."""
        return dict(vars(self))


def order_of(received_at: datetime) -> int:
    """The place of a case among all, the newest first: microseconds before a far day."""
    return max(0, (_FAR - received_at) // timedelta(microseconds=1))


def runs_of(words: str) -> set[str]:
    """The runs of three letters of folded words, none across two lines."""
    runs = {words[at : at + _RUN] for at in range(len(words) - _RUN + 1)}
    return {run for run in runs if "\n" not in run}


def grams(runs: Iterable[str], council_id: str) -> list[int]:
    """The runs as numbers of this council, each once. Two may share one: it says where to look.

    `tables.GRAM` has no wall. Without the council's identifier, which stands behind one, nobody can
    tell from such a number which run it was.
    """
    keyed = blake2b(key=council_id.encode(), digest_size=4)
    return sorted({_number(keyed, run) for run in runs})


def _number(keyed: blake2b, run: str) -> int:
    """A number that fits the server's integer."""
    one = keyed.copy()
    one.update(run.encode())
    return int.from_bytes(one.digest(), "big") & 0x7FFFFFFF


def put(connection: Connection, entries: Sequence[Entry]) -> None:
    """Put entries in that are not there."""
    if not entries:
        return
    if connection.dialect.name == "postgresql":
        _put_on_server(connection, entries)
    else:
        _put_on_file(connection, entries)


_PUT = text(
    "WITH one AS (INSERT INTO found_entry (at, council_id, case_id, kind, entry_id, words) "
    "VALUES (:at, :council_id, :case_id, :kind, :entry_id, :words) RETURNING number, at) "
    "INSERT INTO found_gram (number, at, grams) "
    "SELECT number, at, CAST(:grams AS integer[]) FROM one"
)


def _put_on_server(connection: Connection, entries: Sequence[Entry]) -> None:
    connection.execute(
        _PUT,
        [
            {**entry.values(), "grams": grams(runs_of(entry.words), entry.council_id)}
            for entry in entries
        ],
    )


def _put_on_file(connection: Connection, entries: Sequence[Entry]) -> None:
    rows = numbered(connection, entries)
    connection.execute(insert(ENTRY), rows)
    connection.execute(
        insert(FULL_TEXT), [{"rowid": row["number"], "words": row["words"]} for row in rows]
    )


def numbered(connection: Connection, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries with numbers that go up from the newest case to the oldest, in that order.

    Only for the one-file database, in which one writes at a time.
    """
    following: dict[int, int] = {}
    rows = []
    for entry in entries:
        first = entry.at // SECOND << _IN_A_SECOND
        number = following.get(first) or _next_free(connection, first)
        following[first] = number + 1
        rows.append({**entry.values(), "number": number})
    # The full-text table takes a run of rising numbers at once, and any other one by one.
    return sorted(rows, key=lambda row: row["number"])


def _next_free(connection: Connection, first: int) -> int:
    within = ENTRY.c.number.between(first, first + (1 << _IN_A_SECOND) - 1)
    last = connection.execute(select(func.max(ENTRY.c.number)).where(within)).scalar()
    return first if last is None else int(last) + 1


def drop_entries(connection: Connection, entry_ids: Sequence[str]) -> None:
    """Take entries out, by the ids of their rows."""
    if entry_ids:
        _drop(connection, ENTRY.c.entry_id.in_(entry_ids))


def drop_case(connection: Connection, case_id: str) -> None:
    """Take all entries of a case out."""
    _drop(connection, ENTRY.c.case_id == case_id)


def drop_council(connection: Connection, council_id: str) -> None:
    """Take all entries of a council out."""
    _drop(connection, ENTRY.c.council_id == council_id)


def _drop(connection: Connection, which: Any) -> None:
    if connection.dialect.name == "sqlite":
        # The full-text table has to be told what it held.
        held = select(ENTRY.c.number, ENTRY.c.words).where(which).order_by(ENTRY.c.number)
        told = [
            {"found_gram": "delete", "rowid": number, "words": words}
            for number, words in connection.execute(held)
        ]
        if told:
            connection.execute(insert(FULL_TEXT), told)
    connection.execute(delete(ENTRY).where(which))
