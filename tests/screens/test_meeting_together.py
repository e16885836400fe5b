"""The chair and a representative, each at an application of their own, in one meeting."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import TextArea

from conference.review import agenda, evidence
from tests.office import Office
from tests.screens.shell import LARGE, seat_in_case


async def test_the_chair_sees_what_a_representative_saves_without_a_key(
    office: Office, file: Path
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with seat_in_case(file, case_id, "Carol Chair", size=LARGE, clock=office.clock) as chair:
        await chair.press("5")
        await chair.reads("Nothing new so far.")
        async with seat_in_case(file, case_id, "Pete Police", clock=office.clock) as police:
            await police.press("5")
            await chair.press("n")
            await police.reads("now    1 Opening")
            evidence.log_action(office.police, case_id, office.action())
            await chair.reads("Police logged an")


async def test_words_being_typed_stay_while_others_save(office: Office, file: Path) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    item = office.meeting(case_id).items[1]
    async with seat_in_case(file, case_id, "Carol Chair", clock=office.clock) as chair:
        await chair.press("5")
        await chair.reads("Meeting open")
        await chair.press("N")
        await chair.until(lambda: chair.app.screen.query(TextArea))
        await chair.types("half a")
        evidence.log_action(office.police, case_id, office.action())
        agenda.go_to_item(office.officer, case_id, item.id)
        await chair.pilot.pause(0.5)
        area = chair.app.screen.query_one(TextArea)
        assert (area.text, area.has_focus) == ("half a", True)
        await chair.types(" word")
        assert area.text == "half a word"


async def test_on_a_small_screen_the_newest_arrival_stands_in_the_first_line(
    office: Office, file: Path
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with seat_in_case(file, case_id, "Carol Chair", clock=office.clock) as chair:
        await chair.press("5")
        await chair.reads("Meeting open")
        evidence.log_action(office.police, case_id, office.action())
        await chair.reads("2 here · 09:31 Police logged an action")
