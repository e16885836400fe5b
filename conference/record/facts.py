"""A case's dated facts, read from its rows in a few small queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from conference.law.calendar import london_day
from conference.law.deadlines import StoppedClock
from conference.law.procedure import Procedure
from conference.law.procedure_file import read_procedure
from conference.record.tables import (
    Appeal,
    Application,
    Case,
    ClockStop,
    FollowUp,
    InformationRequest,
    Letter,
    Meeting,
    ProcedureText,
    Recommendation,
    RecommendationAnswer,
    ThresholdDecision,
)
from conference.steps import CaseDates
from conference.views import Answer, LetterKind, MeetingState, RequestState

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
        next_promise_due=_next_promise(session, case.id),
        appeal_open=_appeal_waits_for(session, case.id),
        stops=_stops(session, case.id),
    )


def _first_sent(letters: Sequence[Letter], kinds: tuple[LetterKind, ...]) -> date | None:
    days = (london_day(x.issued_at) for x in letters if x.kind in kinds and x.issued_at)
    return min(days, default=None)


@lru_cache  # It is read with each case, and making it takes longer than asking it.
def unfinished() -> tuple[ColumnElement[bool], ...]:
    """What holds of a recommendation of which something is still to come.

    It is not done, its addressee did not decline it with reasons, and no later one carries it on.
    """
    later = aliased(Recommendation)
    declined = select(RecommendationAnswer.recommendation_id).where(
        RecommendationAnswer.answer == Answer.DECLINED
    )
    carried = select(later.carried_from_id).where(col(later.carried_from_id).is_not(None))
    return (
        col(Recommendation.done_on).is_(None),
        col(Recommendation.id).not_in(declined),
        col(Recommendation.id).not_in(carried),
    )


def _next_due(session: Session, case_id: str) -> date | None:
    open_ones = session.exec(
        select(col(Recommendation.due_on)).where(Recommendation.case_id == case_id, *unfinished())
    )
    return min((day for day in open_ones if day), default=None)


def _next_promise(session: Session, case_id: str) -> date | None:
    return session.exec(
        select(func.min(FollowUp.due_on)).where(
            FollowUp.case_id == case_id, col(FollowUp.done_on).is_(None)
        )
    ).one()


def _appeal_waits_for(session: Session, case_id: str) -> str:
    """What the oldest appeal without a result waits for, in words; empty where there is none."""
    appeal = session.exec(
        select(Appeal)
        .where(Appeal.case_id == case_id, col(Appeal.result).is_(None))
        .order_by(col(Appeal.lodged_on))
    ).first()
    if appeal is None:
        return ""
    if appeal.acknowledged_on is None:
        return "acknowledge the appeal"
    if appeal.sent_on is None:
        return "send the appeal on with its bundle"
    return "record the result of the appeal"


def _stops(session: Session, case_id: str) -> tuple[StoppedClock, ...]:
    rows = session.exec(
        select(ClockStop).where(ClockStop.case_id == case_id).order_by(col(ClockStop.stopped_on))
    )
    return tuple(StoppedClock(row.step, row.stopped_on, row.resumed_on, row.why) for row in rows)
