"""When each step of one case is due, and the last day to appeal.

The Act sets no number of days for any of it: every one comes from the published procedure, and
what the procedure does not publish has no date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from conference.errors import BadInput
from conference.law.calendar import WorkingCalendar, counted, due
from conference.law.procedure import (
    NOT_PUBLISHED,
    Event,
    NotPublished,
    Procedure,
    Step,
    StepTime,
    Unit,
    Window,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StoppedClock:
    """Days that do not count towards a step's time, as where consent is awaited.

    Neither the Act nor the guidance stops a clock: it is the area's own practice, which is why each
    stop keeps its reason.
    """

    step: Step
    stopped_on: date
    resumed_on: date | None
    """The first day that counts again; None while it is stopped."""
    why: str


def step_dates(
    procedure: Procedure, events: Mapping[Event, date], stops: Sequence[StoppedClock] = ()
) -> dict[Step, date | None]:
    """The day each step is due, later by the days its clock was stopped.

    None where no time is published, its event has not happened, or its clock is stopped now.
    """
    calendar = WorkingCalendar(procedure.closure_days)

    def day(step: Step) -> date | None:
        rule = procedure.steps.get(step, NOT_PUBLISHED)
        if rule is NOT_PUBLISHED or rule.event not in events:
            return None
        own = [stop for stop in stops if stop.step is step]
        return _after_stops(
            due(rule, start := events[rule.event], calendar), start, rule, own, calendar
        )

    return {step: day(step) for step in Step}


def _after_stops(
    day: date,
    start: date,
    rule: StepTime,
    stops: Sequence[StoppedClock],
    calendar: WorkingCalendar,
) -> date | None:
    """The due day moved by each day it was stopped, working days for working days.

    A day is lost once, however many stops it lies in, and never before the clock began.
    """
    counted = date.min if rule.before else start
    for stop in sorted(stops, key=lambda stop: stop.stopped_on):
        if stop.stopped_on > day:
            continue
        if stop.resumed_on is None:
            return None
        lost = list(_days(max(stop.stopped_on, counted + _DAY), stop.resumed_on))
        counted = max(counted, stop.resumed_on - _DAY)
        if rule.unit is Unit.WORKING_DAYS:
            day = calendar.add(day, sum(map(calendar.is_working, lost)))
        else:
            day += timedelta(days=len(lost))
    return day


def _days(first: date, until: date) -> Iterator[date]:
    """The days from the first to the one before `until`; none where that is not later."""
    for number in range((until - first).days):
        yield first + timedelta(days=number)


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
    last = counted(window.number, window.unit, start, calendar)
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
