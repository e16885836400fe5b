"""Proof that the record was not altered, for whoever may ask: the check, the head, the export.

No statute asks for it. An ombudsman, a court or the commissioner's office can be given the head of
a history on paper and the history itself as a file, and check it without this program.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC

from sqlmodel import Session, col, select

from conference.errors import BadInput
from conference.exchange.witness import WitnessLine
from conference.law import access
from conference.law.access import Operation
from conference.law.audience import AudienceKind
from conference.record.history import PRINTED, REFUSED, Checked, check_chain
from conference.record.proof import proof_of_case, proof_of_council
from conference.record.schema_check import schema_faults
from conference.record.tables import Case, History
from conference.review.desk import (
    Desk,
    council_standing,
    find_case,
    not_allowed,
    not_yours,
    note_at,
    refused,
    standing_in,
)
from conference.review.reading import own_audience
from conference.verify_history import FORMAT, HEADS, SEALED, witness_faults

__all__ = [
    "Checked",
    "check_case",
    "check_council",
    "export_council",
    "export_history",
    "head_of",
]

_NO_HEAD = "the head that was written down is not in this history: its end was cut off or changed"


def check_case(desk: Desk, case_id: str, *, head: str = "") -> Checked:
    """Whether anything of the case's record was altered: its history, its rows, what is frozen.

    head: the head that somebody wrote down earlier, which has to be in the history still. Raises
    NotFound, and Refused for whoever may not read the history.
    """
    with desk.store.reading(long=True) as session:
        case = _may(session, desk, case_id, Operation.READ_HISTORY)
        found = proof_of_case(session, case)
        if head and not _knows(session, case.id, head):
            return _with_fault(found, _NO_HEAD)
        return found


def _with_fault(found: Checked, fault: str) -> Checked:
    return Checked((*found.faults, fault), found.notes, found.length, found.head, found.disposed)


def _knows(session: Session, chain_id: str, head: str) -> bool:
    seals = select(History.id).where(
        History.chain_id == chain_id, History.digest == head.strip().lower()
    )
    return session.exec(seals).first() is not None


def check_council(desk: Desk, *, witnessed: Sequence[WitnessLine] = (), head: str = "") -> Checked:
    """Whether anything of the council's own record was altered: its people, and which cases it has.

    witnessed: what a witness was told, all of which has to be in the history still; head: the same
    of a digest that somebody wrote down, or the beginning of one as papers have it. Raises BadInput
    where the witness is another council's.
    """
    with desk.store.reading(long=True) as session:
        if not access.may(council_standing(session, desk), Operation.READ_HISTORY):
            raise refused(desk, Operation.READ_HISTORY)
        found = proof_of_council(session, desk.council_id)
        entries = _lines(session, desk.council_id, told=False) if witnessed or head else []
        for fault in schema_faults(session.connection()):
            found = _with_fault(found, fault)
    try:
        for fault in _against(entries, witnessed):
            found = _with_fault(found, fault)
    except ValueError:
        raise BadInput(
            "No line of that witness is of this council.", next="Check the file that you named."
        ) from None
    if head and not _printed_in(entries, head):
        found = _with_fault(found, _NO_HEAD)
    return found


def _against(entries: list[dict[str, object]], witnessed: Sequence[WitnessLine]) -> tuple[str, ...]:
    lines: list[dict[str, object]] = [asdict(line) for line in witnessed]
    return tuple(witness_faults(entries, lines)) if lines else ()


def _printed_in(entries: list[dict[str, object]], head: str) -> bool:
    """Whether an entry has the digest, or begins so as the foot of a paper has it: 12:0a1b..."""
    number, _, digest = head.strip().lower().rpartition(":")
    return len(digest) >= PRINTED and any(
        str(entry["digest"]).startswith(digest) and number in ("", str(entry["number"]))
        for entry in entries
    )


def head_of(desk: Desk, case_id: str) -> Checked:
    """The head of the case's history, to be written down or printed; its faults are the chain's."""
    with desk.store.reading() as session:
        case = _may(session, desk, case_id, Operation.READ_HISTORY)
        return check_chain(session, case.id)


def export_history(desk: Desk, case_id: str) -> bytes:
    """The history of the case as JSON Lines, which `verify_history.py` checks off-line.

    The first line says what the file holds. For an observer the details are left out, as they are
    on the screen: their digests stand in the chain and prove what they were. The history tells that
    it was taken out.
    """
    with desk.acting(Operation.EXPORT_HISTORY, case_id) as work:
        standing = standing_in(work.session, desk, work.case)
        inside = own_audience(standing).kind is AudienceKind.PANEL
        entries = _lines(work.session, work.case.id, told=inside)
        about = _about(desk, work.case.reference, _holds(details=inside), entries, details=inside)
        work.note("took the history out of the record", details={"entries": len(entries)})
    return _written(about, entries)


def export_council(desk: Desk) -> bytes:
    """The council's own history as JSON Lines: who signed in, and the heads of all cases.

    Of the details it has the heads alone, and of the rest the digests. With it a case's history can
    be checked off-line against what the council's was told of it, and itself against a witness.
    """
    with desk.store.writing() as session:
        may = access.may(council_standing(session, desk), Operation.EXPORT_HISTORY)
        entries = _lines(session, desk.council_id, told=False) if may else []
        note_at(session, desk, _TOOK if may else f"{REFUSED}: {Operation.EXPORT_HISTORY}")
    if not may:
        raise not_allowed(Operation.EXPORT_HISTORY)
    return _written(_about(desk, "", _COUNCILS, entries, details=False), entries)


_TOOK = "took the council's history out of the record"
_COUNCILS = (
    "every act of the council that is of no case, with the heads of all cases: who, when, what"
)


def _written(about: dict[str, object], entries: list[dict[str, object]]) -> bytes:
    return "".join(f"{json.dumps(line)}\n" for line in [about, *entries]).encode()


def _about(
    desk: Desk, reference: str, holds: str, entries: list[dict[str, object]], *, details: bool
) -> dict[str, object]:
    return {
        "format": FORMAT,
        "case": reference,
        "exported_at": desk.clock().astimezone(UTC).isoformat(),
        "exported_by": desk.person.name,
        "holds": holds,
        "details": details,
        "length": len(entries),
        "head": entries[-1]["digest"] if entries else "",
    }


def _lines(session: Session, chain_id: str, *, told: bool) -> list[dict[str, object]]:
    """The entries of a chain; told: with what they tell, else only where they tell heads."""
    entries = session.exec(
        select(History).where(History.chain_id == chain_id).order_by(col(History.number))
    ).all()
    return [_line(entry, details=told or HEADS in entry.details) for entry in entries]


def _holds(*, details: bool) -> str:
    words = "every act and every reading of this case: who, when, what"
    if details:
        return f"{words}, with what was before and after. It is as confidential as the case."
    return f"{words}, without what was before and after, of which it has the digests."


def _line(entry: History, *, details: bool) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(entry, name) for name in SEALED}
    line = {**told, "at": entry.at.isoformat(), "digest": entry.digest}
    return {**line, "details": entry.details} if details else line


def _may(session: Session, desk: Desk, case_id: str, operation: Operation) -> Case:
    case = find_case(session, desk, case_id)
    standing = standing_in(session, desk, case)
    if not access.may_know_of_case(standing):
        raise not_yours(desk, operation, case)
    if not access.may(standing, operation):
        raise refused(desk, operation, case)
    return case
