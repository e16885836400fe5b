"""Many people in one meeting, each a process of their own, who save again and again.

Arguments: `PLACE CASE PEOPLE SECONDS EVERY`. They are forked from one process that has imported
what the program needs. Each says when it is ready; a line on standard input lets them begin; from
then on each save is a line of JSON (`Saved`), and each time the record could not be reached as well
(`Away`). The first names the applicant's contact, who stands in the head of every screen of the
case; everybody else logs an action of their agency and then corrects it, or logs another.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, NoReturn

from conference.errors import Unavailable
from conference.forms import NewAction
from conference.law.when import on
from conference.review import evidence, intake, reading
from conference.review.desk import Desk
from conference.review.opening import open_record
from tests.office import START

ANOTHER = 0.2
"""How often it is another action, and not a correction of the last."""
PAUSE = 0.25
"""Seconds until somebody whose save was refused tries again."""
NAMER = "Carol Chair"
_EARLIER = timedelta(days=900)
"""The first person's action is so old that it stays on top of every list."""


def name_of(number: int) -> str:
    """What the person of that number is called; the first is the chair."""
    return NAMER if number == 0 else f"Person {number:02}"


@dataclass(frozen=True)
class Saved:
    """One acknowledged save: its token, and how often it had to be tried."""

    who: int
    token: str
    entry: str
    """The action's id; empty for a contact."""
    version: int
    ms: float
    """From the first attempt to the answer of the last."""
    begun: float
    done: float
    """On the clock that all processes of a machine share."""
    tries: int


@dataclass
class Somebody:
    """One of them at a desk."""

    number: int
    desk: Desk
    case_id: str
    ids: dict[str, str]
    """Everybody's id, by name."""
    entry: str = ""
    version: int = 0
    saves: int = 0
    names: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Look at the case, which imports what a save needs; the first has an action already."""
        reading.read_case(self.desk, self.case_id, again=True)
        if self.number == 1:
            self._log("w01-0000")

    def save(self) -> Saved:
        """One save, tried until it is acknowledged or found to have been kept."""
        self.saves += 1
        work, token = self._next()
        begun, tries = time.perf_counter(), 0
        while True:
            tries += 1
            try:
                if tries == 1 or not self._is_kept(token):
                    work()
                break
            except Unavailable:
                if tries == 1:
                    _say({"away": self.number, "at": time.perf_counter()})
                time.sleep(PAUSE)
        done = time.perf_counter()
        ms = (done - begun) * 1000
        return Saved(self.number, token, self.entry, self.version, ms, begun, done, tries)

    def _next(self) -> tuple[Callable[[], None], str]:
        """What to save, and by which words it will be known."""
        if self.number == 0:
            name = self.names[self.saves % len(self.names)]
            return lambda: self._name(name), name
        token = f"w{self.number:02}-{self.saves:04}"
        if self.number == 1 or (self.entry and random.random() > ANOTHER):
            return lambda: self._correct(token), token
        return lambda: self._log(token), token

    def _name(self, name: str) -> None:
        intake.name_contact(self.desk, self.case_id, person_id=self.ids[name])

    def _log(self, token: str) -> None:
        form = self._form(token)
        self.entry = evidence.log_action(self.desk, self.case_id, form, confirmed=True)
        self.version = 1

    def _correct(self, token: str) -> None:
        form = self._form(token)
        evidence.correct_action(
            self.desk, self.case_id, self.entry, form, shown=self.version, confirmed=True
        )
        self.version += 1

    def _form(self, token: str) -> NewAction:
        agency = self.desk.person.agency_id or ""
        day = START.date() - (_EARLIER if self.number == 1 else timedelta(days=1))
        return NewAction(
            agency_id=agency,
            when=on(day),
            kind="visit",
            summary=f"{token} Officers visited at nine.",
        )

    def _is_kept(self, token: str) -> bool:
        """Whether what was not acknowledged was kept all the same: somebody looks before again."""
        case = reading.read_case(self.desk, self.case_id, again=True)
        if self.number == 0:
            return case.spoc is not None and case.spoc.name == token
        found = next((one for one in case.actions if one.summary.startswith(token)), None)
        if found is not None:
            self.entry, self.version = found.id, found.version
        return found is not None


def _clock() -> Callable[[], datetime]:
    began = time.monotonic()
    return lambda: START + timedelta(hours=2, seconds=time.monotonic() - began)


def _sit_down(place: str, case_id: str, number: int, everybody: int) -> Somebody:
    record = open_record(place)
    ids = {one.name: one.id for one in record.people}
    person = next(one for one in record.people if one.name == name_of(number))
    names = [name_of(other) for other in range(1, everybody)] or [NAMER]
    return Somebody(number, record.desk(person, _clock()), case_id, ids, names=names)


def _work(one: Somebody, seconds: float, every: float, begin: int) -> None:
    one.begin()
    _say({"ready": one.number})
    os.read(begin, 1)
    until = time.monotonic() + seconds
    time.sleep(random.uniform(0, every))
    while time.monotonic() < until:
        _say(asdict(one.save()))
        time.sleep(every * random.uniform(0.5, 1.5))


def _say(facts: dict[str, Any]) -> None:
    # One write of less than a pipe takes at once: lines of several people never mix.
    os.write(1, json.dumps(facts).encode() + b"\n")


def main(place: str, case_id: str, people: int, seconds: float, every: float) -> None:
    """Fork them, let them begin, and wait until the last has ended."""
    begin, let_begin = os.pipe()
    children = []
    for number in range(people):
        child = os.fork()
        if child == 0:
            _be(place, case_id, number, people, seconds, every, begin)
        children.append(child)
    sys.stdin.readline()
    os.write(let_begin, b"." * people)
    for child in children:
        os.waitpid(child, 0)


def _be(
    place: str,
    case_id: str,
    number: int,
    people: int,
    seconds: float,
    every: float,
    begin: int,
) -> NoReturn:
    status = 1
    try:
        random.seed(number)
        _work(_sit_down(place, case_id, number, people), seconds, every, begin)
        status = 0
    except Exception as error:
        _say({"failed": number, "why": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(status)


if __name__ == "__main__":
    where, which, *numbers = sys.argv[1:]
    main(where, which, int(numbers[0]), float(numbers[1]), float(numbers[2]))
