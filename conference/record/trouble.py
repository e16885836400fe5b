"""What can go wrong with a database, in words that a person can act on; never case text, never SQL.

SQLite tells by a code. A PostgreSQL server tells by a code once somebody is connected; why nobody
was let in is only in its sentence, which may hold the address: it is read, and never passed on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm.exc import StaleDataError

from conference.errors import Conflict, Unavailable

Words = tuple[str, str]
"""What happened, and what to do next."""
_BUSY = ("The database is in use by somebody else just now.", "Try again in a moment.")
_AGAIN = "Try again in a moment; what you typed is kept."
_RUNNER = "Tell whoever looks after the database server."
_AWAY = ("The database cannot be reached.", _AGAIN)
_FULL = ("The server takes no more connections just now.", _AGAIN)
_TABLES = (
    "The tables of this database are not as Case Conference makes them.",
    "Restore the latest backup, or check CONFERENCE_DATABASE.",
)
_SQLITE_TROUBLE: dict[int, Words] = {
    sqlite3.SQLITE_ERROR: _TABLES,
    sqlite3.SQLITE_FULL: ("The disk is full.", "Free some space and save again."),
    sqlite3.SQLITE_READONLY: (
        "The database file may not be written.",
        "Check the file's permissions.",
    ),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
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
_SERVER_TROUBLE: dict[str, Words] = {
    "53100": ("The database server's disk is full.", _RUNNER),
    "53200": ("The database server has no memory left.", _RUNNER),
    "53300": _FULL,
    "25006": ("This database may only be read: it is a copy that stands by.", _RUNNER),
    "42501": (
        "The database does not allow this to the record's role, or it is another council's.",
        _RUNNER,
    ),
    "42P01": _TABLES,
    "42703": _TABLES,
    "57P01": ("The database server was stopped.", _AGAIN),
    "57P02": ("The database server was stopped.", _AGAIN),
    "57P03": _AWAY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "55P03": _BUSY,
    # Limits of time: of a statement, and of a transaction in which nothing is asked.
    "57014": _BUSY,
    "25P03": _BUSY,
}
"""By the SQLSTATE of PostgreSQL's documentation, appendix A."""
_NOT_LET_IN: tuple[tuple[tuple[str, ...], Words], ...] = (
    (
        ("no password supplied",),
        (
            "The database server wants a password.",
            "Put it into a password file (~/.pgpass), or into the address.",
        ),
    ),
    (
        ("password authentication failed",),
        (
            "The database server did not take the name or the password.",
            "Check both in CONFERENCE_DATABASE, or in the password file.",
        ),
    ),
    (
        ("database",),
        (
            "There is no database of that name on the server.",
            "Check the end of the address in CONFERENCE_DATABASE, or have the database made.",
        ),
    ),
    (
        ("role",),
        (
            "There is no role of that name on the database server.",
            "Check the name in CONFERENCE_DATABASE, or have the role made.",
        ),
    ),
    (
        ("no pg_hba.conf entry", "pg_hba.conf rejects", "authentication failed"),
        (
            "The database server does not let this machine or this account in.",
            f"It may want TLS: add sslmode=require to the address. Else: {_RUNNER.lower()}",
        ),
    ),
    (
        ("certificate", "ssl", "tls"),
        (
            "The connection to the database server could not be protected with TLS.",
            "Check sslmode and sslrootcert in the address, and the server's certificate.",
        ),
    ),
    (("too many clients", "connection slots", "too many connections"), _FULL),
)
"""Looked for in the server's sentence, in this order; the two of _EXISTENCE as what is missing."""
_EXISTENCE = frozenset({("database",), ("role",)})
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite's driver raises over a damaged file: it cannot decode a sentence that quotes it."""


def primary_code(error: object) -> int:
    """SQLite's code of what went wrong: the low byte of the extended one. 0: not SQLite's."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def is_away(error: DBAPIError) -> bool:
    """Whether a server is not there, or takes nobody just now: it may be back in a moment."""
    return _of_server(error) in (_AWAY, _FULL)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn what the database says into Conflict or Unavailable."""
    try:
        yield
    except StaleDataError as error:
        raise Conflict(
            "Somebody else changed this while you had it open.",
            safe="Nothing was overwritten, and your words are kept.",
            next="Look at their version, then save yours again.",
        ) from error
    except DatabaseError as error:
        # PostgreSQL quotes the row it refuses: the error itself must not reach a log.
        raise _unavailable(_words(error)) from None
    except sqlite3.DatabaseError as error:
        # From the driver itself, as copying and checking ask it.
        damaged = _SQLITE_TROUBLE[sqlite3.SQLITE_CORRUPT]
        raise _unavailable(_SQLITE_TROUBLE.get(primary_code(error), damaged)) from None
    except NoneFree:
        raise _unavailable(_BUSY) from None
    except (ValueError, LookupError, TypeError) as error:
        if not _is_of_a_kept_value(error):
            raise
        raise _unavailable(_SQLITE_TROUBLE[sqlite3.SQLITE_CORRUPT]) from None


def _unavailable(words: Words) -> Unavailable:
    what, following = words
    return Unavailable(what, safe="Nothing was half saved.", next=following)


def _words(error: DatabaseError) -> Words:
    code = primary_code(error.orig) or _of_bytes(error.orig)
    if code in _SQLITE_TROUBLE:
        return _SQLITE_TROUBLE[code]
    return _of_server(error)


def _of_bytes(error: object) -> int:
    """The code of what Python's own reader cannot decode: it gives such an error none."""
    return sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0


def _of_server(error: DBAPIError) -> Words:
    known = _SERVER_TROUBLE.get(getattr(error.orig, "sqlstate", None) or "")
    if known is not None:
        return known
    # Before it stands the address, whose words are none of the server's.
    said = str(error.orig).casefold().rpartition(" failed: ")[2]
    if error.connection_invalidated:
        return (
            "The database server broke off.",
            "Look whether it was saved, then try again; what you typed is kept.",
        )
    if isinstance(error, OperationalError):
        return next(
            (words for marks, words in _NOT_LET_IN if _is_said(marks, said)),
            _AWAY,
        )
    if "connection option" in said or "connection info string" in said:
        return (
            "The database's address has an option in it that there is none of.",
            "Check what stands after the ? in CONFERENCE_DATABASE.",
        )
    return (
        f"The database would not take this ({type(error.orig).__name__}).",
        "Open the record again. If it comes back, tell whoever looks after the database.",
    )


def _is_said(marks: tuple[str, ...], said: str) -> bool:
    if marks in _EXISTENCE:
        return (
            said.removeprefix("fatal:").lstrip().startswith(marks[0]) and "does not exist" in said
        )
    return any(mark in said for mark in marks)


def _is_of_a_kept_value(error: Exception) -> bool:
    """Whether a value as it is kept could not be read: a day that is none, a word of no list.

    Our own code asks, and the library, or what it asks of `columns` or `store`, or `bare` in its
    place, cannot make sense of the bytes: then they were damaged, since nothing but such values is
    ever kept.
    """
    calls = [(Path(call.filename), call.name) for call in extract_tb(error.__traceback__)]
    reading = [
        place
        for place, (file, name) in enumerate(calls)
        if "sqlalchemy" in file.parts or (file.name, name) == ("bare.py", "rows")
    ]
    asked = [
        place
        for place, (file, _name) in enumerate(calls)
        if "conference" in file.parts and file.name not in ("columns.py", "bare.py", "store.py")
    ]
    return bool(reading) and reading[-1] > max(asked, default=-1)
