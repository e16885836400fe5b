"""The meeting: planned, opened, gone through item by item, decided in, and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from conference.errors import BadInput, Problem, Refused
from conference.forms import ApplicantHeard, MeetingPlan, NewDecision
from conference.law.access import Operation
from conference.record.tables import (
    Agency,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Person,
    Recommendation,
)
from conference.review.attendance import all_leave, came, must_be, present
from conference.review.desk import Desk, Work, required
from conference.review.evidence import disclosed
from conference.text import clean, one_line
from conference.views import (
    ApplicantPart,
    DecisionKind,
    ItemState,
    MeetingState,
    Visibility,
)


@dataclass(frozen=True)
class UsualItem:
    """An item of the usual agenda."""

    key: str
    title: str
    minutes: int
    visibility: Visibility = Visibility.ROOM
    required: bool = False


USUAL_AGENDA = (
    UsualItem("attendance", "Opening, attendance and apologies", 5, required=True),
    UsualItem("confidentiality", "Confidentiality and the purpose of the review", 3),
    UsualItem("conflicts", "Conflicts of interest and the chair's independence", 2, required=True),
    UsualItem("threshold", "The threshold decision", 3),
    UsualItem("applicant", "The applicant's part", 20, required=True),
    UsualItem("agencies", "What each agency did, in order of time", 25, Visibility.PANEL),
    UsualItem("risk", "Risk and vulnerability, then and now", 10, Visibility.PANEL),
    UsualItem("gaps", "What was not done, and why", 10, Visibility.PANEL),
    UsualItem("options", "Tools and powers: considered and rejected", 15, Visibility.PANEL),
    UsualItem("recommendations", "Recommendations and who will do them", 15, required=True),
    UsualItem("contact", "Single point of contact, and what the applicant may be told", 5),
    UsualItem("dissent", "Dissent", 2, Visibility.PANEL),
    UsualItem("review", "When the panel looks again", 3, required=True),
    UsualItem("close", "Close", 2),
)
"""The order that published practice suggests. No statute sets an agenda."""


def plan(desk: Desk, case_id: str, form: MeetingPlan) -> str:
    """Plan a meeting with the usual agenda; return its id. The chair is expected at once."""
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        _one_at_a_time(work)
        meeting = work.new(Meeting)
        _fill(work, meeting, form)
        work.did("planned the meeting", meeting)
        for position, item in enumerate(USUAL_AGENDA, start=1):
            work.did("put an item on the agenda", _item(work, meeting, item, position))
        if meeting.chair_id:
            chair = work.find(Person, meeting.chair_id)
            work.did("expects somebody at the meeting", _chair(work, meeting, chair))
        return meeting.id


def _one_at_a_time(work: Work) -> None:
    live = (MeetingState.PLANNED, MeetingState.OPEN, MeetingState.ADJOURNED)
    meetings = work.session.exec(select(Meeting).where(Meeting.case_id == work.case.id))
    if any(meeting.state in live for meeting in meetings):
        raise Refused("A meeting is planned already.", next="Change its date, or close it first.")


def _fill(work: Work, meeting: Meeting, form: MeetingPlan) -> None:
    meeting.planned_for, meeting.starts_at = form.planned_for, form.starts_at
    meeting.place, meeting.link = one_line(form.place), one_line(form.link)
    meeting.chair_id = form.chair_id or work.case.chair_id
    meeting.chair_independence = clean(form.chair_independence)
    meeting.booked_minutes = form.booked_minutes


def _item(work: Work, meeting: Meeting, item: UsualItem, position: int) -> AgendaItem:
    return work.new(
        AgendaItem,
        meeting_id=meeting.id,
        position=position,
        key=item.key,
        title=item.title,
        visibility=item.visibility,
        planned_minutes=item.minutes,
        required=item.required,
    )


def _chair(work: Work, meeting: Meeting, chair: Person) -> Attendance:
    return work.new(
        Attendance,
        meeting_id=meeting.id,
        person_id=chair.id,
        agency_id=chair.agency_id,
        name=chair.name,
        capacity="chair",
    )


def change_plan(
    desk: Desk, case_id: str, meeting_id: str, form: MeetingPlan, *, shown: int | None = None
) -> None:
    """Change where and when the meeting is, or who chairs it, until it is closed."""
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id, shown=shown)
        must_be(meeting, MeetingState.PLANNED, MeetingState.OPEN, MeetingState.ADJOURNED)
        _fill(work, meeting, form)
        work.did("changed the plan of the meeting", meeting)


def open_meeting(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Open the meeting, or go on with an adjourned one."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.PLANNED, MeetingState.ADJOURNED)
        meeting.state = MeetingState.OPEN
        meeting.opened_at = meeting.opened_at or work.now
        meeting.planned_for = meeting.planned_for or work.today
        work.did("opened the meeting", meeting)


def adjourn(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Adjourn the meeting; everybody present leaves."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        all_leave(work, meeting)
        meeting.state = MeetingState.ADJOURNED
        work.did("adjourned the meeting", meeting)


def go_to_item(desk: Desk, case_id: str, item_id: str) -> None:
    """Make an item the current one; the one before it is done."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id)
        must_be(work.find(Meeting, item.meeting_id), MeetingState.OPEN)
        current = select(AgendaItem).where(
            AgendaItem.meeting_id == item.meeting_id, AgendaItem.state == ItemState.CURRENT
        )
        for other in work.session.exec(current):
            if other.id != item.id:
                _set_aside(work, other, ItemState.DONE)
        item.state, item.started_at = ItemState.CURRENT, work.now
        work.did("went to an agenda item", item)


