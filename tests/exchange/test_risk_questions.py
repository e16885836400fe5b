"""The questions about risk: those that are shipped, and a council's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.risk_questions import (
    NAME,
    RiskQuestion,
    risk_questions,
    safeguarding_prompts,
)

ONE = '[[question]]\nkey = "dog"\nwords = "Is there a dog?"\n'


def own(folder: Path, content: str) -> tuple[RiskQuestion, ...]:
    (folder / NAME).write_text(content, encoding="utf-8")
    return risk_questions(folder)


def test_the_topics_of_the_field_are_shipped_without_a_score() -> None:
    questions = {one.key: one for one in risk_questions()}
    assert set(questions) >= {
        "frequency",
        "duration",
        "escalation",
        "targeted",
        "hate",
        "violence",
        "health",
        "alone",
        "children",
        "daily-life",
        "self-harm",
    }
    assert not any(answer.isdigit() for one in questions.values() for answer in one.answers)


def test_talk_of_suicide_calls_for_safeguarding_and_no_other_answer_does() -> None:
    questions = risk_questions()
    [prompt] = safeguarding_prompts(questions, {"self-harm": "yes", "children": "yes"})
    assert "999" in prompt
    for answer in ("no", "not known", ""):
        assert safeguarding_prompts(questions, {"self-harm": answer}) == ()


def test_a_councils_own_questions_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    assert own(tmp_path, ONE) == (RiskQuestion("dog", "Is there a dog?"),)


def test_a_folder_without_questions_leaves_the_shipped_ones(tmp_path: Path) -> None:
    assert risk_questions(tmp_path) == risk_questions()


@pytest.mark.parametrize(
    ("content", "where", "words"),
    [
        (ONE.replace('"dog"', '"a dog"'), "question[1].key (line 2)", "hyphens"),
        (ONE.replace('words = "Is there a dog?"\n', ""), "question[1].words", "is missing"),
        (ONE + ONE, "question[2].key (line 5)", "twice"),
        (ONE + "answers = []\n", "question[1].answers (line 4)", "at least one"),
        (ONE + 'answers = ["a", "a"]\n', "question[1].answers (line 4)", "twice"),
        (
            ONE + 'answers = ["no"]\nsafeguarding = "Call."\n',
            "question[1].safeguarding (line 5)",
            "not among the answers",
        ),
        (ONE + "score = 3\n", "question[1].score (line 4)", "not a key"),
        ("", "question (line 1)", "[[question]]"),
    ],
)
def test_a_fault_names_its_file_key_and_line(
    tmp_path: Path, content: str, where: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        own(tmp_path, content)
    assert NAME in refused.value.what
    assert any(one.where.startswith(where) and words in one.what for one in refused.value.problems)
