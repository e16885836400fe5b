"""A meeting of the panel, walked through by keyboard alone."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from conference.forms import NewAttendance
from conference.review import attendance, meeting
from conference.views import ApplicantPart, DecisionKind, ItemState, MeetingState
from screens.meeting import MeetingPane
from tests.office import Office
from tests.screens.stage_host import (
    ALL_HOSTILE,
    NARROW,
    SIZES,
    TRAPS,
    WIDE,
    Hand,
    all_are_literal,
    at,
)


async def plan(hand: Hand) -> None:
    await hand.press("p")
    await hand.fill(date="2/11/2026", time="2.30pm", place="Town Hall")
    await hand.save()
    await hand.sees("Meeting planned")


@pytest.mark.parametrize("size", SIZES)
async def test_a_meeting_goes_from_its_plan_to_its_close_and_says_first_what_is_missing(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    async with at(MeetingPane, office.chair, case_id, size) as hand:
        assert "No meeting is planned yet" in hand.text
        await plan(hand)
        await hand.press("o")
        await hand.sees("Meeting open since")
        await hand.press("c")
        await hand.save()
        for missing in (
            "cannot be closed yet",
            "attendance: nobody is recorded as present",
            "the applicant's part",
            "decision: whether",
            "Put right: give the day",
        ):
            assert missing in hand.text
        assert office.meeting(case_id).state is MeetingState.OPEN
        await hand.press("escape")
        await hand.press("n")
        await hand.press("tab", "tab", "t")
        await hand.until(lambda: office.meeting(case_id).attendance[0].arrived_at)
        await hand.press("h")
        await hand.choose("part", "att")
        await hand.fill(words="I want to sleep")
        await hand.save()
        await hand.press("d")
        await hand.choose("agency", "Pol")
        await hand.fill(decision="The answer to three reports")
        await hand.choose("outcome", "not")
        await hand.fill(reason="One visit in five weeks")
        await hand.save()
        await hand.press("c")
        await hand.fill(review_date="1/2/2027")
        await hand.save()
        await hand.sees("Meeting closed")
    held = office.meeting(case_id)
    assert (held.planned_for, held.starts_at) == (date(2026, 11, 2), time(14, 30))
    assert held.applicant_part is ApplicantPart.ATTENDS
    assert held.review_on == date(2027, 2, 1)
    decision = held.decisions[0]
    assert (decision.kind, decision.outcome) == (DecisionKind.RESPONSE, "not adequate")
    assert decision.present == ("Carol Chair",)


async def test_agenda_item_and_people_stand_beside_each_other(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    for size in SIZES:
        async with at(MeetingPane, office.chair, case_id, size) as hand:
            assert "Agenda" in hand.text
            assert "14 Close" in hand.text
            assert "Pete Police (Police): here" in hand.text.replace("\n", " ") or size == WIDE
            assert "Also: N note" in hand.text
            for key in ("Next", "Here", "Heard", "Decision", "Recommend", "Close"):
                assert key in hand.text.splitlines()[-1]


async def test_n_goes_through_the_agenda_and_enter_goes_to_an_item(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.press("n")
        states = [item.state for item in office.meeting(case_id).items]
        assert states[:2] == [ItemState.DONE, ItemState.CURRENT]
        await hand.press("end", "enter")
        assert office.meeting(case_id).items[-1].state is ItemState.CURRENT
        await hand.press("n")
        await hand.sees("That was the last item")


async def test_what_an_item_is_about_stands_in_words(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        seen = []
        for _ in range(14):
            seen.append(hand.text)
            await hand.press("down")
        together = " ".join(" ".join(seen).split())
        for words in ("Answers still to come", "Police: asked", "Three reports in a month."):
            assert words in together


async def test_a_note_is_written_under_the_item_of_the_cursor(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("down", "N")
        await hand.fill(note="Read to everybody")
        await hand.save()
        assert office.meeting(case_id).items[1].note == "Read to everybody"
        assert "Note: Read to everybody" in hand.text


async def test_people_are_expected_come_and_go_by_key(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("x")
        await hand.fill(name="Dr Health")
        await hand.choose("agency", "Health")
        await hand.save()
        await hand.press("tab", "tab", "down", "t")
        await hand.sees("Dr Health is here")
        await hand.press("enter")
        await hand.sees("Dr Health left")
        one = next(o for o in office.meeting(case_id).attendance if o.name == "Dr Health")
        assert one.arrived_at is not None and one.left_at is not None


async def test_adjourning_asks_first_and_the_meeting_goes_on_later(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("z", "escape")
        assert office.meeting(case_id).state is MeetingState.OPEN
        await hand.press("z", "y")
        await hand.sees("Meeting adjourned")
        await hand.press("o")
        await hand.sees("Meeting open since")


async def test_not_inviting_the_applicant_asks_for_the_reason(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("h")
        assert "Why they were not invited" not in hand.text
        await hand.choose("part", "not inv")
        await hand.save()
        assert "this is needed" in hand.text
        await hand.fill(reason="They asked not to come")
        await hand.save()
        assert office.meeting(case_id).applicant_reason == "They asked not to come"


async def test_a_recommendation_can_be_made_in_the_meeting(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("r")
        await hand.choose("to_whom", "Pol")
        await hand.fill(what="Visit weekly", owner="Sgt Police", by_when="1/12/2026")
        await hand.save()
        assert office.case(case_id).recommendations[0].what == "Visit weekly"


async def test_both_cursors_stay_while_others_act(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("down", "down", "tab", "tab", "down")
        pane = hand.host.stage.pane
        assert isinstance(pane, MeetingPane)
        keys = pane.agenda.key, pane.people.key
        attendance.expect(office.officer, case_id, meeting_id, NewAttendance("Aaron First"))
        items = office.meeting(case_id).items
        meeting.go_to_item(office.officer, case_id, items[7].id)
        hand.host.stage.look_again()
        await hand.sees("Aaron First")
        assert (pane.agenda.key, pane.people.key) == keys


async def test_a_representative_is_offered_no_key_that_runs_the_meeting(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.police, case_id) as hand:
        footer = hand.text.splitlines()[-1]
        assert not any(key in footer for key in ("Next", "Decision", "Close", "Plan"))
        await hand.press("n")
        assert office.meeting(case_id).items[0].state is ItemState.WAITING


async def test_hostile_words_are_literal_and_break_nothing(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    items: tuple[Any, ...] = office.meeting(case_id).items
    for item, words in zip(items, (*TRAPS, ALL_HOSTILE), strict=False):
        meeting.note_item(office.chair, case_id, item.id, note=words)
    for words in (*TRAPS, ALL_HOSTILE):
        expected = NewAttendance(words, substitute_for=words)
        attendance.expect(office.chair, case_id, meeting_id, expected)
    async with at(MeetingPane, office.chair, case_id, NARROW) as hand:
        for words in TRAPS:
            assert f"Note: {words}" in hand.text
            await hand.press("down")
        pane = hand.host.stage.pane
        assert isinstance(pane, MeetingPane)
        assert all_are_literal(pane.item.content)
        await hand.press("tab", "tab", "end")
        assert any(words in hand.text for words in TRAPS)
