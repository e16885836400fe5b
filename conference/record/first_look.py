"""The first cases of a practice council, read from its file without any database library.

What a caseload shows first is there in a moment, while the libraries are still being read. Only for
a council in which nobody gives a password, because nobody in it is real; only for somebody who
knows of all its cases; and only where the file is as this version leaves it. All else waits.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from conference.views import RequestState

REVISION = "0011"
"""The tables that are read here; a test holds it to the newest there are."""
_KNOW_ALL = {"officer", "chair", "observer"}
_ENDED = ("closed", "withdrawn")


@dataclass(frozen=True)
class FirstRows:
    """Who sits down in which council, and their most urgent cases, as columns."""

    council: str
    source: str
    """What the practice council was built from."""
    person: str
    roles: tuple[str, ...]
    cases: tuple[sqlite3.Row, ...]
    outstanding: dict[str, list[str]]
    """By case, the names of the agencies whose answer is still to come."""


def first_rows(place: str, person: str, cases: int) -> FirstRows | None:
    """The first cases of the one council in a file, as whoever has that name would see them.

    person: "" for the only one there is. None wherever somebody has to be asked for something, or
    anything is not as expected: the record is then opened as ever, and says what is wrong.
    """
    if "://" in place or not (file := Path(place).expanduser()).is_file():
        return None
    try:
        where = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, uri=True, timeout=0.1)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("BEGIN")  # All of it as it is at one moment.
            return _first_rows(connection, person.casefold(), cases)
    except (sqlite3.DatabaseError, OSError):
        return None


def _first_rows(connection: sqlite3.Connection, named: str, cases: int) -> FirstRows | None:
    if connection.execute("SELECT version_num FROM alembic_version").fetchone()[0] != REVISION:
        return None
    councils = connection.execute("SELECT id, name, practice, source FROM council").fetchall()
    if len(councils) != 1 or not councils[0]["practice"]:
        return None
    council = councils[0]
    person = _who(connection, council["id"], named)
    if person is None:
        return None
    roles = _roles(connection, person["id"])
    if not _KNOW_ALL.intersection(roles) or _conflicts(connection, person["id"]):
        return None
    found = _cases(connection, council["id"], cases)
    waiting = _outstanding(connection, [row["id"] for row in found])
    return FirstRows(
        council["name"], council["source"], person["name"], roles, tuple(found), waiting
    )


def _who(connection: sqlite3.Connection, council_id: str, named: str) -> sqlite3.Row | None:
    """Whoever has the name, or is the only one who works here."""
    asked = "SELECT id, name FROM person WHERE council_id = ? AND active ORDER BY name"
    people = connection.execute(asked, (council_id,)).fetchall()
    if named:
        people = [one for one in people if one["name"].casefold() == named]
    else:
        people = [one for one in people if "room display" not in _roles(connection, one["id"])]
    return people[0] if len(people) == 1 else None


def _roles(connection: sqlite3.Connection, person_id: str) -> tuple[str, ...]:
    asked = "SELECT role FROM role_held WHERE person_id = ? AND case_id IS NULL ORDER BY role"
    return tuple(row["role"] for row in connection.execute(asked, (person_id,)))


def _conflicts(connection: sqlite3.Connection, person_id: str) -> bool:
    """Whether a conflict of interest is recorded that may be theirs: see `conflicts`."""
    asked = (
        "SELECT 1 FROM attendance WHERE conflict <> '' "
        "AND (person_id = ? OR person_id IS NULL) LIMIT 1"
    )
    return connection.execute(asked, (person_id,)).fetchone() is not None


_WANTED = (
    "SELECT id, reference, applicant_name, stage, received_on, next_step, next_due, "
    "(SELECT name FROM person WHERE person.id = spoc_id) AS spoc FROM review_case "
    "WHERE council_id = ? AND stage NOT IN (?, ?) "
)
_PARTS = (
    _WANTED + "AND next_due IS NOT NULL ORDER BY next_due, reference LIMIT ?",
    _WANTED + "AND next_due IS NULL ORDER BY reference LIMIT ?",
)


def _cases(connection: sqlite3.Connection, council_id: str, most: int) -> list[sqlite3.Row]:
    """The open cases, those without a day last."""
    found: list[sqlite3.Row] = []
    for asked in _PARTS:
        given = (council_id, *_ENDED, most - len(found))
        found += connection.execute(asked, given).fetchall()
    return found


def _outstanding(connection: sqlite3.Connection, case_ids: list[str]) -> dict[str, list[str]]:
    """The names of the agencies each case waits for, in their order."""
    names: dict[str, list[str]] = defaultdict(list)
    waited_for = [state.value for state in RequestState if state.outstanding]
    asked = (
        "SELECT case_id, name FROM information_request JOIN agency ON agency.id = agency_id "
        "WHERE case_id IN (SELECT value FROM json_each(?)) "
        "AND state IN (SELECT value FROM json_each(?)) ORDER BY agency.position"
    )
    given = (json.dumps(case_ids), json.dumps(waited_for))
    for case_id, name in connection.execute(asked, given):
        if name not in names[case_id]:
            names[case_id].append(name)
    return names
