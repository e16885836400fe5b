"""A case's dated facts, read from its rows in a few small queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from conference.law.calendar import london_day
from conference.law.deadlines import StoppedClock
from conference.law.procedure import Procedure
from conference.law.procedure_file import read_procedure
from conference.record.bare import Question, ask
from conference.record.tables import (
    Appeal,
    Application,
    Case,
    CaseRow,
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
    (rows,) = ask(session, [PROCEDURE], {"procedure_id": case.procedure_id})
    return procedure_in(rows)


def procedure_in(rows: Sequence[Any]) -> Procedure:
    """The same, from the answer to `PROCEDURE`."""
    for row in rows:
        return kept_procedure(row.key, row.text)
    raise RuntimeError("a case without its procedure")


def _procedure() -> Question:
    bare = sqlalchemy.inspect(ProcedureText).local_table
    found = sqlalchemy.select(bare.c.key, bare.c.text)
    return Question(found.where(bare.c.id == bindparam("procedure_id")))


PROCEDURE = _procedure()


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
    """The facts that decide the case's stage, its next step and what is due.

    They are those of the rows as they are written: what is not flushed does not count.
    """
    return dates_of(case, *ask(session, DATED, {"case_id": case.id}))


def dates_of(case: Case, *answers: Sequence[Any]) -> CaseDates:
    """The same, from the answers to the questions of `DATED`, in their order."""
    applications, decisions, meetings, requests, letters, due, promised, appeals, stops = answers
    decision = decisions[0] if decisions else None
    meeting = max(
        meetings, key=lambda one: (one.planned_for or date.max, one.closed_at is None), default=None
    )
    outstanding = [request for request in requests if request.state.outstanding]
    return CaseDates(
        received=case.received_on,
        acknowledged=case.acknowledged_on,
        withdrawn=applications[0].withdrawn_on if applications else None,
        closed=case.closed_on,
        threshold_decided=decision.decided_on if decision else None,
        review_held=bool(decision and (decision.met or decision.discretionary)),
        agencies_asked=min((r.asked_on for r in requests), default=None),
        answers_outstanding=len(outstanding),
        answers_due=min((r.due_on for r in outstanding if r.due_on), default=None),
        answered=max((r.answered_on for r in requests if r.answered_on), default=None),
        meeting_on=meeting.planned_for if meeting else None,
        meeting_state=meeting.state if meeting else None,
        decision_letter_sent=_first_sent(letters, _DECISION_LETTERS),
        outcome_sent=_first_sent(letters, (LetterKind.OUTCOME,)),
        next_recommendation_due=min((row.due_on for row in due if row.due_on), default=None),
        next_promise_due=min((row.due_on for row in promised), default=None),
        appeal_open=_waits_for(appeals[0]) if appeals else "",
        stops=tuple(
            StoppedClock(row.step, row.stopped_on, row.resumed_on, row.why) for row in stops
        ),
    )


def _first_sent(letters: Sequence[Any], kinds: tuple[LetterKind, ...]) -> date | None:
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


def _waits_for(appeal: Any) -> str:
    """What an appeal without a result waits for, in words."""
    if appeal.acknowledged_on is None:
        return "acknowledge the appeal"
    if appeal.sent_on is None:
        return "send the appeal on with its bundle"
    return "record the result of the appeal"


def _dated(
    table: type[CaseRow], columns: tuple[str, ...], *only: Any, order: Any = None
) -> Question:
    """These columns of the case's rows of a table, as far as they fulfil what is asked."""
    bare = sqlalchemy.inspect(table).local_table
    found = sqlalchemy.select(*(bare.c[name] for name in columns))
    return Question(found.where(bare.c.case_id == bindparam("case_id"), *only).order_by(order))


DATED = (
    _dated(Application, ("withdrawn_on",)),
    _dated(
        ThresholdDecision,
        ("decided_on", "met", "discretionary"),
        order=col(ThresholdDecision.decided_at).desc(),
    ),
    _dated(
        Meeting,
        ("planned_for", "closed_at", "state"),
        col(Meeting.state) != MeetingState.CANCELLED,
    ),
    _dated(
        InformationRequest,
        ("asked_on", "due_on", "answered_on", "state"),
        col(InformationRequest.state) != RequestState.WITHDRAWN,
    ),
    _dated(Letter, ("kind", "issued_at"), col(Letter.issued_at).is_not(None)),
    _dated(Recommendation, ("due_on",), *unfinished()),
    _dated(FollowUp, ("due_on",), col(FollowUp.done_on).is_(None)),
    _dated(
        Appeal,
        ("acknowledged_on", "sent_on"),
        col(Appeal.result).is_(None),
        order=col(Appeal.lodged_on),
    ),
    _dated(
        ClockStop,
        ("step", "stopped_on", "resumed_on", "why"),
        order=col(ClockStop.stopped_on),
    ),
)
"""What `dates_of` needs to know of a case."""
