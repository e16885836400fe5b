"""Holding the index of words against the record: the same words of the same rows, no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from conference.record.finding.tables import ENTRY, GRAM
from conference.record.finding.words import TABLES, text_of
from conference.record.finding.writing import grams, order_of, runs_of
from conference.record.tables import Case


def must_be_true(session: Session) -> int:
    """Fail where the index does not say what the record says; how many entries it has."""
    held = {tuple(row) for row in session.execute(select(*_columns())).all()}
    assert held == set(_expected(session))
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        chosen = select(ENTRY.c.council_id, ENTRY.c.words, GRAM.c.grams).join(GRAM, _same())
        rows = session.execute(chosen).all()
        assert len(rows) == len(held)
        assert all(grams(runs_of(words), whose) == numbers for whose, words, numbers in rows)
    else:
        # Asked so, SQLite holds the full-text table against the words it was made of.
        connection.execute(
            text("INSERT INTO found_gram(found_gram, rank) VALUES('integrity-check', 1)")
        )
    return len(held)


def _columns() -> tuple[Any, ...]:
    return (
        *(ENTRY.c.at, ENTRY.c.council_id, ENTRY.c.case_id),
        *(ENTRY.c.kind, ENTRY.c.entry_id, ENTRY.c.words),
    )


def _same() -> Any:
    return ENTRY.c.number == GRAM.c.number


def _expected(session: Session) -> Iterator[tuple[Any, ...]]:
    cases = {case.id: case for case in session.exec(rows_of(Case)) if case.disposed_on is None}
    for kind, table in TABLES.items():
        for row in session.exec(rows_of(table).order_by(col(table.id))):
            case = cases.get(row.id if table is Case else row.case_id)
            words = text_of(kind, row)
            if case is not None and words:
                yield (
                    *(order_of(case.received_at), case.council_id, case.id),
                    *(kind.value, row.id, words),
                )
