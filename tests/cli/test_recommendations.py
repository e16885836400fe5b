"""Recommendations followed up, and risk assessed, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REFERENCE = "ER-2026-0001"


@pytest.fixture
def case(run: Run, application: Path) -> str:
    """A case with a recommendation to the police whose day has passed."""
    assert run("case", "new", application).status == 0
    made = run(
        "case", "recommend", REFERENCE, "Visit every week", "--to", "police", "--owner",
        "Sgt Example", "--by", "2026-10-20",
    )  # fmt: skip
    assert made.status == 0, made.err
    return REFERENCE


def test_what_is_overdue_is_listed_over_all_cases(run: Run, case: str) -> None:
    line = run("recommendation", "overdue").out
    assert line.startswith(f"{case} 1. To Police: Visit every week Owner: Sgt Example")
    assert "overdue; not answered." in line
    [row] = json.loads(run("recommendation", "overdue", "--json").out)
    assert (row["number"], row["due_on"]) == (1, "2026-10-20")
    run("case", "progress", case, "1", "--what", "Visited.", "--done")
    assert run("recommendation", "overdue").out == "No recommendation is overdue.\n"


def test_stances_answers_and_what_the_applicant_knows_are_told_in_plain_lines(
    run: Run, case: str
) -> None:
    refused = run("recommendation", "stance", case, "1", "council housing", "dissents")
    assert refused.status == 1
    assert "words: this is needed" in refused.err
    said = run(
        "recommendation", "stance", case, "1", "council housing", "dissents", "--words", "No staff."
    )
    assert said.out == f"{case}: Council housing dissents on recommendation 1.\n", said.err
    run("case", "reply", case, "1", "declined", "--reason", "Not ours.")
    nothing = run("recommendation", "tell", case, "1")
    assert (nothing.status, "nothing new" in nothing.err) == (1, True)
    run("case", "progress", case, "1", "--what", "Visited once.")
    assert run("recommendation", "tell", case, "1").status == 0
    told = " ".join(run("case", "show", case, "recommendations").out.split())
    for words in (
        "Answer: declined",
        "Reasons for the answer: Not ours.",
        "Council housing dissents Words: No staff.",
        "The applicant was told on: ",
    ):
        assert words in told


def test_a_recommendation_is_carried_to_the_next_meeting(run: Run, case: str) -> None:
    early = run("recommendation", "carry", case, "1", "--by", "2027-03-01")
    assert (early.status, "no later meeting" in early.err) == (1, True)
    run("case", "decide", case, "--met", "--reasons", "Three complaints.")
    assert run("meeting", "plan", case, "--on", "2026-12-20", "--place", "Town Hall").status == 0
    carried = run("recommendation", "carry", case, "1", "--by", "2027-03-01")
    assert carried.status == 0, carried.err
    told = " ".join(run("case", "show", case, "recommendations").out.split())
    assert "Carried forward as number: 2" in told


def test_the_usual_recommendations_are_printed(run: Run) -> None:
    assert "- Make a safeguarding referral.\n" in run("recommendation", "usual").out


def test_risk_is_assessed_and_shown_then_beside_now(run: Run, case: str) -> None:
    assert "No risk assessment" in run("risk", "show", case).out
    assert "self-harm: " in run("risk", "questions").out
    first = run(
        "risk", "assess", case, "then", "medium", "--why", "Weekly.", "--answer",
        "frequency=most weeks",
    )  # fmt: skip
    assert first.out == f"{case}: risk at the time of the application, medium.\n", first.err
    second = run(
        "risk", "assess", case, "now", "high", "--why", "Daily.", "--answer",
        "frequency=every day", "--answer", "self-harm=yes",
    )  # fmt: skip
    assert "Safeguarding comes first: " in second.err
    shown = run("risk", "show", case).out
    assert "Then: medium" in shown
    assert "It is found higher than then." in shown
    assert "How often does it happen now? Then: most weeks. Now: every day." in shown
    assert [one["band"] for one in json.loads(run("risk", "show", case, "--json").out)] == [
        "medium",
        "high",
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("now", "high", "--why", "So.", "--answer", "frequency"), "KEY=ANSWER"),
        (("now", "high", "--why", "So.", "--answer", "frequency=3"), "answer with one of these"),
        (("now", "high", "--why", "So."), "answer at least one"),
    ],
)
def test_an_assessment_that_does_not_fit_is_refused_in_words(
    run: Run, case: str, words: tuple[str, ...], fault: str
) -> None:
    ran = run("risk", "assess", case, *words)
    assert (ran.status, fault in ran.err) == (1, True), ran.err
