"""Whether a SQLite record is whole: looked at once a day, and before each backup.

On which day it was found whole stands in a small file beside the record: several people share one
record, so it is no business of one person's settings; the history would say it every day; and a
record that is damaged should not be written to say so. A server looks after its own files.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from conference.errors import Unavailable
from conference.record.trouble import UNREADABLE, primary_code

_END = "-checked"
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN)


def damage_in(file: Path) -> Unavailable | None:
    """What is wrong with the file, in words; None where it is whole, in use or not there."""
    if not file.is_file() or _is_whole(file, "mode=ro"):
        return None
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and _is_whole(file, "mode=ro&immutable=1"):
        return Unavailable(
            f"The log beside the record ({log.name}) is that of another database file.",
            safe="The record is whole without it, and nothing was changed.",
            next="If a file was copied over the record: let everybody close the program, move "
            f"{log.name} and {file.name}-shm into another folder, and open it again. Else restore "
            "the latest backup.",
        )
    return Unavailable(
        "The database file is damaged.",
        safe="Backups that were made are not touched by it.",
        next="Let everybody stop using it, keep a copy of it and of what lies beside it, and "
        "restore the latest backup: conference restore FILE.",
    )


def _is_whole(file: Path, how: str) -> bool:
    """Whether SQLite finds nothing wrong, its indexes included; the file is only read."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?{how}", uri=True, timeout=5)) as database:
            asked = ("PRAGMA integrity_check(1)", "PRAGMA foreign_key_check")
            found, orphan = (database.execute(one).fetchone() for one in asked)
            return found == ("ok",) and orphan is None
    except UNREADABLE as error:
        return primary_code(error) in _BUSY


def must_own_its_log(file: Path) -> None:
    """Raise Unavailable where another database file was copied over the record beside its log.

    SQLite would take the log's pages into it. So a file that was written after its log, as a copy
    is, is looked at before it is opened; once, since emptying the log does the same.
    """
    try:
        log = file.with_name(f"{file.name}-wal").stat()
        facts = file.stat()
    except OSError:
        return
    seen = f"{facts.st_ino}-{facts.st_mtime_ns}-{log.st_mtime_ns}"
    if not log.st_size or facts.st_mtime_ns <= log.st_mtime_ns or seen in _noted(file)[1:]:
        return
    if wrong := damage_in(file):
        raise wrong
    _note(file, *_noted(file)[:1], seen)


def is_due(file: Path, day: date) -> bool:
    """Whether the file was not found whole on that day yet."""
    return _noted(file)[:1] != [day.isoformat()]


def found_whole(file: Path, day: date) -> None:
    """Keep in mind that the file was found whole; where that cannot be written it is due again."""
    _note(file, day.isoformat(), *_noted(file)[1:])


def _noted(file: Path) -> list[str]:
    try:
        return Path(f"{file}{_END}").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []


def _note(file: Path, *words: str) -> None:
    with suppress(OSError):
        note = os.open(f"{file}{_END}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(note, "w", encoding="ascii") as opened:
            opened.write(" ".join(words))
