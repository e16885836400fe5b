"""Rows that ours and the peer's application both show, made before either clock starts."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from conference.law.when import on
from conference.timeline import Timeline, timeline
from tests.sample_case import HEALTH, LANDLORD, POLICE, action, case, incident, report

IN_HAND = "rows in hand"
FIRST = date(2016, 1, 1)
TAKEN_ON = date(2026, 1, 1)
COLUMNS = ("Reference", "Applicant", "Stage", "Next", "Due")


def in_hand() -> None:
    """Say that the rows are made and the application starts now."""
    sys.stdout.write(f"{IN_HAND}\n")
    sys.stdout.flush()


def asked_for() -> int:
    """How many rows the command line asks for."""
    return int(sys.argv[1])


def cases(number: int) -> list[tuple[str, ...]]:
    """Rows of a caseload; the first cell tells each from every other."""
    return [
        (f"ER-{place:06}", f"Applicant {place % 977}", "evidence", "Answer from police", "2 Jan")
        for place in range(number)
    ]


def entries(number: int) -> Timeline:
    """A timeline of so many entries over ten years: a quarter incidents, a quarter reports."""
    agencies = (LANDLORD, POLICE, HEALTH)
    quarter = number // 4
    day = [on(FIRST + timedelta(days=place * 3600 // quarter)) for place in range(quarter)]
    return timeline(
        case(
            incidents=tuple(incident(f"i{n}", day[n], f"Incident {n}") for n in range(quarter)),
            reports=tuple(
                report(f"r{n}", day[n], agencies[n % 3], f"Report {n}") for n in range(quarter)
            ),
            actions=tuple(
                action(f"x{n}", day[n // 2], agencies[n % 3], f"Action {n}")
                for n in range(2 * quarter)
            ),
            taken_on=TAKEN_ON,
        )
    )
