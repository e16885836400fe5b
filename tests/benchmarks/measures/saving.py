"""Saving: one action logged, by one person alone and by four at once, into one SQLite file.

Each person is a process of their own. The peer is a bare insert by plain sqlite3 with the same
safety (write-ahead log, synchronous FULL, BEGIN IMMEDIATE). At a meeting's pace four people save as
often together as twenty-five would who save every two seconds; at once, each saves as soon as the
last save is done, which no meeting does. Nothing may be lost or doubled.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from conference.review import evidence
from tests.benchmarks import records
from tests.benchmarks.figures import Figure, Goal, Run, median, percentile
from tests.benchmarks.why import spent

_FOUR = 4
_PACE = _FOUR * 2 / 25
"""Seconds between two saves of one of the four."""
_SECONDS = 120
_MOST = Goal(50, "ms")
_AGAINST = "a bare insert by sqlite3"


@dataclass
class Saves:
    """Milliseconds of each save, ours and the peer's, and whether all of ours are there."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    sent: int = 0
    kept: int = 0

    @property
    def words(self) -> str:
        """How many were sent and kept."""
        right = "nothing lost or doubled" if self.sent == self.kept else "NOT THE SAME"
        return f"{self.sent} actions sent, {self.kept} kept: {right}"


def seconds(run: Run) -> float:
    """How long this may take."""
    return 420


def measure(run: Run) -> list[Figure]:
    """One; four at a meeting's pace; four at once."""
    folder = run.folder / "saving"
    folder.mkdir()
    record = records.usual(folder)
    count = run.rounds(100, 10)
    turns = run.rounds(2, 1)
    one = _both(record.file, 1, count, 0, turns)
    paced = _both(record.file, _FOUR, run.rounds(40, 5), _PACE, turns)
    at_once = _both(record.file, _FOUR, count, 0, turns)
    return [
        *_figures("a save, one person", one, record),
        *_figures("a save, 4 at a meeting's pace", paced, record),
        *_figures("a save, 4 at once", at_once, record, goal=None),
    ]


def _figures(
    what: str, saves: Saves, record: records.Record, goal: Goal | None = _MOST
) -> list[Figure]:
    p99, bare_p99 = percentile(saves.ours, 99), percentile(saves.bare, 99)
    why = (
        f"a save holds the only write lock for all of its work; {spent(lambda: _save(record), 20)}"
        if goal and p99 > goal.most
        else ""
    )
    return [
        Figure(f"{what}, p50", median(saves.ours), median(saves.bare), _AGAINST),
        Figure(f"{what}, p99", p99, bare_p99, _AGAINST, goal, why, saves.words),
    ]


def _save(record: records.Record) -> None:
    office = record.office
    evidence.log_action(office.officer, record.case_id, office.action())


def _both(file: Path, people: int, count: int, every: float, turns: int) -> Saves:
    """Ours and the peer in turns, each into a file of its own."""
    saves = Saves()
    before = _actions(file)
    for _ in range(turns):
        saves.ours += _write("ours", file, people, count, every)
        saves.bare += _write("bare", file.with_name("bare.db"), people, count, every)
    # The first save of each process prepares and is not timed, but it is kept.
    saves.sent = turns * people * (count + 1)
    saves.kept = _actions(file) - before
    return saves


def _write(kind: str, file: Path, people: int, count: int, every: float) -> list[float]:
    """Milliseconds of every save of so many processes that begin together."""
    module = [sys.executable, "-m", "tests.benchmarks.apps.writer"]
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                subprocess.Popen(
                    [*module, kind, str(file), str(count), str(every)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(people)
        ]
        for writer in writers:
            stack.callback(_end, writer)
        return _together(writers)


def _together(writers: list[subprocess.Popen[str]]) -> list[float]:
    for writer in writers:
        if writer.stdout is None or writer.stdout.readline() != "ready\n":
            raise RuntimeError("a writer could not begin")
    for writer in writers:
        if writer.stdin is not None:
            writer.stdin.write("\n")
            writer.stdin.flush()
    return [
        time for writer in writers for time in json.loads(writer.communicate(timeout=_SECONDS)[0])
    ]


def _end(writer: subprocess.Popen[str]) -> None:
    if writer.poll() is None:
        writer.kill()


def _actions(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        count: int = connection.execute("SELECT count(*) FROM action").fetchone()[0]
        return count
