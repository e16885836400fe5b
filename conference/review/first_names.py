"""Who may sign in, read from a SQLite file before the libraries are loaded that open the record.

It is for showing names alone, while the record is opened behind them: who comes in, and how, is
decided by the open record. `first_names` gives nothing wherever there may be more to say than
names; the opening then says it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conference.law.access import Role

if TYPE_CHECKING:
    from conference.review.opening import OpenRecord

REVISION = "0011"
"""The tables that are read here; a test holds it to the newest there are."""


@dataclass(frozen=True)
class FirstName:
    """Somebody who may sign in, as a `PersonView` tells of them."""

    id: str
    name: str
    title: str
    email: str
    agency_name: str
    roles: tuple[str, ...]

    @property
    def is_room_display(self) -> bool:
        """Whether this is nobody, but the screen in the meeting room."""
        return Role.ROOM in self.roles


@dataclass(frozen=True)
class FirstNames:
    """Who is asked for at the way in; each as an `OpenRecord` has it."""

    people: tuple[FirstName, ...]
    protected: bool
    beginners: tuple[str, ...]

    @classmethod
    def of(cls, record: OpenRecord) -> FirstNames:
        """The same, as the open record has it."""
        people = (
            FirstName(one.id, one.name, one.title, one.email, one.agency_name, one.roles)
            for one in record.people
        )
        return cls(tuple(people), record.protected, record.beginners)


def first_names(place: str) -> FirstNames | None:
    """The names of the one council in a SQLite file of this version.

    None for a server, for no file, for several councils or none, for older or newer tables, and
    wherever something is in the way or wrong: the opening tells.
    """
    try:
        if "://" in place or not _is_plain(file := Path(place).expanduser().resolve()):
            return None
        where = f"{file.as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, uri=True, timeout=0.1)) as connection:
            connection.execute("BEGIN")  # All of it as it is at one moment.
            return _names(connection)
    except (sqlite3.Error, OSError, RuntimeError, ValueError, TypeError):
        return None


def _is_plain(file: Path) -> bool:
    """Whether nobody keeps the file for themselves, and its log is no other file's.

    As `holding` and `wholeness` tell; where it cannot be told by a glance, it is not.
    """
    if not file.is_file() or file.with_name(f"{file.name}-held").exists():
        return False
    log = file.with_name(f"{file.name}-wal")
    facts = log.stat() if log.exists() else None
    return not (facts and facts.st_size and facts.st_mtime_ns < file.stat().st_mtime_ns)


def _names(connection: sqlite3.Connection) -> FirstNames | None:
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(REVISION,)]:
        return None
    councils = connection.execute("SELECT practice FROM council").fetchall()
    if len(councils) != 1:
        return None
    people = _people(connection)
    is_practice = bool(councils[0][0])
    given = connection.execute("SELECT 1 FROM credential LIMIT 1").fetchone()
    protected = given is not None and not is_practice
    begins = not protected and not is_practice
    return FirstNames(people, protected, _beginners(people) if begins else ())


def _people(connection: sqlite3.Connection) -> tuple[FirstName, ...]:
    """Those whose accounts are open, by name; the room displays last."""
    roles = defaultdict(list)
    held = "SELECT person_id, role FROM role_held WHERE case_id IS NULL ORDER BY role"
    for person_id, role in connection.execute(held):
        roles[person_id].append(role)
    asked = (
        "SELECT person.id, person.name, person.title, person.email, coalesce(agency.name, '') "
        "FROM person LEFT JOIN agency ON agency.id = person.agency_id "
        "WHERE person.active ORDER BY person.name"
    )
    found = [
        FirstName(id, name, title, email, agency, tuple(roles[id]))
        for id, name, title, email, agency in connection.execute(asked)
    ]
    return tuple(sorted(found, key=lambda one: one.is_room_display))


def _beginners(people: tuple[FirstName, ...]) -> tuple[str, ...]:
    """The ids of those who may choose the first password: see `passwords.may_begin`."""
    administrators, officers = (
        tuple(one.id for one in people if role in one.roles)
        for role in (Role.ADMINISTRATOR, Role.OFFICER)
    )
    return administrators or officers
