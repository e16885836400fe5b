"""The database: connections, transactions and what can go wrong with them.

With `changes` beside it, all that knows the dialect. One SQLite file (write-ahead log, foreign keys
on, writers queue with BEGIN IMMEDIATE) is the default; a PostgreSQL URL is the same program for a
county.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from functools import cached_property
from pathlib import Path
from traceback import extract_tb
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from conference.errors import Conflict, Unavailable
from conference.record.changes import Changes
from conference.record.keeping import watch

WAIT_SECONDS = 15
"""How long a writer waits for its turn before saying that the file is in use."""
_WAIT_STEP = 0.05
_PURPOSE = "conference_purpose"
_MIGRATION_LOCK = 2014_12_104
"""Any number that other programs on the same server are unlikely to lock."""


class _Purpose(Enum):
    """What a transaction is for; SQLite begins each kind in its own way."""

    READ = "DEFERRED"
    WRITE = "IMMEDIATE"
    MIGRATE = "EXCLUSIVE"


def database_url(place: str) -> URL:
    """The URL of what was named: a URL as it is, anything else as the path of a SQLite file."""
    if "://" not in place:
        return URL.create("sqlite", database=str(_absolute(place)))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        # What went wrong may quote the address, and with it a password.
        raise Unavailable(
            "The database's address cannot be read.", next="Check CONFERENCE_DATABASE."
        ) from None
    if url.drivername == "postgres":
        url = url.set(drivername="postgresql")
    return url


def _absolute(place: str) -> Path:
    try:
        return Path(place).expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        raise Unavailable(
            "The database file cannot be found: the folder you are in, or your home, is gone.",
            next="Go to a folder that is there, or name the file by its whole path.",
        ) from None


class Store:
    """One database. Safe to share between threads; every transaction has its own connection."""

    def __init__(self, place: str) -> None:
        """place: the path of a SQLite file, or a database URL."""
        self.url = database_url(place)
        self._engine = _engine(self.url)
        self._opened: tuple[int, int] | None = None
        self._closings = 0
        """How often it was closed: a store can be used again afterwards."""

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the one-file database."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file, if there is one."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    def prepare(self) -> None:
        """Make the tables, or bring older ones up to date; keep the file to its owner alone."""
        from conference.record.migrate import upgrade

        if self.file:
            _make_private(self.file)
        with _in_plain_words(), self._connecting(_Purpose.MIGRATE) as connection:
            _one_at_a_time(connection)
            upgrade(connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that commits at the end and leaves nothing behind when anything fails.

        Raises Conflict when somebody else changed the row meanwhile, Unavailable when the database
        cannot be reached or written.
        """
        with _in_plain_words(), self._session(_Purpose.WRITE) as session:
            watch(session)
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view of the record; nothing is kept of it."""
        with _in_plain_words(), self._session(_Purpose.READ) as session:
            yield session

    @contextmanager
    def _connecting(self, purpose: _Purpose) -> Iterator[Connection]:
        with self._engine.connect().execution_options(**{_PURPOSE: purpose}) as connection:
            yield connection
            connection.commit()

    @contextmanager
    def _session(self, purpose: _Purpose) -> Iterator[Session]:
        self._on_the_same_file()
        options: dict[str, Any] = {_PURPOSE: purpose}
        if purpose is _Purpose.READ and not self.is_sqlite:
            # One moment for the whole reading, as SQLite's deferred transaction gives by itself.
            options["isolation_level"] = "REPEATABLE READ"
        with (
            self._engine.connect().execution_options(**options) as connection,
            Session(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            closings = self._closings
            try:
                yield session
            finally:
                if self._closings != closings:
                    # Nobody is left to give it back to: it would be dropped while still open.
                    connection.invalidate()

    def _on_the_same_file(self) -> None:
        """Never write to a file that was taken away: the system keeps it, unseen, till its end.

        Where another was put in its place, as a backup is, the connections begin anew on that one.
        """
        if self.file is None:
            return
        try:
            now = self.file.stat()
        except OSError as error:
            raise Unavailable(
                f"The database file cannot be found: {self.file}.",
                safe="What was saved before it went was in that file.",
                next="Put it back, or restore the latest backup, and try again.",
            ) from error
        found = (now.st_dev, now.st_ino)
        if self._opened not in (None, found):
            self._engine.dispose()
        self._opened = found

    def forget_deleted(self) -> bool:
        """Make the database give up the bytes of what no row holds any more; whether it is done.

        SQLite writes the file anew and empties its write-ahead log: False where somebody reads just
        now, and the log still holds them. PostgreSQL frees the places of old rows, to be written
        over; its own log and backups are for whoever looks after the server.
        """
        with _in_plain_words():
            return self._vacuum_file() if self.is_sqlite else self._vacuum_server()

    def _vacuum_file(self) -> bool:
        self._on_the_same_file()
        raw = self._engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
            with suppress(sqlite3.OperationalError):  # In use: the log may be emptied all the same.
                cursor.execute("VACUUM")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        finally:
            raw.close()

    def _vacuum_server(self) -> bool:
        from conference.record.tables import Base

        quiet = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with quiet.connect() as connection:
            for table in Base.metadata.sorted_tables:
                connection.exec_driver_sql(f'VACUUM "{table.name}"')
        return True

    @cached_property
    def changes(self) -> Changes:
        """What anybody records here, for whoever watches it."""
        if self.file:
            from conference.record.changes.sqlite import FileListener

            return Changes(FileListener(self.file))
        from conference.record.changes.postgres import ServerListener

        _, connecting = self._engine.dialect.create_connect_args(self.url)
        return Changes(ServerListener(connecting))

    def close(self) -> None:
        """Let go of every connection, and tell nobody of changes any more."""
        if "changes" in self.__dict__:
            self.changes.close()
        self._closings += 1
        self._engine.dispose()


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(
                url,
                connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
                hide_parameters=True,  # An error must not carry case text into a log.
            )
            event.listen(engine, "connect", _prepare_sqlite_connection)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise Unavailable(
            f"There is no database of the kind {url.get_backend_name()!r}.",
            next="Name a SQLite file or a postgresql:// address in CONFERENCE_DATABASE.",
        ) from error


def _one_at_a_time(connection: Connection) -> None:
    """Let two programs that start together make the tables one after the other.

    SQLite's exclusive transaction does it by itself; on PostgreSQL a lock stands in for it.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")


