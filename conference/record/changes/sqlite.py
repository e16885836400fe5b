"""Listening to a SQLite file: its log is watched, and each change confirmed by the file itself.

The log is written a moment before the commit can be read, so each thing heard is followed by a
fifth of a second of quick looks, and behind a watcher that hears there is a slow one. Where nothing
can be watched, or the watcher was found deaf, the file is asked ten times a second.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from conference.record.changes.watching import ANYTHING, Away, Touched
from conference.record.history import is_quiet
from conference.record.holding import who_holds

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

POLL_SECONDS = 0.1
"""Between two looks where nothing can be watched."""
BEHIND_SECONDS = 0.5
"""Between two looks behind a watcher that hears."""
QUICK_SECONDS, FRESH_SECONDS = 0.004, 0.2
"""Between two looks after something was heard, and for how long."""
_STEP_MS = 5
"""The watcher looks into its own list so often, and tells when it did not grow for one step."""
_MODIFIED = 2
"""The watcher's word for a file that was written; a file that went or came has another."""
_DEAF_AFTER = 2
"""Changes in a row that the watcher missed before it is not asked any more."""


class FileListener:
    """Listens to the SQLite file of one record, for one council of it."""

    def __init__(self, file: Path, council_id: str) -> None:
        self._file = file
        self._council_id = council_id

    def __call__(self, ended: threading.Event) -> Iterator[Touched]:
        """What was touched, until `ended` is set. Raises Away when the file is not there."""
        try:
            opened = _identity(self._file)
            with closing(_connection(self._file)) as connection:
                yield from self._heard(_Growth(connection, self._council_id), opened, ended)
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise Away from error

    def _heard(
        self, growth: _Growth, opened: tuple[int, int], ended: threading.Event
    ) -> Iterator[Touched]:
        ears = _Ears(self._file)
        yield frozenset()
        fresh_until, held = 0.0, ""
        while not ended.is_set():
            if (holder := who_holds(self._file)) != held:
                held = holder
                yield ANYTHING  # Whoever looks now is told who keeps them out, or sees it all anew.
            heard = fresh = time.monotonic() < fresh_until
            if fresh:
                ended.wait(QUICK_SECONDS)
            elif heard := ears.hear(ended):
                fresh_until = time.monotonic() + FRESH_SECONDS
                if ears.heard_move:
                    if _identity(self._file) != opened:
                        raise Away
                    yield ANYTHING  # It was away for a moment: who looked just then saw nothing.
            elif _identity(self._file) != opened:
                raise Away  # Another file was put in its place.
            if touched := growth.touched():
                ears.judge(heard=heard)
                yield touched
            elif touched is None:
                yield ANYTHING


class _Growth:
    """What was added to the history since it was last asked."""

    def __init__(self, connection: sqlite3.Connection, council_id: str) -> None:
        self._connection = connection
        self._council_id = council_id
        self._version = self._data_version()
        self._last = self._newest()

    def touched(self) -> Touched:
        """The chains that grew; asked first is a counter that costs two millionths of a second.

        What was only read is left out: nobody sees anything else because of it.
        """
        version = self._data_version()
        if version == self._version:
            return frozenset()
        self._version = version
        rows = self._connection.execute(
            "SELECT rowid, chain_id, act, council_id FROM history WHERE rowid > ? ORDER BY rowid",
            (self._last,),
        ).fetchall()
        if rows:
            self._last = rows[-1][0]
            return frozenset(
                chain
                for _, chain, act, council_id in rows
                if council_id == self._council_id and not is_quiet(act)
            )
        before, self._last = self._last, self._newest()
        # Older content was copied over the file while it was open.
        return ANYTHING if self._last < before else frozenset()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _newest(self) -> int:
        return self._connection.execute("SELECT max(rowid) FROM history").fetchone()[0] or 0


class _Ears:
    """The watcher of a file and its log; deaf where the system cannot watch, as on a network."""

    def __init__(self, file: Path) -> None:
        self._names = {str(file), f"{file}-wal"}
        self._file = str(file)
        self._watcher = _watcher(file.parent)
        self._missed = 0
        self.heard_move = False
        """Whether what was heard last is that the file itself went or came."""

    def hear(self, ended: threading.Event) -> bool:
        """Wait until the file or its log is written, or it is time to look anyway."""
        if self._watcher is None:
            ended.wait(POLL_SECONDS)
            return False
        heard = self._watcher.watch(2 * _STEP_MS, _STEP_MS, round(BEHIND_SECONDS * 1000), ended)
        if not isinstance(heard, set):
            return False
        self.heard_move = any(path == self._file and kind != _MODIFIED for kind, path in heard)
        return any(path in self._names for _, path in heard)

    def judge(self, *, heard: bool) -> None:
        """A watcher that says nothing of what was found changed is no use."""
        self._missed = 0 if heard else self._missed + 1
        if self._missed >= _DEAF_AFTER:
            self._watcher = None


def _watcher(folder: Path) -> RustNotify | None:
    try:
        # Imported here, in the thread that listens: the first picture does not wait for it.
        from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError
    except ImportError:
        return None
    try:
        return RustNotify([str(folder)], False, False, 0, False, True)
    except (OSError, WatchfilesRustInternalError):
        return None


def _connection(file: Path) -> sqlite3.Connection:
    # Read-only: its end must neither move the log into the file nor remove a log of that name.
    uri = f"{file.as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=1)


def _identity(file: Path) -> tuple[int, int]:
    facts = file.stat()
    return facts.st_dev, facts.st_ino
