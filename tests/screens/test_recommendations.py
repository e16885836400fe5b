"""Recommendations made, answered and followed up by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.review import recommendations
from conference.views import Answer
from screens.dialogs.two_versions import TwoVersions
from screens.entries.recommendations import recommendation_form
from screens.recommendations import RecommendationsPane
from tests.office import Office
from tests.screens.stage_host import ALL_HOSTILE, SIZES, TRAPS, WIDE, all_are_literal, at


@pytest.mark.long
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


async def test_an_agency_answers_its_own_alone_and_takes_its_own_stance(office: Office) -> None:
    case_id = office.after_meeting()
    office.ask(case_id, office.housing_id)
    async with at(RecommendationsPane, office.housing, case_id) as hand:
        for key in ("a", "g"):
            await hand.press(key)
            assert "The answer to" not in hand.text
            assert "Progress on" not in hand.text
        await hand.press("s")
        assert "How an agency stands to recommendation 1" in hand.text
        await hand.choose("stance", "dis")
        await hand.save()
        assert "this is needed" in hand.text
        await hand.fill(words="Nobody to do it with")
        await hand.save()
        await hand.sees("Council housing dissents: Nobody to do it with")
        [stance] = office.case(case_id).recommendations[0].stances
        assert (stance.agency_id, stance.taken_by) == (office.housing_id, "Hana Housing")


@pytest.mark.long
async def test_the_chair_takes_each_agency_s_stance(office: Office) -> None:
    case_id = office.after_meeting()
    async with at(RecommendationsPane, office.chair, case_id, (160, 40)) as hand:
        for agency, stance, words in (
            ("Pol", "agr", ""),
            ("Hea", "abs", "Not asked"),
        ):
            await hand.press("s")
            await hand.choose("agency", agency)
            await hand.choose("stance", stance)
            if words:
                await hand.fill(words=words)
            await hand.save()
        await hand.sees("1 agrees, 1 abstains")
        assert "Health abstains: Not asked" in hand.text


async def test_the_applicant_is_told_of_progress_by_key(office: Office) -> None:
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    async with at(RecommendationsPane, office.officer, case_id) as hand:
        await hand.press("t")
        assert "was told of recommendation" not in hand.text
        recommendations.report_progress(office.police, case_id, row.id, note="Visited.")
        hand.host.stage.look_again()
        await hand.sees("the applicant is not told yet")
        await hand.press("t")
        await hand.sees("The applicant was told of recommendation 1")
        await hand.save()
        await hand.sees("the applicant was told on 2 November 2026")
    assert office.case(case_id).recommendations[0].progress[0].applicant_told_on


@pytest.mark.long
async def test_an_unfinished_one_is_carried_to_the_next_meeting_by_key(office: Office) -> None:
    case_id = office.after_meeting()
    office.clock.tick(days=60)
    office.plan(case_id)
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        assert "30 days overdue" in hand.text
        await hand.press("c")
        await hand.sees("Carry recommendation 1 forward")
        await hand.fill(by_when="1/2/2027")
        await hand.save()
        await hand.sees("now number 2")
        assert "Carried forward: to the next meeting, as number 2" in hand.text
        await hand.press("down")
        await hand.sees("Carries forward: number 1 of the meeting of 2 November 2026")
        assert "30 days overdue" not in hand.text


@pytest.mark.long
async def test_a_named_owner_and_a_power_are_picked_and_can_be_written_over(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.chair, case_id, WIDE) as hand:
        await hand.press("n")
        await hand.choose("usual", "Visit or")
        await hand.until(lambda: "Sergeant" in hand.text or "Choose" in hand.text)
        await hand.choose("their_people", "Pete")
        await hand.fill(by_when="1/12/2026")
        await hand.choose("powers", "inj")
        await hand.save()
        made = office.case(case_id).recommendations[0]
    assert (made.agency_id, made.owner) == (office.police_id, "Pete Police")
    assert made.owner_id == office.police.person.id
    assert made.how_known == "A log of the visits with dates and times."
    assert made.power == "visit"  # what stood there is not replaced


async def test_a_note_of_the_meeting_becomes_a_recommendation(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        pane = hand.host.stage.pane
        case = office.case(case_id)
        pane.fill_in(recommendation_form(office.chair, case, words="Mend the gate [b]"))
        await hand.sees("Mend the gate [b]")
        await hand.choose("to_whom", "Council h")
        await hand.fill(owner="Site manager", by_when="1/12/2026")
        await hand.save()
    assert office.case(case_id).recommendations[0].what == "Mend the gate [b]"


async def test_a_council_s_own_list_that_cannot_be_used_stops_nobody(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "usual-recommendations.toml").write_text("what = broken")
    case_id = office.in_evidence()
    desk = replace(office.chair, templates=tmp_path)
    async with at(RecommendationsPane, desk, case_id) as hand:
        await hand.press("n")
        told = "".join(hand.text.split())  # a long path is broken where the line ends
        assert "usual-recommendations.tomlcannotbeused" in told
        await hand.choose("to_whom", "Pol")
        await hand.fill(what="Visit", owner="Sgt", by_when="1/12/2026")
        await hand.save()
    assert office.case(case_id).recommendations[0].what == "Visit"


async def test_a_correction_on_screen_keeps_the_agencies_named(office: Office) -> None:
    case_id = office.in_evidence()
    named = Disclosure(Mark.NAMED, "", (office.police_id, office.housing_id))
    form = office.recommendation(disclosure=named)
    recommendations.recommend(office.chair, case_id, form)
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        assert "May be told to: named agencies: Police, Council housing" in hand.text
        await hand.press("e")
        await hand.fill(how_known="The log")
        await hand.save()
    now = office.case(case_id).recommendations[0]
    assert (now.how_known, now.named_agencies) == (
        "The log",
        (office.police_id, office.housing_id),
    )


async def test_two_answers_at_once_are_shown_side_by_side(office: Office) -> None:
    case_id = office.after_meeting()
    [row] = office.case(case_id).recommendations
    async with at(RecommendationsPane, office.police, case_id) as hand:
        await hand.press("a")
        await hand.choose("answer", "dec")
        await hand.fill(reason="No officers")
        recommendations.answer(office.officer, case_id, row.id, answer=Answer.ACCEPTED)
        await hand.save()
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        await hand.press("m")
        await hand.until(lambda: office.case(case_id).recommendations[0].answer_version == 2)
    now = office.case(case_id).recommendations[0]
    assert (now.answer, now.answer_reason) == (Answer.DECLINED, "No officers")


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


@pytest.mark.long
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
