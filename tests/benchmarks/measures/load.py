"""Twenty-five people in one meeting, each saving every two seconds, on each database.

Each is a process of their own, and two applications in terminals watch the same case: one at what
the agencies did, one at the meeting. Measured are the saves, and the time from a commit until the
others' screens show it. Afterwards every save has to be there exactly once, and the history whole.
`--minutes 5` is the load in earnest; PostgreSQL is run as it is meant to be, with fsync.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.benchmarks import crowd, records, watching
from tests.benchmarks.figures import Figure, Goal, Run, percentile
from tests.databases import NoServer, postgres_server

SAVE = Goal(50, "ms")
PAINT = {"SQLite": Goal(60, "ms"), "PostgreSQL": Goal(50, "ms")}
_GRACE = 120
"""Seconds for filling, sitting down and checking, on each database."""


def seconds(run: Run) -> float:
    """How long this may take."""
    return 2 * (_working(run) + _GRACE)


def measure(run: Run) -> list[Figure]:
    """Both databases, the second where this machine has a server."""
    figures = list(_on(run, "SQLite", str(run.folder / "meeting.db")))
    try:
        with postgres_server(durable=True) as server:
            figures += _on(run, "PostgreSQL", server.create("meeting"))
    except NoServer as reason:
        what = "PostgreSQL, 25 saving: a save, p99"
        figures.append(Figure(what, None, goal=SAVE, note=f"not measured: {reason}"))
    return figures


def _working(run: Run) -> float:
    return 10.0 if run.quick else 60 * run.minutes


def _on(run: Run, kind: str, place: str) -> Iterator[Figure]:
    received = crowd.fill(place)
    seats = (records.OFFICER, watching.ACTIONS), ("Pete Police", watching.MEETING)
    working = _working(run)
    with (
        crowd.at_work(place, received.case_id, seconds=working) as people,
        watching.watching(place, received.reference, run.home, *seats) as watchers,
    ):
        watching.look_at(watchers, 1)
        people.begin()
        while people.is_at_work:
            watching.look_at(watchers, 0.5)
        told = people.end()
        watching.look_at(watchers, 2)
    checked = crowd.check(place, received.case_id, received.reference, told)
    named = f"{kind}, {crowd.EVERYBODY} saving"
    yield from _saves(named, told, checked, working)
    yield from _paints(named, kind, watchers, told)


def _saves(
    named: str, told: crowd.Told, checked: crowd.Checked, working: float
) -> Iterator[Figure]:
    due = round(working / crowd.EVERY * crowd.EVERYBODY)
    note = f"{working:.0f} s, about {due} saves wanted; {checked.words}"
    if told.failed:
        note += f"; {len(told.failed)} people could not go on, the first: {told.failed[0]}"
    why = (
        f"{crowd.EVERYBODY} processes and two screens, each of which reads the case again at every "
        f"save, share {os.cpu_count()} processors"
    )
    for percent in (50, 95, 99):
        goal = SAVE if percent == 99 else None
        took = percentile(told.times, percent)
        yield Figure(f"{named}: a save, p{percent}", took, None, "", goal, why)
    wrong = checked.lost + checked.doubled + len(told.failed) + (not checked.whole)
    yield Figure(f"{named}: lost or doubled", float(wrong), None, "", Goal(0, "saves"), note, note)


def _paints(
    named: str, kind: str, watchers: list[watching.Watcher], told: crowd.Told
) -> Iterator[Figure]:
    """The first person's actions on the one screen, the chair's acts in the head of the other."""
    shown = (
        ("another's actions", watchers[0], 1),
        ("another's meeting", watchers[1], 0),
    )
    for words, watcher, who in shown:
        saves = [save for save in told.saves if save.who == who]
        delays = watcher.delays(saves)
        note = f"{len(delays)} of {len(saves)} saves seen"
        if not delays:
            yield Figure(f"- to {words}, p99", None, goal=PAINT[kind], note=note)
            continue
        why = "every save has the whole case read again by each of the screens"
        yield Figure(f"- to {words}, p50", percentile(delays, 50))
        yield Figure(f"- to {words}, p99", percentile(delays, 99), None, "", PAINT[kind], why, note)
