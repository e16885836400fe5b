"""What was done and what was read, in a chain that shows any later change.

Each case has a chain, and so has the council for acts that belong to no case. An entry's digest
covers the digest of the entry before it, so a changed, removed, reordered or inserted entry breaks
the chain where it stands. The details are sealed by their own digest: they can be disposed of when
retention ends, and the chain still holds.

An entry's details hold, column by column, what its row was before and after; `also` holds the other
rows that changed with it. So the record as it stands can be held against its history: `replay`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from conference.law.calendar import london_day
from conference.law.when import uk_day
from conference.record import heads, keeping
from conference.record.changes import announce
from conference.record.keeping import Untold, digest_of, plain
from conference.record.rows import rows_of
from conference.record.tables import Chain, History

READ, SEARCHED = "read the case", "searched the cases"
SHOWN = "was shown in the room"
SHOWN_TO_APPLICANT = "was shown in the room, with the applicant there"
READ_FILE = "read a file of the case"
WEIGHED = "read what the law makes of the reports"
REFUSED = "was refused"
"""How an act begins that was not allowed; what it was follows."""
QUIET = frozenset({READ, READ_FILE, WEIGHED, SEARCHED, SHOWN, SHOWN_TO_APPLICANT})
"""Acts that change nothing that anybody sees: nobody looks again because of them."""
_OF_HEADS = frozenset({heads.BEGAN_KEEPING, heads.BEGAN, heads.ENDED, heads.TOLD})
"""The council's chain is told these of its cases, each of whose own chains tells it too."""


def is_quiet(act: str) -> bool:
    """Whether nobody has to look again because of an act."""
    return act in QUIET | _OF_HEADS or act.startswith(REFUSED)


DISPOSED = "disposed of the case"
"""The act after which the details of what was done before may be gone."""
REST = "kept what goes with it"
"""The act that tells what changed after the last entry of a transaction."""
SEALED = "sealed what is left of the case"
LEFT = "left"
"""The detail that holds the digest of what was left of a case after its disposal."""
ALSO = "also"
"""The detail that holds the other rows that changed with an act."""
NOTHING_TOLD = digest_of({})
PRINTED = 20
"""So many digits of a head stand on a paper: as many as nobody meets twice by trying."""


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
    with_heads: bool = False,
) -> History:
    """Add one entry to the case's chain (or the council's) inside the caller's transaction.

    It tells all that changed in the chain's rows since the entry before; with_heads: and, in the
    council's chain, the head of each case that has grown since they were told. The head is locked
    until that transaction ends, so that writers queue and keep one chain.
    """
    who = _Acting(council_id, case_id, at, actor_id, actor, disposes=act == DISPOSED)
    keeping.at_the_end(session, partial(_tell_rest, session, who))
    told = {**(details or {}), **_changes(session, who, subject_id)}
    if with_heads:
        # With the council's chain held, so that no two entries tell of the same growth.
        _head(session, council_id, council_id)
        told |= heads.untold(session, council_id)
    return _add(session, who, act, subject, subject_id, told)


@dataclass(frozen=True)
class _Acting:
    """Who acts, where and when."""

    council_id: str
    case_id: str | None
    at: datetime
    actor_id: str
    actor: str
    disposes: bool = False
    """Whether the words of the case are done away with: what they were is not told again."""

    @property
    def chain_id(self) -> str:
        """The chain of the case, or the council's own."""
        return self.case_id or self.council_id


def _changes(session: Session, who: _Acting, subject_id: str = "") -> dict[str, Any]:
    """What changed in the rows of the chain: of the row the act is about, and of others."""
    session.flush()
    told: dict[str, Any] = {}
    also = []
    for row in keeping.take(session, who.chain_id):
        if who.disposes:
            row.changes = {name: [None, after] for name, (_, after) in row.changes.items()}
        if row.row_id == subject_id:
            told = row.told()
        else:
            also.append(_other(row))
    return {**told, ALSO: also} if also else told


def _other(row: Untold) -> dict[str, Any]:
    return {"table": row.table, "id": row.row_id, "changes": row.told()}


def _tell_rest(session: Session, who: _Acting) -> None:
    """Tell what changed after the last entry, in each chain it belongs to."""
    for chain_id in keeping.waiting(session):
        case_id = None if chain_id == who.council_id else chain_id
        here = replace(who, case_id=case_id)
        if told := _changes(session, here):
            _add(session, here, REST, "", "", told)
    if who.disposes:
        _add(session, who, SEALED, "", "", {LEFT: left_digest(session, who.chain_id)})
    _tell_council(session, who)


