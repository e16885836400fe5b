"""A timeline of 10,000 entries beside programs that people use: each shows the same rows of a file.

Ours reads the timeline from a file and draws the swim-lane; harlequin and visidata show the same
entries as rows of a SQLite table, harlequin once its query was pasted and run (the pasting is taken
off). Ready: from the start of the process to the first row. A key: from the key to the new place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import peers, terminal
from tests.benchmarks.apps import lane, rows
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, percentile
from tests.benchmarks.measures.start import OURS, ask

ENTRIES = 10_000
_ASKED = b"select * from entries"
_CATALOG = "main"


@dataclass
class _Program:
    """One of them, and what each round gave."""

    name: str
    command: Sequence[str]
    step: bytes
    """The key that goes on by one row."""
    query: bytes = b""
    keys: list[float] = field(default_factory=list)
    memories: list[float] = field(default_factory=list)

    def words(self, place: int) -> str:
        """What is newly on the terminal once the cursor is on that row."""
        return f" {place + 1} of {ENTRIES}" if self.name == OURS else f"#{place:06}"

    failed: str = ""
    """Why it is left out; empty while it works."""

    def safely(self, run: Run) -> float:
        """The same once more; a peer that fails is left out."""
        if not self.failed:
            try:
                return self.once(run)
            except terminal.TooLong as error:
                if self.name == OURS:
                    raise
                self.failed = str(error)
        return 0.0

    def once(self, run: Run, keys: int = 40) -> float:
        """Start it and press some keys; milliseconds until its first row."""
        with terminal.start(self.command, run.new_home()) as screen:
            if self.query:
                ready = screen.wait_for(_CATALOG)
                rest = ask(screen, self.query, self.words(0)) / 1000
            else:
                ready, rest = screen.wait_for(self.words(0)), 0.0
            screen.settle(0.3)
            self.memories.append(screen.memory or 0.0)
            if self.query:
                screen.press(b"\t")  # From the editor to the rows.
                screen.settle()
            self.keys += [self._key(screen, place) for place in range(1, run.rounds(keys, 8))]
            return (ready + rest - screen.started) * 1000

    def _key(self, screen: terminal.Terminal, place: int) -> float:
        pressed = screen.press(self.step)
        shown = screen.wait_for(self.words(place), seconds=10)
        screen.settle(0.01)
        return (shown - pressed) * 1000


def beside(run: Run) -> list[Figure]:
    """Ready, keys and memory beside each that is installed."""
    programs = _programs(run)
    times = in_turns(run.rounds(4, 1), *(lambda one=one: one.safely(run) for one in programs))
    mine, ours = median(times[0]), programs[0]
    figures: list[Figure] = []
    for peer, ready in zip(programs[1:], times[1:], strict=True):
        if peer.failed:
            note = peer.failed
            figures.append(
                Figure("whole program", None, against=f"{peer.name} (failed)", note=note)
            )
            continue
        what = "whole program, 10,000 rows of a file ready"
        figures += [
            Figure(what, mine, median(ready), peer.name, Goal(1)),
            Figure("- one key, p50", median(ours.keys), median(peer.keys), peer.name),
            Figure(
                "- one key, p95",
                percentile(ours.keys, 95),
                percentile(peer.keys, 95),
                peer.name,
            ),
        ]
        if ours.memories[-1]:
            memories = median(ours.memories), median(peer.memories)
            figures.append(Figure("- memory, MB", *memories, peer.name))
    return figures


def _programs(run: Run) -> list[_Program]:
    kept, table = run.folder / "timeline.pickle", run.folder / "timeline.db"
    lane.keep(ENTRIES, kept)
    _write(table)
    ours = terminal.module("tests.benchmarks.apps.lane", str(ENTRIES), str(kept))
    found = [_Program(OURS, ours, b"\x1b[C")]
    kinds = {
        "harlequin": (["-a", "sqlite", "-r", str(table)], b"\x1b[B", _ASKED),
        "visidata": (["-f", "sqlite", "+:entries::", str(table)], b"j", b""),
    }
    for name, (arguments, step, query) in kinds.items():
        if (program := peers.program(name)) is not None:
            called = f"{name} {peers.version(name)}"
            found.append(_Program(called, [str(program), *arguments], step, query))
    return found


def _write(file: Path) -> None:
    """The entries of the same timeline as rows of a table."""
    found = rows.entries(ENTRIES)
    lanes = {one.key: one.name for one in found.lanes}
    values = [
        (f"#{place:06}", str(entry.when), lanes[entry.lane], entry.title, entry.who)
        for place, entry in enumerate(found.entries)
    ]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE entries (number, at, lane, what, who)")
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", values)
