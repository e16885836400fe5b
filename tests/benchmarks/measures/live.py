"""Live refresh: from the commit of a new case to its reference on somebody else's caseload.

No peer: the figure is a time. The other person's application is idle meanwhile.
"""

from __future__ import annotations

import random
import time

from conference.forms import NewParty
from screens.caseload import EVERY
from tests.benchmarks import records, terminal
from tests.benchmarks.figures import Figure, Goal, Run, median, percentile


def measure(run: Run) -> list[Figure]:
    """p50 and p99 of commit to repaint."""
    folder = run.folder / "live"
    folder.mkdir()
    record = records.usual(folder)
    times = _times(run, record, run.rounds(15, 3))
    why = f"the caseload looks whether the file changed only every {EVERY:g} s"
    return [
        Figure("commit to another's repaint, p50", median(times)),
        Figure(
            "commit to another's repaint, p99", percentile(times, 99), goal=Goal(60, "ms"), why=why
        ),
    ]


def _times(run: Run, record: records.Record, number: int) -> list[float]:
    place = {"CONFERENCE_DATABASE": str(record.file), "CONFERENCE_PERSON": records.OFFICER}
    times = []
    with terminal.python(run.home, "-m", "conference", **place) as screen:
        screen.wait_for(records.APPLICANT)
        screen.settle()
        # Only cases with these words are listed, so that a new one is always in view.
        screen.press(b"/")
        screen.settle(0.5)
        screen.press(b"Somebody")
        screen.settle(0.45)
        for place_in_list in range(number):
            time.sleep(random.uniform(0, 0.5))
            name = f"Somebody {place_in_list:03}"
            screen.look_anew()
            record.office.receive(applicant=NewParty(name))
            committed = time.perf_counter()
            times.append((screen.wait_for(name, seconds=20) - committed) * 1000)
            screen.settle()
    return times
