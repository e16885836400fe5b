"""The threshold worked out over 2,000 reports of 2,000 incidents, statute and area.

The peer is ten times what 200 reports take: 1 means that the time grows evenly.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from conference.exchange.procedures import procedure_named
from conference.law.threshold import IncidentFact, ReportFact, assess
from conference.law.when import on
from tests.benchmarks.figures import Figure, Run, in_turns, median, took
from tests.benchmarks.why import spent

MANY, FEW = 2_000, 200
_APPLIED = date(2026, 1, 1)


def measure(run: Run) -> list[Figure]:
    """2,000 reports, against evenly more than 200."""
    many, few = _weighing(MANY), _weighing(FEW)
    ours, base = in_turns(run.rounds(9, 3), lambda: took(many), lambda: took(few))
    return [
        Figure(
            "threshold of 2,000 reports",
            median(ours),
            median(base) * MANY / FEW,
            "10 x the time of 200 reports",
            note=spent(many, 2),
        )
    ]


def _weighing(number: int) -> Callable[[], object]:
    procedure = procedure_named("erewash")
    days = [_APPLIED - timedelta(days=2 + place % 400) for place in range(number)]
    incidents = [IncidentFact(f"i{place}", on(day)) for place, day in enumerate(days)]
    reports = [
        ReportFact(f"r{place}", (f"i{place}",), on(day + timedelta(days=1)), told_to="police")
        for place, day in enumerate(days)
    ]
    return lambda: assess(incidents, reports, applied=_APPLIED, procedure=procedure)
