"""Keeping everybody else out of a record while it is restored, or carried elsewhere.

Beside a SQLite file stands another that the system locks for whoever holds the record, and takes
from a program that ends, however it ends: nobody stays locked out. In it stands who it is. Where
no such lock can be had (some network drives) all goes on without. A PostgreSQL server keeps an
advisory lock for a council, as long as the connection lives that took it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from conference.errors import Refused, Unavailable
from conference.record.trouble import UNREADABLE, primary_code
from conference.text import one_line

_END = "-held"
_WORDS = 300
_UNKNOWN = "The record is being restored or moved just now."
_MOVED = "The council is being carried over to another database just now."
_SAFE = "What was saved is safe, and what you typed is kept."
_NEXT = "Wait until it is done, then go on."
_TRIES, _STEP = 40, 0.05
"""Somebody who only looks has the lock for a moment: two seconds are enough to come between."""
_KEY = 2014_12_105
"""Any number that other programs on the same server are unlikely to lock."""


@contextmanager
def holding(file: Path, words: str) -> Iterator[None]:
    """Keep everybody else out of a SQLite file for the length of the block.

    words: a sentence that they are told. Raises Refused where somebody else holds it, OSError where
    nothing can be written beside it.
    """
    path = Path(f"{file}{_END}")
    held = _taken(path, file)
    try:
        os.ftruncate(held, 0)
        os.write(held, words.encode()[:_WORDS])
        yield
    finally:
        if sys.platform != "win32":
            path.unlink(missing_ok=True)
        os.close(held)
        if sys.platform == "win32":
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _taken(path: Path, file: Path) -> int:
    for _ in range(_TRIES):
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            locked = _try_to_lock(held)
        except OSError:
            return held  # No locks on this drive.
        # Whoever held it before has taken the file away: a lock on that one keeps nobody out.
        if locked and _is_still(held, path):
            return held
        os.close(held)
        time.sleep(_STEP)
    raise Refused(
        who_holds(file) or _UNKNOWN, safe="Nothing was changed.", next="Wait until it is done."
    )


def _is_still(held: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(held), path.stat())
    except OSError:
        return False


def who_holds(file: Path) -> str:
    """Who keeps everybody out of a SQLite file, in a sentence; empty where nobody does."""
    try:
        looked = os.open(f"{file}{_END}", os.O_RDWR)
    except OSError:
        return ""
    try:
        if not _is_locked(looked):
            return ""
        return one_line(os.read(looked, _WORDS).decode("utf-8", "replace")) or _UNKNOWN
    finally:
        os.close(looked)


def kept_out(words: str) -> Unavailable:
    """What somebody is told who is kept out."""
    return Unavailable(words, safe=_SAFE, next=_NEXT)


def must_be_let_in(file: Path) -> None:
    """Raise Unavailable where somebody keeps everybody out of the file."""
    if words := who_holds(file):
        raise kept_out(words)


def is_readable(file: Path) -> bool:
    """Whether SQLite can read the file at all; it is only looked at.

    One that it cannot read must not be opened to be written: SQLite would take its log away.
    """
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=1)) as looked:
            looked.execute("SELECT count(*) FROM sqlite_master").close()
    except UNREADABLE as error:
        return primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return True


@contextmanager
def no_other_writer(file: Path, wait_seconds: int) -> Iterator[sqlite3.Connection]:
    """Wait for whoever writes in a SQLite file; nobody writes until the connection is closed.

    Where there is no file, or a damaged one, there is nobody to wait for. Raises Unavailable where
    it stays in use.
    """
    there = f"{file.as_uri()}?mode=rw" if is_readable(file) else ":memory:"
    connection = sqlite3.connect(there, uri=True, timeout=wait_seconds, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN IMMEDIATE").close()
        except sqlite3.DatabaseError as error:
            if primary_code(error) == sqlite3.SQLITE_BUSY:
                raise Unavailable(
                    "The database is in use by somebody else just now.",
                    safe="Nothing was changed.",
                    next="Try again in a moment.",
                ) from None
        yield connection
    finally:
        connection.close()


@contextmanager
def holding_council(engine: Engine, council_id: str, wait_seconds: int) -> Iterator[None]:
    """Let nobody else write in a council on a server for the length of the block.

    Those who write are waited for; raises OperationalError where they do not end in time.
    """
    whose = {"key": _KEY, "council": council_id}
    quiet = engine.execution_options(isolation_level="AUTOCOMMIT")
    with quiet.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{wait_seconds}s'")
        connection.execute(text("SELECT pg_advisory_lock(:key, hashtext(:council))"), whose)
        try:
            yield
        finally:
            connection.invalidate()  # The lock goes with it, even where it cannot be asked to.


def let_in(connection: Connection, council_id: str) -> None:
    """Stand among those who write in a council until the transaction ends.

    Raises Unavailable where somebody keeps them out.
    """
    asked = text("SELECT pg_try_advisory_xact_lock_shared(:key, hashtext(:council))")
    if not connection.execute(asked, {"key": _KEY, "council": council_id}).scalar():
        raise kept_out(_MOVED)


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 20
    """The byte that is locked: what stands before it can be read all the same."""

    def _try_to_lock(held: int) -> bool:
        os.lseek(held, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(held, 0, os.SEEK_SET)
        return True

    def _is_locked(looked: int) -> bool:
        # Another who only looks has it for a moment.
        for _ in range(3):
            if _try_to_lock(looked):
                os.lseek(looked, _FAR, os.SEEK_SET)
                msvcrt.locking(looked, msvcrt.LK_UNLCK, 1)
                os.lseek(looked, 0, os.SEEK_SET)
                return False
            time.sleep(_STEP)
        return True

else:
    import fcntl

    def _try_to_lock(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_locked(looked: int) -> bool:
        try:
            fcntl.flock(looked, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False
