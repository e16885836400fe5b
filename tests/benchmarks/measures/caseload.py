"""The caseload of 50,000 cases: read whole, and searched by a rare and by a common word.

Ours is `read_caseload`, what the screen calls for each letter typed into its search; the peer is
plain sqlite3 fetching one page of 50 of the same cases, in the same order and with the same words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from conference.review.desk import Desk
from conference.review.reading import read_caseload
from tests.benchmarks import records
from tests.benchmarks.figures import Figure, Goal, Run, in_turns, median, took
from tests.benchmarks.why import spent

_PAGE = (
    "SELECT id, reference, applicant_name, stage, next_step, next_due FROM review_case "
    "WHERE stage NOT IN ('closed', 'withdrawn') "
    "AND (reference LIKE :words OR applicant_name LIKE :words) "
    "ORDER BY next_due IS NULL, next_due, reference LIMIT 50"
)


def measure(run: Run) -> list[Figure]:
    """Whole, rare word, common word."""
    cases = run.rounds(50_000, 10_000)
    office = records.of_many(run.folder, cases)
    named = f"{cases:,} cases"
    return [
        _read(run, office.officer, f"caseload of {named}, read", "", Goal(20, "ms")),
        _read(run, office.officer, "- search, rare word", "Applicant 04242", Goal(50, "ms")),
        _read(run, office.officer, "- search, common word", "applicant", Goal(50, "ms")),
    ]


def _read(run: Run, desk: Desk, what: str, words: str, goal: Goal) -> Figure:
    read: Callable[[], object] = lambda: read_caseload(desk, words=words)  # noqa: E731
    file = desk.store.file
    with closing(sqlite3.connect(str(file))) as connection:
        ours, peer = in_turns(
            run.rounds(7, 3),
            lambda: took(read),
            lambda: took(lambda: connection.execute(_PAGE, {"words": f"%{words}%"}).fetchall()),
        )
    found = len(read_caseload(desk, words=words))
    slow = (
        f"all {found:,} cases found are fetched and made views, where a page would do"
        if found > 1
        else "two searches inside words, without an index, look at every case"
    )
    why = f"{slow}; {spent(read, 2)}"
    return Figure(what, median(ours), median(peer), "sqlite3, a page of 50", goal, why=why)
