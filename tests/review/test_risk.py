"""Risk: the council's own questions, a person's judgement, then beside now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conference.errors import BadInput, Refused
from conference.exchange.risk_questions import NAME
from conference.forms import NewRisk
from conference.law.audience import APPLICANT, COMMISSIONER, ROOM, agency
from conference.review import risk
from conference.views import RiskBand, RiskMoment
from tests.office import Office

THEN = NewRisk(
    RiskMoment.THEN,
    {"frequency": "most weeks", "violence": "no", "children": ""},
    RiskBand.MEDIUM,
    "Weekly, and nobody slept.",
)


def test_an_assessment_is_kept_as_it_was_made(office: Office) -> None:
    case_id = office.in_evidence()
    again = office.clock.today + timedelta(days=28)
    risk.assess(office.officer, case_id, replace(THEN, review_on=again))
    [one] = office.case(case_id).risks
    assert (one.band, one.why, one.review_on) == (RiskBand.MEDIUM, THEN.why, again)
    assert one.answers == {"frequency": "most weeks", "violence": "no"}
    assert (one.assessed_by, one.assessed_on) == ("Olive Officer", office.clock.today)
    assert office.acts(case_id)[-1] == "assessed the risk"


def test_a_later_assessment_stands_beside_the_earlier_one(office: Office) -> None:
    case_id = office.in_evidence()
    risk.assess(office.officer, case_id, THEN)
    office.open_meeting(case_id)
    office.clock.tick()
    risk.assess(office.chair, case_id, replace(THEN, moment=RiskMoment.NOW, band=RiskBand.HIGH))
    then, now = office.case(case_id).risks
    assert (then.moment, then.band) == (RiskMoment.THEN, RiskBand.MEDIUM)
    assert (now.moment, now.band) == (RiskMoment.NOW, RiskBand.HIGH)


def test_an_answer_that_calls_for_safeguarding_leaves_a_trace(office: Office) -> None:
    case_id = office.in_evidence()
    risk.assess(office.officer, case_id, THEN)
    assert "was told that safeguarding comes first" not in office.acts(case_id)
    risk.assess(office.officer, case_id, replace(THEN, answers={"self-harm": "yes"}))
    assert office.acts(case_id)[-1] == "was told that safeguarding comes first"


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"why": " "}, "why"),
        ({"band": None}, "band"),
        ({"answers": {}}, "answers"),
        ({"answers": {"children": " "}}, "answers"),
        ({"answers": {"children": "perhaps"}}, "children"),
        ({"answers": {"shoe-size": "yes"}}, "shoe-size"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_named(
    office: Office, changed: dict[str, object], where: str
) -> None:
    case_id = office.in_evidence()
    with pytest.raises(BadInput) as refused:
        risk.assess(office.officer, case_id, replace(THEN, **changed))  # type: ignore[arg-type]
    assert [problem.where for problem in refused.value.problems] == [where]
    assert office.case(case_id).risks == ()


@pytest.mark.database("sqlite")
def test_days_that_cannot_be_right_are_named(office: Office) -> None:
    case_id = office.in_evidence()
    tomorrow = office.clock.today + timedelta(days=1)
    form = replace(THEN, assessed_on=tomorrow, review_on=office.clock.today)
    with pytest.raises(BadInput) as refused:
        risk.assess(office.officer, case_id, form)
    assert [one.where for one in refused.value.problems] == ["assessed on", "review on"]


@pytest.mark.database("sqlite")
def test_a_councils_own_questions_are_the_ones_that_are_asked(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_text('[[question]]\nkey = "dog"\nwords = "Is there a dog?"\n')
    case_id = office.in_evidence()
    desk = replace(office.officer, templates=tmp_path)
    risk.assess(desk, case_id, replace(THEN, answers={"dog": "yes"}))
    assert office.case(case_id).risks[0].answers == {"dog": "yes"}
    with pytest.raises(BadInput, match="do not fit"):
        risk.assess(desk, case_id, THEN)
    (tmp_path / NAME).write_text("dog = yes")
    with pytest.raises(BadInput, match="cannot be used"):
        risk.assess(desk, case_id, THEN)


def test_risk_is_for_the_chair_and_the_officer_alone(office: Office) -> None:
    case_id = office.in_evidence()
    risk.assess(office.officer, case_id, replace(THEN, why="x-fear"))
    for audience in (APPLICANT, ROOM, COMMISSIONER, agency(office.police_id)):
        seen = office.case(case_id, view_as=audience)
        assert seen.risks == ()
        assert "x-fear" not in repr(seen)
    with pytest.raises(Refused):
        risk.assess(office.police, case_id, THEN)
