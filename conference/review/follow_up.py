"""What comes after the letter: what was promised, whether it stopped, and the end of the case."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from conference.errors import BadInput, NeedsConfirming, Problem, Refused
from conference.forms import FollowUpDone, NewFollowUp
from conference.law.access import Operation
from conference.law.calendar import add_months, london_day
from conference.record.facts import latest_meeting, unfinished
from conference.record.tables import FollowUp, Letter, Recommendation
from conference.review.desk import Desk, Work, required
from conference.text import clean
from conference.views import FollowUpKind, LetterKind, LetterState

USUAL_REVIEWS = (3, 6)
"""Months after the outcome letter at which somebody looks whether the behaviour stopped."""
_ENDS = (LetterKind.OUTCOME, LetterKind.THRESHOLD_NOT_MET)
STOPPED = ("yes", "partly", "no")


def promise(desk: Desk, case_id: str, form: NewFollowUp) -> str:
    """Note an update that was promised to the applicant, or a look whether it stopped."""
    required(what=form.words)
    with desk.acting(Operation.FOLLOW_UP, case_id) as work:
        if form.due_on < work.case.received_on:
            raise BadInput(
                "That day lies before the application.", (Problem("day", "a day to come"),)
            )
        return _kept(work, form.kind, form.due_on, clean(form.words))


def plan_usual(desk: Desk, case_id: str) -> int:
    """Note the usual follow-ups, as far as they are not there; return how many were added."""
    with desk.acting(Operation.FOLLOW_UP, case_id) as work:
        told = _told_on(work)
        if told is None:
            raise Refused(
                "The applicant has not been told the outcome.", next="Issue the letter first."
            )
        return add_usual(work, told)


def add_usual(work: Work, told_on: date) -> int:
    """Add the usual follow-ups of a letter of that day: for the act that issues it."""
    meeting = latest_meeting(work.session, work.case.id)
    wanted = [
        (FollowUpKind.REVIEW, add_months(told_on, months), f"{months} months after the letter")
        for months in USUAL_REVIEWS
    ]
    if meeting is not None and meeting.review_on is not None:
        words = "Tell the applicant how far the recommendations have come"
        wanted.insert(0, (FollowUpKind.UPDATE, meeting.review_on, words))
    there = {(row.kind, row.due_on) for row in _rows(work)}
    missing = [one for one in wanted if one[:2] not in there]
    for kind, due_on, words in missing:
        _kept(work, kind, due_on, words)
    return len(missing)


def _kept(work: Work, kind: FollowUpKind, due_on: date, words: str) -> str:
    row = work.new(FollowUp, kind=kind, due_on=due_on, words=words)
    work.did(f"planned a follow-up: {kind}", row)
    return row.id


def _rows(work: Work) -> list[FollowUp]:
    rows = work.session.exec(select(FollowUp).where(FollowUp.case_id == work.case.id))
    return list(rows)


def change_promise(
    desk: Desk, case_id: str, follow_up_id: str, form: NewFollowUp, *, shown: int
) -> None:
    """Move a follow-up that is not done yet, or put it in other words."""
    required(what=form.words)
    with desk.acting(Operation.FOLLOW_UP, case_id) as work:
        row = work.find(FollowUp, follow_up_id, shown=shown)
        _must_be_open(row)
        row.kind, row.due_on, row.words = form.kind, form.due_on, clean(form.words)
        work.did("changed a follow-up", row)


def done(desk: Desk, case_id: str, follow_up_id: str, form: FollowUpDone) -> None:
    """Record that a follow-up was done; a review says whether it stopped, in whose view."""
    required(what_happened=form.happened)
    with desk.acting(Operation.FOLLOW_UP, case_id) as work:
        row = work.find(FollowUp, follow_up_id, shown=form.shown)
        _must_be_open(row)
        if row.kind is FollowUpKind.REVIEW:
            _check_review(form)
        row.done_on, row.done_by = form.on or work.today, work.actor
        row.happened, row.applicant_view = clean(form.happened), clean(form.applicant_view)
        row.stopped = form.stopped
        row.letter_id = work.find(Letter, form.letter_id).id if form.letter_id else None
        work.did(f"followed up: {row.kind}", row)


def _must_be_open(row: FollowUp) -> None:
    if row.done_on is not None:
        raise Refused("That was done already.", safe="Nothing was changed.")


def _check_review(form: FollowUpDone) -> None:
    missing = []
    if form.stopped not in STOPPED:
        missing.append(Problem("stopped", f"one of {', '.join(STOPPED)}"))
    if not form.applicant_view.strip():
        missing.append(Problem("applicant view", "what they say, or how they were asked"))
    if missing:
        raise BadInput("A review asks whether it stopped.", tuple(missing))


def close_case(
    desk: Desk, case_id: str, *, why: str, applicant_view: str = "", confirmed: bool = False
) -> None:
    """Close the case, once the applicant was told the decision.

    applicant_view: what they think of it, or how they were asked. What is still open (a
    recommendation, a promise) is told by NeedsConfirming before the case is closed over it.
    """
    required(why=why, applicant_view=applicant_view)
    with desk.acting(Operation.CLOSE_CASE, case_id) as work:
        if _told_on(work) is None:
            raise Refused(
                "The applicant has not been told the outcome.",
                safe="The case stays open.",
                next="Issue the letter first: section 104(6) and (8).",
            )
        still_open = _still_open(work)
        if still_open and not confirmed:
            raise NeedsConfirming(
                f"Still open: {'; '.join(still_open)}. Close the case all the same?"
            )
        case = work.case
        case.closed_on, case.closed_why = work.today, clean(why)
        case.closed_view = clean(applicant_view)
        work.did("closed the case", case)


def _told_on(work: Work) -> date | None:
    """The day the applicant was first told how it ended."""
    issued = work.session.exec(
        select(Letter.issued_at)
        .where(
            Letter.case_id == work.case.id,
            col(Letter.kind).in_(_ENDS),
            col(Letter.state).in_((LetterState.ISSUED, LetterState.SUPERSEDED)),
        )
        .order_by(col(Letter.issued_at))
    ).first()
    return london_day(issued) if issued else None


def _still_open(work: Work) -> list[str]:
    """The recommendations of which something is still to come, and the promises not kept yet."""
    undone = work.session.exec(
        select(Recommendation.number)
        .where(Recommendation.case_id == work.case.id, *unfinished())
        .order_by(col(Recommendation.number))
    )
    promises = [row for row in _rows(work) if row.done_on is None]
    told = [f"recommendation {number}" for number in undone]
    return told + [f"{row.kind} of {row.due_on:%d/%m/%Y}" for row in promises]
