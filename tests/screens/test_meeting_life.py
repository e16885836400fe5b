"""The life of a meeting by key: cancelled, adjourned, closed, minuted, held again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from conference.review import meeting
from conference.views import ItemState, MeetingState
from screens.meeting import MeetingPane
from tests.office import Office
from tests.screens.stage_host import NARROW, at
from tests.screens.test_meeting import pane_of


async def test_adjourning_asks_first_and_the_meeting_goes_on_at_its_item(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("n", "z", "escape")
        assert office.meeting(case_id).state is MeetingState.OPEN
        await hand.press("z", "y")
        await hand.sees("Meeting adjourned")
        await hand.press("o")
        await hand.sees("Meeting open since")
        assert office.meeting(case_id).items[0].state is ItemState.CURRENT


@pytest.mark.long
async def test_a_planned_meeting_is_cancelled_with_its_reason_and_another_planned(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.in_evidence()
    office.plan(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("C")
        await hand.sees("Why is the meeting cancelled?")
        await hand.paste("The chair is ill")
        await hand.press("enter")
        await hand.sees("No meeting is planned yet")
        assert office.case(case_id).meetings[0].cancelled_why == "The chair is ill"
        await hand.press("p")
        await hand.sees("Plan the meeting")
        await hand.fill(date="9/11/2026")
        await hand.save()
        await hand.sees("Meeting planned")
        await hand.press("P", "end")
        await hand.sees("> Cancellation of 2 Nov 2026 for calendars")
        await hand.press("enter")
        await hand.sees("Where should it go?")
        hand.host.screen.query_one(Input).value = str(tmp_path)
        await hand.press("enter")
        await hand.until(lambda: list(tmp_path.glob("*-cancelled.ics")))
    words = next(tmp_path.glob("*.ics")).read_text(encoding="utf-8")
    assert "METHOD:CANCEL" in words


async def test_not_inviting_the_applicant_asks_for_the_reason(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("h")
        assert "Why they were not invited" not in hand.text
        await hand.choose("part", "not inv")
        await hand.save()
        await hand.sees("this is needed")
        await hand.fill(reason="They asked not to come")
        await hand.save()
        await hand.until(
            lambda: office.meeting(case_id).applicant_reason == "They asked not to come"
        )


async def test_a_closed_meeting_is_read_and_its_minutes_opened(office: Office) -> None:
    case_id = office.after_meeting()
    async with at(MeetingPane, office.chair, case_id) as hand:
        assert "Meeting closed" in hand.text
        footer = " ".join(hand.text.splitlines()[-2:])
        assert "Minutes" in footer
        assert not any(key in footer for key in ("Next", "Here", "Decide", "Close", "Hold room"))
        await hand.press("w")
        await hand.sees("Recorded so far")
        assert "One visit in five weeks." in " ".join(hand.text.split())
        await hand.press("escape", "M")
        await hand.until(lambda: type(hand.host.screen).__name__ == "MinutesScreen")
        await hand.press("escape")
        await hand.sees("Meeting closed")


async def test_a_second_meeting_asks_what_became_of_earlier_recommendations(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("p")
        await hand.sees("Plan the meeting")
        await hand.fill(date="2/2/2027")
        await hand.save()
        await hand.sees("Meeting planned")
        assert "What became" in hand.text
        await hand.press(*["down"] * 5)
        assert "Visit every week Answer: none yet" in str(pane_of(hand).centre.words)


async def test_an_agenda_that_cannot_be_used_is_told_before_the_form_opens(
    office: Office, tmp_path: Path
) -> None:
    from dataclasses import replace

    case_id = office.in_evidence()
    (tmp_path / "agenda.toml").write_text("nonsense", encoding="utf-8")
    desk = replace(office.chair, templates=tmp_path)
    async with at(MeetingPane, desk, case_id, NARROW) as hand:
        await hand.press("p")
        await hand.sees("What to do next")
        assert "cannot be" in hand.text
        assert not office.case(case_id).meetings


async def test_going_on_with_a_meeting_after_a_crash_comes_back_to_its_item(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    items = office.meeting(case_id).items
    meeting.go_to_item(office.chair, case_id, items[8].id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        assert "> now    9 Tools" in hand.text
        await hand.press("N")
        await hand.fill(note="half a sent")
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("N")
        await hand.sees("half a sent")
