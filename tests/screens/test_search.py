"""Searching from the screen: words in, places out, enter opens the case where they stand."""

from __future__ import annotations

from pathlib import Path

from conference.forms import NewParty
from tests.office import Office
from tests.screens.shell import both_sizes, seat


@both_sizes
async def test_words_of_an_action_lead_to_the_actions_of_its_case(
    office: Office, file: Path, size: tuple[int, int]
):
    from conference.review import evidence

    case_id = office.in_evidence()
    evidence.log_action(office.officer, case_id, office.action(outcome="Acoustic panels were lent"))
    async with seat(file, size=size) as one:
        await one.comes_to("Caseload")
        await one.press("s")
        await one.comes_to("SearchScreen")
        await one.types("acoustic")
        await one.press("enter")
        await one.reads("1 place found.")
        await one.reads("Acoustic panels")
        await one.press("enter")
        await one.comes_to("CaseScreen")
        await one.until(lambda: one.app.screen._stage == "evidence")
        await one.press("escape")
        await one.comes_to("SearchScreen")
        await one.press("escape")
        await one.comes_to("Caseload")


async def test_what_is_not_there_or_too_little_is_said(office: Office, file: Path):
    office.receive()
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.press("s")
        await one.comes_to("SearchScreen")
        await one.types("zebra")
        await one.press("enter")
        await one.reads("Nothing you may see holds all these words")
        await one.press("slash", "ctrl+u", "z", "enter")
        await one.reads("too little to search for")


async def test_a_name_that_looks_like_markup_is_found_and_shown_as_it_is(
    office: Office, file: Path
):
    office.receive(applicant=NewParty("[b]Bold[/b] [@click=app.quit]x[/]"))
    async with seat(file, size=(120, 40)) as one:
        await one.comes_to("Caseload")
        await one.press("s")
        await one.comes_to("SearchScreen")
        await one.types("[b]bold")
        await one.press("enter")
        await one.reads("[b]Bold[/b] [@click=app.quit]x[/]")
