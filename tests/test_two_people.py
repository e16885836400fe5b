"""Two people at once: what one saves the other sees without a key, and nothing of theirs moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from conference.forms import NewParty
from conference.review import evidence, intake
from screens.timeline import TimelinePane
from tests.office import Office
from tests.screens.shell import LARGE, Seat, seat, seat_in_case

ACTIONS, TIMELINE = "4", "3"


@asynccontextmanager
async def chair_and_representative(
    office: Office, place: str, case_id: str
) -> AsyncIterator[tuple[Seat, Seat]]:
    """Carol in the chair and Pete for the police, each in the case at an application of their own.

    Both are looking at what the agencies did.
    """
    async with (
        seat_in_case(place, case_id, "Carol Chair", size=LARGE) as chair,
        seat_in_case(place, case_id, "Pete Police", size=LARGE) as police,
    ):
        for one in (chair, police):
            await one.press(ACTIONS)
            await one.reads("[4")
            await one.until(lambda one=one: one.app.focused is not None)
        yield chair, police


async def logs(police: Seat, what: str) -> None:
    """Fill in the form of an action, and save it."""
    await police.press("l")
    await police.comes_to("Entry")
    await police.fills(date="20/10/2026", what_was_done=what)
    await police.press("shift+tab")
    kind = police.app.screen.query_one("#field-kind Select")
    kind.value = "visit"
    await police.pilot.pause()
    await police.press("ctrl+s")
    await police.reads("1 action logged")


@pytest.mark.long
async def test_what_the_representative_saves_is_on_the_chairs_screen_without_a_key(
    office: Office, place: str
):
    case_id = office.in_evidence()
    async with chair_and_representative(office, place, case_id) as (chair, police):
        await logs(police, "Called at the flat")
        await chair.reads("Called at the flat")
        assert chair.at == "CaseScreen"


async def test_the_chairs_cursor_stays_on_its_entry_when_others_come_before_it(
    office: Office, place: str
):
    case_id = office.in_evidence()
    for number in range(4):
        evidence.log_action(office.police, case_id, office.action(outcome=f"Visit {number}"))
    async with seat_in_case(place, case_id, "Carol Chair", size=LARGE) as chair:
        await chair.press(TIMELINE)
        await chair.reads("[3")
        lane = chair.app.screen.query_one(TimelinePane).lane
        await chair.press("home", "right", "right")
        key = lane.current.key
        evidence.add_incident(office.officer, case_id, office.incident(40, after=2))
        await chair.until(lambda: len(chair.app.screen.case.incidents) == 4)
        await chair.pilot.pause()
        assert lane.current.key == key
        assert chair.app.focused is lane


@pytest.mark.long
async def test_a_half_typed_form_stays_as_it_is_and_the_news_is_there_when_it_closes(
    office: Office, place: str
):
    case_id = office.in_evidence()
    async with chair_and_representative(office, place, case_id) as (chair, police):
        await chair.press("l")
        await chair.comes_to("Entry")
        await chair.fills(what_was_done="The panel asked for")
        box = chair.app.screen.query_one("#field-what_was_done TextArea", TextArea)
        box.focus()
        box.select_all()
        chosen = box.selection
        await logs(police, "Called at the flat")
        await asyncio.sleep(0.5)
        assert chair.at == "Entry"
        assert chair.app.focused is box
        assert (box.text, box.selection) == ("The panel asked for", chosen)
        await chair.press("escape", "y")
        await chair.comes_to("CaseScreen")
        await chair.reads("Called at the flat")


async def test_behind_a_form_the_case_is_not_read_however_much_others_record(
    office: Office, place: str
):
    case_id = office.in_evidence()
    async with seat_in_case(place, case_id, "Carol Chair") as chair:
        await chair.press(ACTIONS)
        await chair.reads("[4")
        await chair.press("l")
        await chair.comes_to("Entry")
        behind = chair.app.screen_stack[-2]
        shown = behind.case
        await chair.types("visited")
        for _ in range(3):
            evidence.log_action(office.police, case_id, office.action())
        await asyncio.sleep(0.5)
        assert behind.case is shown


async def test_a_case_that_somebody_takes_in_is_on_anothers_caseload_and_the_cursor_stays(
    office: Office, place: str
):
    office.receive()
    second = office.receive(applicant=NewParty("Mr Second"))
    async with seat(place, size=LARGE) as one:
        await one.reads("Second")
        await one.press("end")
        assert one.app.screen.cases.key == second
        office.receive(applicant=NewParty("Aaron Aardvark"))
        await one.reads("Aardvark")
        assert one.app.screen.cases.key == second


async def test_words_that_are_being_searched_for_stay_when_others_record(
    office: Office, place: str
):
    case_id = office.receive(applicant=NewParty("Mr Zephaniah"))
    async with seat(place, size=LARGE) as one:
        await one.reads("Zephaniah")
        await one.press("slash")
        await one.types("zeph")
        words = one.app.screen.words
        words.cursor_position = 2
        await one.until(lambda: "acknowledge" in one.sees)
        intake.acknowledge(office.officer, case_id)
        await one.until(lambda: "acknowledge the application" not in one.sees)
        assert isinstance(one.app.focused, Input)
        assert (words.value, words.cursor_position) == ("zeph", 2)


@pytest.mark.database("sqlite")
async def test_a_record_that_goes_away_is_told_and_what_is_shown_stays(
    office: Office, place: str, tmp_path: Path
):
    case_id = office.receive()
    file = Path(place)
    parts = [file, *file.parent.glob(f"{file.name}-*")]
    async with seat_in_case(place, case_id, "Carol Chair", size=LARGE) as chair:
        await chair.reads("Steps of the procedure")
        for part in parts:
            part.replace(tmp_path / part.name)
        await chair.reads("cannot be found")
        assert "ER-2026-0001" in chair.sees
        for part in parts:
            (tmp_path / part.name).replace(part)
        await chair.until(lambda: "cannot be found" not in chair.sees)
