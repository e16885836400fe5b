"""Several people in one meeting: what comes in is seen, and nobody's place or typing moves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import TextArea

from conference.forms import ApplicantHeard, MeetingPlan, NewAttendance
from conference.review import agenda, applicant, attendance, evidence, meeting
from conference.views import ApplicantPart
from screens.meeting import MeetingPane
from tests.office import Office
from tests.screens.stage_host import NARROW, SIZES, WIDE, at
from tests.screens.test_meeting import go_to, pane_of


async def test_both_cursors_and_what_was_scrolled_to_stay_while_others_act(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    for number in range(30):
        guest = NewAttendance(f"Guest {number:02}", capacity="observer")
        attendance.expect(office.officer, case_id, meeting_id, guest)
    async with at(MeetingPane, office.chair, case_id, WIDE) as hand:
        pane = pane_of(hand)
        await hand.press("down")
        pane.people.focus()
        await hand.press("end")
        pane.centre.scroll.scroll_to(y=3, animate=False, force=True)
        pane.side.scroll.scroll_to(y=2, animate=False, force=True)
        await hand.settle()
        chosen = pane.agenda.key, pane.people.key
        places = (
            pane.centre.scroll.scroll_y,
            pane.side.scroll.scroll_y,
            pane.people.scroll_offset,
        )
        attendance.expect(office.officer, case_id, meeting_id, NewAttendance("Zoe Last"))
        agenda.go_to_item(office.officer, case_id, office.meeting(case_id).items[7].id)
        hand.host.stage.look_again()
        await hand.until(lambda: len(pane.people.rows) == 33)
        await hand.settle()
        assert (pane.agenda.key, pane.people.key) == chosen
        assert pane.people.has_focus
        assert (
            pane.centre.scroll.scroll_y,
            pane.side.scroll.scroll_y,
            pane.people.scroll_offset,
        ) == places


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_representative_logs_is_seen_without_a_key_and_moves_nothing(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id, size) as hand:
        await hand.press("down", "down")
        office.clock.tick(minutes=62)
        evidence.log_action(office.police, case_id, office.action())
        hand.host.stage.look_again()
        await hand.sees("10:33 Police logged an")
        assert pane_of(hand).agenda.has_focus
        item = pane_of(hand).item()
        assert item is not None and item.position == 3


async def test_what_was_logged_before_the_screen_was_opened_is_told_too(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    evidence.log_action(office.police, case_id, office.action())
    async with at(MeetingPane, office.chair, case_id) as hand:
        await go_to(hand, "news")
        assert "Earlier: Police logged an action: Officers visited." in hand.text


async def test_the_clock_goes_on_and_tells_an_overrun_in_words(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.sees("Item 1: 0 of 5 min, 5 left")
        office.clock.tick(minutes=7)
        await hand.sees("Item 1: 7 of 5 min, OVER by 2")
        assert "!7/5" in hand.text
        office.clock.tick(minutes=120)
        await hand.sees("Meeting: 127 of 120 min, OVER by 7")


async def test_a_note_two_people_write_is_put_together_or_chosen(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    item = office.meeting(case_id).items[0]
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("N")
        await hand.fill(note="Mine")
        agenda.note_item(office.officer, case_id, item.id, note="Theirs")
        hand.host.stage.look_again()
        await hand.settle()
        assert hand.host.screen.query_one(TextArea).text == "Mine"
        await hand.save()
        await hand.sees("Somebody else saved this")
        assert "Mine" in hand.text and "Theirs" in hand.text
        await hand.press("m")
        await hand.until(lambda: office.meeting(case_id).items[0].note == "Mine")
        assert "wrote the note of an agenda item" in office.acts(case_id)


async def test_the_applicants_part_two_people_record_keeps_what_each_wrote(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    heard = ApplicantHeard(ApplicantPart.ATTENDS, "Every night")
    applicant.hear_applicant(office.officer, case_id, meeting_id, heard)
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("h")
        await hand.fill(wants="To sleep")
        heard = ApplicantHeard(ApplicantPart.ATTENDS, "Every night since May")
        applicant.hear_applicant(office.officer, case_id, meeting_id, heard)
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).applicant_wants == "To sleep")
    assert office.meeting(case_id).applicant_words == "Every night since May"


async def test_a_plan_two_people_change_keeps_what_each_changed(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    async with at(MeetingPane, office.chair, case_id, NARROW) as hand:
        await hand.press("p")
        await hand.sees("Change the plan")
        await hand.fill(link="https://meet.example/1")
        now = office.meeting(case_id)
        later = now.planned_for + timedelta(days=2)
        moved = MeetingPlan(later, place=now.place, chair_independence=now.chair_independence)
        meeting.change_plan(office.officer, case_id, meeting_id, moved)
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).link)
    assert office.meeting(case_id).planned_for == later
    assert office.meeting(case_id).link == "https://meet.example/1"


@pytest.mark.long
async def test_a_decision_is_corrected_and_one_that_changed_meanwhile_is_asked_about(
    office: Office,
) -> None:
    from conference.review import decisions

    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    decision_id = decisions.decide(office.chair, case_id, meeting_id, office.finding())
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press("D")
        await hand.sees("Correct a decision")
        await hand.press("enter")
        await hand.sees("When it was taken and who was present stay")
        await hand.fill(reason=" Mine.")
        other = office.finding(reason="Theirs.")
        decisions.correct_decision(office.officer, case_id, decision_id, other)
        await hand.save()
        await hand.sees("Somebody else saved this")
        await hand.press("t")
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).decisions[0].reason == "Theirs.")


@pytest.mark.long
async def test_an_option_is_taken_from_the_tools_and_powers(office: Office) -> None:
    case_id = office.in_evidence()
    office.open_meeting(case_id)
    place = next(at for at, one in enumerate(office.meeting(case_id).items) if one.key == "options")
    async with at(MeetingPane, office.chair, case_id) as hand:
        await hand.press(*["down"] * place, "d")
        await hand.sees("an option: a tool or power considered")
        await hand.choose("tool", "com")
        await hand.choose("outcome", "rej")
        await hand.fill(reason="Not needed yet")
        await hand.save()
        await hand.until(lambda: office.meeting(case_id).decisions)
        made = office.meeting(case_id).decisions[0]
        assert made.what.casefold().startswith("com")
        assert (str(made.kind), made.outcome) == ("option considered", "rejected")
        assert "Rejected" in str(pane_of(hand).centre.words)


async def test_an_agency_that_dissents_is_recorded_from_the_meeting(office: Office) -> None:
    from conference.review import recommendations

    case_id = office.in_evidence()
    office.open_meeting(case_id)
    recommendations.recommend(office.chair, case_id, office.recommendation())
    async with at(MeetingPane, office.police, case_id) as hand:
        await hand.press("S")
        await hand.sees("recommendation 1")
        await hand.choose("stance", "dis")
        await hand.fill(words="Not enough officers")
        await hand.save()
        await hand.until(lambda: office.case(case_id).recommendations[0].stances)
    assert office.case(case_id).recommendations[0].stances[0].words == "Not enough officers"
