"""What is overdue of the recommendations of all cases: nothing that was promised is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from conference.law import access
from conference.law.access import Operation, Role
from conference.law.audience import Mark
from conference.record.conflicts import without_conflicts
from conference.record.facts import unfinished
from conference.record.tables import Case, Recommendation, RecommendationAnswer
from conference.review.desk import Desk, council_standing, refused
from conference.views import Answer, Stage


@dataclass(frozen=True)
class OverdueLine:
    """A recommendation whose day has passed and of which something is still to come."""

    case_id: str
    reference: str
    recommendation_id: str
    number: int
    to_body: str
    agency_id: str | None
    what: str
    owner: str
    due_on: date
    days_late: int
    answer: Answer | None
    """None: the addressee has not answered either."""


def overdue_recommendations(desk: Desk, *, ended: bool = False) -> tuple[OverdueLine, ...]:
    """The overdue recommendations of every case this person may know of, the oldest first.

    What was declined with reasons or is carried forward is not among them. ended: also those of
    closed and withdrawn cases. Raises Refused for whoever may not see the deadlines of all cases.
    """
    with desk.store.reading() as session:
        standing = council_standing(session, desk)
        if not access.may(standing, Operation.READ_DEADLINES):
            raise refused(desk, Operation.READ_DEADLINES)
        inside = bool(standing.roles & {Role.OFFICER, Role.CHAIR})
        return _lines(session, desk, inside=inside, ended=ended)


def _lines(session: Session, desk: Desk, *, inside: bool, ended: bool) -> tuple[OverdueLine, ...]:
    """inside: also what is marked for named agencies only, as the chair and the officer see it."""
    fewer: list[ColumnElement[bool]] = []
    if not ended:
        fewer.append(col(Case.stage).not_in((Stage.CLOSED, Stage.WITHDRAWN)))
    if not inside:
        fewer.append(col(Recommendation.mark) != Mark.NAMED)
    found = (
        sqlalchemy.select(Recommendation, col(Case.reference), col(RecommendationAnswer.answer))
        .join(Case, col(Case.id) == Recommendation.case_id)
        .outerjoin(
            RecommendationAnswer,
            col(RecommendationAnswer.recommendation_id) == Recommendation.id,
        )
        .where(
            col(Recommendation.council_id) == desk.council_id,
            col(Recommendation.due_on) < desk.today,
            *without_conflicts(session, desk.person.id, col(Recommendation.case_id)),
            *fewer,
            *unfinished(),
        )
        .order_by(col(Recommendation.due_on), col(Case.reference), col(Recommendation.number))
    )
    return tuple(
        _line(row, reference, answer, desk.today)
        for row, reference, answer in session.execute(found)
    )


def _line(row: Recommendation, reference: str, answer: Answer | None, today: date) -> OverdueLine:
    due_on = row.due_on or today
    return OverdueLine(
        case_id=row.case_id,
        reference=reference,
        recommendation_id=row.id,
        number=row.number,
        to_body=row.to_body,
        agency_id=row.agency_id,
        what=row.what,
        owner=row.owner,
        due_on=due_on,
        days_late=(today - due_on).days,
        answer=answer,
    )
