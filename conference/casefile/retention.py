"""The cases whose time has run, what holds them, and what is left of those disposed of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from conference.casefile.views_of import view_of
from conference.law.calendar import add_months
from conference.law.when import uk_day
from conference.record.conflicts import without_conflicts
from conference.record.tables import Appeal, Application, Case, Council, Disposal, Hold
from conference.views import (
    DisposalView,
    HoldView,
    RetentionLine,
    RetentionList,
    RetentionSetting,
    RetentionState,
)

_ORDER = list(RetentionState)


@dataclass(frozen=True)
class Standing:
    """What keeps one case, and who proposed to dispose of it."""

    ended_on: date | None
    ended_as: str
    due_on: date | None
    holds: tuple[HoldView, ...]
    held_by: tuple[str, ...]
    proposal: DisposalView | None

    def state(self, today: date) -> RetentionState:
        """Where the case stands on its way to disposal."""
        if self.proposal is not None:
            return RetentionState.PROPOSED
        if self.due_on is None:
            return RetentionState.UNSET
        if self.due_on > today:
            return RetentionState.KEPT
        return RetentionState.HELD if self.held_by else RetentionState.DUE


def setting_of(council: Council) -> RetentionSetting:
    """How long the council keeps a case."""
    return RetentionSetting(council.retention_months, council.retention_words, council.version)


def retention_list(
    session: Session, council: Council, today: date, *, not_conflicted: str, every: bool
) -> RetentionList:
    """The ended cases whose words are still there: those to look at first, the earliest due first.

    every: also those whose time still runs or is not set, if nobody proposed to dispose of them.
    Cases in which the person with the id not_conflicted has a conflict of interest are left out.
    """
    found = _ended(session, council.id, not_conflicted)
    standings = _standings(session, council, [row[0] for row in found])
    lines = [
        RetentionLine(
            case_id=case_id,
            reference=reference,
            applicant=applicant,
            ended_on=one.ended_on,
            ended_as=one.ended_as,
            due_on=one.due_on,
            state=one.state(today),
            holds=one.holds,
            held_by=one.held_by,
            proposal=one.proposal,
        )
        for case_id, reference, applicant in found
        if (one := standings[case_id]).ended_on is not None
    ]
    lines.sort(key=lambda one: (_ORDER.index(one.state), one.due_on or one.ended_on, one.reference))
    waits = (RetentionState.KEPT, RetentionState.UNSET)
    shown = tuple(line for line in lines if every or line.state not in waits)
    return RetentionList(setting_of(council), shown, len(lines) - len(shown))


def _ended(session: Session, council_id: str, not_conflicted: str) -> list[tuple[str, str, str]]:
    """(id, reference, applicant) of each ended case that was not disposed of."""
    rows = session.exec(
        select(Case.id, Case.reference, Case.applicant_name)
        .outerjoin(Application, col(Application.case_id) == Case.id)
        .where(
            Case.council_id == council_id,
            col(Case.disposed_on).is_(None),
            or_(col(Case.closed_on).is_not(None), col(Application.withdrawn_on).is_not(None)),
            *without_conflicts(session, not_conflicted, col(Case.id)),
        )
    )
    return list(dict.fromkeys(rows))


def standing_of(session: Session, council: Council, case_id: str) -> Standing:
    """What keeps one case."""
    return _standings(session, council, [case_id])[case_id]


def _standings(session: Session, council: Council, case_ids: list[str]) -> dict[str, Standing]:
    ended = _ends(session, case_ids)
    holds = _holds(session, case_ids)
    waiting = _waiting(session, case_ids)
    proposals = _proposals(session, case_ids)
    months = council.retention_months
    told: dict[str, Standing] = {}
    for case_id in case_ids:
        ended_on, ended_as = ended.get(case_id, (None, ""))
        due = add_months(ended_on, months) if ended_on and months is not None else None
        told[case_id] = Standing(
            ended_on,
            ended_as,
            due,
            tuple(holds[case_id]),
            (*map(hold_words, holds[case_id]), *waiting[case_id]),
            proposals.get(case_id),
        )
    return told


def _ends(session: Session, case_ids: list[str]) -> dict[str, tuple[date | None, str]]:
    """The day each case ended, and how."""
    rows = session.exec(
        select(Case.id, col(Case.closed_on), col(Application.withdrawn_on))
        .outerjoin(Application, col(Application.case_id) == Case.id)
        .where(col(Case.id).in_(case_ids))
    )
    return {
        case_id: (closed, "closed") if closed else (withdrawn, "withdrawn" if withdrawn else "")
        for case_id, closed, withdrawn in rows
    }


def _holds(session: Session, case_ids: list[str]) -> dict[str, list[HoldView]]:
    rows = session.exec(
        select(Hold)
        .where(col(Hold.case_id).in_(case_ids), col(Hold.lifted_on).is_(None))
        .order_by(col(Hold.placed_on), col(Hold.id))
    )
    found: dict[str, list[HoldView]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(hold_view(row))
    return found


def hold_view(row: Any) -> HoldView:
    """A hold as it is shown, from its row."""
    return view_of(HoldView, row)


def hold_words(one: HoldView) -> str:
    """A hold on one line."""
    return f"{one.kind}, since {uk_day(one.placed_on)}: {one.why}"


def _waiting(session: Session, case_ids: list[str]) -> dict[str, list[str]]:
    """What holds a case by itself: an appeal without a result, a review that looks at it again."""
    found: dict[str, list[str]] = defaultdict(list)
    appeals = session.exec(
        select(col(Appeal.case_id), col(Appeal.lodged_on))
        .where(col(Appeal.case_id).in_(case_ids), col(Appeal.result).is_(None))
        .order_by(col(Appeal.lodged_on))
    )
    for case_id, lodged_on in appeals:
        found[case_id].append(f"the appeal of {uk_day(lodged_on)} has no result")
    again = aliased(Case)
    asked = aliased(Application)
    reviews = session.exec(
        select(col(again.linked_case_id), again.reference)
        .outerjoin(asked, col(asked.case_id) == again.id)
        .where(
            col(again.linked_case_id).in_(case_ids),
            col(again.closed_on).is_(None),
            col(asked.withdrawn_on).is_(None),
        )
        .order_by(again.reference)
    )
    for linked_id, reference in reviews:
        found[linked_id or ""].append(f"{reference} looks at it again and has not ended")
    return found


def _proposals(session: Session, case_ids: list[str]) -> dict[str, DisposalView]:
    rows = session.exec(
        select(Disposal).where(
            col(Disposal.case_id).in_(case_ids),
            col(Disposal.declined_on).is_(None),
            col(Disposal.done_at).is_(None),
        )
    )
    return {row.case_id: disposal_view(row) for row in rows}


def disposal_view(row: Disposal) -> DisposalView:
    """A disposal as it is shown."""
    return view_of(DisposalView, row)


def done_disposal(session: Session, case: Case) -> DisposalView | None:
    """How the case was disposed of, if it was."""
    row = session.exec(
        select(Disposal).where(Disposal.case_id == case.id, col(Disposal.done_at).is_not(None))
    ).first()
    return disposal_view(row) if row else None
