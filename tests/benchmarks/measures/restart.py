"""The PostgreSQL server is restarted in the middle of a meeting of twenty-five.

It cuts everybody off, is away for three seconds and comes back. Each person tries again until the
save is acknowledged, and looks first whether what was not acknowledged had been kept. Measured from
the server's return: until everybody has saved again, and until a screen shows what is new.
"""

from __future__ import annotations

import time

from tests.benchmarks import crowd, records, watching
from tests.benchmarks.figures import Figure, Goal, Run
from tests.databases import NoServer, PostgresServer, postgres_server

AWAY = 3.0
_BEFORE, _AFTER = 6.0, 14.0
BACK = Goal(4, "s")
"""Who waits for the server tries at most two seconds apart, and saves every two seconds."""


def seconds(run: Run) -> float:
    """How long this may take."""
    return 180


def measure(run: Run) -> list[Figure]:
    """One restart; none where this machine has no server."""
    try:
        with postgres_server(durable=True) as server:
            return _restarted(run, server)
    except NoServer as reason:
        return [Figure("server restarted", None, note=f"not measured: {reason}")]


def _restarted(run: Run, server: PostgresServer) -> list[Figure]:
    place = server.create("meeting")
    everybody = 8 if run.quick else crowd.EVERYBODY
    received = crowd.fill(place, everybody)
    seat = (records.OFFICER, watching.ACTIONS)
    lasting = _BEFORE + AWAY + _AFTER
    with (
        crowd.at_work(
            place, received.case_id, seconds=lasting, everybody=everybody, every=1
        ) as people,
        watching.watching(place, received.reference, run.home, seat) as [watcher],
    ):
        people.begin()
        watching.look_at([watcher], _BEFORE)
        server.stop()
        stopped = time.perf_counter()
        watching.look_at([watcher], AWAY)
        server.start()
        back = time.perf_counter()
        while people.is_at_work:
            watching.look_at([watcher], 0.5)
        told = people.end()
        watching.look_at([watcher], 2)
    checked = crowd.check(place, received.case_id, received.reference, told)
    return _figures(told, checked, watcher, (stopped, back), everybody)


def _figures(
    told: crowd.Told,
    checked: crowd.Checked,
    watcher: watching.Watcher,
    moments: tuple[float, float],
    everybody: int,
) -> list[Figure]:
    stopped, back = moments
    first = {
        who: min((one.done for one in told.saves if one.who == who and one.done > back), default=0)
        for who in range(everybody)
    }
    missing = sum(not moment for moment in first.values())
    all_again = None if missing else max(first.values()) - back
    painted = [moment for times in watcher.painted.values() for moment in times if moment > back]
    retried = sum(one.tries > 1 for one in told.saves)
    note = f"{len(told.away)} saves met no server, {retried} were tried again; {checked.words}"
    if missing or told.failed:
        note += f"; {missing} never saved again; {'; '.join(told.failed[:2])}"
    named = f"server away for {back - stopped:.0f} s, {everybody} people"
    wrong = checked.lost + checked.doubled + missing + len(told.failed) + (not checked.whole)
    return [
        Figure(f"{named}: all saved again, s", all_again, goal=BACK, note=note),
        Figure(
            "- another's screen is right again, s",
            min(painted) - back if painted else None,
            goal=BACK,
        ),
        Figure("- lost or doubled", float(wrong), goal=Goal(0, "saves"), why=note),
    ]