def finish_item(desk: Desk, case_id: str, item_id: str, *, park: bool = False) -> None:
    """Mark an item as done, or park it for later."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id)
        _set_aside(work, item, ItemState.PARKED if park else ItemState.DONE)


def _set_aside(work: Work, item: AgendaItem, state: ItemState) -> None:
    if item.started_at is not None:
        item.used_seconds += int((work.now - item.started_at).total_seconds())
    item.state, item.started_at = state, None
    work.did(f"set an agenda item aside: {state}", item)


def note_item(
    desk: Desk, case_id: str, item_id: str, *, note: str, shown: int | None = None
) -> None:
    """Write the note of an agenda item."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id, shown=shown)
        item.note = clean(note)
        work.did("wrote the note of an agenda item", item)


def hear_applicant(desk: Desk, case_id: str, meeting_id: str, form: ApplicantHeard) -> None:
    """Record how the applicant takes part; not inviting them needs its written reason."""
    if form.part is ApplicantPart.NOT_INVITED:
        required(reason=form.reason)
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.PLANNED, MeetingState.OPEN, MeetingState.ADJOURNED)
        meeting.applicant_part = form.part
        meeting.applicant_words = clean(form.words)
        meeting.applicant_reason = clean(form.reason)
        work.did("recorded the applicant's part", meeting)


def decide(desk: Desk, case_id: str, meeting_id: str, form: NewDecision) -> str:
    """Record a decision of the panel with its reason and who was there; return its id."""
    required(decision=form.what, outcome=form.outcome, reason=form.reason)
    with desk.acting(Operation.DECIDE, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        if form.agency_id:
            work.find(Agency, form.agency_id)
        decision = work.new(
            Decision,
            **disclosed(form.disclosure),
            meeting_id=meeting.id,
            kind=form.kind,
            agency_id=form.agency_id,
            what=clean(form.what),
            outcome=clean(form.outcome),
            reason=clean(form.reason),
            decided_at=work.now,
            present=[attendance.name for attendance in present(work, meeting)],
        )
        work.did("recorded a decision", decision)
        return decision.id


def close(desk: Desk, case_id: str, meeting_id: str, *, review_on: date | None) -> None:
    """Close the meeting. Refused, with what is missing, until the record can bear it."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        meeting.review_on = review_on or meeting.review_on
        missing = _missing(work, meeting)
        if missing:
            raise BadInput(
                "The meeting cannot be closed yet.",
                tuple(missing),
                next="Record what is missing, then close it.",
            )
        all_leave(work, meeting)
        for item in work.session.exec(
            select(AgendaItem).where(
                AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.CURRENT
            )
        ):
            _set_aside(work, item, ItemState.DONE)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, work.now
        work.did("closed the meeting", meeting)


def _missing(work: Work, meeting: Meeting) -> list[Problem]:
    """What an ombudsman would find missing."""
    decisions = work.session.exec(select(Decision).where(Decision.meeting_id == meeting.id)).all()
    missing = []
    if not came(work, meeting):
        missing.append(Problem("attendance", "nobody is recorded as present"))
    if meeting.applicant_part is None:
        missing.append(
            Problem("the applicant's part", "how they were heard, or why they were not invited")
        )
    if not any(decision.kind is DecisionKind.RESPONSE for decision in decisions):
        missing.append(Problem("decision", "whether the agencies' response was adequate, and why"))
    if meeting.review_on is None:
        missing.append(Problem("review date", "when the panel looks again"))
    return [*missing, *_unfinished_recommendations(work)]


def _unfinished_recommendations(work: Work) -> list[Problem]:
    rows = work.session.exec(select(Recommendation).where(Recommendation.case_id == work.case.id))
    return [
        Problem(f"recommendation {row.number}", "an owner and a date")
        for row in rows
        if not row.owner or row.due_on is None
    ]
