"""What the panel decides, who was there when it did, and its corrections."""

from __future__ import annotations

from conference.errors import Refused
from conference.forms import NewDecision
from conference.law.access import Operation
from conference.record.tables import Agency, AgendaItem, Decision, Meeting
from conference.review.columns import disclosed
from conference.review.desk import Desk, Work, required
from conference.review.ledger import BEFORE_MINUTES, must_be, present_words
from conference.text import clean
from conference.views import MeetingState


def decide(desk: Desk, case_id: str, meeting_id: str, form: NewDecision) -> str:
    """Record a decision of the panel with its reason and who was there; return its id."""
    _check(form)
    with desk.acting(Operation.DECIDE, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        decision = work.new(
            Decision,
            meeting_id=meeting.id,
            kind=form.kind,
            decided_at=work.now,
            present=present_words(work, meeting),
        )
        _fill(work, decision, form)
        work.did("recorded a decision", decision)
        return decision.id


def correct_decision(
    desk: Desk, case_id: str, decision_id: str, form: NewDecision, *, shown: int | None = None
) -> None:
    """Change the words of a decision until the minutes are approved.

    The earlier words stay in the history; when it was taken, and who was there, stay as they were.
    """
    _check(form)
    with desk.acting(Operation.DECIDE, case_id) as work:
        decision = work.find(Decision, decision_id, shown=shown)
        must_be(work.find(Meeting, decision.meeting_id), *BEFORE_MINUTES)
        decision.kind = form.kind
        _fill(work, decision, form)
        work.did("corrected a decision", decision)


def _check(form: NewDecision) -> None:
    required(decision=form.what, outcome=form.outcome, reason=form.reason)


def _fill(work: Work, decision: Decision, form: NewDecision) -> None:
    for name, value in disclosed(form.disclosure).items():
        setattr(decision, name, value)
    decision.agency_id = work.find(Agency, form.agency_id).id if form.agency_id else None
    decision.agenda_item_id = _item(work, decision, form.agenda_item_id)
    decision.what, decision.outcome = clean(form.what), clean(form.outcome)
    decision.reason = clean(form.reason)


def _item(work: Work, decision: Decision, item_id: str | None) -> str | None:
    """The item a decision was taken under, where it is one of the same meeting."""
    if item_id is None:
        return None
    if work.find(AgendaItem, item_id).meeting_id != decision.meeting_id:
        raise Refused("That item is on the agenda of another meeting.", next="Choose one of this.")
    return item_id
