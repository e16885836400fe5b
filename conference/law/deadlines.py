"""When each step of one case is due, and the last day to appeal.

The Act sets no number of days for any of it: every one comes from the published procedure, and
what the procedure does not publish has no date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conference.errors import BadInput
from conference.law.calendar import WorkingCalendar, due
from conference.law.procedure import (
    NOT_PUBLISHED,
    Event,
    NotPublished,
    Procedure,
    Step,
    StepTime,
    Window,
)


def step_dates(procedure: Procedure, events: Mapping[Event, date]) -> dict[Step, date | None]:
    """The day each step is due; None where no time is published or its event has not happened."""
    calendar = WorkingCalendar(procedure.closure_days)

    def day(rule: StepTime | NotPublished) -> date | None:
        if rule is NOT_PUBLISHED or rule.event not in events:
            return None
        return due(rule, events[rule.event], calendar)

    return {step: day(procedure.steps.get(step, NOT_PUBLISHED)) for step in Step}


@dataclass(frozen=True)
class AppealEnd:
    """The last day to appeal under Schedule 4 paragraph 3.

    No rule was found that moves a last day which is not a working day, so both days are kept: the
    applicant is told `last_day`, and an appeal by `next_working` is for a person to decide.
    """

    last_day: date
    working: bool
    next_working: date
    note: str = ""
    """What was assumed, in plain sentences; empty where nothing was."""


def last_appeal_day(procedure: Procedure, events: Mapping[Event, date]) -> AppealEnd | NotPublished:
    """The last day to appeal, from the published window and the event that starts it.

    Where that event's day is not known, or the start is not published, it is counted from the day
    the letter was sent, and the note says so. BadInput where not even that day is known.
    """
    window = procedure.appeal.window
    if window is NOT_PUBLISHED:
        return NOT_PUBLISHED
    start, assumed = _start(window, events)
    calendar = WorkingCalendar(procedure.closure_days)
    event = Event.LETTER_SENT if window.event is NOT_PUBLISHED else window.event
    last = due(StepTime(window.number, window.unit, event), start, calendar)
    working = calendar.is_working(last)
    moved = "" if working else "The last day is not a working day, and no rule moves it."
    note = " ".join(part for part in (assumed, moved) if part)
    return AppealEnd(last, working, calendar.next_working(last), note)


def _start(window: Window, events: Mapping[Event, date]) -> tuple[date, str]:
    """The day the window starts, and what was assumed to know it."""
    if window.event is not NOT_PUBLISHED and window.event in events:
        return events[window.event], ""
    if Event.LETTER_SENT not in events:
        raise BadInput("The last day to appeal cannot be worked out until the letter has a date.")
    if window.event is NOT_PUBLISHED:
        why = "The procedure does not publish the day from which the time to appeal runs"
    else:
        why = f"The time to appeal runs from “{window.event}”, and that day is not known"
    return events[Event.LETTER_SENT], f"{why}; it is counted from the day the letter was sent."
