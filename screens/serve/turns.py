"""Turns at what takes much memory for a moment, for all sessions of one server together."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

_STEP = 0.01
_PATIENCE = 20.0
"""Seconds to wait at most: whoever waited so long goes on, and the machine has to bear it."""


class Turns:
    """A context that so many at a time are in, whichever process they belong to.

    folder: where the locks are files; a process that dies gives its turn back by that.
    """

    def __init__(self, folder: Path, at_once: int = 2) -> None:
        self._files = [folder / f"turn-{number}" for number in range(at_once)]
        self._held = threading.local()

    def __enter__(self) -> None:
        """Wait for a turn."""
        deadline = time.monotonic() + _PATIENCE
        while (turn := self._taken()) is None and time.monotonic() < deadline:
            time.sleep(_STEP)
        self._held.turn = turn

    def __exit__(self, *_fault: object) -> None:
        """Give it back."""
        if self._held.turn is not None:
            os.close(self._held.turn)

    def _taken(self) -> int | None:
        """A free turn, taken; None where there is none just now."""
        if sys.platform == "win32":
            return None
        import fcntl

        for file in self._files:
            turn = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(turn)
            else:
                return turn
        return None
