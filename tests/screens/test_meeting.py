"""A meeting of the panel, walked through by keyboard alone."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from conference.forms import NewAttendance, NewItem
from conference.review import agenda, attendance, meeting
from conference.views import (
    ApplicantPart,
    DecisionKind,
    ItemState,
    MeetingState,
    Visibility,
)
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


def pane_of(hand: Hand) -> MeetingPane:
    pane = hand.host.stage.pane
    assert isinstance(pane, MeetingPane)
    return pane


async def go_to(hand: Hand, part: str) -> None:
    """Bring a part of the meeting into view with the l key, as on a small screen."""
    for _ in range(4):
        if pane_of(hand).part == part:
            return
        await hand.press("l")
    raise AssertionError(f"l never brings {part}")


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_a_meeting_goes_from_its_plan_to_its_close_and_says_first_what_is_missing(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    async with at(MeetingPane, office.chair, case_id, size) as hand:
        assert "No meeting is planned yet" in hand.text
        await hand.press("p")
        await hand.sees("The agenda takes 115 minutes, 5 to spare")
        await hand.fill(date="2/11/2026", time="2.30pm", place="Town Hall")
        await hand.fill(independence="Another service")
        await hand.save()
        await hand.sees("Meeting planned")
        await hand.press("o")
        await hand.sees("Meeting open since")
        await hand.press("c")
        await hand.save()
        await hand.sees("cannot be closed yet")
        for missing in (
            "attendance: nobody of the panel is recorded as present (key: t)",
            "not invited (key: h)",
            "decision: whether",
            "Put right: give the day",
        ):
            assert missing in " ".join(hand.text.split())
        assert office.meeting(case_id).state is MeetingState.OPEN
        await hand.press("escape")
        await hand.press("n")
        await hand.until(lambda: office.meeting(case_id).items[0].state is ItemState.CURRENT)
        await go_to(hand, "people")
        await hand.press("t")
        await hand.until(lambda: office.meeting(case_id).attendance[0].arrived_at)
        await hand.press("h")
        await hand.choose("part", "att")
        await hand.fill(words="Every night", wants="I want to sleep")
        await hand.save()
        await hand.press("d")
        await hand.sees("Record a decision")
        await hand.choose("agency", "Pol")
        await hand.fill(decision="The answer to three reports")
        await hand.choose("outcome", "not")
        await hand.fill(reason="One visit in five weeks")
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).decisions)
        await hand.press("r")
        await hand.choose("to_whom", "Pol")
        await hand.fill(what="Visit weekly", owner="Sgt Police", by_when="1/12/2026")
        await hand.save()
        await hand.until(lambda: office.case(case_id).recommendations)
        await hand.press("c")
        await hand.sees("When the panel looks again")
        await hand.fill(review_date="1/2/2027")
        await hand.save()
        await hand.sees("Meeting closed")
    held = office.meeting(case_id)
    assert (held.planned_for, held.starts_at) == (date(2026, 11, 2), time(14, 30))
    assert (held.applicant_part, held.applicant_wants) == (ApplicantPart.ATTENDS, "I want to sleep")
    assert held.review_on == date(2027, 2, 1)
    decision = held.decisions[0]
    assert (decision.kind, decision.outcome) == (DecisionKind.RESPONSE, "not adequate")
    assert any("Carol Chair" in name for name in decision.present)
    assert decision.agenda_item_id == held.items[0].id


async def test_a_small_screen_brings_each_part_into_view_with_one_key(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        assert "15 Close" in hand.text
        assert "Greet everybody" in hand.text
        assert "1 return missing" in hand.text
        await hand.press("l")
        assert "15 Close" not in hand.text
        assert "t goes to the people" in hand.text
        await hand.press("l")
        assert "Comes as" in hand.text
        assert "Pete Police" in hand.text
        await hand.press("l")
        for words in ("Came in", "Returns missing", "Police: asked", "Still owed, with its key"):
            assert words in hand.text
        await hand.press("l")
        assert "15 Close" in hand.text


async def test_a_large_screen_has_everything_beside_each_other(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id, WIDE) as hand:
        for words in ("15 Close", "Greet everybody", "Carol Chair", "Returns missing", "Came in"):
            assert words in hand.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_footer_and_the_line_below_the_clock_show_the_keys(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id, size) as hand:
        assert "Also: H applicant in/out" in hand.text
        footer = " ".join(hand.text.splitlines()[-2:])
        for key in ("Next", "Here", "Heard", "Decide", "Recommend", "Hold room", "Close"):
            assert key in footer


async def test_the_agenda_is_gone_through_back_jumped_in_parked_and_returned_to(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)

    def states() -> list[ItemState]:
        return [item.state for item in office.meeting(case_id).items]

    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.until(lambda: states()[0] is ItemState.CURRENT)
        await hand.press("n")
        await hand.until(lambda: states()[:2] == [ItemState.DONE, ItemState.CURRENT])
        await hand.press("b")
        await hand.until(lambda: states()[:2] == [ItemState.CURRENT, ItemState.DONE])
        await hand.press("end", "enter")
        await hand.until(lambda: states()[-1] is ItemState.CURRENT)
        await hand.press("home", "down", "down", "k")
        await hand.until(lambda: states()[2] is ItemState.PARKED)
        await hand.sees("parked 3")
        await hand.press("g")
        await hand.until(lambda: states()[2] is ItemState.CURRENT)


async def test_past_the_last_item_what_was_parked_comes_next(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    items = office.meeting(case_id).items
    for item in items[:-1]:
        agenda.finish_item(office.chair, case_id, item.id)
    agenda.finish_item(office.chair, case_id, items[2].id, park=True)
    agenda.go_to_item(office.chair, case_id, items[-1].id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.until(lambda: office.meeting(case_id).items[2].state is ItemState.CURRENT)
        await hand.press("n")
        await hand.sees("That was the last item")


@pytest.mark.long
async def test_items_are_added_changed_moved_and_taken_off(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)

    def titles() -> list[str]:
        return [item.title for item in office.meeting(case_id).items]

    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("a")
        await hand.fill(title="The garden wall", minutes="15", owner="Hana Housing")
        await hand.save()
        await hand.until(lambda: titles()[1] == "The garden wall")
        await hand.press("down", "e")
        await hand.sees("Change an item")
        await hand.choose("visibility", "chair")
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).items[1].visibility is Visibility.CHAIR)
        await hand.until(lambda: "led by Hana Housing" in str(pane_of(hand).centre.words))
        await hand.press("right_square_bracket")
        await hand.until(lambda: titles()[2] == "The garden wall")
        await hand.press("left_square_bracket")
        await hand.until(lambda: titles()[1] == "The garden wall")
        await hand.press("delete", "y")
        await hand.until(lambda: "The garden wall" not in titles())


async def test_what_each_item_is_about_stands_in_words(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        seen = []
        for _ in office.meeting(case_id).items:
            seen.append(str(pane_of(hand).centre.words))
            await hand.press("down")
    together = " ".join(" ".join(seen).split())
    for words in (
        "Read out: confidentiality",
        "Three reports in a month.",
        "RETURNS STILL MISSING - Police: asked",
        "No risk assessment is recorded yet.",
        "3 reports were never acted on",
        "No option has been recorded yet.",
        "Single point of contact Olive Officer",
        "No agency dissents or abstains so far.",
        "The panel looks again: no day is set yet",
        "Needed before it can close, with its key",
    ):
        assert words in together


async def test_the_swim_lane_stands_with_what_each_agency_did(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id, WIDE) as hand:
        assert "● incident" not in hand.text
        await hand.press(*["down"] * 5)
        assert "● incident" in hand.text
        await hand.press("tab", "enter")
        await hand.sees("Noise 28 days ago")


@pytest.mark.long
async def test_a_note_becomes_a_recommendation_or_an_action_in_one_key(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("R")
        await hand.sees("This item has no note yet")
        await hand.press("N")
        await hand.fill(note="Fit a noise recorder")
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).items[0].note == "Fit a noise recorder")
        assert "Note: Fit a noise recorder" in hand.text
        await hand.press("R")
        await hand.choose("to_whom", "Pol")
        await hand.fill(owner="Sgt Police", by_when="1/12/2026")
        await hand.save()
        await hand.until(lambda: office.case(case_id).recommendations)
        assert office.case(case_id).recommendations[0].what == "Fit a noise recorder"
        await hand.press("A")
        await hand.sees("Log an action")
        await hand.choose("agency", "Pol")
        await hand.fill(date="1/11/2026")
        await hand.choose("kind", "vis")
        await hand.save()
        await hand.until(lambda: office.case(case_id).actions)
        assert office.case(case_id).actions[0].summary == "Fit a noise recorder"


@pytest.mark.long
async def test_a_representative_and_an_observer_read_and_run_nothing(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    agenda.go_to_item(office.chair, case_id, office.meeting(case_id).items[3].id)
    for desk in (office.police, office.observer):
        async with at(MeetingPane, desk, case_id) as hand:
            assert "now    4 The threshold" in hand.text
            assert "> now" in hand.text
            footer = " ".join(hand.text.splitlines()[-2:])
            assert not any(key in footer for key in ("Next", "Decide", "Close", "Plan", "Hold"))
            assert "owed" not in hand.text
            await hand.press("n", "space", "H", "k")
            assert office.meeting(case_id).items[3].state is ItemState.CURRENT


async def test_an_empty_agenda_and_nobody_expected_are_said(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    with office.record() as session:
        from sqlmodel import delete

        from conference.record.tables import AgendaItem, Attendance

        session.exec(delete(AgendaItem))
        session.exec(delete(Attendance))
    assert office.meeting(case_id).id == meeting_id
    async with at(MeetingPane, office.chair, case_id) as hand:
        assert "No agenda yet." in hand.text
        await hand.press("t")
        meeting.open_meeting(office.chair, case_id, meeting_id)
        hand.host.stage.look_again()
        await hand.press("n")
        await hand.sees("That was the last item")
        await hand.press("t")
        await hand.sees("Nobody is expected yet")


@pytest.mark.long
async def test_a_very_long_agenda_and_many_people_are_scrolled_through(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    for number in range(60):
        agenda.add_item(office.chair, case_id, meeting_id, NewItem(f"Matter {number}", 1))
        guest = NewAttendance(f"Guest {number:03}", capacity="observer")
        attendance.expect(office.chair, case_id, meeting_id, guest)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("end")
        assert "75 Matter 59" in hand.text
        await go_to(hand, "people")
        await hand.press("end")
        assert "Pete Police" in hand.text
        await hand.press("pageup")
        assert "Guest 05" in hand.text


async def test_hostile_words_are_literal_and_break_nothing(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    items: tuple[Any, ...] = office.meeting(case_id).items
    for item, words in zip(items, (*TRAPS, ALL_HOSTILE), strict=False):
        meeting.note_item(office.chair, case_id, item.id, note=words)
    for words in (*TRAPS, ALL_HOSTILE):
        expected = NewAttendance(words, substitute_for=words)
        attendance.expect(office.chair, case_id, meeting_id, expected)
    agenda.add_item(office.chair, case_id, meeting_id, NewItem(ALL_HOSTILE, owner=TRAPS[0]))
    async with at(MeetingPane, office.chair, case_id, NARROW) as hand:
        for words in TRAPS:
            assert f"Note: {words}" in hand.text
            await hand.press("down")
        assert all_are_literal(pane_of(hand).centre.words)
        await hand.press("end")
        assert all_are_literal(pane_of(hand).centre.words)
        await go_to(hand, "people")
        await hand.press("home")
        assert any(words in hand.text for words in TRAPS)
