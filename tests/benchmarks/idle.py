"""A day in which nobody does anything, in steps as fast as they can be taken.

What really happens in a day: the listener looks behind its watcher each half second, or asks the
server each quarter; an open case is looked at each minute, and its clocks tick each second. Here
the same code is stepped, with a clock that is moved by hand, and what it holds is counted.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from os import getpid
from unittest import mock

from conference.record.changes import postgres, sqlite
from conference.record.changes.watching import Listener
from conference.record.store import Store
from conference.review.people import only_council
from screens import watch
from screens.app import ConferenceApp
from tests.benchmarks.terminal import memory_of
from tests.office import START, Clock, Office, practise, set_up
from tests.screens.shell import Seat

DAY_MINUTES = 24 * 60
_WARM = 0.1
"""The part of the steps that fills what is remembered once."""


@dataclass(frozen=True)
class Growth:
    """What some steps left behind, since they were warm."""

    steps: int
    blocks: int
    """Pieces of memory that Python holds more than before."""
    megabytes: float | None
    """Of the whole process; None where the system does not tell."""


class _Scale:
    """Weighs the process when it is warm, and again at the end."""

    def __init__(self, steps: int) -> None:
        self._steps, self._taken = steps, 0
        self._warm_after = int(steps * _WARM)
        self._blocks = 0
        self._megabytes: float | None = None

    def step(self) -> bool:
        """Count a step; whether it was the last."""
        self._taken += 1
        if self._taken == self._warm_after:
            self._blocks, self._megabytes = _weight()
        return self._taken >= self._steps

    @property
    def growth(self) -> Growth:
        """What was left behind until now."""
        blocks, megabytes = _weight()
        more = megabytes - self._megabytes if megabytes and self._megabytes else None
        return Growth(self._taken, blocks - self._blocks, more)


def _weight() -> tuple[int, float | None]:
    gc.collect()
    return sys.getallocatedblocks(), memory_of(getpid())


def a_meeting(place: str) -> str:
    """A record with one small case whose meeting is open; the case's reference."""
    store = Store(place)
    store.prepare()
    set_up(store)
    practise(place)
    office = Office.in_store(store)
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    reference = office.case(case_id).reference
    store.close()
    return reference


def listening(place: str, minutes: int = DAY_MINUTES) -> Growth:
    """Listen to a record in which nothing happens, for so many minutes' looks."""
    store = Store(place)
    listener = _listener(store)
    a_look = sqlite.BEHIND_SECONDS if store.is_sqlite else postgres._BEAT_SECONDS
    scale, ended = _Scale(round(minutes * 60 / a_look)), threading.Event()

    def look(*_: object) -> bool:
        if scale.step():
            ended.set()
        return False

    patch = mock.patch.object(sqlite._Ears, "hear", look) if store.is_sqlite else _beats(look)
    with patch:
        for _ in listener(ended):
            pass
    store.close()
    return scale.growth


def _listener(store: Store) -> Listener:
    council_id = only_council(store) or ""
    return store.within(council_id).changes._listen


@contextmanager
def _beats(look: Callable[[], bool]) -> Iterator[None]:
    """Each question to the server is a step, and waits for nothing."""
    import psycopg

    ask = psycopg.Connection.notifies

    def at_once(connection: psycopg.Connection, **_more: object) -> Iterator[psycopg.Notify]:
        look()
        return ask(connection, timeout=0)

    with mock.patch.object(psycopg.Connection, "notifies", at_once):
        yield


def watching(place: str, reference: str, minutes: int = DAY_MINUTES) -> Growth:
    """Have the meeting of that case in front for so many minutes, while nobody does anything."""
    return asyncio.run(_watching(place, reference, minutes))


async def _watching(place: str, reference: str, minutes: int) -> Growth:
    day = _Day(Clock(START + timedelta(hours=1)), _Scale(minutes))
    app = ConferenceApp(place, person="Carol Chair", clock=day.clock, first_password=False)
    with mock.patch.object(watch._LetterBox, "wait", day.wait):
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            seated = Seat(app, pilot)
            await seated.reads(reference)
            await seated.press("enter")
            await seated.comes_to("CaseScreen")
            await seated.press("5")
            await seated.reads("Agenda")
            day.app = app
            await day.over.wait()
            growth = day.scale.growth
            await seated.press("q")
    return growth


class _Day:
    """Moves the clock by a minute each time the screen in front has waited for one."""

    def __init__(self, clock: Clock, scale: _Scale) -> None:
        self.clock, self.scale = clock, scale
        self.over = asyncio.Event()
        self.app: ConferenceApp | None = None
        """Whose seconds tick, once it is where it shall be."""
        self._waited: Counter[int] = Counter()

    @property
    def wait(self) -> Callable[[object, float], Coroutine[object, object, None]]:
        """What takes the place of the real waiting."""

        async def wait(letter_box: object, _seconds: float) -> None:
            if self.over.is_set():
                await asyncio.Future()
            await asyncio.sleep(0 if self.app else 0.02)
            if self.app is not None:
                self._minute(self.app, id(letter_box))

        return wait

    def _minute(self, app: ConferenceApp, who: int) -> None:
        self._waited[who] += 1
        if self._waited[who] < max(self._waited.values()):
            return
        self.clock.tick(minutes=1)
        _tick(app)
        if self.scale.step():
            self.over.set()


def _tick(app: ConferenceApp) -> None:
    """What a minute of seconds does: the clocks of the meeting, and the look for idleness."""
    panes = [one for one in app.screen.walk_children() if hasattr(one, "tick")]
    for _ in range(60):
        app._look()
        for pane in panes:
            pane.tick()
