"""A day of idle polling, stepped as fast as it goes: does an application that is left open grow?

The listener's looks behind its watcher, or its questions to the server; and the application with an
open meeting in front, which is read again each minute while its clocks tick. Counted from when a
tenth of the steps was taken, in a process of its own each.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

from tests.benchmarks import idle, terminal
from tests.benchmarks.crowd import ROOT
from tests.benchmarks.figures import Figure, Goal, Run
from tests.databases import NoServer, postgres_server

MOST = Goal(2, "MB")
_SECONDS = 200


def seconds(run: Run) -> float:
    """How long this may take."""
    return 4 * _SECONDS


def measure(run: Run) -> list[Figure]:
    """Both databases, the second where this machine has a server."""
    figures = list(_on(run, "SQLite", str(run.folder / "day.db")))
    try:
        with postgres_server() as server:
            figures += _on(run, "PostgreSQL", server.create("day"))
    except NoServer as reason:
        note = f"not measured: {reason}"
        figures.append(Figure("PostgreSQL, 24 h idle, MB more", None, goal=MOST, note=note))
    return figures


def _on(run: Run, kind: str, place: str) -> Iterator[Figure]:
    reference = idle.a_meeting(place)
    minutes = run.rounds(idle.DAY_MINUTES, 60)
    for what in ("listening", "watching"):
        growth = _grown(what, place, reference, minutes)
        note = f"{growth.steps:,} steps; {growth.blocks:+,} pieces of memory held by Python"
        named = f"{kind}, {minutes / 60:.0f} h idle, {what}: MB more"
        yield Figure(named, growth.megabytes, goal=MOST, why=note, note=note)


def _grown(what: str, place: str, reference: str, minutes: int) -> idle.Growth:
    command = terminal.module("tests.benchmarks.apps.idle_day", what, place, reference)
    done = subprocess.run(
        [*command, str(minutes)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise terminal.TooLong(done.stderr.strip()[-400:])
    return idle.Growth(**json.loads(done.stdout))
