"""Recommendations: made to bodies that exercise public functions, answered, and followed up."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from conference.errors import BadInput, Problem
from conference.forms import NewRecommendation
from conference.law.access import Operation
from conference.record.facts import latest_meeting
from conference.record.tables import (
    Agency,
    Person,
    Progress,
    Recommendation,
    RecommendationAnswer,
)
from conference.review.desk import Desk, Work, required
from conference.review.evidence import disclosed
from conference.text import clean, one_line
from conference.views import Answer


def recommend(desk: Desk, case_id: str, form: NewRecommendation) -> str:
    """Record a recommendation of s.104(7) with its owner and date; return its id."""
    required(to_whom=form.to_body, what=form.what, owner=form.owner)
    with desk.acting(Operation.RECOMMEND, case_id) as work:
        _check_date(work, form)
        meeting = latest_meeting(work.session, work.case.id)
        row = work.new(
            Recommendation, meeting_id=meeting.id if meeting else None, number=_next_number(work)
        )
        _fill(work, row, form)
        work.did("recorded a recommendation", row)
        return row.id


def correct(
    desk: Desk, case_id: str, recommendation_id: str, form: NewRecommendation, *, shown: int
) -> None:
    """Change a recommendation; the earlier words stay in the history."""
    required(to_whom=form.to_body, what=form.what, owner=form.owner)
    with desk.acting(Operation.RECOMMEND, case_id) as work:
        _check_date(work, form)
        row = work.find(Recommendation, recommendation_id, shown=shown)
        _fill(work, row, form)
        work.did("changed a recommendation", row)


def _check_date(work: Work, form: NewRecommendation) -> None:
    if form.due_on is None:
        problem = Problem("by when", "a recommendation without a date cannot be followed up")
    elif form.due_on < work.case.received_on:
        problem = Problem("by when", "this day lies before the application")
    else:
        return
    raise BadInput("The recommendation needs its date.", (problem,), next="Give a day to come.")


def _fill(work: Work, row: Recommendation, form: NewRecommendation) -> None:
    for name, value in disclosed(form.disclosure).items():
        setattr(row, name, value)
    row.agency_id = work.find(Agency, form.agency_id).id if form.agency_id else None
    row.to_body, row.owner = one_line(form.to_body), one_line(form.owner)
    row.owner_id = _owner(work, row.owner, row.agency_id)
    row.what, row.why = clean(form.what), clean(form.why)
    row.power, row.how_known = one_line(form.power), clean(form.how_known)
    row.due_on = form.due_on


def _owner(work: Work, name: str, agency_id: str | None) -> str | None:
    """The council's own person of that name, where there is one."""
    named = select(Person.id).where(Person.council_id == work.case.council_id, Person.name == name)
    return work.session.exec(named.where(Person.agency_id == agency_id)).first()


def _next_number(work: Work) -> int:
    numbers = work.session.exec(
        select(Recommendation.number)
        .where(Recommendation.case_id == work.case.id)
        .order_by(col(Recommendation.number).desc())
    )
    return (numbers.first() or 0) + 1


def answer(
    desk: Desk, case_id: str, recommendation_id: str, *, answer: Answer, reason: str = ""
) -> None:
    """Record what the addressee answered; declining, even in part, needs its reasons.

    A later answer replaces the earlier one, which stays in the history.
    """
    if answer is not Answer.ACCEPTED:
        required(reason=reason)
    agency_id = addressee(desk, recommendation_id)
    with desk.acting(Operation.ANSWER_RECOMMENDATION, case_id, entry_agency=agency_id) as work:
        row = work.find(Recommendation, recommendation_id)
        given = _answer_to(work, row)
        given.answer, given.reason = answer, clean(reason)
        given.answered_on, given.answered_by = work.today, work.actor
        work.did(f"answered recommendation {row.number}", given)


def _answer_to(work: Work, row: Recommendation) -> RecommendationAnswer:
    """The recommendation's one answer: a second thought takes the place of the first."""
    given = work.session.exec(
        select(RecommendationAnswer).where(RecommendationAnswer.recommendation_id == row.id)
    ).first()
    return given or work.new(RecommendationAnswer, recommendation_id=row.id)


def report_progress(
    desk: Desk,
    case_id: str,
    recommendation_id: str,
    *,
    note: str,
    evidence: str = "",
    done: bool = False,
    on: date | None = None,
) -> None:
    """Record what became of a recommendation, and whether it is done."""
    required(what_was_done=note)
    agency_id = addressee(desk, recommendation_id)
    with desk.acting(Operation.REPORT_PROGRESS, case_id, entry_agency=agency_id) as work:
        row = work.find(Recommendation, recommendation_id)
        progress = work.new(
            Progress,
            recommendation_id=row.id,
            noted_on=on or work.today,
            noted_at=work.now,
            note=clean(note),
            evidence=clean(evidence),
            done=done,
            noted_by=work.actor,
        )
        work.did(f"reported progress on recommendation {row.number}", progress)
        if done and row.done_on is None:
            row.done_on = progress.noted_on
            work.did(f"recommendation {row.number} is done", row)


def addressee(desk: Desk, recommendation_id: str) -> str:
    """The agency a recommendation was made to; "" for a body outside the council's agencies."""
    with desk.store.reading() as session:
        row = session.get(Recommendation, recommendation_id)
        return (row.agency_id if row else None) or ""
