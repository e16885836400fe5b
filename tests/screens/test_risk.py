"""Risk assessed by keyboard, and then beside now in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conference.exchange.risk_questions import RiskQuestion, risk_questions
from conference.forms import NewRisk
from conference.law.audience import ROOM
from conference.review import risk
from conference.views import RiskBand, RiskMoment
from screens.recommendations import RecommendationsPane
from screens.words.risk import risk_words
from tests.office import Office
from tests.screens.stage_host import SIZES, TRAPS, at

pytestmark = pytest.mark.database("sqlite")

THEN = NewRisk(
    RiskMoment.THEN,
    {"frequency": "most weeks", "violence": "no", "children": "yes"},
    RiskBand.MEDIUM,
    "Weekly, and nobody slept.",
)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_the_risk_is_assessed_by_key_and_safeguarding_is_said_at_once(
    office: Office, size: tuple[int, int]
) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.officer, case_id, size) as hand:
        await hand.press("k")
        await hand.sees("Assess the risk")
        await hand.choose("asked-frequency", "every")
        assert "Safeguarding comes first" not in hand.text
        await hand.choose("asked-self-harm", "yes")
        await hand.sees("Safeguarding comes first")
        await hand.choose("band", "hi")
        await hand.fill(review_on="9/11/2026", why="They spoke of ending it.")
        await hand.save()
    [one] = office.case(case_id).risks
    assert (one.moment, one.band) == (RiskMoment.THEN, RiskBand.HIGH)
    assert one.answers == {"frequency": "every day", "self-harm": "yes"}


async def test_without_a_judgement_and_its_reason_nothing_is_saved(office: Office) -> None:
    case_id = office.in_evidence()
    async with at(RecommendationsPane, office.officer, case_id) as hand:
        await hand.press("k")
        await hand.save()
        assert "is needed" in hand.text
    assert office.case(case_id).risks == ()


async def test_in_the_meeting_the_earlier_answer_stands_beside_the_question(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    risk.assess(office.officer, case_id, THEN)
    office.open_meeting(case_id)
    async with at(RecommendationsPane, office.chair, case_id) as hand:
        await hand.press("k")
        await hand.sees("at the meeting")
        assert "Last time: most weeks" in hand.text


async def test_questions_that_cannot_be_read_are_told_with_their_file(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "risk-questions.toml").write_text("broken")
    case_id = office.in_evidence()
    desk = replace(office.officer, templates=tmp_path)
    async with at(RecommendationsPane, desk, case_id) as hand:
        await hand.press("k")
        told = "".join(hand.text.split())  # a long path is broken where the line ends
        assert "risk-questions.tomlcannotbeused" in told


def test_then_stands_beside_now_and_what_changed_comes_first(office: Office) -> None:
    case_id = office.in_evidence()
    assert risk_words(office.case(case_id)).plain == "No risk assessment is recorded yet."
    again = office.clock.today + timedelta(days=7)
    risk.assess(office.officer, case_id, replace(THEN, review_on=again))
    words = risk_words(office.case(case_id)).plain
    assert "Risk then: medium" in words
    assert "Risk now\nnot assessed yet" in words
    office.clock.tick(days=10)
    answers = {"frequency": "every day", "violence": "no", "self-harm": "yes"}
    later = replace(THEN, moment=RiskMoment.NOW, answers=answers, band=RiskBand.HIGH)
    risk.assess(office.chair, case_id, later)
    words = risk_words(office.case(case_id)).plain
    assert words.startswith("Safeguarding comes first\n- Do not leave it")
    assert "It is found higher than then." in words
    assert (
        "What changed\n- How often does it happen now? Then: most weeks. Now: every day." in words
    )
    assert "What did not change\n- Has there been violence" in words
    assert "Are children in the household affected by it? yes (then)" in words
    assert "3 days overdue" in words


def test_a_question_that_is_asked_no_more_is_told_by_its_key(office: Office) -> None:
    case_id = office.in_evidence()
    risk.assess(office.officer, case_id, THEN)
    own = (RiskQuestion("violence", TRAPS[0]),)
    words = risk_words(office.case(case_id), own).plain
    assert f"{TRAPS[0]} no" in words
    assert "frequency: most weeks" in words


def test_nobody_outside_is_told_the_risk(office: Office) -> None:
    case_id = office.in_evidence()
    risk.assess(office.officer, case_id, replace(THEN, why="x-fear"))
    words = risk_words(office.case(case_id, view_as=ROOM)).plain
    assert words == "The risk assessments are for the chair and the officer."


def test_the_shipped_questions_name_no_score() -> None:
    for question in risk_questions():
        assert not any(answer.isdigit() for answer in question.answers)
