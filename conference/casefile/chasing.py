"""Who is to be chased today, over every case of a council."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy
from sqlmodel import Session, col

from conference.chasing import NOT_WAITING, days_late, rung_due
from conference.record.conflicts import without_conflicts
from conference.record.tables import Agency, Case, Chase, InformationRequest
from conference.views import ChaseView, RequestState, Rung, ToChase

_COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.reference,
    InformationRequest.id,
    InformationRequest.state,
    InformationRequest.due_on,
    Agency.id,
    Agency.name,
    Agency.email,
    Agency.phone,
    Agency.escalation,
)


def to_chase(
    session: Session, council_id: str, today: date, *, not_conflicted: str
) -> tuple[ToChase, ...]:
    """The answers on which a rung is due, the latest first.

    Cases whose panel has finished are left out, and those in which the person with the id
    not_conflicted has a conflict of interest.
    """
    found = (
        sqlalchemy.select(*_COLUMNS)
        .join(InformationRequest, col(InformationRequest.case_id) == col(Case.id))
        .join(Agency, col(Agency.id) == col(InformationRequest.agency_id))
        .where(
            col(Case.council_id) == council_id,
            col(Case.stage).not_in(NOT_WAITING),
            *without_conflicts(session, not_conflicted, col(Case.id)),
            col(InformationRequest.due_on) < today,
            col(InformationRequest.state).in_(
                [state for state in RequestState if state.outstanding]
            ),
        )
        .order_by(col(InformationRequest.due_on), col(Case.reference), col(Agency.position))
    )
    rows = session.execute(found).all()
    chases = _chases(session, [row[2] for row in rows])
    lines = (_line(row, chases[row[2]], today) for row in rows)
    return tuple(line for line in lines if line is not None)


def _chases(session: Session, request_ids: list[str]) -> dict[str, list[ChaseView]]:
    """The chases of these requests, oldest first, without what was written."""
    made: dict[str, list[ChaseView]] = defaultdict(list)
    found = (
        sqlalchemy.select(
            col(Chase.request_id), col(Chase.id), col(Chase.rung), col(Chase.chased_on)
        )
        .where(col(Chase.request_id).in_(request_ids))
        .order_by(col(Chase.chased_at))
    )
    for request_id, chase_id, rung, chased_on in session.execute(found):
        made[request_id].append(ChaseView(chase_id, Rung(rung), chased_on, "", "", "", ""))
    return made


def _line(row: Any, chases: list[ChaseView], today: date) -> ToChase | None:
    case_id, reference, request_id, state, due_on, agency_id, name, email, phone, above = row
    rung = rung_due(state, due_on, chases, today)
    if rung is None:
        return None
    last = chases[-1] if chases else None
    usual = email or phone
    return ToChase(
        case_id=case_id,
        reference=reference,
        request_id=request_id,
        agency_id=agency_id,
        agency_name=name,
        due_on=due_on,
        days_late=days_late(due_on, today),
        rung=rung,
        last_rung=last.rung if last else None,
        last_chased=last.chased_on if last else None,
        contact=usual if rung is Rung.REMINDER else above or usual,
    )
