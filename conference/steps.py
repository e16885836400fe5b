"""Where a case stands and what is next, worked out from its dates and the area's procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference.law.deadlines import StoppedClock, step_dates
from conference.law.procedure import NOT_PUBLISHED, Event, Procedure, Step
from conference.views import DueStep, MeetingState, Stage


@dataclass(frozen=True)
class CaseDates:
    """The dated facts of a case that decide its stage, its next step and what is due."""

    received: date
    acknowledged: date | None = None
    withdrawn: date | None = None
    closed: date | None = None
    threshold_decided: date | None = None
    review_held: bool = False
    """Whether the decision leads to a review: met, or not met but held anyway."""
    agencies_asked: date | None = None
    answers_outstanding: int = 0
    answers_due: date | None = None
    answered: date | None = None
    meeting_on: date | None = None
    meeting_state: MeetingState | None = None
    decision_letter_sent: date | None = None
    """The letter that tells the threshold decision."""
    outcome_sent: date | None = None
    next_recommendation_due: date | None = None
    next_promise_due: date | None = None
    """The next thing promised after the letter: an update, or a look whether it stopped."""
    appeal_open: str = ""
    """What an appeal waits for, in words: to be acknowledged, sent on, or answered."""
    stops: tuple[StoppedClock, ...] = ()

    @property
    def meeting_over(self) -> bool:
        """Whether the panel has finished."""
        return self.meeting_state in (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED)


@dataclass(frozen=True)
class NextStep:
    """What is to be done next, and by when if anything says so."""

    words: str
    due: date | None = None


def events(dates: CaseDates) -> dict[Event, date]:
    """The events that steps are counted from, as far as they have happened."""
    happened = {
        Event.RECEIVED: dates.received,
        Event.ACKNOWLEDGED: dates.acknowledged,
        Event.THRESHOLD_DECIDED: dates.threshold_decided,
        Event.AGENCIES_ASKED: dates.agencies_asked,
        Event.MEETING: dates.meeting_on,
        Event.LETTER_SENT: dates.outcome_sent or dates.decision_letter_sent,
    }
    return {event: day for event, day in happened.items() if day is not None}


def stage(dates: CaseDates) -> Stage:
    """The stage the facts have brought the case to."""
    if dates.closed and not dates.appeal_open:
        return Stage.CLOSED
    if dates.withdrawn:
        return Stage.WITHDRAWN
    if not dates.threshold_decided:
        return Stage.THRESHOLD if dates.acknowledged else Stage.APPLICATION
    if not dates.review_held:
        return Stage.FOLLOW_UP if dates.decision_letter_sent else Stage.OUTCOME
    if dates.outcome_sent:
        return Stage.FOLLOW_UP
    if dates.meeting_over:
        return Stage.OUTCOME
    if dates.meeting_state in (MeetingState.OPEN, MeetingState.ADJOURNED):
        return Stage.MEETING
    return Stage.EVIDENCE


def next_step(dates: CaseDates, procedure: Procedure) -> NextStep:
    """What an officer has to do next. Where no time is published there is no date."""
    due = step_dates(procedure, events(dates), dates.stops)
    match stage(dates):
        case Stage.CLOSED | Stage.WITHDRAWN:
            return NextStep("nothing more to do")
        case Stage.APPLICATION:
            return NextStep("acknowledge the application", due[Step.ACKNOWLEDGE])
        case Stage.THRESHOLD:
            return NextStep("decide the threshold", due[Step.THRESHOLD])
        case Stage.EVIDENCE:
            return _next_in_evidence(dates, due)
        case Stage.MEETING:
            return NextStep("finish the meeting", dates.meeting_on)
        case Stage.OUTCOME if dates.review_held:
            return NextStep("issue the outcome letter", due[Step.OUTCOME])
        case Stage.OUTCOME:
            return NextStep("tell the applicant the decision and the reasons", due[Step.THRESHOLD])
        case _:
            return _next_in_follow_up(dates)


def _next_in_evidence(dates: CaseDates, due: dict[Step, date | None]) -> NextStep:
    if not dates.agencies_asked:
        return NextStep("ask the agencies")
    if dates.answers_outstanding:
        return NextStep("agencies' answers", dates.answers_due or due[Step.AGENCY_RETURNS])
    if not dates.meeting_on:
        return NextStep("set a date for the meeting", due[Step.MEETING])
    return NextStep("hold the meeting", dates.meeting_on)


def _next_in_follow_up(dates: CaseDates) -> NextStep:
    """An appeal first; then what was promised or recommended, whichever comes earlier."""
    if dates.appeal_open:
        return NextStep(dates.appeal_open)
    coming = [
        NextStep("see that the recommendations are done", dates.next_recommendation_due),
        NextStep("do what was promised to the applicant", dates.next_promise_due),
    ]
    dated = [(one.due, one.words) for one in coming if one.due]
    if not dated:
        return NextStep("close the case")
    due, words = min(dated)
    return NextStep(words, due)


def due_steps(dates: CaseDates, procedure: Procedure, today: date) -> tuple[DueStep, ...]:
    """Every step of the procedure with its due day, when it was done, and whether it is late."""
    happened = events(dates)
    due = step_dates(procedure, happened, dates.stops)
    unstopped = step_dates(procedure, happened)
    done = {
        Step.ACKNOWLEDGE: dates.acknowledged,
        Step.THRESHOLD: dates.threshold_decided,
        Step.AGENCY_RETURNS: None if dates.answers_outstanding else dates.answered,
        Step.PANEL_PAPERS: None,
        Step.MEETING: dates.meeting_on if dates.meeting_over else None,
        Step.OUTCOME: dates.outcome_sent,
    }
    running = stage(dates) not in (Stage.CLOSED, Stage.WITHDRAWN)
    steps = []
    for step, day in due.items():
        rule = procedure.steps[step]
        late = running and day is not None and done[step] is None and day < today
        steps.append(
            DueStep(
                step,
                day,
                None if rule is NOT_PUBLISHED else rule,
                done[step],
                overdue=late,
                unstopped=unstopped[step],
                stopped=_stopped(dates.stops, step) if running and done[step] is None else "",
            )
        )
    return tuple(steps)


def _stopped(stops: tuple[StoppedClock, ...], step: Step) -> str:
    """Why the step's clock is stopped now; empty while it runs."""
    return next((one.why for one in stops if one.step is step and one.resumed_on is None), "")
