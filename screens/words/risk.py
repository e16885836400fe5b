"""Risk in words: how it was then beside how it is now, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from conference.errors import BadInput
from conference.exchange.risk_questions import (
    RiskQuestion,
    risk_questions,
    safeguarding_prompts,
)
from conference.law.audience import AudienceKind
from conference.risks import compared, look_again
from conference.views import CaseFile, RiskView
from screens.words.parts import day_words, headed, labelled, listed, paragraphs

AT_ONCE = "Safeguarding comes first"
NONE_YET = "No risk assessment is recorded yet."


def risk_words(case: CaseFile, questions: Sequence[RiskQuestion] | None = None) -> Content:
    """The risk then and now, what changed, and what has to be done at once.

    questions: the council's own; the shipped ones where left out. Holds no more than `case` does:
    assessments are for the chair and the officer.
    """
    if case.audience.kind is not AudienceKind.PANEL:
        return Content("The risk assessments are for the chair and the officer.")
    asked = tuple(questions if questions is not None else _shipped())
    both = compared(case.risks, {one.key: one.words for one in asked})
    if both.newest is None:
        return Content(NONE_YET)
    prompts = safeguarding_prompts(asked, both.newest.answers)
    return paragraphs(
        headed(AT_ONCE, listed(prompts)) if prompts else "",
        _judged("Risk then", both.then, case.taken_on),
        _judged("Risk now", both.now, case.taken_on),
        both.difference,
        *(headed(title, listed(lines)) for title, lines in both.lists),
    )


def _shipped() -> tuple[RiskQuestion, ...]:
    try:
        return risk_questions()
    except BadInput:  # a damaged installation: the answers are still told, by their keys
        return ()


def _judged(title: str, one: RiskView | None, today: date) -> Content:
    """How high somebody found it, when and why."""
    if one is None:
        return headed(title, "not assessed yet")
    words = labelled(
        ("Assessed", f"{one.moment}, on {day_words(one.assessed_on)} by {one.assessed_by}"),
        ("Why", one.why),
        ("To be looked at again", look_again(one, today)),
    )
    return Content("\n").join([Content.styled(f"{title}: {one.band}", "bold"), words])
