"""What agencies were asked and did, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from textual.widgets import Static

from conference.review import evidence
from conference.views import RequestState
from screens.evidence import EvidencePane
from screens.reader import Reader
from tests.office import Office
from tests.screens.stage_host import ALL_HOSTILE, SIZES, TRAPS, Hand, all_are_literal, at


async def log(hand: Hand, number: int, kind: str = "vis") -> None:
    """Fill the form in front and save it."""
    await hand.fill(date=f"{number + 9}/10/2026")
    await hand.choose("kind", kind)
    await hand.fill(what_was_done=f"Visit {number}")
    await hand.save()


@pytest.mark.long
async def test_ten_actions_in_a_row_need_no_mouse(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("l")
        for number in range(1, 11):
            await log(hand, number)
            await hand.sees(f"{number} action{'' if number == 1 else 's'} logged.")
        await hand.press("escape")
        actions = office.case(case_id).actions
        assert [one.summary for one in actions] == [f"Visit {n}" for n in range(1, 11)]
        assert {one.agency_id for one in actions} == {office.police_id}
        assert "Visit 1" in hand.text


async def test_a_representative_is_not_asked_which_agency(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("l")
        assert "Log an action of Police" in hand.text
        assert "Agency (needed)" not in hand.text


@pytest.mark.long
async def test_an_officer_is_offered_the_agency_the_cursor_is_on(office: Office) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("down", "l")
        await log(hand, 5)
        await hand.press("escape")
        action = office.case(case_id).actions[0]
        assert (action.agency_id, action.keyed_for) == (office.housing_id, "Council housing")


@pytest.mark.long
async def test_a_kind_the_list_has_no_word_for_joins_it(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("l")
        assert "Which other kind" not in hand.text
        await hand.choose("kind", "other")
        await hand.fill(other_kind="Parenting contract", what_was_done="Signed")
        await hand.save()
        assert office.case(case_id).actions[0].kind == "Parenting contract"
        await hand.choose("kind", "Parent")
        assert "Parenting contract" in hand.text


async def test_a_day_still_to_come_is_refused_beside_its_field_and_nothing_is_lost(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("l")
        await hand.fill(date="1/1/2027")
        await hand.choose("kind", "vis")
        await hand.fill(what_was_done="Visited")
        await hand.save()
        assert "something done lies in the past" in hand.text
        assert office.case(case_id).actions == ()
        assert "Visited" in hand.text


async def test_an_agency_is_asked_by_a_day_that_somebody_gives_where_none_is_published(
    office: Office,
) -> None:
    case_id = office.receive()
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("k")
        assert "publishes no" in hand.text
        await hand.save()
        assert "Answer by is needed" in hand.text
        await hand.fill(answer_by="20/11/2026")
        await hand.save()
        request = office.case(case_id).requests[0]
        assert request.due_on == date(2026, 11, 20)
        assert (request.period_from, request.period_to) == (date(2026, 10, 5), date(2026, 11, 2))
        assert "nothing, please say so" in request.asked
        assert "20 Nov 2026" in hand.text


async def test_declining_to_answer_needs_its_ground(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("g")
        await hand.choose("answer", "decl")
        await hand.save()
        assert "this is needed" in hand.text
        await hand.fill(ground="Held by another force")
        await hand.save()
        request = office.case(case_id).requests[0]
        assert (request.state, request.note) == (RequestState.DECLINED, "Held by another force")
        assert "declined on 2 Nov 2026" in hand.text


async def test_how_late_an_answer_is_stands_in_words(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("k")
        await hand.fill(answer_by="3/11/2026")
        await hand.save()
        office.clock.tick(days=4)
        hand.host.stage.look_again()
        await hand.sees("asked, 3 days overdue")


async def test_an_action_is_corrected_and_read_in_full(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action(outcome="Nobody was in."))
    async with at(EvidencePane, office.police, case_id) as hand:
        await hand.press("tab", "e")
        await hand.fill(what_was_done="On foot. ")
        await hand.save()
        assert "On foot." in office.case(case_id).actions[0].summary
        await hand.press("enter")
        assert isinstance(hand.host.screen, Reader)
        assert "Outcome: Nobody was in." in hand.text


async def test_both_cursors_stay_on_their_rows_while_others_save(office: Office) -> None:
    case_id = office.in_evidence()
    office.ask(case_id, office.housing_id)
    for before in (3, 2):
        evidence.log_action(
            office.housing, case_id, office.action(office.housing_id, reference=str(before))
        )
    async with at(EvidencePane, office.officer, case_id) as hand:
        await hand.press("down", "tab", "down")
        pane = hand.host.stage.pane
        assert isinstance(pane, EvidencePane)
        keys = pane.requests.key, pane.actions.key
        evidence.log_action(office.police, case_id, office.action())
        hand.host.stage.look_again()
        await hand.settle()
        assert (pane.requests.key, pane.actions.key) == keys


async def test_an_observer_is_offered_no_key_that_records(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(EvidencePane, office.observer, case_id) as hand:
        for key in ("k Ask", "g Its answer", "l Log", "e Correct", "c Chase", "x Extend"):
            assert key not in hand.text


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_are_literal_and_break_nothing(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    for place, words in enumerate((*TRAPS, ALL_HOSTILE)):
        form = office.action(outcome=words, contact_with=words)
        form = replace(form, when=office.day(200 - place))
        evidence.log_action(office.police, case_id, form, confirmed=True)
    async with at(EvidencePane, office.officer, case_id, size) as hand:
        await hand.press("tab", "home")
        for words in TRAPS:
            await hand.press("enter")
            assert f"Outcome: {words}" in hand.text
            await hand.press("escape", "down")
        await hand.press("enter")
        assert all_are_literal(hand.host.screen.query_one("VerticalScroll Static", Static).content)
        await hand.press("escape", "e")
        assert "Correct an action of Police" in hand.text
