"""Proof that the record was not altered, for whoever may ask: the check, the head, the export.

No statute asks for it. An ombudsman, a court or the commissioner's office can be given the head of
a history on paper and the history itself as a file, and check it without this program.
"""

from __future__ import annotations

import json
from datetime import UTC

from sqlmodel import Session, col, select

from conference.law import access
from conference.law.access import Operation
from conference.law.audience import AudienceKind
from conference.record.history import Checked, check_chain
from conference.record.proof import proof_of_case, proof_of_council
from conference.record.tables import Case, History
from conference.review.desk import (
    Desk,
    Work,
    council_standing,
    find_case,
    not_yours,
    refused,
    standing_in,
)
from conference.review.reading import own_audience
from conference.verify_history import FORMAT, SEALED

__all__ = ["Checked", "check_case", "check_council", "export_history", "head_of"]

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


def check_council(desk: Desk) -> Checked:
    """Whether anything of the council's own record was altered: people, agencies, procedures."""
    with desk.store.reading(long=True) as session:
        if not access.may(council_standing(session, desk), Operation.READ_HISTORY):
            raise refused(desk, Operation.READ_HISTORY)
        return proof_of_council(session, desk.council_id)


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
        lines = _lines(work, details=inside)
        work.note("took the history out of the record", details={"entries": len(lines) - 1})
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _lines(work: Work, *, details: bool) -> list[dict[str, object]]:
    entries = work.session.exec(
        select(History).where(History.chain_id == work.case.id).order_by(col(History.number))
    ).all()
    about: dict[str, object] = {
        "format": FORMAT,
        "case": work.case.reference,
        "exported_at": work.now.astimezone(UTC).isoformat(),
        "exported_by": work.actor,
        "holds": _holds(details=details),
        "details": details,
        "length": len(entries),
        "head": entries[-1].digest if entries else "",
    }
    return [about, *(_line(entry, details=details) for entry in entries)]


def _holds(*, details: bool) -> str:
    words = "every act and every reading of this case: who, when, what"
    if details:
        return f"{words}, with what was before and after. It is as confidential as the case."
    return f"{words}, without what was before and after, of which it has the digests."


def _line(entry: History, *, details: bool) -> dict[str, object]:
    told = {name: getattr(entry, name) for name in SEALED}
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
