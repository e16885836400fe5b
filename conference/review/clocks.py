"""Stopping a step's clock with a reason, and letting it run again."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from conference.errors import BadInput, Problem, Refused
from conference.law.access import Operation
from conference.law.procedure import NOT_PUBLISHED, Step
from conference.record.tables import ClockStop
from conference.review.desk import Desk, Work, required
from conference.text import clean


def stop_clock(desk: Desk, case_id: str, step: Step, *, why: str, on: date | None = None) -> str:
    """Stop the clock of a step that has a published time; return the stop's id.

    The days until it runs again do not count. The law knows no such stop: it is the area's own
    practice, and its reason stands beside the deadline wherever that is shown.
    """
    required(why=why)
    with desk.acting(Operation.STOP_CLOCK, case_id) as work:
        if work.procedure.steps.get(step, NOT_PUBLISHED) is NOT_PUBLISHED:
            raise Refused(f"No time is published for the step “{step}”: it has no clock.")
        if _running_stop(work, step) is not None:
            raise Refused("That clock is stopped already.", next="Let it run first.")
        stopped_on = on or work.today
        _check(work, stopped_on, not_before=work.case.received_on)
        stop = work.new(
            ClockStop, step=step, stopped_on=stopped_on, why=clean(why), stopped_by=work.actor
        )
        work.did(f"stopped the clock: {step}", stop)
        return stop.id


def resume_clock(desk: Desk, case_id: str, step: Step, *, on: date | None = None) -> None:
    """Let a stopped clock run again; `on` is the first day that counts."""
    with desk.acting(Operation.STOP_CLOCK, case_id) as work:
        stop = _running_stop(work, step)
        if stop is None:
            raise Refused("That clock is not stopped.")
        resumed_on = on or work.today
        _check(work, resumed_on, not_before=stop.stopped_on)
        stop.resumed_on, stop.resumed_by = resumed_on, work.actor
        work.did(f"let the clock run again: {step}", stop)


def _running_stop(work: Work, step: Step) -> ClockStop | None:
    return work.session.exec(
        select(ClockStop).where(
            ClockStop.case_id == work.case.id,
            ClockStop.step == step,
            col(ClockStop.resumed_on).is_(None),
        )
    ).first()


def _check(work: Work, day: date, *, not_before: date) -> None:
    if day > work.today:
        raise BadInput("That day is still to come.", (Problem("on", "not later than today"),))
    if day < not_before:
        what = "not before the application was received, or the clock was stopped"
        raise BadInput("That day is too early.", (Problem("on", what),))
