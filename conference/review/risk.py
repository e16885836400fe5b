"""Risk of harm: assessed then and now by the area's own questions, and judged by a person.

No published scale of risk with scores was found, so none is worked out here: whoever assesses
chooses low, medium or high and says why. An assessment is a picture of its day and is not changed;
a later one stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import func, select

from conference.errors import BadInput, Problem
from conference.exchange.risk_questions import RiskQuestion, risk_questions, safeguarding_prompts
from conference.forms import NewRisk
from conference.law.access import Operation
from conference.record.facts import latest_meeting
from conference.record.tables import RiskAssessment
from conference.review.desk import Desk, Work, required
from conference.text import clean, one_line
from conference.views import RiskBand, RiskMoment


def assess(desk: Desk, case_id: str, form: NewRisk) -> str:
    """Record an assessment of the risk; return its id.

    Raises BadInput where an answer does not fit the council's questions, no band is chosen, no
    reason is given or a day cannot be right.
    """
    required(why=form.why)
    questions = risk_questions(desk.templates)
    answers = _answers(questions, form.answers)
    band = _band(form.band)
    with desk.acting(Operation.ASSESS_RISK, case_id) as work:
        assessed_on = form.assessed_on or work.today
        _check_days(assessed_on, form.review_on, work.today)
        earlier = select(func.max(RiskAssessment.assessed_at)).where(
            RiskAssessment.case_id == work.case.id
        )
        row = work.new(
            RiskAssessment,
            moment=form.moment,
            meeting_id=_meeting_id(work, form.moment),
            assessed_on=assessed_on,
            assessed_at=work.moment_after(work.session.exec(earlier).one()),
            assessed_by=work.actor,
            answers=answers,
            band=band,
            why=clean(form.why),
            review_on=form.review_on,
        )
        work.did("assessed the risk", row)
        if safeguarding_prompts(questions, answers):
            work.note("was told that safeguarding comes first", row)
        return row.id


def _answers(questions: tuple[RiskQuestion, ...], given: Mapping[str, str]) -> dict[str, str]:
    """What was answered, by key. Raises BadInput naming each answer that does not fit."""
    asked = {one.key: one for one in questions}
    answered = {key: one_line(words) for key, words in given.items() if words.strip()}
    problems = [
        Problem(key, "this is not asked here")
        if key not in asked
        else Problem(key, f"answer with one of these: {', '.join(asked[key].answers)}")
        for key, words in answered.items()
        if key not in asked or words not in asked[key].answers
    ]
    if problems:
        raise BadInput("Some answers do not fit the questions.", tuple(problems))
    if not answered:
        problem = Problem("answers", "answer at least one question; “not known” is an answer too")
        raise BadInput("Nothing is answered.", (problem,), next="Answer what is known.")
    return answered


def _band(band: RiskBand | None) -> RiskBand:
    if band is None:
        problem = Problem("band", "choose low, medium or high: no score does it for you")
        raise BadInput("How high the risk is has to be judged.", (problem,))
    return band


def _check_days(assessed_on: date, review_on: date | None, today: date) -> None:
    problems = []
    if assessed_on > today:
        problems.append(Problem("assessed on", "this day is still to come"))
    if review_on is not None and review_on <= assessed_on:
        problems.append(Problem("review on", "give a day after the assessment"))
    if problems:
        raise BadInput("A day cannot be right.", tuple(problems), next="Correct it and save again.")


def _meeting_id(work: Work, moment: RiskMoment) -> str | None:
    """The meeting it was assessed at, where it was."""
    meeting = latest_meeting(work.session, work.case.id) if moment is RiskMoment.NOW else None
    return meeting.id if meeting else None
