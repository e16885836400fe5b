"""The chase ladder: which rung is due on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conference.chasing import (
    DAYS_FROM_ESCALATION_TO_OVERDUE,
    DAYS_FROM_REMINDER_TO_ESCALATION,
    chased_words,
    days_ago,
    next_rung,
    proposed_rung,
)
from conference.views import ChaseView, RequestState, RequestView, Rung

DUE = date(2026, 11, 16)


def chased(rung: Rung, after: int) -> ChaseView:
    """A chase so many days after the day the answer was due."""
    day = DUE + timedelta(days=after)
    return ChaseView("c", rung, day, "Olive Officer", "e-mail", "police@example.org", "Please.")


def request(
    *chases: ChaseView, state: RequestState = RequestState.ASKED, due: date | None = DUE
) -> RequestView:
    return RequestView(
        id="r",
        version=1,
        agency_id="a",
        agency_name="Police",
        asked="All reports",
        period_from=None,
        period_to=None,
        legal_basis="",
        asked_on=date(2026, 11, 2),
        due_on=due,
        state=state,
        answered_on=None,
        note="",
        overdue=False,
        chases=chases,
    )


def day(after: int) -> date:
    return DUE + timedelta(days=after)


@pytest.mark.parametrize("after", [-5, 0])
def test_nobody_is_chased_before_the_due_day_has_passed(after: int) -> None:
    assert next_rung(request(), day(after)) is None


@pytest.mark.parametrize("after", [1, 40])
def test_the_day_after_it_was_due_a_reminder_is_due_and_it_stays_due(after: int) -> None:
    assert next_rung(request(), day(after)) is Rung.REMINDER


def test_each_rung_waits_its_days_after_the_one_before() -> None:
    reminded = chased(Rung.REMINDER, 1)
    first = 1 + DAYS_FROM_REMINDER_TO_ESCALATION
    assert next_rung(request(reminded), day(first - 1)) is None
    assert next_rung(request(reminded), day(first)) is Rung.ESCALATION
    escalated = chased(Rung.ESCALATION, first)
    second = first + DAYS_FROM_ESCALATION_TO_OVERDUE
    assert next_rung(request(reminded, escalated), day(second - 1)) is None
    assert next_rung(request(reminded, escalated), day(second)) is Rung.OVERDUE


def test_after_the_last_rung_nobody_is_chased_any_more() -> None:
    told = request(chased(Rung.REMINDER, 1), chased(Rung.OVERDUE, 6))
    assert next_rung(told, day(300)) is None


def test_a_reminder_repeated_by_choice_counts_from_the_last_one() -> None:
    twice = request(chased(Rung.REMINDER, 1), chased(Rung.REMINDER, 4))
    assert next_rung(twice, day(1 + DAYS_FROM_REMINDER_TO_ESCALATION)) is None
    assert next_rung(twice, day(4 + DAYS_FROM_REMINDER_TO_ESCALATION)) is Rung.ESCALATION


def test_a_reminder_sent_before_it_was_due_brings_the_escalation_no_nearer() -> None:
    assert next_rung(request(chased(Rung.REMINDER, -6)), day(1)) is Rung.REMINDER


@pytest.mark.parametrize("state", [s for s in RequestState if not s.outstanding])
def test_whoever_has_answered_is_not_chased(state: RequestState) -> None:
    assert next_rung(request(state=state), day(10)) is None


@pytest.mark.parametrize("state", [RequestState.SEEN, RequestState.PART_ANSWERED])
def test_having_seen_it_or_answered_in_part_is_no_answer(state: RequestState) -> None:
    assert next_rung(request(state=state), day(1)) is Rung.REMINDER


def test_where_no_day_is_set_nothing_is_ever_late() -> None:
    assert next_rung(request(due=None), day(100)) is None


def test_who_chases_by_choice_is_offered_the_rung_that_is_due_or_the_last_one_again() -> None:
    assert proposed_rung(request(), day(-3)) is Rung.REMINDER
    assert proposed_rung(request(chased(Rung.REMINDER, 1)), day(2)) is Rung.REMINDER
    assert proposed_rung(request(chased(Rung.REMINDER, 1)), day(9)) is Rung.ESCALATION
    assert proposed_rung(request(chased(Rung.OVERDUE, 1)), day(9)) is Rung.OVERDUE


def test_a_chase_is_told_in_words() -> None:
    assert chased_words(request(), DUE) == ""
    assert chased_words(request(chased(Rung.REMINDER, 1)), day(3)) == "reminded 2 days ago"
    assert [days_ago(DUE, day(n)) for n in (0, 1, 2)] == ["today", "yesterday", "2 days ago"]
