from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.errors import BadInput
from conference.exchange.procedures import procedure_named
from conference.law.deadlines import StoppedClock, last_appeal_day, step_dates
from conference.law.procedure import NOT_PUBLISHED, Event, Step, StepTime, Unit, Window


def with_window(number, unit, event):
    erewash = procedure_named("erewash")
    return replace(erewash, appeal=replace(erewash.appeal, window=Window(number, unit, event)))


def test_only_published_steps_of_events_that_happened_have_a_day():
    richmond = procedure_named("richmond")
    dates = step_dates(richmond, {Event.RECEIVED: date(2025, 4, 14)})
    assert set(dates) == set(Step)
    assert dates[Step.ACKNOWLEDGE] == date(2025, 4, 16)
    assert dates[Step.MEETING] == date(2025, 5, 28)
    assert dates[Step.PANEL_PAPERS] is None
    later = step_dates(richmond, {Event.MEETING: date(2025, 5, 28)})
    assert later[Step.PANEL_PAPERS] == date(2025, 5, 23)
    assert later[Step.ACKNOWLEDGE] is None


def test_erewash_publishes_a_day_for_the_acknowledgement_and_nothing_else():
    every_event = dict.fromkeys(Event, date(2025, 4, 14))
    dates = step_dates(procedure_named("erewash"), every_event)
    assert {step for step, day in dates.items() if day} == {Step.ACKNOWLEDGE}
    assert dates[Step.ACKNOWLEDGE] == date(2025, 4, 23)


def test_a_step_that_a_procedure_says_nothing_of_has_no_day():
    silent = replace(procedure_named("erewash"), steps={})
    dates = step_dates(silent, dict.fromkeys(Event, date(2025, 4, 14)))
    assert dates == dict.fromkeys(Step)


def test_closure_days_of_the_council_move_a_step():
    closed = replace(procedure_named("erewash"), closure_days=(date(2025, 4, 16),))
    dates = step_dates(closed, {Event.RECEIVED: date(2025, 4, 14)})
    assert dates[Step.ACKNOWLEDGE] == date(2025, 4, 24)


def test_t23_an_appeal_window_that_ends_on_a_bank_holiday_shows_both_days():
    procedure = with_window(21, Unit.CALENDAR_DAYS, Event.LETTER_RECEIVED)
    end = last_appeal_day(procedure, {Event.LETTER_RECEIVED: date(2025, 4, 14)})
    assert end is not NOT_PUBLISHED
    assert end.last_day == date(2025, 5, 5)
    assert not end.working
    assert end.next_working == date(2025, 5, 6)
    assert "no rule moves it" in end.note


def test_an_appeal_window_in_working_days_ends_on_one():
    procedure = with_window(20, Unit.WORKING_DAYS, Event.LETTER_SENT)
    end = last_appeal_day(procedure, {Event.LETTER_SENT: date(2025, 4, 14)})
    assert end is not NOT_PUBLISHED
    assert end.last_day == end.next_working == date(2025, 5, 15)
    assert end.working
    assert end.note == ""


def test_the_day_a_letter_arrived_is_not_invented():
    procedure = with_window(20, Unit.WORKING_DAYS, Event.LETTER_RECEIVED)
    end = last_appeal_day(procedure, {Event.LETTER_SENT: date(2025, 4, 14)})
    assert end is not NOT_PUBLISHED
    assert end.last_day == date(2025, 5, 15)
    assert "“letter received”, and that day is not known" in end.note
    assert "counted from the day the letter was sent" in end.note


def test_a_window_whose_start_is_not_published_says_so():
    end = last_appeal_day(
        procedure_named("birmingham"),
        {Event.LETTER_SENT: date(2025, 4, 14), Event.LETTER_RECEIVED: date(2025, 4, 16)},
    )
    assert end is not NOT_PUBLISHED
    assert end.last_day == date(2025, 5, 15)
    assert "does not publish the day" in end.note


def test_an_unpublished_window_has_no_last_day():
    assert last_appeal_day(procedure_named("erewash"), {}) is NOT_PUBLISHED


def test_without_any_letter_there_is_nothing_to_count_from():
    with pytest.raises(BadInput, match="until the letter has a date"):
        last_appeal_day(procedure_named("birmingham"), {})


