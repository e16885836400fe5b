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
from contextlib import closing
from pathlib import Path

from tests.benchmarks import records
from tests.benchmarks.figures import Figure, Goal, Run, median, percentile
from tests.benchmarks.why import spent

_WRITERS = 4
_PACE = _WRITERS * 2 / 25
"""Seconds between two saves of one of the four."""
_SECONDS = 120


def measure(run: Run) -> list[Figure]:
    """One; four at a meeting's pace; four at once."""
    folder = run.folder / "saving"
    folder.mkdir()
    record = records.usual(folder)
    count = run.rounds(200, 40)
    one = _both(record, 1, count, 0)
    paced = _both(record, _WRITERS, run.rounds(60, 12), _PACE)
    at_once = _both(record, _WRITERS, count // 2, 0)
    kept, sent = _kept(record.file), _sent(run)
    sums = f"{sent} actions were sent and {kept} kept"
    why = spent(lambda: record.office.store and _save(record), 20)
    p99 = Goal(50, "ms")
    return [
        _figure("a save, one person, p50", one, 50),
        _figure("a save, one person, p99", one, 99, p99, why),
        _figure("a save, 4 at a meeting's pace, p50", paced, 50),
        _figure("a save, 4 at a meeting's pace, p99", paced, 99, p99, why, sums),
        _figure("a save, 4 at once, p50", at_once, 50),
        _figure("a save, 4 at once, p99", at_once, 99),
    ]
