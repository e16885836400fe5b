"""Noticing that somebody else has recorded something, at next to no cost while nobody has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conference.review.desk import Desk

ANYWAY = 60.0
"""Seconds after which to look in any case: days pass, and things fall due."""


class Watch:
    """Tells whether it is worth reading the record again.

    A SQLite file's log changes with each commit; it is written a moment before the commit can be
    read, so one more look follows each change. Any other database is always worth a look.
    """

    def __init__(self, desk: Desk) -> None:
        self._file = desk.store.file
        self._seen = self._mark()
        self._once_more = True
        self._looked = time.monotonic()

    def changed(self) -> bool:
        """Whether to read again."""
        mark = self._mark()
        moved = mark is None or mark != self._seen
        due = moved or self._once_more or time.monotonic() - self._looked > ANYWAY
        self._seen, self._once_more = mark, moved and mark is not None
        if due:
            self._looked = time.monotonic()
        return due

    def _mark(self) -> tuple[object, ...] | None:
        if self._file is None:
            return None
        marks: list[object] = []
        for path in (self._file, self._file.with_name(f"{self._file.name}-wal")):
            try:
                facts = path.stat()
            except OSError:
                marks.append(None)
            else:
                marks.append((facts.st_mtime_ns, facts.st_size))
        return tuple(marks)
