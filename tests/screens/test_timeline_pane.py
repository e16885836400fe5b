"""The timeline of a case, looked through and added to by key."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from conference.forms import NewIncident
from conference.law.audience import Mark
from conference.review import evidence
from screens.reader import Reader
from screens.timeline import TimelinePane
from tests.office import Office
from tests.screens.stage_host import ALL_HOSTILE, NARROW, SIZES, TRAPS, WIDE, all_are_literal, at


def case_with_action(office: Office) -> str:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action())
    return case_id


@pytest.mark.parametrize("size", SIZES)
async def test_the_lanes_and_the_entry_under_the_cursor_are_in_sight(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = case_with_action(office)
    async with at(TimelinePane, office.officer, case_id, size) as hand:
        for words in ("Incidents", "Reports", "Police", "Noise 28 days ago", "May be told to"):
            assert words in hand.text
        await hand.press("right")
        assert "told to Police by the applicant" in hand.text
        for key in ("Silences", "Mark", "Incident", "Report", "Read"):
            assert key in hand.text.splitlines()[-1]


async def test_enter_opens_an_entry_with_all_its_lines(office: Office) -> None:
    case_id = office.receive(incidents=(office.incident(28),))
    form = NewIncident(office.day(40), "First line.\nSecond line.")
    evidence.add_incident(office.officer, case_id, form)
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home", "enter")
        assert isinstance(hand.host.screen, Reader)
        assert "Second line." in hand.text.splitlines()[-2] or "\n Second line." in hand.text
        await hand.press("escape")
        assert not isinstance(hand.host.screen, Reader)


async def test_silences_are_sentences_on_a_key_and_beside_the_entry_where_there_is_room(
    office: Office,
) -> None:
    case_id = case_with_action(office)
    async with at(TimelinePane, office.officer, case_id, NARROW) as hand:
        assert "The longest wait" not in hand.text
        await hand.press("s")
        assert "The longest wait for a first action was" in hand.text
    async with at(TimelinePane, office.officer, case_id, WIDE) as hand:
        assert "after 17 days" in hand.text


async def test_the_mark_of_an_entry_is_changed_by_key_with_its_wording(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home", "m")
        assert "Summary wording" not in hand.text
        await hand.choose("mark", "summ")
        assert "Summary wording" in hand.text
        await hand.save()
        assert "this is needed" in hand.text
        await hand.fill(summary_wording="There was noise.")
        await hand.save()
        marked = office.case(case_id).incidents[0]
        assert (marked.mark, marked.summary_wording) == (Mark.SUMMARY, "There was noise.")


async def test_a_request_carries_no_mark_and_says_so(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("end", "m")
        await hand.sees("A request carries no mark")


async def test_an_incident_and_a_report_of_it_are_added_by_key(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("a")
        await hand.fill(date="28/10/2026", what_happened="Paint on the door")
        await hand.save()
        await hand.press("r")
        await hand.choose("told_to", "Env")
        await hand.fill(reported="29/10/2026")
        await hand.field("incidents")
        await hand.press("end", "space")
        await hand.save()
        case = office.case(case_id)
        added = next(one for one in case.incidents if one.summary == "Paint on the door")
        report = next(one for one in case.reports if one.told_to == "Environmental health")
        assert report.incident_ids == (added.id,)
        assert "29 October 2026" in str(report.when)


async def test_the_cursor_stays_on_its_entry_when_others_add_earlier_ones(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home", "right", "right")
        pane = hand.host.stage.pane
        assert isinstance(pane, TimelinePane)
        before = pane.lane.current
        evidence.add_incident(office.chair, case_id, NewIncident(office.day(60), "Much earlier"))
        hand.host.stage.look_again()
        await hand.settle()
        assert before is not None and pane.lane.current is not None
        assert pane.lane.current.key == before.key


async def test_an_agency_cannot_mark_what_is_not_its_own_and_nothing_changes(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.police, case_id) as hand:
        await hand.press("home", "m")
        await hand.choose("mark", "appl")
        await hand.save()
        await hand.sees("You may not")
        assert "was refused: change who may be told an entry" in office.acts(case_id)


async def test_hostile_words_are_literal_and_break_nothing(office: Office) -> None:
    told = tuple(
        NewIncident(office.day(200 - place), words)
        for place, words in enumerate((*TRAPS, ALL_HOSTILE))
    )
    case_id = office.receive(incidents=told)
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home")
        for words in TRAPS:
            assert words in hand.text
            await hand.press("enter")
            assert words in hand.text
            await hand.press("escape", "right")
        await hand.press("enter")
        assert all_are_literal(hand.host.screen.query_one("VerticalScroll Static", Static).content)
