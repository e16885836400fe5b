"""The end of a case's words: how long they are kept, what holds them, and who disposes of them.

No law sets the time: the council publishes one, and until it has, nothing falls due. Two people
dispose of a case, one after the other; what holds it, or an earlier day, needs a reason from both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from conference.casefile.retention import (
    Standing,
    retention_list,
    setting_of,
    standing_of,
)
from conference.errors import BadInput, Problem, Refused, Unavailable
from conference.law import access
from conference.law.access import Operation
from conference.law.when import uk_day
from conference.record import history
from conference.record.disposing import empty_case
from conference.record.tables import BundleFile, Disposal, Hold, LetterFile, MinutesFile
from conference.review.desk import (
    Desk,
    Work,
    as_shown,
    council_of,
    council_standing,
    find_case,
    not_yours,
    refused,
    required,
    settling,
    standing_in,
)
from conference.review.people import kept
from conference.text import clean, one_line
from conference.views import HoldKind, HoldView, RetentionList, RetentionSetting

LONGEST = 1200
"""Months: nobody keeps a case for more than a hundred years."""
BACKUPS = "Backups and papers that were made before still hold its words: deal with them too."
NOT_OVERWRITTEN = (
    "Its words could not be overwritten just now, because somebody reads the record or the disk is "
    "full: the log beside the file holds them until everybody has closed the program."
)
_FROZEN: tuple[type[Any], ...] = (LetterFile, MinutesFile, BundleFile)


@dataclass(frozen=True)
class Disposed:
    """A case that was disposed of."""

    reference: str
    overwritten: bool
    """Whether the database holds the words nowhere any more; False: repeat `forget_deleted`."""


# The council's time


def read_setting(desk: Desk) -> RetentionSetting:
    """How long the council keeps a case, for whoever sets it or works with it."""
    with desk.store.reading() as session:
        _must_work_with_it(session, desk, Operation.SET_RETENTION, Operation.PLACE_HOLD)
        return setting_of(council_of(session, desk))


def set_retention(
    desk: Desk, months: int | None, words: str = "", *, shown: int | None = None
) -> None:
    """Say how long a case is kept after it ended, and where that is published; None: not set."""
    if months is not None and not 1 <= months <= LONGEST:
        raise BadInput(
            "That is no time to keep a case.",
            (Problem("months", f"a number of months from 1 to {LONGEST}"),),
        )
    if months is not None:
        required(where_it_is_published=words)
    with settling(desk, Operation.SET_RETENTION) as session:
        council = council_of(session, desk)
        as_shown(council.version, shown)
        council.retention_months = months
        council.retention_words = one_line(words) if months is not None else ""
        kept(session, desk, "set how long cases are kept", council)  # type: ignore[arg-type]


def read_retention(desk: Desk, *, every: bool = False) -> RetentionList:
    """The ended cases to look at: whose time has run, or whose disposal was proposed.

    every: also those whose time still runs or is not set.
    """
    with desk.store.reading() as session:
        _must_work_with_it(session, desk, Operation.PLACE_HOLD)
        council = council_of(session, desk)
        return retention_list(
            session, council, desk.today, not_conflicted=desk.person.id, every=every
        )


def _must_work_with_it(session: Session, desk: Desk, *operations: Operation) -> None:
    standing = council_standing(session, desk)
    if not any(access.may(standing, operation) for operation in operations):
        raise refused(desk, operations[0])


# Holds


def place_hold(desk: Desk, case_id: str, kind: HoldKind, why: str) -> str:
    """Keep the case beyond its time, with the reason; the hold's id."""
    required(why=why)
    with desk.acting(Operation.PLACE_HOLD, case_id) as work:
        row = work.new(Hold, kind=kind, why=clean(why), placed_on=work.today, placed_by=work.actor)
        work.did(f"placed a hold: {kind}", row)
        return row.id


def read_holds(desk: Desk, case_id: str) -> tuple[HoldView, ...]:
    """The holds that were placed on a case and not lifted, the oldest first."""
    with desk.store.reading() as session:
        case = find_case(session, desk, case_id)
        if not access.may_know_of_case(standing := standing_in(session, desk, case)):
            raise not_yours(desk, Operation.PLACE_HOLD, case)
        if not access.may(standing, Operation.PLACE_HOLD):
            raise refused(desk, Operation.PLACE_HOLD, case)
        return standing_of(session, council_of(session, desk), case.id).holds


