"""Many people in one meeting: the record they meet over, their saves, and what is there after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

from conference.forms import NewPerson
from conference.record.store import Store
from conference.review import intake, people
from conference.review.intake import Received
from conference.review.opening import open_record
from conference.review.reading import read_case
from conference.views import ActionView
from tests.benchmarks import records
from tests.benchmarks.apps.people import Saved, name_of
from tests.benchmarks.terminal import TooLong
from tests.office import START, Office, practise, set_up

EVERYBODY = 25
EVERY = 2.0
"""Seconds between two saves of one of them, on average."""
ROOT = Path(__file__).parents[2]
_READY_SECONDS = 120


@dataclass
class Told:
    """What the people said while they worked."""

    saves: list[Saved] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    """When somebody's save could not reach the record for the first time."""
    failed: list[str] = field(default_factory=list)

    @property
    def times(self) -> list[float]:
        """Milliseconds of each save that was acknowledged at the first attempt."""
        return [one.ms for one in self.saves if one.tries == 1]


@dataclass(frozen=True)
class Checked:
    """What became of all that was acknowledged."""

    sent: int
    lost: int
    doubled: int
    verified: str
    """What `history verify` said."""
    whole: bool

    @property
    def words(self) -> str:
        """In one sentence."""
        return (
            f"{self.sent} saves acknowledged, {self.lost} lost, {self.doubled} doubled; "
            f"history verify: {self.verified}"
        )


def fill(place: str, everybody: int = EVERYBODY) -> Received:
    """A case of 320 entries whose meeting is open, and so many people of all its agencies.

    The first of them is of the agency whose actions are listed first.
    """
    office, received = records.fill(place)
    _meet(office, received.case_id, everybody)
    return received


def fill_little(place: str, everybody: int) -> Received:
    """The same with a case of hardly any entries."""
    store = Store(place)
    store.prepare()
    set_up(store)
    practise(place)
    office = Office.in_store(store)
    received = intake.receive(office.officer, office.application())
    _meet(office, received.case_id, everybody)
    return received


def _meet(office: Office, case_id: str, everybody: int) -> None:
    """From the threshold to the open meeting, with everybody asked and at work."""
    intake.acknowledge(office.officer, case_id)
    office.decide(case_id)
    agencies = list(office.agencies.values())
    for agency in agencies:
        office.ask(case_id, agency.id)
    for number in range(1, everybody):
        agency = agencies[(number - 1) % len(agencies)]
        person = NewPerson(name_of(number), "Officer", ("representative",), agency_id=agency.id)
        people.add_person(office.administrator, person)
    office.open_meeting(case_id)
    office.store.close()


class Crowd:
    """The people at work; what they say is gathered by a thread."""

    def __init__(self, running: subprocess.Popen[bytes], everybody: int) -> None:
        self.told = Told()
        self._running = running
        self._lines: SimpleQueue[dict[str, object]] = SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait_until_ready(everybody)

    def begin(self) -> None:
        """Let them save."""
        if self._running.stdin is not None:
            self._running.stdin.write(b"\n")
            self._running.stdin.flush()

    @property
    def is_at_work(self) -> bool:
        """Whether anybody is still there."""
        return self._reader.is_alive()

    def end(self, seconds: float = 60) -> Told:
        """Wait until the last has ended; what they said."""
        self._reader.join(seconds)
        if self._reader.is_alive():
            raise TooLong("the people did not end")
        self._running.wait(seconds)
        self.take()
        return self.told

    def wait_for_saves(self, number: int) -> None:
        """Wait until so many saves were acknowledged."""
        self._wait_until(lambda: len(self.told.saves) >= number, "they did not save")

    def wait_for_away(self, number: int) -> None:
        """Wait until so many saves could not reach the record."""
        self._wait_until(lambda: len(self.told.away) >= number, "nobody noticed")

    def _wait_until(self, so: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while True:
            self.take()
            if so():
                return
            if not self.is_at_work or time.monotonic() > deadline:
                raise TooLong(otherwise)
            time.sleep(0.02)

    def take(self) -> None:
        """Take in what they said so far."""
        while True:
            try:
                self._heard(self._lines.get_nowait())
            except Empty:
                return

    def _read(self) -> None:
        for line in self._running.stdout or ():
            self._lines.put(json.loads(line))

    def _heard(self, facts: Mapping[str, object]) -> None:
        if "token" in facts:
            self.told.saves.append(Saved(**facts))  # type: ignore[arg-type]
        elif "away" in facts:
            self.told.away.append(float(str(facts["at"])))
        elif "failed" in facts:
            self.told.failed.append(str(facts["why"]))

    def _wait_until_ready(self, everybody: int) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        ready = 0
        while ready < everybody:
            try:
                facts = self._lines.get(timeout=max(0.01, deadline - time.monotonic()))
            except Empty:
                raise TooLong(f"only {ready} of {everybody} people sat down") from None
            if "failed" in facts:
                raise TooLong(f"somebody could not sit down: {facts['why']}")
            ready += "ready" in facts


@contextmanager
def at_work(
    place: str,
    case_id: str,
    *,
    seconds: float,
    everybody: int = EVERYBODY,
    every: float = EVERY,
) -> Iterator[Crowd]:
    """So many people, ready to begin; ended with the block, whatever happens."""
    numbers = [str(everybody), str(seconds), str(every)]
    command = [sys.executable, "-m", "tests.benchmarks.apps.people", place, case_id, *numbers]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    ) as running:
        try:
            yield Crowd(running, everybody)
        finally:
            if running.poll() is None:
                # Their group is their own: it ends with them, and nothing else does.
                os.killpg(running.pid, 9)


def check(place: str, case_id: str, reference: str, told: Told) -> Checked:
    """Hold what is there against what was acknowledged, and have the history verified."""
    there = {one.id: one for one in _actions(place, case_id)}
    last = _last_of_each(told.saves)
    lost = sum(not _is_there(there.get(entry), save) for entry, save in last.items())
    logged = [one for one in there.values() if one.summary[:1] == "w" and one.id not in last]
    doubled = len(logged)
    status, said = verified(place, reference)
    return Checked(len(told.saves), lost, doubled, said, status == 0)


def _actions(place: str, case_id: str) -> tuple[ActionView, ...]:
    record = open_record(place)
    officer = next(one for one in record.people if one.name == records.OFFICER)
    desk = record.desk(officer, lambda: START + timedelta(hours=4))
    try:
        return read_case(desk, case_id, again=True).actions
    finally:
        record.store.close()


def _last_of_each(saves: Sequence[Saved]) -> dict[str, Saved]:
    return {save.entry: save for save in sorted(saves, key=lambda one: one.done) if save.entry}


def _is_there(action: ActionView | None, save: Saved) -> bool:
    """As it was saved last: each correction raised its version by exactly one."""
    return (
        action is not None
        and action.version == save.version
        and action.summary.startswith(f"{save.token} ")
    )


def verified(place: str, reference: str) -> tuple[int, str]:
    """What `conference history verify` says of the case, as the officer asks it."""
    done = subprocess.run(
        [sys.executable, "-m", "conference", "history", "verify", reference],
        env=os.environ | {"CONFERENCE_DATABASE": place, "CONFERENCE_PERSON": records.OFFICER},
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    words = (done.stdout + done.stderr).strip().splitlines() or [""]
    return done.returncode, words[-1]
