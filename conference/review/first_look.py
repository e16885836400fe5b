"""The first look: what a practice council's caseload shows first, before the record is open.

It is read without any database library, so that whoever practises sees their cases at once. Nobody
acts by it: the desk, and with it every right, comes when the record is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from conference.law.calendar import london_day
from conference.record.first_look import FirstRows, first_rows
from conference.views import CaseLine, Stage

FIRST = 60
"""Cases that no terminal is tall enough to show at once."""


@dataclass(frozen=True)
class FirstLook:
    """Whose caseload it is, and its first lines on that day."""

    council: str
    source: str
    person: str
    roles: tuple[str, ...]
    lines: tuple[CaseLine, ...]
    today: date


def first_look(place: str, person: str, now: datetime) -> FirstLook | None:
    """The first cases at a place for whoever has that name; None where they have to wait."""
    found = first_rows(place, person, FIRST)
    if found is None or not found.cases:
        return None
    today = london_day(now)
    try:
        lines = tuple(_line(found, number, today) for number in range(len(found.cases)))
    except (ValueError, TypeError):
        return None  # Something else stands there than was kept: opening the record will tell.
    return FirstLook(found.council, found.source, found.person, found.roles, lines, today)


def _line(found: FirstRows, number: int, today: date) -> CaseLine:
    row = found.cases[number]
    due = date.fromisoformat(row["next_due"]) if row["next_due"] else None
    return CaseLine(
        id=row["id"],
        reference=row["reference"],
        applicant=row["applicant_name"],
        stage=Stage(row["stage"]),
        received_on=date.fromisoformat(row["received_on"]),
        next_step=row["next_step"],
        next_due=due,
        overdue=due is not None and due < today,
        outstanding=tuple(found.outstanding.get(row["id"], ())),
        spoc=row["spoc"] or "",
    )