def lift_hold(desk: Desk, case_id: str, hold_id: str, *, why: str) -> None:
    """Lift a hold, with the reason."""
    required(why=why)
    with desk.acting(Operation.PLACE_HOLD, case_id) as work:
        row = work.find(Hold, hold_id)
        if row.lifted_on is not None:
            raise Refused("That hold was lifted already.", safe="Nothing was changed.")
        row.lifted_on, row.lifted_by = work.today, work.actor
        work.did(f"lifted a hold: {row.kind}", row, reason=clean(why))


# Disposal


def propose(desk: Desk, case_id: str, *, why: str = "") -> str:
    """Propose to dispose of the case; the proposal's id. Somebody else carries it out.

    why: needed where something holds the case or its time has not run.
    """
    with desk.acting(Operation.PROPOSE_DISPOSAL, case_id) as work:
        standing = _standing(work)
        if standing.proposal is not None:
            raise Refused(
                f"{standing.proposal.proposed_by} has proposed this already.",
                next="Somebody else carries it out, or declines.",
            )
        _may_go(work, standing, why)
        row = work.new(
            Disposal,
            proposed_on=work.today,
            proposed_by=work.actor,
            proposed_by_id=desk.person.id,
            why=_said(work, why),
        )
        work.did("proposed to dispose of the case", row)
        return row.id


def decline(desk: Desk, case_id: str, *, why: str) -> None:
    """Decline a proposal, with the reason; whoever proposed it can take it back so."""
    required(why=why)
    with desk.acting(Operation.DECLINE_DISPOSAL, case_id) as work:
        row = _proposed(work)
        row.declined_on = work.today
        row.why = _joined(row.why, _said(work, why))
        work.did("declined to dispose of the case", row)


def dispose(desk: Desk, case_id: str, *, why: str = "") -> Disposed:
    """Carry out what somebody else proposed: what people wrote in the case goes, for good.

    Its reference, days, decisions and numbers stay as far as they are counted, and so does the
    chain of its history. why: as for `propose`. Backups that were made before still hold it all.
    """
    with desk.acting(Operation.DISPOSE, case_id) as work:
        row = _proposed(work)
        if row.proposed_by_id == desk.person.id:
            raise Refused(
                "Whoever proposed it cannot carry it out.",
                safe="Nothing was changed.",
                next="Ask somebody else to look at it.",
            )
        _may_go(work, _standing(work), why)
        row.why = _joined(row.why, _said(work, why))
        row.done_at, row.done_by = work.now, work.actor
        work.case.disposed_on = work.today
        work.session.add(row)
        rows = empty_case(work.session, work.case)
        work.did(history.DISPOSED, row, rows=rows, files=_frozen_digests(work))
        reference = work.case.reference
    return Disposed(reference, _overwritten(desk))


def _overwritten(desk: Desk) -> bool:
    """Whether the database gave up the bytes; the disposal stands in any case."""
    try:
        return desk.store.forget_deleted()
    except Unavailable:
        return False


def _standing(work: Work) -> Standing:
    return standing_of(work.session, council_of(work.session, work.desk), work.case.id)


def _proposed(work: Work) -> Disposal:
    proposal = _standing(work).proposal
    if proposal is None:
        raise Refused(
            "Nobody has proposed to dispose of this case.",
            safe="Nothing was changed.",
            next="An officer proposes it first.",
        )
    return work.find(Disposal, proposal.id)


def _may_go(work: Work, standing: Standing, why: str) -> None:
    """Raise Refused where the case is running, or is to be kept and no reason is given."""
    if standing.ended_on is None:
        raise Refused(
            "The case has not ended.", safe="Nothing was changed.", next="Close it first."
        )
    against = _against(standing, work)
    if against and not why.strip():
        raise Refused(
            f"{against.rstrip('.')}.",
            safe="Nothing was changed.",
            next="Both of you have to give a reason to dispose of it all the same.",
        )


def _against(standing: Standing, work: Work) -> str:
    """What speaks for keeping the case still."""
    if standing.held_by:
        return f"The case is held: {'; '.join(standing.held_by)}"
    if standing.due_on is None:
        return "The council has not set how long a case is kept"
    if standing.due_on > work.today:
        return f"The case is kept until {uk_day(standing.due_on)}"
    return ""


def _said(work: Work, why: str) -> str:
    words = one_line(why)
    return f"{work.actor}: {words}" if words else ""


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _frozen_digests(work: Work) -> dict[str, str]:
    """The digest of each frozen file, by its id: sealed with the entry that says they are gone."""
    found = {}
    for table in _FROZEN:
        rows = work.session.exec(
            select(table.id, table.digest).where(col(table.case_id) == work.case.id)
        )
        found.update(dict(rows.all()))
    return found
