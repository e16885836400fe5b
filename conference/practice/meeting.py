"""A practice meeting: the others play their part while somebody chairs.

They sit at desks of their own, on a connection of their own, and do what a person in their place
could: what they save comes to the chair's screen as it does in a real meeting.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace

from conference.errors import ConferenceError, Unavailable
from conference.practice.council import Practice
from conference.practice.lines import Turn, turns
from conference.record.store import Store
from conference.review import live, reading
from conference.views import MeetingState

PACE = 3.0
"""Seconds between two turns, and from the beginning of an item to its first."""
_IDLE = 30.0
"""Seconds between two looks while nothing is heard and nobody has anything to do."""


class PracticeMeeting:
    """The others at the practice meeting, in a thread; `stop` sends them home at any moment.

    place: where the practice record is. pace: seconds between two turns. Each turn is one
    transaction, so that being killed in the middle leaves nothing half done.
    """

    def __init__(self, place: str, practice: Practice, *, pace: float = PACE) -> None:
        self._store = Store(place)
        self._practice = _on_store(practice, self._store)
        self._pace = pace
        self._said: set[str] = set()
        self._item = ""
        self._quiet_since = time.monotonic()
        self._ended, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="practice meeting", daemon=True)

    def start(self) -> None:
        """Let them come."""
        self._thread.start()

    def stop(self) -> None:
        """Send them home, and let go of the record. Whoever is saving something finishes first."""
        self._ended.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._store.close()

    def _run(self) -> None:
        watching = None
        with suppress(ConferenceError):
            watching = live.watch(
                self._practice.officer, self._practice.case_id, lambda _notice: self._wake.set()
            )
        try:
            while not self._ended.is_set():
                waiting = self.step()
                self._wake.wait(_IDLE if waiting is None else waiting)
                self._wake.clear()
        finally:
            if watching is not None:
                watching.stop()

    def step(self) -> float | None:
        """Do the next thing, if it is time; the seconds until then, None while there is nothing."""
        turn = self._next()
        if turn is None:
            return None
        left = self._quiet_since + self._pace - time.monotonic()
        if left > 0:
            return left
        self._quiet_since = time.monotonic()
        # What is refused is left: somebody else was quicker, or the meeting went on.
        with suppress(ConferenceError):
            turn.act()
        self._said.add(turn.key)
        return self._pace

    def _next(self) -> Turn | None:
        try:
            case = reading.read_case(self._practice.officer, self._practice.case_id, again=True)
        except Unavailable:
            return None
        meeting = case.meeting
        if meeting is None or meeting.state is not MeetingState.OPEN or meeting.current is None:
            return None
        if meeting.current.id != self._item:
            self._item, self._quiet_since = meeting.current.id, time.monotonic()
        found = turns(self._practice, case, meeting)
        return next((turn for turn in found if turn.key not in self._said), None)


def _on_store(practice: Practice, store: Store) -> Practice:
    """The same desks on another connection."""
    return replace(
        practice,
        officer=replace(practice.officer, store=store),
        chair=replace(practice.chair, store=store),
        police=replace(practice.police, store=store),
        housing=replace(practice.housing, store=store),
        environment=replace(practice.environment, store=store),
    )