def _tell_council(session: Session, who: _Acting) -> None:
    """Tell the council's chain of cases that begin or end; the last that a transaction does."""
    council = replace(who, case_id=None)
    ended = who.chain_id if who.disposes else ""
    for act, told in heads.news(session, who.council_id, ended):
        _add(session, council, act, "", "", told)
    if heads.add_up(session, who.council_id):
        return
    _head(session, who.council_id, who.council_id)
    if not heads.add_up(session, who.council_id):
        for told in heads.beginning(session, who.council_id):
            _add(session, council, heads.BEGAN_KEEPING, "", "", told)
        heads.begin(session, who.council_id)


def left_digest(session: Session, chain_id: str) -> str:
    """The digest of every row of a chain as it stands."""
    return digest_of([[row.table, row.row_id, row.values] for row in rows_of(session, chain_id)])


def _add(
    session: Session, who: _Acting, act: str, subject: str, subject_id: str, told: dict[str, Any]
) -> History:
    chain = _head(session, who.council_id, who.chain_id)
    heads.touch(session, chain)
    told = plain(told)
    entry = History(
        council_id=who.council_id,
        chain_id=chain.id,
        case_id=who.case_id,
        number=chain.length + 1,
        at=who.at.astimezone(UTC),
        actor_id=who.actor_id,
        actor=who.actor,
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
    if not is_quiet(act):
        announce(session, who.council_id, chain.id)
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


@dataclass(frozen=True)
class Checked:
    """What a look at a chain found."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    """What explains a gap that is none: the disposal of the words."""
    length: int
    head: str
    """The digest of the last entry: whoever wrote it down can tell that nothing was cut off."""
    disposed: bool = False
    """Whether its words were disposed of: then what was left is held against its seal."""


def last_of(session: Session, chain_id: str) -> tuple[int, str]:
    """How many entries a chain has, and the digest of the last; nobody is kept from adding more."""
    wanted = select(Chain.length, Chain.head).where(Chain.id == chain_id)
    return session.exec(wanted).first() or (0, "")


def printed_head(session: Session, council_id: str) -> str:
    """The head of the council's history as papers have it at their foot: 12:0a1b and more digits.

    `conference history verify --head` finds it again.
    """
    length, head = last_of(session, council_id)
    return f"{length}:{head[:PRINTED]}" if length else ""


def faults(session: Session, chain_id: str) -> list[str]:
    """What is wrong with a chain, entry by entry; empty when nothing was altered."""
    return list(check_chain(session, chain_id).faults)


def check_chain(session: Session, chain_id: str) -> Checked:
    """Hold every entry of a chain against its seal, and the last against the head."""
    entries = session.exec(
        select(History).where(History.chain_id == chain_id).order_by(col(History.number))
    ).all()
    disposal = disposal_of(entries)
    last = entries[-1] if entries else None
    return Checked(
        tuple(_faults(entries, session.get(Chain, chain_id), disposal)),
        tuple(_notes(entries, disposal)),
        last.number if last else 0,
        last.digest if last else "",
        disposed=disposal is not None,
    )


def disposal_of(entries: Iterable[History]) -> History | None:
    """The entry by which the words of the case were disposed of, if they were."""
    return next((entry for entry in reversed(list(entries)) if entry.act == DISPOSED), None)


def _faults(
    entries: Iterable[History], chain: Chain | None, disposal: History | None
) -> Iterable[str]:
    previous, expected = "", 1
    for entry in entries:
        if entry.number != expected:
            yield f"entry {expected} is missing or out of order"
        if digest_of(entry.details) != entry.details_digest and not _gone(entry, disposal):
            yield f"the details of entry {entry.number} were changed"
        if seal(previous, entry) != entry.digest:
            yield f"entry {entry.number} was changed, moved or inserted"
        if chain is not None and entry.council_id != chain.council_id:
            yield f"the chain is not of the council of entry {entry.number}"
        previous, expected = entry.digest, entry.number + 1
    if chain is None or (chain.length, chain.head) != (expected - 1, previous):
        yield "the chain's head does not match its last entry"


def _gone(entry: History, disposal: History | None) -> bool:
    """Whether the details were disposed of: none are left, of an entry before the disposal."""
    return disposal is not None and entry.number < disposal.number and not entry.details


def _notes(entries: Iterable[History], disposal: History | None) -> Iterable[str]:
    gone = [
        entry.number
        for entry in entries
        if _gone(entry, disposal) and entry.details_digest != NOTHING_TOLD
    ]
    if disposal is not None and gone:
        yield (
            f"the words of {len(gone)} entries, the last of them entry {gone[-1]}, were disposed "
            f"of on {uk_day(london_day(disposal.at))} by {disposal.actor} (entry {disposal.number})"
        )
