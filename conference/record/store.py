"""The database: connections, transactions and what can go wrong with them.

With `changes` beside it, all that knows the dialect. One SQLite file (write-ahead log, foreign keys
on, writers queue with BEGIN IMMEDIATE) is the default; a PostgreSQL URL is the same program for a
county.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlmodel import Session

from conference.errors import Unavailable
from conference.record.changes import Changes
from conference.record.finding import fill_missing, forget_on_file, forget_on_server
from conference.record.holding import (
    holding,
    holding_council,
    let_in,
    must_be_let_in,
    no_other_writer,
)
from conference.record.keeping import watch
from conference.record.place import database_url, make_private
from conference.record.server import LONG_SECONDS, must_be_fit, one_at_a_time, server_engine
from conference.record.trouble import in_plain_words, is_away, primary_code
from conference.record.turns import Turns
from conference.record.walls import EVERY, holder_of_tables, passes_through
from conference.record.wholeness import must_own_its_log
from conference.record_files import protect

WAIT_SECONDS = 15
"""How long a writer waits for its turn before saying that the file is in use."""
_WAIT_STEP = 0.05
_FIRST_STEP = 0.002
"""Seconds, at most, between two tries of who stands first in the queue: alone they crowd nobody."""
_PURPOSE = "conference_purpose"
_COUNCIL = "conference_council"
_LONG = "conference_long"
RETRY_SECONDS = 3.0
"""How long an act waits for a server that is just being started again."""
_FIRST_PAUSE = 0.1


class _Purpose(Enum):
    """What a transaction is for; SQLite begins each kind in its own way."""

    READ = "DEFERRED"
    WRITE = "IMMEDIATE"
    MIGRATE = "EXCLUSIVE"


@dataclass
class _Life:
    """What a store and the scoped ones of it share.

    opened: which file it is. closings: how often it was closed: it can be used again afterwards.
    alone: whether it keeps everybody else out.
    """

    opened: tuple[int, int] | None = None
    closings: int = 0
    alone: bool = False


class Store:
    """One database. Safe to share between threads; every transaction has its own connection.

    A store of no council sees nothing on a PostgreSQL server, and one `within` a council sees that
    council alone. In a SQLite file only the statements themselves keep councils apart.
    """

    def __init__(self, place: str) -> None:
        """place: the path of a SQLite file, or a database URL."""
        self.url = database_url(place)
        self.council_id = ""
        """Whose rows it sees: an id, EVERY, or "" for nobody's."""
        self._life = _Life()
        self._engine = _engine(self.url, self._life)
        self._whole = self
        self._scopes: dict[str, Store] = {}
        if self.file is not None:
            protect(self.file)

    def within(self, council_id: str) -> Store:
        """This store as one council sees it: it shares the connections, and closes with it."""
        if council_id == self.council_id:
            return self
        scopes = self._whole._scopes
        return scopes.get(council_id) or scopes.setdefault(council_id, self._scoped(council_id))

    def _scoped(self, council_id: str) -> Store:
        scoped = Store.__new__(Store)
        scoped.url, scoped.council_id = self.url, council_id
        scoped._engine, scoped._life = self._engine, self._life
        scoped._whole, scoped._scopes = self._whole, {}
        return scoped

    def across(self) -> Store:
        """This store as it sees every council: to set up, choose and move one, for nothing else."""
        return self.within(EVERY)

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
            make_private(self.file)
            must_own_its_log(self.file)
        with in_plain_words(), self._connecting(_Purpose.MIGRATE) as connection:
            must_be_fit(connection)
            one_at_a_time(connection)
            upgrade(connection)
            fill_missing(connection)

    @contextmanager
    def writing(self, *, long: bool = False) -> Iterator[Session]:
        """A transaction that commits at the end and leaves nothing behind when anything fails.

        long: it is known to take its time, and a server does not cut it short. Raises Conflict when
        somebody else changed the row meanwhile, Unavailable when the database cannot be reached or
        written.
        """
        with in_plain_words(), self._session(_Purpose.WRITE, long) as session:
            watch(session)
            yield session
            session.commit()

    @contextmanager
    def reading(self, *, long: bool = False) -> Iterator[Session]:
        """A consistent view of the record; nothing is kept of it. long: as for `writing`."""
        with in_plain_words(), self._session(_Purpose.READ, long) as session:
            yield session

    @contextmanager
    def alone(self, words: str, *, as_it_is: bool = False) -> Iterator[None]:
        """Keep everybody else out for the length of the block, and tell them these words.

        On a server they are kept from writing in the store's council. as_it_is: the record is only
        read, and not even another version of this program writes it meanwhile. Those who write just
        now are waited for. Raises Refused where somebody else keeps the record, Unavailable where
        it stays in use.
        """
        with in_plain_words(), self._kept(words, as_it_is=as_it_is):
            self._life.alone = True
            try:
                yield
            finally:
                self._life.alone = False

    @contextmanager
    def _kept(self, words: str, *, as_it_is: bool) -> Iterator[None]:
        if self.file is None:
            with holding_council(self._engine, self.council_id, WAIT_SECONDS):
                yield
            return
        with holding(self.file, words), no_other_writer(self.file, WAIT_SECONDS) as begun:
            if not as_it_is:
                begun.close()
            yield

    def ignores_walls(self) -> bool:
        """Whether the record's role on the server passes through the walls between councils."""
        with in_plain_words(), self._connecting(_Purpose.READ) as connection:
            return passes_through(connection)

    def holder_from_outside(self) -> str:
        """The server's role by which the tables are held from outside the program; "" for none."""
        with in_plain_words(), self._connecting(_Purpose.READ) as connection:
            return holder_of_tables(connection)

    @contextmanager
    def _connecting(self, purpose: _Purpose) -> Iterator[Connection]:
        options = {_PURPOSE: purpose, _COUNCIL: EVERY, _LONG: purpose is _Purpose.MIGRATE}
        with self._engine.connect().execution_options(**options) as connection:
            yield connection
            connection.commit()

    @contextmanager
    def _session(self, purpose: _Purpose, long: bool) -> Iterator[Session]:
        self._on_the_same_file()
        options: dict[str, Any] = {_PURPOSE: purpose, _COUNCIL: self.council_id, _LONG: long}
        if purpose is _Purpose.READ and not self.is_sqlite:
            # One moment for the whole reading, as SQLite's deferred transaction gives by itself.
            options["isolation_level"] = "REPEATABLE READ"
        with (
            self._connected().execution_options(**options) as connection,
            Session(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            closings = self._life.closings
            try:
                yield session
            finally:
                if self._life.closings != closings:
                    # Nobody is left to give it back to: it would be dropped while still open.
                    connection.invalidate()

    def _connected(self) -> Connection:
        """A connection; a server that is just being started again is waited for, with back-off."""
        pause, deadline = _FIRST_PAUSE, time.monotonic() + RETRY_SECONDS
        while True:
            try:
                return self._engine.connect()
            except OperationalError as error:
                if self.is_sqlite or not is_away(error) or time.monotonic() + pause > deadline:
                    raise
            time.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter, not a secret
            pause *= 2

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
        if self._life.opened not in (None, found):
            self._engine.dispose()
        self._life.opened = found

    def forget_deleted(self) -> bool:
        """Make the database give up the bytes of what no row holds any more; whether it is done.

        SQLite writes the file anew and empties its write-ahead log: False where somebody reads just
        now, and the log still holds them. PostgreSQL frees the places of old rows, to be written
        over; its own log and backups are for whoever looks after the server.
        """
        with in_plain_words():
            return self._vacuum_file() if self.is_sqlite else self._vacuum_server()

    def _vacuum_file(self) -> bool:
        self._on_the_same_file()
        raw = self._engine.raw_connection()
        try:
            cursor: Any = raw.cursor()
            cursor.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
            with suppress(sqlite3.OperationalError):  # In use: the log may be emptied all the same.
                forget_on_file(cursor)
                cursor.execute("VACUUM")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        finally:
            raw.close()

    def _vacuum_server(self) -> bool:
        from conference.record.tables import Base

        quiet = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with quiet.connect() as connection:
            connection.exec_driver_sql(f"SET statement_timeout = '{LONG_SECONDS}s'")
            connection.detach()  # Nobody else gets a connection with that limit.
            for table in Base.metadata.sorted_tables:
                connection.exec_driver_sql(f'VACUUM "{table.name}"')
            forget_on_server(connection)
        return True

    @cached_property
    def changes(self) -> Changes:
        """What anybody records in this council, for whoever watches it."""
        if self.council_id in ("", EVERY):
            raise ValueError("changes are watched within one council")
        if self.file:
            from conference.record.changes.sqlite import FileListener

            return Changes(FileListener(self.file, self.council_id))
        from conference.record.changes.postgres import ServerListener

        _, connecting = self._engine.dialect.create_connect_args(self.url)
        return Changes(ServerListener(connecting, self.council_id))

    def close(self) -> None:
        """Let go of every connection, and tell nobody of changes any more."""
        if self._whole is not self:
            self._whole.close()
            return
        for scoped in self._scopes.values():
            scoped._tell_nobody()
        self._scopes.clear()
        self._life.closings += 1
        self._engine.dispose()

    def _tell_nobody(self) -> None:
        if "changes" in self.__dict__:
            self.changes.close()


def _engine(url: URL, life: _Life) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(
                url,
                connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
                hide_parameters=True,  # An error must not carry case text into a log.
            )
            event.listen(engine, "connect", _prepare_sqlite_connection)
            file = Path(url.database) if url.database else None
            turns = Turns(file)

            def begin(connection: Connection) -> None:
                if file is None or life.alone:
                    _begin_sqlite(connection, turns)
                    return
                must_be_let_in(file)
                _begin_sqlite(connection, turns)
                # Somebody may have closed the door while this waited for its turn.
                try:
                    must_be_let_in(file)
                except Unavailable:
                    connection.exec_driver_sql("ROLLBACK")
                    raise

            event.listen(engine, "begin", begin)
            event.listen(engine, "engine_disposed", lambda _engine: turns.close())
            return engine
        engine = server_engine(url, _COUNCIL, _LONG, WAIT_SECONDS)

        def stand_in_line(connection: Connection) -> None:
            options = connection.get_execution_options()
            council_id = options.get(_COUNCIL, "")
            writes = options.get(_PURPOSE) is _Purpose.WRITE
            if writes and council_id not in ("", EVERY) and not life.alone:
                let_in(connection, council_id)

        event.listen(engine, "begin", stand_in_line)
        return engine
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise Unavailable(
            f"There is no database of the kind {url.get_backend_name()!r}.",
            next="Name a SQLite file or a postgresql:// address in CONFERENCE_DATABASE.",
        ) from error


def _prepare_sqlite_connection(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own BEGIN comes too late and is never IMMEDIATE; `_begin_sqlite` takes its place.
    connection.isolation_level = None
    # Two that open a new file together can block each other while it changes to WAL.
    _wait_in_line(lambda: connection.execute("PRAGMA journal_mode=WAL").close())
    connection.execute("PRAGMA synchronous=FULL").close()
    # What is deleted is overwritten with zeros, and not only forgotten.
    connection.execute("PRAGMA secure_delete=ON").close()


def _begin_sqlite(connection: Connection, turns: Turns) -> None:
    purpose = connection.get_execution_options().get(_PURPOSE, _Purpose.READ)
    # A migration makes tables again; with foreign keys on, dropping the old one would empty others.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={purpose is not _Purpose.MIGRATE:d}")
    if purpose is _Purpose.READ:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    with turns.turn(WAIT_SECONDS / 2) as first:
        _wait_in_line(
            lambda: connection.exec_driver_sql(f"BEGIN {purpose.value}"),
            step=_FIRST_STEP if first else _WAIT_STEP,
        )
    connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")


def _wait_in_line(attempt: Callable[[], object], step: float = _WAIT_STEP) -> None:
    """Try again with jitter: SQLite's own waiting lets some writers starve under load."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            attempt()
            return
        except (OperationalError, sqlite3.OperationalError) as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
        time.sleep(step * random.random())  # noqa: S311 - jitter, not a secret


def _is_busy(error: OperationalError | sqlite3.OperationalError) -> bool:
    return primary_code(getattr(error, "orig", error)) in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )
