"""Whether what was frozen is still what it was: the bytes of files, the text of the minutes.

The digest of each file stands beside its bytes and in the history, which is sealed: bytes that were
changed do not fit their digest, and a digest that was changed with them does not fit the history,
which `replay` holds against every row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from conference.record.rows import row_words
from conference.record.tables import (
    BundleFile,
    History,
    LetterFile,
    Minutes,
    MinutesFile,
)

_FROZEN: tuple[type[Any], ...] = (LetterFile, MinutesFile, BundleFile)


def frozen_faults(session: Session, case_id: str) -> list[str]:
    """What is wrong with what is frozen of a case; empty when nothing was altered.

    For a case whose words were not disposed of: of one that was, nothing frozen is left.
    """
    return [*_of_files(session, case_id), *_of_minutes(session, case_id)]


def _of_files(session: Session, case_id: str) -> Iterator[str]:
    """The files whose bytes are not those of their digest."""
    for table in _FROZEN:
        for row in session.exec(select(table).where(table.case_id == case_id)):
            if hashlib.sha256(row.content).hexdigest() != row.digest:
                words = row_words(table.__name__, {"format": getattr(row, "format", None)})
                yield f"{words} was changed after it was frozen"


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
