"""The life of a meeting: planned, opened, adjourned, closed, or cancelled before it is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import select

from conference.casefile.meetings import meetings
from conference.casefile.outcome import recommendations
from conference.casefile.reader import Reader
from conference.errors import BadInput, Problem, Refused
from conference.exchange.agenda import agenda_items
from conference.forms import MeetingPlan
from conference.law.access import Operation
from conference.law.audience import PANEL
from conference.owed import owed
from conference.record.facts import unfinished
from conference.record.tables import Meeting, Person, Recommendation
from conference.review.agenda import (
    current_items,
    finish_item,
    go_to_item,
    note_item,
    pause,
    put_usual,
    resume,
    set_aside,
)
from conference.review.applicant import applicant_enters, applicant_leaves, hear_applicant
from conference.review.attendance import expect_chair
from conference.review.decisions import correct_decision, decide
from conference.review.desk import Desk, Work, required
from conference.review.ledger import all_leave, live, must_be
from conference.text import clean, one_line
from conference.views import ItemState, MeetingState

__all__ = [
    "adjourn",
    "applicant_enters",
    "applicant_leaves",
    "cancel",
    "change_plan",
    "close",
    "correct_decision",
    "decide",
    "finish_item",
    "go_to_item",
    "hear_applicant",
    "note_item",
    "open_meeting",
    "plan",
]
MOST_MINUTES = 24 * 60


def plan(desk: Desk, case_id: str, form: MeetingPlan) -> str:
    """Plan a meeting with the usual agenda; return its id. The chair is expected at once.

    Raises BadInput where the council's own agenda cannot be used.
    """
    usual = agenda_items(desk.templates)
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        _one_at_a_time(work)
        meeting = work.new(Meeting)
        _fill(work, meeting, form)
        work.did("planned the meeting", meeting)
        put_usual(work, meeting, usual, carried=_has_unfinished(work))
        _expect_chair(work, meeting)
        return meeting.id


def _one_at_a_time(work: Work) -> None:
    rows = work.session.exec(select(Meeting).where(Meeting.case_id == work.case.id))
    if any(meeting.state.live for meeting in rows):
        raise Refused("A meeting is planned already.", next="Change its date, or close it first.")


def _fill(work: Work, meeting: Meeting, form: MeetingPlan) -> None:
    _check(work, form)
    meeting.planned_for, meeting.starts_at = form.planned_for, form.starts_at
    meeting.place, meeting.link = one_line(form.place), one_line(form.link)
    chair_id = form.chair_id or work.case.chair_id
    if chair_id and chair_id != meeting.chair_id:
        work.colleague(chair_id)
    meeting.chair_id = chair_id
    meeting.chair_independence = clean(form.chair_independence)
    meeting.booked_minutes = form.booked_minutes


def _check(work: Work, form: MeetingPlan) -> None:
    problems = []
    if form.planned_for is not None and form.planned_for < work.case.received_on:
        problems.append(Problem("date", "this day lies before the application"))
    if not 0 < form.booked_minutes <= MOST_MINUTES:
        problems.append(Problem("minutes", f"from 1 to {MOST_MINUTES}"))
    if problems:
        raise BadInput("The meeting cannot be planned so.", tuple(problems), next="Mend it.")


def _has_unfinished(work: Work) -> bool:
    """Whether something is still to come of an earlier recommendation."""
    earlier = select(Recommendation.id).where(Recommendation.case_id == work.case.id, *unfinished())
    return work.session.exec(earlier).first() is not None


def _expect_chair(work: Work, meeting: Meeting) -> None:
    if meeting.chair_id:
        expect_chair(work, meeting, work.find(Person, meeting.chair_id))


def change_plan(
    desk: Desk, case_id: str, meeting_id: str, form: MeetingPlan, *, shown: int | None = None
) -> None:
    """Change where and when the meeting is, or who chairs it, until it is closed.

    Calendars that have its invitation take the newer one by its sequence (RFC 5545, 3.8.7.4).
    """
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        meeting = live(work, meeting_id, shown=shown)
        _fill(work, meeting, form)
        meeting.calendar_sequence += 1
        work.did("changed the plan of the meeting", meeting)
        _expect_chair(work, meeting)


def cancel(desk: Desk, case_id: str, meeting_id: str, *, why: str) -> None:
    """Cancel a planned meeting: it never counts as the case's, and another can be planned."""
    required(reason=why)
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.PLANNED)
        meeting.state, meeting.cancelled_on = MeetingState.CANCELLED, work.today
        meeting.cancelled_why = clean(why)
        meeting.calendar_sequence += 1
        work.did("cancelled the meeting", meeting)


def open_meeting(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Open the meeting, or go on with an adjourned one at the item it was at."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.PLANNED, MeetingState.ADJOURNED)
        meeting.state = MeetingState.OPEN
        meeting.opened_at = meeting.opened_at or work.now
        meeting.planned_for = meeting.planned_for or work.today
        work.did("opened the meeting", meeting)
        resume(work, meeting)


def adjourn(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Adjourn the meeting; everybody present leaves, and the room display is held."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        all_leave(work, meeting)
        pause(work, meeting)
        meeting.state = MeetingState.ADJOURNED
        _hold_room(meeting)
        work.did("adjourned the meeting", meeting)


def _hold_room(meeting: Meeting) -> None:
    """What was shown is over: nothing of it stays on the screen in the room, or comes back."""
    meeting.room_held, meeting.room_item_id, meeting.room_before_id = True, None, None


def close(desk: Desk, case_id: str, meeting_id: str, *, review_on: date | None) -> None:
    """Close the meeting. Refused, with all that is missing, until the record can bear it."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        meeting.review_on = review_on or meeting.review_on
        missing = _missing(work, meeting)
        if missing:
            raise BadInput(
                "The meeting cannot be closed yet.",
                missing,
                next="Record what is missing, then close it.",
            )
        all_leave(work, meeting)
        for item in current_items(work, meeting):
            set_aside(work, item, ItemState.DONE)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, work.now
        _hold_room(meeting)
        work.did("closed the meeting", meeting)


def _missing(work: Work, meeting: Meeting) -> tuple[Problem, ...]:
    reader = Reader(work.session, work.case, PANEL, work.today)
    kept = next(one for one in meetings(reader) if one.id == meeting.id)
    # The day is not written yet, and a reader reads what is.
    return owed(replace(kept, review_on=meeting.review_on), recommendations(reader))
