"""Who watches the record, and the one thread that listens for all of them."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

START_SECONDS = 2.0
"""How long a first watcher waits at most until somebody listens for it."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
"""Seconds between two tries to reach a record that is away: doubled from the first, with jitter."""


class Notice(StrEnum):
    """What a watcher is told; never who recorded what."""

    CHANGED = "somebody recorded something"
    LOST = "the record cannot be reached"
    BACK = "the record can be reached again, and anything may have happened meanwhile"


class Away(Exception):
    """The record cannot be reached just now."""


Told = Callable[[Notice], None]
"""Called from a thread of its own; it must return at once."""
Touched = frozenset[str] | None
"""The ids of the chains of history that grew; None where it may be any of them."""
ANYTHING: Touched = None
Listener = Callable[[threading.Event], Iterator[Touched]]
"""Given the event that ends it: first an empty set once it listens, then what was touched.

Raises Away when the record cannot be reached.
"""


@dataclass(frozen=True, eq=False)
class Watching:
    """One watcher, until it stops. chains: what it asks about; None for everything but `but`."""

    told: Told
    chains: frozenset[str] | None
    but: frozenset[str]
    _of: Changes = field(repr=False)

    def stop(self) -> None:
        """Be told no more. Returns at once, and may be called again."""
        self._of.leave(self)

    def asks_about(self, touched: Touched) -> bool:
        """Whether what was touched is any of its business."""
        if touched is None or self.chains is None:
            return touched is None or not touched <= self.but
        return not self.chains.isdisjoint(touched)


class Changes:
    """What is recorded in one database, for whoever watches it. A thread listens meanwhile."""

    def __init__(self, listen: Listener) -> None:
        self._listen = listen
        self._lock = threading.Lock()
        self._watchers: tuple[Watching, ...] = ()
        self._ended: threading.Event | None = None
        self._begun = threading.Event()

    def watch(
        self,
        told: Told,
        chains: Collection[str] | None = None,
        *,
        but: Collection[str] = (),
    ) -> Watching:
        """Be told of what is committed from now on.

        chains: ids of cases, or of the council for what belongs to no case; None for all, without
        those in `but`. Waits
        for the first time until somebody listens, so that nothing falls between.
        """
        asked = frozenset(chains) if chains is not None else None
        one = Watching(told, asked, frozenset(but), self)
        with self._lock:
            self._watchers = (*self._watchers, one)
            begun = self._listening()
        begun.wait(START_SECONDS)
        return one

    def _listening(self) -> threading.Event:
        if self._ended is None:
            self._ended, self._begun = threading.Event(), threading.Event()
            threading.Thread(
                target=self._run,
                args=(self._ended, self._begun),
                name="changes",
                # Whoever leaves the program does not wait for news.
                daemon=True,
            ).start()
        return self._begun

    def leave(self, one: Watching) -> None:
        """Tell this watcher no more; when the last has left, nobody listens."""
        with self._lock:
            self._watchers = tuple(other for other in self._watchers if other is not one)
            if not self._watchers:
                self._end()

    def close(self) -> None:
        """Tell nobody any more."""
        with self._lock:
            self._watchers = ()
            self._end()

    def _end(self) -> None:
        if self._ended is not None:
            self._ended.set()
            self._ended = None

    def tell(self, notice: Notice, touched: Touched = ANYTHING) -> None:
        """Tell everybody whose business it is."""
        for one in self._watchers:
            if one.asks_about(touched):
                # One application that is ending, its loop closed, makes no other deaf.
                with suppress(RuntimeError):
                    one.told(notice)

    def _run(self, ended: threading.Event, begun: threading.Event) -> None:
        lost, pause = False, _FIRST_PAUSE
        while not ended.is_set():
            try:
                for touched in self._listen(ended):
                    if ended.is_set():
                        return
                    if lost:
                        self.tell(Notice.BACK)
                    elif touched is None or touched:
                        self.tell(Notice.CHANGED, touched)
                    lost, pause = False, _FIRST_PAUSE
                    begun.set()
            except Away:
                begun.set()
                if not lost and not ended.is_set():
                    self.tell(Notice.LOST)
                lost = True
            ended.wait(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter, not a secret
            pause = min(2 * pause, _LONGEST_PAUSE)
