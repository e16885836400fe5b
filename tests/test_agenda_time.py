"""The minutes of an agenda: what is planned, used, left and over, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conference.agenda_time import agenda_time, item_words, overrun_words, planned_words
from conference.views import AgendaItemView, ItemState, MeetingState, MeetingView, Visibility

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)


def item(
    planned: int, *, used: int = 0, since: int | None = None, state: ItemState | None = None
) -> AgendaItemView:
    """used, since: minutes of earlier stretches, and how long ago the running one began."""
    given = AgendaItemView(
        "1", 1, 1, "", "Item", Visibility.ROOM, planned, ItemState.WAITING, "", False
    )
    started = NOW - timedelta(minutes=since) if since is not None else None
    told = ItemState.CURRENT if started else ItemState.DONE if used else ItemState.WAITING
    return replace(given, used_seconds=used * 60, started_at=started, state=state or told)


def meeting(booked: int, *items: AgendaItemView) -> MeetingView:
    return MeetingView(
        "m", 1, MeetingState.OPEN, None, None, "", "", "", "", None, "", "", None, None, None,
        booked, items, (), (),
    )  # fmt: skip


def test_the_running_item_counts_until_now_with_its_earlier_stretches() -> None:
    time = agenda_time(meeting(60, item(10, used=4, since=3), item(20)), NOW)
    assert (time.planned, time.used, time.to_come, time.left) == (30, 7, 23, 53)
    assert time.over == 0


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (0, "10 minutes left"),
        (9, "1 minute left"),
        (10, "time is up"),
        (11, "1 minute over"),
        (25, "15 minutes over"),
    ],
)
def test_an_item_says_how_long_it_has_or_by_how_much_it_is_over(since: int, words: str) -> None:
    assert item_words(item(10, since=since), NOW) == words


def test_less_than_a_minute_is_not_told_as_none() -> None:
    late = NOW + timedelta(seconds=30)
    assert item_words(item(10, since=9), late) == "less than a minute left"


def test_an_item_without_minutes_or_that_does_not_run_says_nothing() -> None:
    assert item_words(item(0, since=9), NOW) == ""
    assert item_words(item(10, used=9), NOW) == ""


def test_the_plan_is_told_against_the_booked_time() -> None:
    assert (
        planned_words(meeting(60, item(50)))
        == "50 minutes planned of 60 booked: 10 minutes to spare."
    )
    assert planned_words(meeting(50, item(50))) == "50 minutes planned of 50 booked."
    assert (
        planned_words(meeting(49, item(50)))
        == "50 minutes planned of 49 booked: 1 minute too many."
    )


def test_an_overrun_is_told_before_it_comes_and_once_it_is_there() -> None:
    assert overrun_words(meeting(60, item(10, used=40), item(20)), NOW) == ""
    assert overrun_words(meeting(60, item(10, used=45), item(20)), NOW) == (
        "At this pace it ends 5 minutes after the booked time."
    )
    assert overrun_words(meeting(60, item(10, since=61)), NOW) == (
        "The booked time is over by 1 minute."
    )


def test_what_is_done_early_gives_its_minutes_back() -> None:
    assert agenda_time(meeting(60, item(50, used=5), item(20)), NOW).to_come == 20


def test_a_clock_that_was_set_back_takes_no_time_away() -> None:
    assert agenda_time(meeting(60, item(10, used=5, since=-3)), NOW).used == 5
