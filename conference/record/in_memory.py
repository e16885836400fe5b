"""Databases in memory: one that is empty, and any that was read into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from conference.record.migrate import upgrade


@contextmanager
def empty_copy() -> Iterator[Engine]:
    """A database with the tables of this version and nothing in them."""
    with over(sqlite3.connect(":memory:", check_same_thread=False)) as engine:
        with engine.begin() as connection:
            upgrade(connection)
        yield engine


@contextmanager
def over(memory: sqlite3.Connection) -> Iterator[Engine]:
    """An engine for this connection alone, which is closed afterwards."""
    memory.isolation_level = None
    engine = create_engine(
        "sqlite://", creator=lambda: memory, poolclass=StaticPool, hide_parameters=True
    )
    try:
        yield engine
    finally:
        engine.dispose()
        memory.close()


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection under SQLAlchemy's. Raises TypeError for another database's."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("not a SQLite connection")
    return driver
