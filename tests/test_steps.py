"""Where a case stands, what is next, and what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conference.exchange.procedures import procedure_named
from conference.law.procedure import Procedure, Step
from conference.steps import CaseDates, due_steps, next_step, stage
from conference.views import MeetingState, Stage

DAY = date(2026, 11, 2)
RECEIVED = CaseDates(received=DAY)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def erewash() -> Procedure:
    return procedure_named("erewash")


@pytest.fixture
def richmond() -> Procedure:
    return procedure_named("richmond")


WALK: list[tuple[dict[str, Any], Stage, str]] = [
    ({}, Stage.APPLICATION, "acknowledge the application"),
    ({"acknowledged": later(1)}, Stage.THRESHOLD, "decide the threshold"),
    (
        {"threshold_decided": later(9), "review_held": True},
        Stage.EVIDENCE,
        "ask the agencies",
    ),
    ({"agencies_asked": later(9), "answers_outstanding": 2}, Stage.EVIDENCE, "agencies' answers"),
    (
        {"answers_outstanding": 0, "answered": later(15)},
        Stage.EVIDENCE,
        "set a date for the meeting",
    ),
    (
        {"meeting_on": later(20), "meeting_state": MeetingState.PLANNED},
        Stage.EVIDENCE,
        "hold the meeting",
    ),
    ({"meeting_state": MeetingState.OPEN}, Stage.MEETING, "finish the meeting"),
    ({"meeting_state": MeetingState.ADJOURNED}, Stage.MEETING, "finish the meeting"),
    ({"meeting_state": MeetingState.CLOSED}, Stage.OUTCOME, "issue the outcome letter"),
    (
        {"outcome_sent": later(25), "next_recommendation_due": later(50)},
        Stage.FOLLOW_UP,
        "see that the recommendations are done",
    ),
    ({"next_recommendation_due": None}, Stage.FOLLOW_UP, "close the case"),
    ({"closed": later(60)}, Stage.CLOSED, "nothing more to do"),
]


def test_a_case_goes_from_application_to_closed(erewash: Procedure) -> None:
    dates = RECEIVED
    for happens, where, words in WALK:
        dates = replace(dates, **happens)
        assert (stage(dates), next_step(dates, erewash).words) == (where, words)


def test_a_threshold_not_met_goes_to_its_letter_and_no_meeting(erewash: Procedure) -> None:
    refused = replace(RECEIVED, acknowledged=later(1), threshold_decided=later(9))
    assert stage(refused) is Stage.OUTCOME
    assert next_step(refused, erewash).words == "tell the applicant the decision and the reasons"
    told = replace(refused, decision_letter_sent=later(10))
    assert (stage(told), next_step(told, erewash).words) == (Stage.FOLLOW_UP, "close the case")


def test_a_withdrawn_case_is_withdrawn_wherever_it_stood(erewash: Procedure) -> None:
    withdrawn = replace(RECEIVED, acknowledged=later(1), withdrawn=later(2))
    assert stage(withdrawn) is Stage.WITHDRAWN
    assert next_step(withdrawn, erewash).due is None
    assert stage(replace(withdrawn, closed=later(3))) is Stage.CLOSED


def test_where_no_time_is_published_there_is_no_day(erewash: Procedure) -> None:
    acknowledged = replace(RECEIVED, acknowledged=later(1))
    assert next_step(RECEIVED, erewash).due == date(2026, 11, 9)
    assert next_step(acknowledged, erewash).due is None
    steps = {one.step: one for one in due_steps(acknowledged, erewash, later(400))}
    assert not steps[Step.THRESHOLD].published
    assert not steps[Step.THRESHOLD].overdue


def test_a_step_is_late_from_the_day_after_it_was_due(richmond: Procedure) -> None:
    first = next(one for one in due_steps(RECEIVED, richmond, DAY) if one.step is Step.ACKNOWLEDGE)
    assert first.due_on == date(2026, 11, 4)
    for today, late in ((date(2026, 11, 4), False), (date(2026, 11, 5), True)):
        steps = {one.step: one for one in due_steps(RECEIVED, richmond, today)}
        assert steps[Step.ACKNOWLEDGE].overdue is late


def test_what_is_done_or_over_is_never_late(richmond: Procedure) -> None:
    long_after = later(365)
    done = replace(RECEIVED, acknowledged=later(30))
    steps = {one.step: one for one in due_steps(done, richmond, long_after)}
    assert (steps[Step.ACKNOWLEDGE].overdue, steps[Step.ACKNOWLEDGE].done_on) == (False, later(30))
    over = replace(RECEIVED, withdrawn=later(1))
    assert not any(one.overdue for one in due_steps(over, richmond, long_after))


def test_answers_are_done_once_none_is_outstanding(richmond: Procedure) -> None:
    waiting = replace(RECEIVED, agencies_asked=later(3), answers_outstanding=1, answered=later(5))
    for dates, done in ((waiting, None), (replace(waiting, answers_outstanding=0), later(5))):
        steps = {one.step: one for one in due_steps(dates, richmond, later(6))}
        assert steps[Step.AGENCY_RETURNS].done_on == done
