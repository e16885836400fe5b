"""Recommendations: made to bodies that exercise public functions, answered, and followed up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlmodel import col, select

from conference.errors import BadInput, NotFound, Problem, Refused
from conference.forms import NewRecommendation
from conference.law.access import Operation
from conference.law.audience import Mark, Sight, sight
from conference.law.when import uk_day
from conference.record.facts import latest_meeting
from conference.record.tables import (
    Agency,
    Person,
    Progress,
    Recommendation,
    RecommendationAnswer,
    Stance,
)
from conference.review.columns import disclosed
from conference.review.desk import Desk, Work, as_shown, required, standing_in
from conference.review.reading import own_audience
from conference.text import clean, one_line
from conference.views import Answer, StanceKind

NOTHING_CHANGED = "Nothing was changed."


def recommend(desk: Desk, case_id: str, form: NewRecommendation) -> str:
    """Record a recommendation of s.104(7) with its owner and date; return its id."""
    required(to_whom=form.to_body, what=form.what, owner=form.owner)
    with desk.acting(Operation.RECOMMEND, case_id) as work:
        _check_date(work, form)
        meeting = latest_meeting(work.session, work.case.id)
        row = _new(work, form, meeting_id=meeting.id if meeting else None)
        work.did("recorded a recommendation", row)
        return row.id


def _new(work: Work, form: NewRecommendation, **values: str | None) -> Recommendation:
    row = work.new(Recommendation, number=_next_number(work), **values)
    _fill(work, row, form)
    return row


def carry_forward(desk: Desk, case_id: str, recommendation_id: str, form: NewRecommendation) -> str:
    """Make an unfinished recommendation of an earlier meeting again at this one; the new one's id.

    The earlier one stays as it was made and no longer waits for anything. Raises Refused where
    it is done, was carried forward before, or belongs to the meeting that is held now.
    """
    required(to_whom=form.to_body, what=form.what, owner=form.owner)
    with desk.acting(Operation.RECOMMEND, case_id) as work:
        _check_date(work, form)
        earlier = work.find(Recommendation, recommendation_id)
        meeting_id = _carried_at(work, earlier)
        row = _new(work, form, meeting_id=meeting_id, carried_from_id=earlier.id)
        work.did(f"carried recommendation {earlier.number} forward", row)
        return row.id


def _carried_at(work: Work, earlier: Recommendation) -> str:
    """The id of the meeting an earlier recommendation can be carried forward to."""
    meeting = latest_meeting(work.session, work.case.id)
    again = work.session.exec(
        select(Recommendation.number).where(Recommendation.carried_from_id == earlier.id)
    ).first()
    if earlier.done_on is not None:
        refusal = f"Recommendation {earlier.number} is done."
    elif again is not None:
        refusal = f"Recommendation {earlier.number} is carried forward already, as number {again}."
    elif meeting is None or meeting.id == earlier.meeting_id:
        refusal = "There is no later meeting to carry it forward to."
    else:
        return meeting.id
    raise Refused(refusal, safe=NOTHING_CHANGED, next="Plan the next meeting first, or correct it.")


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


def take_stance(
    desk: Desk,
    case_id: str,
    recommendation_id: str,
    agency_id: str,
    stance: StanceKind,
    words: str = "",
    *,
    shown: int | None = None,
) -> None:
    """Record how an agency stands to a recommendation; whoever does not agree says why.

    An agency has one stance: a second thought replaces the first, which stays in the history.
    shown: the version of the stance the form showed, 0 for none; Conflict where it changed since.
    """
    if stance is not StanceKind.AGREES:
        required(words=words)
    with desk.acting(Operation.TAKE_STANCE, case_id, entry_agency=agency_id) as work:
        row = _to_be_known(work, recommendation_id)
        agency = work.find(Agency, agency_id)
        taken = _stance_on(work, row, agency)
        as_shown(taken.version if taken else 0, shown)
        taken = taken or work.new(Stance, recommendation_id=row.id, agency_id=agency.id)
        taken.stance, taken.words = stance, clean(words)
        taken.taken_at, taken.taken_by = work.now, work.actor
        work.did(f"recorded that {agency.name} {stance} on recommendation {row.number}", taken)


def _to_be_known(work: Work, recommendation_id: str) -> Recommendation:
    """The recommendation, for whoever may know of it: a representative is not told of each."""
    row = work.find(Recommendation, recommendation_id)
    audience = own_audience(standing_in(work.session, work.desk, work.case))
    seen = sight(audience, row.mark, named=tuple(row.named_agencies), own_agency=row.agency_id)
    if seen is Sight.NOTHING:
        raise NotFound("That entry is no longer there.", next="Open the case again.")
    return row


def _stance_on(work: Work, row: Recommendation, agency: Agency) -> Stance | None:
    taken = select(Stance).where(Stance.recommendation_id == row.id, Stance.agency_id == agency.id)
    return work.session.exec(taken).first()


def answer(
    desk: Desk,
    case_id: str,
    recommendation_id: str,
    *,
    answer: Answer,
    reason: str = "",
    shown: int | None = None,
) -> None:
    """Record what the addressee answered; declining, even in part, needs its reasons.

    A later answer replaces the earlier one, which stays in the history. shown: the version of
    the answer the form showed, 0 for none; Conflict where it changed since.
    """
    if answer is not Answer.ACCEPTED:
        required(reason=reason)
    agency_id = addressee(desk, recommendation_id)
    with desk.acting(Operation.ANSWER_RECOMMENDATION, case_id, entry_agency=agency_id) as work:
        row = work.find(Recommendation, recommendation_id)
        given = _answer_to(work, row)
        as_shown(given.version if given else 0, shown)
        given = given or work.new(RecommendationAnswer, recommendation_id=row.id)
        given.answer, given.reason = answer, clean(reason)
        given.answered_on, given.answered_by = work.today, work.actor
        work.did(f"answered recommendation {row.number}", given)


def _answer_to(work: Work, row: Recommendation) -> RecommendationAnswer | None:
    """The recommendation's one answer: a second thought takes the place of the first."""
    return work.session.exec(
        select(RecommendationAnswer).where(RecommendationAnswer.recommendation_id == row.id)
    ).first()


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
    """Record what became of a recommendation, and whether it is done.

    on: the day it was done or found out; today where it is left out, and never one to come.
    """
    required(what_was_done=note)
    agency_id = addressee(desk, recommendation_id)
    with desk.acting(Operation.REPORT_PROGRESS, case_id, entry_agency=agency_id) as work:
        _check_past(work, on, since=work.case.received_on)
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


