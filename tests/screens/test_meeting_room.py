"""The shared displays: the room's screen, and the applicant in the room."""

from __future__ import annotations

from typing import Any

import pytest

from conference.review import agenda, decisions
from conference.review.room import read_room
from conference.views import ItemState, Visibility
from screens.meeting import MeetingPane
from tests.office import Office
from tests.screens.stage_host import SIZES, at
from tests.screens.test_meeting import pane_of


def items(office: Office, case_id: str) -> Any:
    return office.meeting(case_id).items


async def test_one_key_holds_the_room_and_others_show_and_take_back(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        assert "Room display: holding screen" in hand.text
        await hand.press("n", "m")
        await hand.sees("Room display: item 1")
        assert not read_room(office.room).holding
        await hand.press("down", "down", "j")
        await hand.sees("Room display: item 3")
        await hand.press("backspace")
        await hand.sees("Room display: item 1")
        await hand.press("space")
        await hand.sees("Room display: holding screen")
        assert read_room(office.room).holding


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_shows_only_what_the_applicant_may_see_and_leaving_asks(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    office_items = items(office, case_id)
    applicants = next(item for item in office_items if item.key == "applicant")
    agenda.note_item(office.chair, case_id, applicants.id, note="Ask about the brother")
    finding = office.finding(agenda_item_id=applicants.id)
    decisions.decide(office.chair, case_id, meeting_id, finding)
    agenda.go_to_item(office.chair, case_id, applicants.id)
    async with at(MeetingPane, office.chair, case_id, size) as hand:
        await hand.sees("Ask about the brother")
        assert "Risk and vuln" in hand.text
        await hand.press("H")
        await hand.sees("THE APPLICANT IS IN THE ROOM since 09:3")
        await hand.until(lambda: "The applicant's part" in str(pane_of(hand).centre.words))
        shown = str(pane_of(hand).centre.words)
        for kept in ("Ask about the brother", "Risk and vuln", "Police: asked", "owed"):
            assert kept not in hand.text
            assert kept not in shown
        assert office.meeting(case_id).applicant_in_room_since is not None
        await hand.press("H")
        await hand.sees("Has the applicant left the room?")
        await hand.press("enter")
        assert office.meeting(case_id).applicant_in_room_since is not None
        await hand.press("H")
        await hand.sees("Has the applicant left the room?")
        await hand.press("y")
        await hand.until(lambda: office.meeting(case_id).applicant_in_room_since is None)
        await hand.sees("Ask about the brother")


async def test_while_the_applicant_is_there_the_panels_items_are_not_gone_to(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    place = next(at for at, one in enumerate(items(office, case_id)) if one.key == "applicant")
    agenda.go_to_item(office.chair, case_id, items(office, case_id)[place].id)
    assert items(office, case_id)[place + 1].visibility is Visibility.PANEL
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("H")
        await hand.sees("THE APPLICANT IS IN THE ROOM")
        await hand.press("n")
        await hand.sees("That item is the panel's")
        assert items(office, case_id)[place].state is ItemState.CURRENT
        await hand.press("c")
        await hand.sees("The applicant is still in the room.")


async def test_a_chosen_item_of_the_panel_leaves_the_screen_at_once(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press(*["down"] * 6)
        assert "No risk assessment" in str(pane_of(hand).centre.words)
        await hand.press("H")
        await hand.sees("THE APPLICANT IS IN THE ROOM")
        assert "No risk assessment" not in str(pane_of(hand).centre.words)
        item = pane_of(hand).item()
        assert item is not None and item.key == "applicant"


async def test_an_application_opened_again_still_shows_only_what_the_applicant_may_see(
    office: Office,
) -> None:
    from conference.review import applicant

    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    applicant.applicant_enters(office.chair, case_id, meeting_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        assert "THE APPLICANT IS IN THE ROOM" in hand.text
        assert "Risk and vuln" not in hand.text
