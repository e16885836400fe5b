"""The timeline of a case, looked through and added to by key."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from conference.forms import NewIncident, NewReport
from conference.law.audience import Mark
from conference.review import chronology, evidence
from conference.views import Grade
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


@pytest.mark.long
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


def told_twice(office: Office) -> str:
    """A case with one evening told to two bodies, as two records."""
    case_id = office.in_evidence()
    for words, body in (("Drums at 2 am", "police"), ("Loud drums", "council housing")):
        form = NewIncident(office.day(9), words, reports=(NewReport(office.day(8), body),))
        evidence.add_incident(office.officer, case_id, form)
    return case_id


@pytest.mark.parametrize("size", SIZES)
async def test_what_looks_like_one_incident_is_offered_grouped_drawn_once_and_parted_by_key(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = told_twice(office)
    async with at(TimelinePane, office.officer, case_id, size) as hand:
        await hand.press("g")
        for words in ("same day, both speak", "Nothing is grouped until you say so", "again"):
            assert words in " ".join(hand.text.replace("│", " ").split())
        await hand.press("enter")
        await hand.sees("Why they are one")
        assert all(one.group_id is None for one in office.case(case_id).incidents)
        await hand.save()
        assert sum(one.group_id is not None for one in office.case(case_id).incidents) == 2
        pane = hand.host.stage.pane
        assert isinstance(pane, TimelinePane)
        pane.lane.go_to(next(i.id for i in office.case(case_id).incidents if i.group_id))
        await hand.settle()
        assert "told to two bodies" in hand.text
        await hand.press("u", "enter")
        await hand.settle()
        assert all(one.group_id is None for one in office.case(case_id).incidents)


async def test_an_offer_that_is_left_groups_nothing_and_comes_again(office: Office) -> None:
    case_id = told_twice(office)
    async with at(TimelinePane, office.officer, case_id) as hand:
        for _ in range(2):
            await hand.press("g", "enter")
            await hand.sees("Why they are one")
            await hand.press("escape")
            await hand.settle()
        assert all(one.group_id is None for one in office.case(case_id).incidents)


async def test_incidents_nobody_would_compare_are_ticked_and_grouped(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("u")
        await hand.sees("no group")
        await hand.press("g")
        assert "Nothing looks alike" in hand.text
        await hand.press("enter")
        await hand.field("incidents")
        await hand.press("space", "down", "space")
        await hand.fill(why="The applicant says so.")
        await hand.save()
        assert sum(one.group_id is not None for one in office.case(case_id).incidents) == 2


async def test_an_incident_is_corrected_by_key_and_becomes_a_counter_allegation(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home", "e")
        await hand.choose("grade", "disp")
        await hand.field("about_applicant")
        await hand.press("space")
        await hand.save()
        incident = office.case(case_id).incidents[0]
        assert (incident.grade, incident.about_applicant) == (Grade.DISPUTED, True)
        assert incident.when == office.day(28)
        for words in ("◇", "allegation against the applicant", "Grade: disputed"):
            await hand.sees(words)


async def test_a_report_is_corrected_by_key_with_the_incidents_it_tells_of(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home", "right", "e")
        await hand.field("incidents")
        await hand.press("space")
        await hand.fill(reference="CR/1")
        await hand.save()
        report = office.case(case_id).reports[0]
        assert (report.reference, report.incident_ids) == ("CR/1", ())
        assert report.told_to == "Police"


async def test_who_saved_first_is_not_overwritten_by_a_correction(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("home", "e")
        await hand.fill(place="The stairs")
        now = office.case(case_id).incidents[0]
        chronology.correct_incident(
            office.chair,
            case_id,
            now.id,
            NewIncident(now.when, "Noise of a drill"),
            grade=Grade.AGENCY_RECORD,
            about_applicant=False,
            shown=now.version,
        )
        await hand.save()
        both = office.case(case_id).incidents[0]
        assert (both.summary, both.place) == ("Noise of a drill", "The stairs")


async def test_an_agency_is_offered_no_grouping_and_no_correction(office: Office) -> None:
    case_id = told_twice(office)
    async with at(TimelinePane, office.police, case_id) as hand:
        before = hand.text
        await hand.press("home", "g", "e", "u")
        assert "Why they are one" not in hand.text
        assert "Correct an incident" not in hand.text
        assert len(hand.text) == len(before)


async def test_words_are_looked_for_and_what_is_left_is_said_below(office: Office) -> None:
    case_id = told_twice(office)
    async with at(TimelinePane, office.officer, case_id) as hand:
        await hand.press("slash")
        await hand.paste("nobody wrote this")
        await hand.press("enter")
        await hand.settle()
        assert "No entry: with “nobody wrote this”" in hand.text
        assert "No entry is chosen." in hand.text
        await hand.press("c")
        assert "May be told to" in hand.text
