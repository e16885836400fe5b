"""After the letter on the screen: promises, looks, stopped clocks, the close; and all deadlines."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from conference.forms import NewFollowUp
from conference.law.procedure import Step
from conference.review import clocks, follow_up, outcome, retention
from conference.views import Channel, FollowUpKind, HoldKind
from tests.office import Office
from tests.screens.shell import Seat, both_sizes, seat, seat_in_case


def told(office: Office) -> str:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    return case_id


async def afterwards(one: Seat) -> None:
    await one.press("8")
    await one.until(lambda: one.app.screen.query("AfterwardsPane"))


@pytest.mark.long
@both_sizes
async def test_the_usual_is_planned_by_one_key_and_a_look_is_recorded(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = told(office)
    async with seat_in_case(file, case_id, size=size) as one:
        await afterwards(one)
        await one.press("u")
        await one.reads("Look whether it stopped")
        await one.press("end", "d")
        await one.comes_to("Entry")
        await one.press("tab")
        await one.types("Rang her")
        await one.press("ctrl+s")
        await one.reads("needed")
        await one.press("escape")
        await one.comes_to("Confirm")
        await one.press("y")
        await one.comes_to("CaseScreen")
    assert all(one.done_on is None for one in office.case(case_id).follow_ups)


async def test_an_update_that_was_given_is_done(office: Office, file: Path):
    case_id = told(office)
    day = office.clock.today
    follow_up.promise(office.officer, case_id, NewFollowUp(FollowUpKind.UPDATE, day, "[b]Ring[/b]"))
    async with seat_in_case(file, case_id, size=(120, 40)) as one:
        await afterwards(one)
        await one.reads("[b]Ring[/b]")
        await one.press("home", "d")
        await one.comes_to("Entry")
        await one.press("tab")
        await one.types("Rang her")
        await one.press("ctrl+s")
        await one.comes_to("CaseScreen")
        await one.until(lambda: any(x.done_on for x in office.case(case_id).follow_ups))


@pytest.mark.long
async def test_a_case_is_closed_only_after_a_question_about_what_is_open(
    office: Office, file: Path
):
    case_id = told(office)
    async with seat_in_case(file, case_id, size=(120, 40)) as one:
        await afterwards(one)
        await one.press("c")
        await one.comes_to("Entry")
        await one.types("It stopped")
        await one.press("tab")
        await one.types("Content")
        await one.press("ctrl+s")
        await one.comes_to("Confirm")
        await one.reads("recommendation 1")
        await one.press("y")
        await one.until(lambda: office.case(case_id).closed_on is not None)


@both_sizes
async def test_all_deadlines_stand_in_one_list_and_open_their_case(
    office: Office, file: Path, size: tuple[int, int]
):
    late = office.receive()
    stopped = office.receive()
    clocks.stop_clock(office.officer, stopped, Step.ACKNOWLEDGE, why="Consent is awaited")
    office.clock.tick(days=30)
    async with seat(file, size=size) as one:
        await one.comes_to("Caseload")
        await one.press("d")
        await one.comes_to("DeadlinesScreen")
        await one.reads("2 in all")
        await one.reads("stopped")
        await one.press("end")
        await one.reads("The clock is stopped: Consent is awaited")
        await one.press("home", "enter")
        await one.comes_to("CaseScreen")
        await one.reads(office.case(late).reference)


async def test_a_promise_that_is_late_is_overdue_in_words(office: Office, file: Path):
    case_id = told(office)
    day = office.clock.today + timedelta(days=1)
    follow_up.promise(office.officer, case_id, NewFollowUp(FollowUpKind.UPDATE, day, "Ring"))
    office.clock.tick(days=2)
    async with seat_in_case(file, case_id, clock=office.clock) as one:
        await afterwards(one)
        await one.reads("OVERDUE")


@both_sizes
async def test_a_hold_stands_among_what_comes_after_with_its_reason(
    office: Office, file: Path, size: tuple[int, int]
):
    case_id = told(office)
    retention.place_hold(office.chair, case_id, HoldKind.COURT, "A claim was issued.")
    async with seat_in_case(file, case_id, size=size) as one:
        await afterwards(one)
        await one.reads("Hold: court")
        await one.reads("The case is kept: court")
        await one.reads("Why: A claim was issued.")
