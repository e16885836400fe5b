"""Whether what was frozen is still what it was: files, the register of letters, the minutes.

The digest of each file stands beside its bytes and in the history, which is sealed: bytes that were
changed do not fit their digest, and a digest that was changed with them does not fit the history.
The register of letters is held against what the history said of each letter when it was kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from conference.record.history import plain
from conference.record.tables import (
    BundleFile,
    History,
    Letter,
    LetterFile,
    Minutes,
    MinutesFile,
)
from conference.views import LetterState

_FROZEN: dict[str, tuple[type[Any], str]] = {
    "LetterFile": (LetterFile, "a letter's file"),
    "MinutesFile": (MinutesFile, "a file of the minutes"),
    "BundleFile": (BundleFile, "a file of an appeal bundle"),
}
_ISSUED = (LetterState.ISSUED, LetterState.SUPERSEDED)
_Told = dict[str, dict[str, Any]]
"""What the history last said of each row, column by column, by the row's id."""


def frozen_faults(session: Session, case_id: str) -> list[str]:
    """What is wrong with what is frozen of a case; empty when nothing was altered."""
    faults: list[str] = []
    for name, (table, words) in _FROZEN.items():
        told = _told(session, case_id, name)
        rows = session.exec(select(table).where(table.case_id == case_id)).all()
        faults += _of_files(rows, told, words)
        faults += [f"{words} is no longer there"] * len(told.keys() - {row.id for row in rows})
    return [*faults, *_of_letters(session, case_id), *_of_minutes(session, case_id)]


def _told(session: Session, case_id: str, subject: str) -> _Told:
    """What the history says of the rows of one table; nothing of those whose words are disposed."""
    found = session.exec(
        select(History.subject_id, History.details)
        .where(History.chain_id == case_id, History.subject == subject)
        .order_by(col(History.number))
    )
    told: _Told = {}
    for row_id, details in found:
        row = told.setdefault(row_id, {})
        for column, change in (details or {}).items():
            if isinstance(change, list) and len(change) == 2:
                row[column] = change[1]
    return told


def _digest_in(details: dict[str, Any]) -> str:
    """The digest that an entry of the history tells: what it became of what it was before."""
    match details.get("digest"):
        case [_, str(digest)] | str(digest):
            return digest
    return ""


def _of_files(rows: Any, told: _Told, words: str) -> Iterator[str]:
    for row in rows:
        which = getattr(row, "format", "") or getattr(row, "name", "")
        if row.id not in told:
            yield f"{words} ({which}) was not made by the program"
            continue
        kept = told[row.id].get("digest", row.digest)
        if not hashlib.sha256(row.content).hexdigest() == row.digest == kept:
            yield f"{words} ({which}) was changed after it was frozen"


def _of_letters(session: Session, case_id: str) -> Iterator[str]:
    """The register: an issued letter says what the history says of it, and none is gone."""
    told = _told(session, case_id, "Letter")
    rows = {
        row.id: row for row in session.exec(select(Letter).where(Letter.case_id == case_id)).all()
    }
    for row_id, kept in told.items():
        letter = rows.get(row_id)
        if letter is None:
            yield "a letter of the register is no longer there"
            continue
        issued = letter.state in _ISSUED or kept.get("state") in _ISSUED
        if issued and (columns := _other_columns(letter, kept)):
            number = f"the register entry of letter {letter.number}"
            yield f"{number} was changed after it was kept: {columns}"


def _other_columns(row: Letter, kept: dict[str, Any]) -> str:
    """The columns that say something else than the history, in words."""
    other = [name for name, value in kept.items() if not _same(getattr(row, name, None), value)]
    return ", ".join(name.replace("_", " ") for name in sorted(other))


def _same(value: object, told: Any) -> bool:
    """Whether a column still has the value the history tells; an instant in any time zone."""
    if isinstance(value, datetime) and isinstance(told, str):
        return value == datetime.fromisoformat(told)
    return bool(plain(value) == told)


def _of_minutes(session: Session, case_id: str) -> Iterator[str]:
    """The text of approved minutes, and the place in the history that they were made at."""
    approved = session.exec(
        select(Minutes)
        .where(Minutes.case_id == case_id, col(Minutes.approved_at).is_not(None))
        .order_by(col(Minutes.edition))
    ).all()
    seals = set(session.exec(select(History.digest).where(History.chain_id == case_id)))
    for row in approved:
        words = f"the minutes (edition {row.edition})"
        if hashlib.sha256(row.text.encode()).hexdigest() != row.digest:
            yield f"{words} were changed after they were approved"
        if row.head not in seals:
            yield f"{words} were made from a history that is not this one"
