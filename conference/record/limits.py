"""How long and how large what is kept can be: looked at once, before any row is written.

Nobody means a note of a book's length: it is a file dropped into a field, or an attack. SQLite
would take it and PostgreSQL refuse it with its own words, some of them too late.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from conference.errors import BadInput, Problem
from conference.record.tables import Base

LONGEST = 100_000
"""Characters of one text, or of all the texts in a list."""
LONGEST_MADE = 5_000_000
"""Characters of a text that the program makes of many: the minutes, a procedure's file."""
LARGEST = 2**31 - 1
"""The largest number that every database keeps."""
_MADE = {"Minutes.text", "ProcedureText.text", "History.details", "Draft.values"}


def check_sizes(session: Session) -> None:
    """Raise BadInput where a new or changed row holds what is too long or too large."""
    problems = [
        problem
        for row in (*session.new, *session.dirty)
        if isinstance(row, Base)
        for problem in _problems(row)
    ]
    if problems:
        raise BadInput(
            "That is too much to be kept.",
            tuple(problems),
            safe="Nothing was changed.",
            next="Shorten it, or keep it as a file and say where it is.",
        )


def _problems(row: Base) -> Iterator[Problem]:
    table = type(row).__name__
    for column in row.__table__.columns:  # type: ignore[attr-defined]
        value = row.__dict__.get(column.key)
        most = _most(table, column)
        if isinstance(value, int) and abs(value) > LARGEST:
            yield Problem(_words(column), f"a number of at most {LARGEST:,}")
        elif (length := _length(value)) > most:
            yield Problem(_words(column), f"{length:,} characters; at most {most:,}")


def _most(table: str, column: Any) -> int:
    if f"{table}.{column.key}" in _MADE:
        return LONGEST_MADE
    # A list of fixed words carries the length of its column, and is checked by the column itself.
    own = None if hasattr(column.type, "enum_class") else getattr(column.type, "length", None)
    return own or LONGEST


def _length(value: Any) -> int:
    """Characters of a text, or of all the texts in a list or by name."""
    match value:
        case str():
            return len(value)
        case list() | tuple():
            return sum(map(_length, value))
        case dict():
            return sum(_length(key) + _length(part) for key, part in value.items())
        case _:
            return 0


def _words(column: Any) -> str:
    return str(column.key).removesuffix("_id").replace("_", " ")
