"""Whether the index says what the record says: no entry of it is missing, altered or added.

It can be made again at any time (`filling.fill`), and is no part of what is proved: but whoever
takes an entry out of it hides a case from whoever searches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, column, select, table

from conference.record.finding.filling import entries_of
from conference.record.finding.tables import ENTRY, GRAM
from conference.record.finding.writing import grams, runs_of
from conference.record.tables import Case

_CASE: Any = sqlalchemy.inspect(Case).local_table
_WRONG = (
    "the search index does not hold what the record says: make it again with "
    "conference find --rebuild"
)
_PAIRS: Any = table("found_gram_pairs", column("doc"), column("term"), schema="temp")


def case_faults(connection: Connection, case_id: str) -> list[str]:
    """What of one case is not in the index as it is in the record; none where there is no index."""
    wanted = {tuple(one.values().values()) for one in entries_of(connection, case_id)}
    parts = [ENTRY.c[name] for name in _COLUMNS]
    there = list(connection.execute(select(*parts).where(ENTRY.c.case_id == case_id)))
    if {tuple(row) for row in there} == wanted and len(there) == len(wanted):
        return []
    return [_WRONG] if there or _has_index(connection, case_id) else []


_COLUMNS = ("at", "council_id", "case_id", "kind", "entry_id", "words")


def _has_index(connection: Connection, case_id: str) -> bool:
    """Whether an index of the case's council was made: a backup holds none."""
    council = select(_CASE.c.council_id).where(_CASE.c.id == case_id).scalar_subquery()
    any_of = select(ENTRY.c.number).where(ENTRY.c.council_id == council).limit(1)
    return connection.execute(any_of).first() is not None


def council_faults(connection: Connection, council_id: str) -> list[str]:
    """What stands in the index of no case, and runs of letters that are not those of its words."""
    mine = ENTRY.c.council_id == council_id
    cases = select(_CASE.c.id).where(_CASE.c.council_id == council_id)
    strangers = select(ENTRY.c.number).where(mine, ENTRY.c.case_id.not_in(cases)).limit(1)
    if connection.execute(strangers).first() is not None:
        return [_WRONG]
    right = _server_fits(connection, mine) if _on_server(connection) else _file_fits(connection)
    return [] if right else [_WRONG]


def _on_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _server_fits(connection: Connection, mine: Any) -> bool:
    joined = ENTRY.outerjoin(GRAM, GRAM.c.number == ENTRY.c.number)
    found = select(ENTRY.c.at, ENTRY.c.council_id, ENTRY.c.words, GRAM.c.at, GRAM.c.grams)
    rows = connection.execute(found.select_from(joined).where(mine))
    return all(
        at == there and grams(runs_of(words), council_id) == sorted(runs or ())
        for at, council_id, words, there, runs in rows
    )


def _file_fits(connection: Connection) -> bool:
    """Whether the full-text table has each run of each entry, and no other, whatever the order."""
    words = connection.execute(select(ENTRY.c.number, ENTRY.c.words))
    wanted = sum(hash(pair) for number, text in words for pair in _pairs(number, text))
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.found_gram_pairs USING fts5vocab(main, found_gram, instance)"
    )
    try:
        there = connection.execute(select(_PAIRS.c.doc, _PAIRS.c.term))
        return wanted == sum(hash((number, run)) for number, run in there)
    finally:
        connection.exec_driver_sql("DROP TABLE temp.found_gram_pairs")


def _pairs(number: int, words: str) -> Iterable[tuple[int, str]]:
    """Each run of an entry as SQLite's own tokens have it: also across two lines."""
    return {(number, words[at : at + 3]) for at in range(len(words) - 2)}
