"""What was done and what was read, in a chain that shows any later change.

Each case has a chain, and so has the council for acts that belong to no case. An entry's digest
covers the digest of the entry before it, so a changed, removed, reordered or inserted entry breaks
the chain where it stands. The details are sealed by their own digest: they can be disposed of when
retention ends, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState
from sqlmodel import Session, col, select

from conference.record.changes import announce
from conference.record.tables import Base, Chain, History

READ, SEARCHED = "read the case", "searched the cases"
SHOWN = "was shown in the room"
SHOWN_TO_APPLICANT = "was shown in the room, with the applicant there"
QUIET = frozenset({READ, SEARCHED, SHOWN, SHOWN_TO_APPLICANT})
"""Acts that change nothing that anybody sees: nobody looks again because of them."""
_UNTOLD = {"id", "council_id", "case_id", "version", "content"}


def append(
    session: Session,
    *,
    council_id: str,
    case_id: str | None,
    at: datetime,
    actor_id: str,
    actor: str,
    act: str,
    subject: str = "",
    subject_id: str = "",
    details: dict[str, Any] | None = None,
) -> History:
    """Add one entry to the case's chain (or the council's) inside the caller's transaction.

    The head is locked until that transaction ends, so that writers queue and keep one chain.
    """
    chain = _head(session, council_id, case_id or council_id)
    told = plain(details or {})
    entry = History(
        council_id=council_id,
        chain_id=chain.id,
        case_id=case_id,
        number=chain.length + 1,
        at=at.astimezone(UTC),
        actor_id=actor_id,
        actor=actor,
        act=act,
        subject=subject,
        subject_id=subject_id,
        details=told,
        details_digest=digest_of(told),
        digest="",
    )
    entry.digest = seal(chain.head, entry)
    chain.length, chain.head = entry.number, entry.digest
    session.add(entry)
    session.add(chain)
    session.flush()
    if act not in QUIET:
        announce(session, chain.id)
    return entry


def _head(session: Session, council_id: str, chain_id: str) -> Chain:
    chain = session.get(Chain, chain_id, with_for_update=True)
    return chain or Chain(id=chain_id, council_id=council_id)


def seal(previous: str, entry: History) -> str:
    """The digest of an entry that follows `previous`: SHA-256 over everything but the details."""
    return digest_of(
        [
            previous,
            entry.council_id,
            entry.chain_id,
            entry.case_id,
            entry.number,
            entry.at.isoformat(),
            entry.actor_id,
            entry.actor,
            entry.act,
            entry.subject,
            entry.subject_id,
            entry.details_digest,
        ]
    )


def digest_of(value: Any) -> str:
    """SHA-256 of the value as canonical JSON, hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes_of(row: Base) -> dict[str, Any]:
    """What a new or changed row will say that it did not say before: {column: [before, after]}."""
    state = cast("InstanceState[Base]", inspect(row))
    told: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        if attribute.key in _UNTOLD:
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            if before != after:
                told[attribute.key] = [before, after]
    return told


def plain(value: Any) -> Any:
    """The value as the history keeps it: in what JSON knows."""
    match value:
        case dict():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case StrEnum():
            return value.value
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            return value


def faults(session: Session, chain_id: str) -> list[str]:
    """What is wrong with a chain, entry by entry; empty when nothing was altered."""
    entries = session.exec(
        select(History).where(History.chain_id == chain_id).order_by(col(History.number))
    )
    return list(_faults(entries, session.get(Chain, chain_id)))


def _faults(entries: Iterable[History], chain: Chain | None) -> Iterable[str]:
    previous, expected = "", 1
    for entry in entries:
        if entry.number != expected:
            yield f"entry {expected} is missing or out of order"
        if digest_of(entry.details) != entry.details_digest:
            yield f"the details of entry {entry.number} were changed"
        if seal(previous, entry) != entry.digest:
            yield f"entry {entry.number} was changed, moved or inserted"
        previous, expected = entry.digest, entry.number + 1
    if chain is None or (chain.length, chain.head) != (expected - 1, previous):
        yield "the chain's head does not match its last entry"