# Stopped clocks


def stopped(day: date, until: date | None, step: Step = Step.ACKNOWLEDGE) -> StoppedClock:
    return StoppedClock(step, day, until, "consent is awaited")


def acknowledged_by(*stops: StoppedClock) -> date | None:
    happened = {Event.RECEIVED: date(2026, 11, 2)}
    return step_dates(procedure_named("erewash"), happened, stops)[Step.ACKNOWLEDGE]


def test_while_its_clock_is_stopped_a_step_has_no_last_day() -> None:
    assert acknowledged_by(stopped(date(2026, 11, 3), None)) is None


def test_a_clock_stopped_over_a_weekend_loses_no_working_day() -> None:
    assert acknowledged_by(stopped(date(2026, 11, 7), date(2026, 11, 9))) == date(2026, 11, 9)


def test_a_clock_that_stops_after_the_last_day_changes_nothing() -> None:
    assert acknowledged_by(stopped(date(2026, 11, 10), None)) == date(2026, 11, 9)


def test_days_before_the_clock_began_are_not_lost_to_a_stop() -> None:
    before = stopped(date(2026, 10, 19), date(2026, 10, 30))
    assert acknowledged_by(before) == date(2026, 11, 9)
    over_the_day = stopped(date(2026, 10, 19), date(2026, 11, 4))
    assert acknowledged_by(over_the_day) == date(2026, 11, 10)


def test_a_day_that_lies_in_two_stops_is_lost_once() -> None:
    first = stopped(date(2026, 11, 3), date(2026, 11, 6))
    assert acknowledged_by(first) == date(2026, 11, 12)
    within = stopped(date(2026, 11, 4), date(2026, 11, 5))
    overlapping = stopped(date(2026, 11, 5), date(2026, 11, 7))
    assert acknowledged_by(first, within) == date(2026, 11, 12)
    assert acknowledged_by(overlapping, first) == date(2026, 11, 13)


def test_another_steps_stop_changes_nothing() -> None:
    other = stopped(date(2026, 11, 3), None, Step.OUTCOME)
    assert acknowledged_by(other) == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("stops", "day"),
    [
        # Friday to Wednesday: Friday, Monday and Tuesday do not count.
        ([stopped(date(2026, 11, 6), date(2026, 11, 11))], date(2026, 11, 12)),
        # On the last day itself.
        ([stopped(date(2026, 11, 9), date(2026, 11, 11))], date(2026, 11, 11)),
        # One that only reaches the last day because another moved it, written down before it.
        (
            [
                stopped(date(2026, 11, 10), date(2026, 11, 12)),
                stopped(date(2026, 11, 4), date(2026, 11, 6)),
            ],
            date(2026, 11, 13),
        ),
        # Another step's stop before one of this step's.
        (
            [
                stopped(date(2026, 11, 3), date(2026, 11, 10), Step.OUTCOME),
                stopped(date(2026, 11, 4), date(2026, 11, 5)),
            ],
            date(2026, 11, 10),
        ),
    ],
    ids=["over a weekend", "on the last day", "one after another", "beside another step's"],
)
def test_a_step_is_due_later_by_the_working_days_that_it_was_stopped(
    stops: list[StoppedClock], day: date
) -> None:
    assert acknowledged_by(*stops) == day


def test_a_step_in_calendar_days_is_due_later_by_each_day_that_it_was_stopped() -> None:
    rule = StepTime(10, Unit.CALENDAR_DAYS, Event.RECEIVED)
    procedure = replace(procedure_named("erewash"), steps={Step.ACKNOWLEDGE: rule})
    stops = [stopped(date(2026, 11, 5), date(2026, 11, 8))]
    dates = step_dates(procedure, {Event.RECEIVED: date(2026, 11, 2)}, stops)
    assert dates[Step.ACKNOWLEDGE] == date(2026, 11, 15)


@given(st.integers(0, 6), st.integers(0, 60))
def test_a_stop_never_brings_a_last_day_nearer(after: int, days: int) -> None:
    first = date(2026, 11, 2) + timedelta(days=after)
    moved = acknowledged_by(stopped(first, first + timedelta(days=days)))
    assert moved is not None
    assert date(2026, 11, 9) <= moved