def _prepare_sqlite_connection(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own BEGIN comes too late and is never IMMEDIATE; `_begin_sqlite` takes its place.
    connection.isolation_level = None
    # Two that open a new file together can block each other while it changes to WAL.
    _wait_in_line(lambda: connection.execute("PRAGMA journal_mode=WAL").close())
    connection.execute("PRAGMA synchronous=FULL").close()
    # What is deleted is overwritten with zeros, and not only forgotten.
    connection.execute("PRAGMA secure_delete=ON").close()


def _begin_sqlite(connection: Connection) -> None:
    purpose = connection.get_execution_options().get(_PURPOSE, _Purpose.READ)
    # A migration makes tables again; with foreign keys on, dropping the old one would empty others.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={purpose is not _Purpose.MIGRATE:d}")
    if purpose is _Purpose.READ:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    _wait_in_line(lambda: connection.exec_driver_sql(f"BEGIN {purpose.value}"))
    connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")


def _wait_in_line(attempt: Callable[[], object]) -> None:
    """Try again with jitter: SQLite's own waiting lets some writers starve under load."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            attempt()
            return
        except (OperationalError, sqlite3.OperationalError) as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
        time.sleep(_WAIT_STEP * random.random())  # noqa: S311 - jitter, not a secret


def _is_busy(error: OperationalError | sqlite3.OperationalError) -> bool:
    return _primary_code(getattr(error, "orig", error)) in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def _of_bytes(error: object) -> int:
    """The code of what Python's own reader cannot decode: it gives such an error none."""
    return sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0


def _primary_code(error: object) -> int:
    """SQLite's code of what went wrong: the low byte of the extended one. 0: not SQLite's."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _make_private(file: Path) -> None:
    """Create the file readable by its owner alone; SQLite gives its helper files the same mode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unavailable(
            f"The database file cannot be opened: {error.strerror}.",
            safe="Nothing was changed.",
            next=f"Check the folder and its permissions: {file}",
        ) from error


_SQLITE_TROUBLE = {
    sqlite3.SQLITE_ERROR: (
        "The tables of this database are not as Case Conference makes them.",
        "Restore the latest backup, or check CONFERENCE_DATABASE.",
    ),
    sqlite3.SQLITE_FULL: ("The disk is full.", "Free some space and save again."),
    sqlite3.SQLITE_READONLY: (
        "The database file may not be written.",
        "Check the file's permissions.",
    ),
    sqlite3.SQLITE_BUSY: (
        "The database is in use by somebody else just now.",
        "Try again in a moment.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "The database is in use by somebody else just now.",
        "Try again in a moment.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk did not take or give what was asked of it.",
        "Check that it is there and has space, then try again; if it goes on, restore the latest "
        "backup to another disk.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The database file is damaged.",
        "Stop using it and restore the latest backup.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "This file is not a Case Conference database.",
        "Check CONFERENCE_DATABASE.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database file cannot be opened.",
        "Check that the folder is there and that you may use it.",
    ),
}


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Turn what the database says into what a person can act on; never case text, never SQL."""
    try:
        yield
    except StaleDataError as error:
        raise Conflict(
            "Somebody else changed this while you had it open.",
            safe="Nothing was overwritten, and your words are kept.",
            next="Look at their version, then save yours again.",
        ) from error
    except DatabaseError as error:
        code = _primary_code(error.orig) or _of_bytes(error.orig)
        if code in _SQLITE_TROUBLE:
            what, following = _SQLITE_TROUBLE[code]
        elif isinstance(error, OperationalError):
            what, following = (
                "The database cannot be reached.",
                "Try again in a moment; what you typed is kept.",
            )
        else:
            what, following = (
                f"The database would not take this ({type(error.orig).__name__}).",
                "Open the record again. If it comes back, tell whoever looks after the database.",
            )
        # PostgreSQL quotes the row it refuses: the error itself must not reach a log.
        raise Unavailable(what, safe="Nothing was half saved.", next=following) from None
    except (ValueError, LookupError, TypeError) as error:
        if not _is_of_a_kept_value(error):
            raise
        what, following = _SQLITE_TROUBLE[sqlite3.SQLITE_CORRUPT]
        raise Unavailable(what, safe="Nothing was half saved.", next=following) from None


def _is_of_a_kept_value(error: Exception) -> bool:
    """Whether a value as it is kept could not be read: a day that is none, a word of no list.

    Our own code asks, and the library, or what it asks of `columns`, cannot make sense of the
    bytes: then they were damaged, since nothing but such values is ever kept.
    """
    files = [Path(call.filename) for call in extract_tb(error.__traceback__)]
    library = [place for place, file in enumerate(files) if "sqlalchemy" in file.parts]
    asked = [
        place
        for place, file in enumerate(files)
        if "conference" in file.parts and file.name != "columns.py"
    ]
    return bool(library) and library[-1] > max(asked, default=-1)
