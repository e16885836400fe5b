"""The chase ladder: who is reminded today that an answer is still to come, and on which rung.

Schedule 4 paragraph 7 of the Act lets the relevant bodies ask for information; neither the Act nor
the guidance says when an agency that does not answer is asked again. The days below are the
practice of this program.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from conference.views import ChaseView, RequestState, RequestView, Rung, Stage

# No rule sets these days. Change them here; nothing else counts days between two chases.
DAYS_FROM_REMINDER_TO_ESCALATION = 5
DAYS_FROM_ESCALATION_TO_OVERDUE = 5

LADDER = tuple(Rung)
"""The rungs in order."""
RUNG_WORDS = {
    Rung.REMINDER: "reminder to the usual contact",
    Rung.ESCALATION: "to the escalation contact",
    Rung.OVERDUE: "overdue: the panel goes on without it",
}
DONE_WORDS = {
    Rung.REMINDER: "reminded",
    Rung.ESCALATION: "escalated",
    Rung.OVERDUE: "told overdue",
}
_WAIT = {
    Rung.REMINDER: timedelta(days=DAYS_FROM_REMINDER_TO_ESCALATION),
    Rung.ESCALATION: timedelta(days=DAYS_FROM_ESCALATION_TO_OVERDUE),
}
NOT_WAITING = (Stage.OUTCOME, Stage.FOLLOW_UP, Stage.CLOSED, Stage.WITHDRAWN)
"""Stages in which no panel waits for an answer any more."""


def next_rung(request: RequestView, today: date) -> Rung | None:
    """The rung that is to be taken today; None while there is nothing to chase.

    Only chases made after the day that is due now count: a reminder sent early by choice, or before
    the day was put off, does not bring the next rung nearer.
    """
    return rung_due(request.state, request.due_on, request.chases, today)


def rung_due(
    state: RequestState, due_on: date | None, chases: Sequence[ChaseView], today: date
) -> Rung | None:
    """As `next_rung`, for a request that is known by its parts."""
    if not state.outstanding or due_on is None or today <= due_on:
        return None
    since = [one for one in chases if one.chased_on > due_on]
    if not since:
        return Rung.REMINDER
    highest = max((one.rung for one in since), key=LADDER.index)
    if highest is LADDER[-1]:
        return None
    taken = max(one.chased_on for one in since if one.rung is highest)
    return LADDER[LADDER.index(highest) + 1] if today >= taken + _WAIT[highest] else None


def proposed_rung(request: RequestView, today: date) -> Rung:
    """The rung for somebody who chases now by choice: the one that is due, else the last again."""
    due = next_rung(request, today)
    if due is not None:
        return due
    since = [
        one.rung for one in request.chases if request.due_on and one.chased_on > request.due_on
    ]
    return max(since, key=LADDER.index, default=Rung.REMINDER)


def days_late(due_on: date | None, today: date) -> int:
    """Days since the day an answer was due; 0 before it."""
    return max((today - due_on).days, 0) if due_on else 0


def days_ago(day: date, today: date) -> str:
    """How long ago a day was: "today", "yesterday", "2 days ago"."""
    days = (today - day).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def last_chase(request: RequestView) -> ChaseView | None:
    """The newest chase of a request."""
    return request.chases[-1] if request.chases else None


def chased_words(request: RequestView, today: date) -> str:
    """When an agency was last chased: "reminded 2 days ago"; empty where it never was."""
    last = last_chase(request)
    return f"{DONE_WORDS[last.rung]} {days_ago(last.chased_on, today)}" if last else ""
