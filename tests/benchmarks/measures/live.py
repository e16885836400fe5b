"""Live refresh: from somebody's commit to the notice, and to the picture, in another application.

On a SQLite file and on a PostgreSQL server, with what the application costs while nobody does
anything. No peer: the figures are times. The watcher has a case of 320 entries open.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle

from conference.forms import NewParty
from conference.review import intake
from tests.benchmarks import records, terminal
from tests.benchmarks.figures import Figure, Goal, Run, percentile
from tests.databases import NoServer, postgres_server
from tests.office import Office

GOALS = {"SQLite": Goal(60, "ms"), "PostgreSQL": Goal(50, "ms")}
IDLE = Goal(1, "%")
OTHERS = ("Carol Chair", "Otto Observer")
"""Whose names a case in view is given in turn."""
_CASE = "all 320 entries are read again, and the stage in front is shown anew"
_CASELOAD = "the whole caseload is read again"


def seconds(run: Run) -> float:
    """How long this may take."""
    return 420


def measure(run: Run) -> list[Figure]:
    """Both databases, the second where this machine has a server."""
    folder = run.folder / "live"
    folder.mkdir()
    figures = _on(run, "SQLite", str(folder / "live.db"))
    try:
        with postgres_server() as server:
            figures += _on(run, "PostgreSQL", server.create("live"))
    except NoServer as reason:
        note = f"not measured: {reason}"
        figures.append(
            Figure("PostgreSQL: case repainted, p99", None, goal=GOALS["PostgreSQL"], note=note)
        )
    return figures


def _on(run: Run, kind: str, place: str) -> list[Figure]:
    office, received = records.fill(place)
    change = _changes(office, received.case_id)
    rounds = run.rounds(40, 8)
    with _watcher(place, received.case_id) as watcher:
        notices = [_notice(watcher, change) for _ in range(rounds)]
    surroundings = {"CONFERENCE_DATABASE": place, "CONFERENCE_PERSON": records.OFFICER}
    with terminal.python(run.home, "-m", "conference", **surroundings) as screen:
        screen.wait_for(received.reference)
        screen.settle()
        screen.press(b"\r")
        screen.wait_for("Single point of contact")
        screen.settle(0.5)
        pictures = [_picture(screen, change) for _ in range(rounds)]
        idle = _idle(screen, run.rounds(12, 4))
        screen.press(b"\x1b")
        screen.settle(0.5)
        cases = [_caseload(screen, office, number) for number in range(run.rounds(30, 5))]
    office.store.close()
    return [
        *_spread(f"{kind}: commit to notice", notices),
        *_spread(f"{kind}: to another's case", pictures, GOALS[kind], why=_CASE),
        *_spread(f"{kind}: to another's caseload", cases, GOALS[kind], why=_CASELOAD),
        Figure(f"{kind}: idle, % of a core", idle, goal=IDLE, note="with a case open"),
    ]


def _spread(
    what: str, times: list[float], goal: Goal | None = None, *, why: str = ""
) -> Iterator[Figure]:
    for percent in (50, 95, 99):
        wanted = goal if percent == 99 else None
        yield Figure(f"{what}, p{percent}", percentile(times, percent), goal=wanted, why=why)


def _changes(office: Office, case_id: str) -> Callable[[], str]:
    """Name the contact of the case anew; each call gives the name that will be seen."""
    ids = {desk.person.name: desk.person.id for desk in office.desks.values()}
    names = cycle(OTHERS)

    def change() -> str:
        name = next(names)
        intake.name_contact(office.chair, case_id, person_id=ids[name])
        return name

    return change


@contextmanager
def _watcher(place: str, case_id: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.benchmarks.apps.watcher", place, case_id]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        _line(running)
        yield running
        running.communicate()


def _line(running: subprocess.Popen[str]) -> str:
    if running.stdout is None or not (line := running.stdout.readline()):
        raise terminal.TooLong("the watcher ended")
    return line


def _notice(watcher: subprocess.Popen[str], change: Callable[[], str]) -> float:
    """Milliseconds from the end of the save to the notice, none where that came before."""
    time.sleep(random.uniform(0.3, 0.6))
    change()
    committed = time.perf_counter()
    return max(0.0, (float(_line(watcher)) - committed) * 1000)


def _picture(screen: terminal.Terminal, change: Callable[[], str]) -> float:
    time.sleep(random.uniform(0.3, 0.6))
    screen.look_anew()
    name = change()
    committed = time.perf_counter()
    shown = screen.wait_for(name, seconds=20)
    screen.settle()
    return (shown - committed) * 1000


def _caseload(screen: terminal.Terminal, office: Office, number: int) -> float:
    """A new case; only cases with these words are listed, so that it is always in view."""
    if number == 0:
        screen.press(b"/")
        screen.settle(0.5)
        screen.press(b"Somebody")
        screen.settle(0.5)
    name = f"Somebody {number:03}"
    time.sleep(random.uniform(0, 0.5))
    screen.look_anew()
    office.receive(applicant=NewParty(name))
    committed = time.perf_counter()
    shown = screen.wait_for(name, seconds=20)
    screen.settle()
    return (shown - committed) * 1000


def _idle(screen: terminal.Terminal, seconds: int) -> float | None:
    """Percent of one core it uses while nobody does anything."""
    before, began = screen.cpu_seconds, time.perf_counter()
    time.sleep(seconds)
    after, took = screen.cpu_seconds, time.perf_counter() - began
    return None if before is None or after is None else 100 * (after - before) / took
