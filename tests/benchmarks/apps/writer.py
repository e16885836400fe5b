"""One person who saves: logs an action again and again, and prints how long each save took.

Arguments: `ours PLACE COUNT EVERY` or `bare PLACE COUNT EVERY`; EVERY in seconds, 0 for at once.
Waits for a line on standard input before it begins.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable

from conference.record.store import Store
from conference.review import evidence, reading
from tests.office import Office

BARE = "CREATE TABLE IF NOT EXISTS done (id INTEGER PRIMARY KEY, who TEXT, what TEXT)"


def ours(place: str) -> Callable[[], object]:
    """Log one action of the police on the first case, as the program does it."""
    office = Office.in_store(Store(place))
    case_id = reading.read_caseload(office.officer)[0].id
    return lambda: evidence.log_action(office.officer, case_id, office.action())


def bare(place: str) -> Callable[[], object]:
    """Insert one row with plain sqlite3 and the same safety: the least a save can cost."""
    connection = sqlite3.connect(place, timeout=15, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(BARE)

    def save() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO done (who, what) VALUES (?, ?)", ("police", "A visit."))
        connection.execute("COMMIT")

    return save


def repeat(save: Callable[[], object], count: int, every: float) -> list[float]:
    """Milliseconds of each save; the first, which prepares, is not counted."""
    save()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    times = []
    for _ in range(count):
        time.sleep(every * random.uniform(0.5, 1.5))
        began = time.perf_counter()
        save()
        times.append((time.perf_counter() - began) * 1000)
    return times


if __name__ == "__main__":
    kind, place, count, every = sys.argv[1:]
    save = {"ours": ours, "bare": bare}[kind](place)
    sys.stdout.write(json.dumps(repeat(save, int(count), float(every))) + "\n")
