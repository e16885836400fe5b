"""Bare rows: read and never changed, by statements that are made once and asked together.

Making a statement and its entities takes many times as long as the database needs to answer it. So
a `Question` is compiled once for each kind of database, its answers are plain rows, and all that
one look at a case asks goes to a server in one round.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Dialect, Enum
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

Read = Callable[[Any], Any]
"""From a value as the driver gives it to the one it stands for."""
Rows = list[Any]


class Question:
    """A select whose bound parameters are named; the rows have its columns as attributes."""

    def __init__(self, statement: sqlalchemy.Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def compiled(self, dialect: Dialect) -> _Compiled:
        """What is sent to this kind of database, and how its answer is read."""
        kept = self._compiled.get(dialect.name)
        if kept is None:
            kept = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return kept


@dataclass(frozen=True)
class _Compiled:
    """One question in one dialect."""

    words: str
    order: tuple[str, ...] | None
    """The parameters in their order; None where they are sent by name."""
    make: Callable[[Iterable[Any]], Any]
    reads: tuple[tuple[int, Read], ...]
    """The columns that are not as the driver gives them."""
    fixed: Mapping[str, object]
    """The parameters whose values are part of the question."""

    def given(self, parameters: Mapping[str, object]) -> Any:
        """The parameters as the driver takes them."""
        known = {**parameters, **self.fixed}
        return known if self.order is None else tuple(known[name] for name in self.order)

    def rows(self, found: Sequence[Sequence[Any]]) -> Rows:
        """The rows, column by column made what they stand for.

        A value that was damaged raises ValueError, LookupError or TypeError: see `store`.
        """
        if not found:
            return []
        columns: list[Iterable[Any]] = list(zip(*found, strict=True))
        for place, read in self.reads:
            columns[place] = map(read, columns[place])
        return list(map(self.make, zip(*columns, strict=True)))


def ask(
    session: Session, questions: Sequence[Question], parameters: Mapping[str, object]
) -> list[Rows]:
    """The answer to each question, all from this transaction; a server is asked in one round.

    What is in the session and not yet flushed is not in the answers.
    """
    connection = session.connection()
    asked = [question.compiled(connection.dialect) for question in questions]
    return [
        one.rows(found)
        for one, found in zip(asked, _found(connection, asked, parameters), strict=True)
    ]


def _found(
    connection: Connection, asked: Sequence[_Compiled], parameters: Mapping[str, object]
) -> list[Any]:
    driver: Any = connection.connection.driver_connection
    try:
        with _one_round(driver):
            cursors = [driver.execute(one.words, one.given(parameters)) for one in asked]
        return [cursor.fetchall() for cursor in cursors]
    except connection.dialect.loaded_dbapi.Error as error:
        if connection.dialect.is_disconnect(error, driver, None):
            connection.invalidate(error)
        # As if it had been asked in the usual way: `store` puts it in plain words.
        raise DBAPIError.instance(
            None, None, error, connection.dialect.loaded_dbapi.Error, hide_parameters=True
        ) from error


def _one_round(driver: Any) -> AbstractContextManager[object]:
    """Send all questions before the first answer is read, where the database is a server."""
    if isinstance(driver, sqlite3.Connection):
        return nullcontext()
    from psycopg import Pipeline

    pipeline: AbstractContextManager[object]
    pipeline = driver.pipeline() if Pipeline.is_supported() else nullcontext()
    return pipeline


def _compile(statement: sqlalchemy.Select[Any], dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    columns = list(statement.selected_columns)
    row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
    reads = ((place, _reading(column.type, dialect)) for place, column in enumerate(columns))
    return _Compiled(
        str(compiled),
        tuple(compiled.positiontup) if compiled.positional else None,
        row._make,
        tuple((place, read) for place, read in reads if read is not None),
        dict(_fixed(compiled)),
    )


def _fixed(compiled: Any) -> Iterator[tuple[str, object]]:
    """What the question itself compares with, as the driver takes it."""
    for one, name in compiled.bind_names.items():
        if not one.required:
            process = compiled._bind_processors.get(name)
            yield name, process(one.value) if process else one.value


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Read | None:
    """How a value of this type is read; None where it is as the driver gives it."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        words: dict[Any, Any] = dict(zip(kind.enums, kind.enum_class, strict=True))
        words[None] = None
        return words.__getitem__
    read: Read | None = kind._cached_result_processor(dialect, None)
    if read is not None and isinstance(kind, sqlalchemy.JSON):
        usual = read
        # Most lists are empty, and most values of this type are such lists.
        return lambda value: [] if value == "[]" else usual(value)
    return read
