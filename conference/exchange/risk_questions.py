"""What is asked about risk, from `templates/risk-questions.toml` or a council's own list.

No official set of questions with scores was ever published that could be read: the answers are
weighed by a person, and nothing here adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from conference.exchange.own_lists import no_twins, own_or_shipped, read_list
from conference.law.toml_table import TomlTable
from conference.law.toml_values import some_texts, text

NAME = "risk-questions.toml"
YES = "yes"
USUAL_ANSWERS = (YES, "no", "not known")


@dataclass(frozen=True)
class RiskQuestion:
    """One question, and what can be answered."""

    key: str
    words: str
    help: str = ""
    answers: tuple[str, ...] = USUAL_ANSWERS
    safeguarding: str = ""
    """What has to be done at once where the answer is yes; empty where nothing is prompted."""


def risk_questions(templates: Path | None = None) -> tuple[RiskQuestion, ...]:
    """The questions in the order of the file. templates: a council's folder; its file comes first.

    Raises BadInput where the file cannot be used.
    """
    return read_questions(*own_or_shipped(NAME, templates))


@lru_cache(maxsize=8)
def read_questions(content: bytes, name: str) -> tuple[RiskQuestion, ...]:
    """The questions that a file's content holds. Raises BadInput naming the file, key and line."""
    return read_list(
        content,
        name,
        called="list of questions about risk",
        heading="question",
        one=_question,
        check=no_twins("key"),
    )


def safeguarding_prompts(
    questions: Iterable[RiskQuestion], answers: Mapping[str, str]
) -> tuple[str, ...]:
    """What has to be done at once, by these answers. answers: by the key of the question."""
    return tuple(one.safeguarding for one in questions if prompts(one, answers.get(one.key, "")))


def prompts(question: RiskQuestion, answer: str) -> bool:
    """Whether this answer calls for safeguarding at once."""
    return bool(question.safeguarding) and answer == YES


def _key(value: object) -> str:
    key = text(value)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", key):
        raise ValueError('must be small letters, digits and hyphens, as in "daily-life".')
    return key


def _question(table: TomlTable) -> RiskQuestion:
    question = RiskQuestion(
        table.required("key", _key),
        table.required("words", text),
        table.optional("help", text, ""),
        table.optional("answers", some_texts, USUAL_ANSWERS),
        table.optional("safeguarding", text, ""),
    )
    answers = question.answers or ()
    if len(set(answers)) < len(answers):
        table.fault("answers", "names one answer twice.")
    if question.safeguarding and YES not in answers:
        table.fault("safeguarding", f'is for the answer "{YES}", which is not among the answers.')
    return question
