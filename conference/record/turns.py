"""Turns: those who write into one SQLite file queue before they ask it for its only write lock.

SQLite lets who waits sleep and try again, and whoever comes at the right moment passes the others:
under load some wait a second. Here one stands first and asks often, and the others stand behind a
lock on a file beside the record, which the system gives on at once and about in the order in which
it was asked for. It is held while somebody waits to begin and not while they write; the system
takes it from a program that ends, however it ends. It only keeps order: what is written is kept
apart by SQLite itself, so where no such lock can be had (some network drives) all goes on without.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BESIDE = "-queue"
"""What is added to the record's name for the file that is locked; it stays empty."""
_LOOK = 0.003
"""Seconds between two tries where the system cannot be asked to wait (Windows)."""


class Turns:
    """The queue before one SQLite file, for all threads of this program and all other programs."""

    def __init__(self, file: Path | None) -> None:
        """file: the record; None for one that is in no file."""
        self._path = f"{file}{_BESIDE}" if file else ""
        self._idle: list[int] = []
        """Open files that nobody locks now: each lock needs one of its own."""

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Stand first in the queue for the length of the block; whether one does.

        It is waited for so many seconds at most, and the block is done in any case.
        """
        held = self._taken(seconds) if self._path else None
        try:
            yield held is not None
        finally:
            if held is not None:
                self._give_back(held)

    def close(self) -> None:
        """Let go of the files; the queue can be used again afterwards."""
        while self._idle:
            os.close(self._idle.pop())

    def _taken(self, seconds: float) -> int | None:
        """A locked file; None where there is none to be had, or not in time."""
        try:
            held = self._idle.pop()
        except IndexError:
            try:
                held = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                return None
        try:
            # One that comes too late belongs to the thread that still waits for it.
            if _try_to_lock(held) or _Wait(held).in_time(seconds):
                return held
        except OSError:
            os.close(held)  # No locks on this drive.
        return None

    def _give_back(self, held: int) -> None:
        with suppress(OSError):
            _unlock(held)
        self._idle.append(held)


class _Wait:
    """One wait for a lock, in a thread of its own: the system knows no end of waiting."""

    def __init__(self, held: int) -> None:
        self._held = held
        self._decided = threading.Lock()
        self._locked = threading.Event()
        self._left = False
        self._until = 0.0

    def in_time(self, seconds: float) -> bool:
        """Whether the lock came in time; if it comes later it is given on at once."""
        self._until = time.monotonic() + seconds
        threading.Thread(target=self._run, name="turn", daemon=True).start()
        self._locked.wait(seconds)
        with self._decided:
            self._left = not self._locked.is_set()
        return not self._left

    def _run(self) -> None:
        with suppress(OSError):
            _lock(self._held, self._until)
        with self._decided:
            if not self._left:
                self._locked.set()
                return
        with suppress(OSError):
            _unlock(self._held)
        os.close(self._held)


if sys.platform == "win32":
    import msvcrt

    def _try_to_lock(held: int) -> bool:
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _lock(held: int, until: float) -> None:
        while not _try_to_lock(held) and time.monotonic() < until:
            time.sleep(_LOOK)

    def _unlock(held: int) -> None:
        os.lseek(held, 0, os.SEEK_SET)
        msvcrt.locking(held, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_to_lock(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _lock(held: int, until: float) -> None:
        del until  # The system gives it on as soon as it is free, and to who waited longest.
        fcntl.flock(held, fcntl.LOCK_EX)

    def _unlock(held: int) -> None:
        fcntl.flock(held, fcntl.LOCK_UN)