def _check_past(work: Work, day: date | None, *, since: date) -> None:
    if day is None or since <= day <= work.today:
        return
    words = "still to come" if day > work.today else f"before {uk_day(since)}"
    raise BadInput(
        "The day cannot be right.", (Problem("on", f"this day is {words}"),), next="Correct it."
    )


def tell_applicant(
    desk: Desk,
    case_id: str,
    recommendation_id: str,
    progress_ids: Collection[str],
    on: date | None = None,
) -> None:
    """Note that the applicant was told this progress, and when: from then on it is theirs to know.

    Only progress on what the applicant may be told as it stands can be told. on: today where it is
    left out. Raises Refused where the recommendation is not marked for the applicant.
    """
    if not progress_ids:
        problem = Problem("progress", "choose what they were told")
        raise BadInput("Nothing was chosen.", (problem,), next="Choose what they were told.")
    with desk.acting(Operation.TELL_APPLICANT, case_id) as work:
        row = work.find(Recommendation, recommendation_id)
        _check_told(row)
        for progress_id in dict.fromkeys(progress_ids):
            _told(work, row, work.find(Progress, progress_id), on)


def _check_told(row: Recommendation) -> None:
    if row.mark is not Mark.APPLICANT:
        raise Refused(
            f"Recommendation {row.number} is marked “{row.mark}”: the applicant may not be told "
            "of it as it stands.",
            safe=NOTHING_CHANGED,
            next="Change who may be told it first, if they may be.",
        )


def _told(work: Work, row: Recommendation, progress: Progress, on: date | None) -> None:
    if progress.recommendation_id != row.id:
        raise NotFound("That entry is no longer there.", next="Open the case again.")
    _check_past(work, on, since=progress.noted_on)
    progress.applicant_told_on = on or work.today
    work.did(f"told the applicant what became of recommendation {row.number}", progress)


def addressee(desk: Desk, recommendation_id: str) -> str:
    """The agency a recommendation was made to; "" for a body outside the council's agencies."""
    with desk.store.reading() as session:
        row = session.get(Recommendation, recommendation_id)
        mine = row is not None and row.council_id == desk.council_id
        return (row.agency_id if row and mine else None) or ""
