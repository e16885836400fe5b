"""Recommendations made, answered and followed up by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conference.review import recommendations
from conference.views import Answer
from screens.recommendations import RecommendationsPane
from tests.office import Office
from tests.screens.stage_host import ALL_HOSTILE, SIZES, TRAPS, all_are_literal, at


@pytest.mark.parametrize("size", SIZES)
async def test_a_recommendation_is_made_from_the_usual_ones_by_key(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.chair, case_id, size) as hand:
        assert "No recommendation is recorded yet" in hand.text
        await hand.press("n")
        await hand.choose("to_whom", "Pol")
        await hand.choose("usual", "Offer med")
        await hand.fill(what=" By May.", owner="Sgt Police", by_when="1/12/2026")
        await hand.save()
        made = office.case(case_id).recommendations[0]
        assert made.what == "Offer mediation to both households. By May."
        assert (made.agency_id, made.due_on) == (office.police_id, date(2026, 12, 1))
        assert "Sgt Police" in hand.text
        assert "1 Dec 2026" in hand.text


async def test_a_usual_recommendation_never_takes_the_place_of_typed_words(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.fill(what="My own words")
        await hand.press("shift+tab")
        await hand.choose("usual", "Make a safe")
        assert "My own words" in hand.text
        assert hand.text.count("Make a safeguarding referral.") == 2


async def test_a_body_outside_the_agencies_is_named(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.choose("to_whom", "another")
        await hand.fill(other_body="Fire service", what="Check the bins", owner="Watch manager")
        await hand.fill(by_when="1/12/2026")
        await hand.save()
        made = office.case(case_id).recommendations[0]
        assert (made.to_body, made.agency_id) == ("Fire service", None)


async def test_a_date_before_the_application_is_refused_beside_its_field(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        await hand.press("n")
        await hand.choose("to_whom", "Pol")
        await hand.fill(what="Visit", owner="Sgt", by_when="1/1/2020")
        await hand.save()
        assert "this day lies before the application" in hand.text


async def test_the_addressee_declines_with_reasons_and_reports_what_was_done(
    office: Office,
) -> None:
    case_id = office.after_meeting()
    async with at(RecommendationsPane, office.police, case_id) as hand:
        await hand.press("a")
        await hand.choose("answer", "dec")
        await hand.save()
        assert "this is needed" in hand.text
        await hand.fill(reason="No officers")
        await hand.save()
        await hand.press("g")
        await hand.fill(what_was_done="Visited anyway")
        await hand.field("done")
        await hand.press("space")
        await hand.save()
        done = office.case(case_id).recommendations[0]
        assert (done.answer, done.answer_reason) == (Answer.DECLINED, "No officers")
        assert tuple(one.note for one in done.progress) == ("Visited anyway",)
        assert "done 2 Nov 2026" in hand.text


async def test_another_agency_s_answer_is_refused_in_words(office: Office) -> None:
    case_id = office.after_meeting()
    office.ask(case_id, office.housing_id)
    async with at(RecommendationsPane, office.housing, case_id) as hand:
        await hand.press("a")
        await hand.choose("answer", "acc")
        await hand.save()
        await hand.sees("You may not answer a recommendation.")
        assert office.case(case_id).recommendations[0].answer is None


async def test_a_recommendation_is_corrected(office: Office) -> None:
    case_id = office.after_meeting()
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        await hand.press("e")
        await hand.fill(how_known="The log shows it")
        await hand.save()
        assert office.case(case_id).recommendations[0].how_known == "The log shows it"
        assert "How we will know: The log shows it" in hand.text


async def test_what_is_late_says_by_how_much(office: Office) -> None:
    case_id = office.after_meeting()
    office.clock.tick(days=33)
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        assert "3 days overdue" in hand.text


async def test_the_cursor_stays_on_its_recommendation(office: Office) -> None:
    case_id = office.in_evidence()
    for what in ("First", "Second", "Third"):
        form = office.recommendation(what=what)
        recommendations.recommend(office.chair, case_id, form)
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        await hand.press("down")
        recommendations.recommend(office.officer, case_id, office.recommendation(what="Fourth"))
        hand.host.stage.look_again()
        await hand.sees("Fourth")
        assert "2. To Police\n Second" in hand.text


async def test_hostile_words_are_literal_and_break_nothing(office: Office) -> None:
    case_id = office.in_evidence()
    for words in (*TRAPS, ALL_HOSTILE):
        form = replace(office.recommendation(), what=words, owner=words, power=words)
        recommendations.recommend(office.chair, case_id, form)
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        for words in TRAPS:
            assert f"Who answers for it: {words}" in hand.text
            await hand.press("down")
        pane = hand.host.stage.pane
        assert isinstance(pane, RecommendationsPane)
        assert all_are_literal(pane.words.content)
        await hand.press("e")
        assert "Correct recommendation 5" in hand.text
