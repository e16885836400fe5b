"""Changes that a test tells, with no database and no thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from conference.record.changes.watching import Changes, Touched


class FakeChanges(Changes):
    """Watchers are told what `tell` is given, in the caller's thread, and nothing else."""

    def __init__(self) -> None:
        super().__init__(_nothing)

    @property
    def watchers(self) -> int:
        """How many watch."""
        return len(self._watchers)

    def _listening(self) -> threading.Event:
        begun = threading.Event()
        begun.set()
        return begun


def _nothing(_ended: threading.Event) -> Iterator[Touched]:
    return iter(())
