"""A case's dated facts, read from its rows in a few small queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlmodel import Session, col, select

from conference.law.calendar import london_day
from conference.law.procedure import Procedure
from conference.law.procedure_file import read_procedure
from conference.record.tables import (
    Application,
    Case,
    InformationRequest,
    Letter,
    Meeting,
    ProcedureText,
    Recommendation,
    ThresholdDecision,
)
from conference.steps import CaseDates
from conference.views import LetterKind, MeetingState, RequestState

_DECISION_LETTERS = (LetterKind.THRESHOLD_MET, LetterKind.THRESHOLD_NOT_MET)


def procedure_of(session: Session, case: Case) -> Procedure:
    """The procedure the case was received under."""
    row = session.get(ProcedureText, case.procedure_id)
    if row is None:
        raise RuntimeError("a case without its procedure")
    return kept_procedure(row.key, row.text)


@lru_cache(maxsize=64)
def kept_procedure(key: str, text: str) -> Procedure:
    """A procedure from the text the council adopted."""
    return read_procedure(text, key=key)


def latest_decision(session: Session, case_id: str) -> ThresholdDecision | None:
    """The threshold decision in force."""
    return session.exec(
        select(ThresholdDecision)
        .where(ThresholdDecision.case_id == case_id)
        .order_by(col(ThresholdDecision.decided_at).desc())
    ).first()


def latest_meeting(session: Session, case_id: str) -> Meeting | None:
    """The meeting that counts: the newest one not cancelled. Without a day it is still to come."""
    meetings = session.exec(
        select(Meeting).where(Meeting.case_id == case_id, Meeting.state != MeetingState.CANCELLED)
    ).all()
    return max(
        meetings,
        key=lambda meeting: (meeting.planned_for or date.max, meeting.closed_at is None),
        default=None,
    )


def case_dates(session: Session, case: Case) -> CaseDates:
    """The facts that decide the case's stage, its next step and what is due."""
    application = session.exec(select(Application).where(Application.case_id == case.id)).first()
    decision = latest_decision(session, case.id)
    meeting = latest_meeting(session, case.id)
    requests = session.exec(
        select(InformationRequest).where(
            InformationRequest.case_id == case.id,
            InformationRequest.state != RequestState.WITHDRAWN,
        )
    ).all()
    outstanding = [request for request in requests if request.state.outstanding]
    issued = session.exec(
        select(Letter).where(Letter.case_id == case.id, col(Letter.issued_at).is_not(None))
    ).all()
    return CaseDates(
        received=case.received_on,
        acknowledged=case.acknowledged_on,
        withdrawn=application.withdrawn_on if application else None,
        closed=case.closed_on,
        threshold_decided=decision.decided_on if decision else None,
        review_held=bool(decision and (decision.met or decision.discretionary)),
        agencies_asked=min((r.asked_on for r in requests), default=None),
        answers_outstanding=len(outstanding),
        answers_due=min((r.due_on for r in outstanding if r.due_on), default=None),
        answered=max((r.answered_on for r in requests if r.answered_on), default=None),
        meeting_on=meeting.planned_for if meeting else None,
        meeting_state=meeting.state if meeting else None,
        decision_letter_sent=_first_sent(issued, _DECISION_LETTERS),
        outcome_sent=_first_sent(issued, (LetterKind.OUTCOME,)),
        next_recommendation_due=_next_due(session, case.id),
    )


def _first_sent(letters: Sequence[Letter], kinds: tuple[LetterKind, ...]) -> date | None:
    days = (london_day(x.issued_at) for x in letters if x.kind in kinds and x.issued_at)
    return min(days, default=None)


def _next_due(session: Session, case_id: str) -> date | None:
    open_ones = session.exec(
        select(col(Recommendation.due_on)).where(
            Recommendation.case_id == case_id, col(Recommendation.done_on).is_(None)
        )
    )
    return min((day for day in open_ones if day), default=None)
