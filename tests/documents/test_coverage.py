"""Each decision and recommendation beside the passage that tells it: s.104(8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from conference.documents.coverage import coverage
from conference.documents.passages import flat
from conference.law.audience import PANEL, Mark
from conference.text import clean
from conference.views import DecisionKind, LetterKind
from tests.documents import factory

SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: (
        bool(flat(clean(text).replace("\ue000", "").replace("\ue001", "")))
        and not set(text) & {"\ue000", "\ue001"}
        and clean(text) == text
    )
)


def test_every_decision_and_recommendation_has_a_line_with_its_place_and_words() -> None:
    case = factory.case()
    lines = coverage(case, replace(case, audience=PANEL), factory.compose_ready(LetterKind.OUTCOME))
    assert [line.name for line in lines] == [
        "finding on Exampleshire Police: not adequate",
        "finding on Example Homes: adequate",
        "decision of 11 May 2026",
        "recommendation 1",
        "recommendation 2",
        "recommendation 3",
    ]
    assert all(line.told for line in lines)
    assert lines[0].place == "under “Exampleshire Police”, paragraph 2"
    assert lines[3].place == "under “What the panel recommends”, paragraph 2"
    assert "calls you each week" in lines[3].passage


def test_what_the_applicant_may_not_be_told_says_so() -> None:
    case = factory.case(recommendations=factory.RECOMMENDATIONS[:2])
    panel = factory.case(PANEL)
    last = coverage(case, panel, factory.compose_ready(LetterKind.OUTCOME, case))[-1]
    assert (last.told, last.why_not) == (False, "its mark does not let the reader be told")


def test_what_the_letter_leaves_out_says_so() -> None:
    case = factory.case()
    other = replace(factory.RECOMMENDATIONS[0], what="Something that was written afterwards.")
    changed = replace(case, recommendations=(other, *factory.RECOMMENDATIONS[1:]))
    document = factory.compose_ready(LetterKind.OUTCOME, case)
    line = coverage(changed, replace(changed, audience=PANEL), document)[3]
    assert (line.told, line.why_not) == (False, "the letter does not tell it")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(SAID, SAID, st.sampled_from(DecisionKind)), max_size=4),
    st.lists(SAID, max_size=4),
    st.booleans(),
)
def test_whatever_was_decided_and_may_be_told_is_told(
    decided: list[tuple[str, str, DecisionKind]], recommended: list[str], shortened: bool
) -> None:
    decisions = tuple(
        factory.finding(number, "Example Homes", "decided", reason, what=what, kind=kind)
        for number, (what, reason, kind) in enumerate(decided)
    )
    rows = tuple(
        factory.recommendation(number, what, "Somebody", date(2026, 7, 1), shortened=shortened)
        for number, what in enumerate(recommended, 1)
    )
    hidden = factory.recommendation(99, "Nobody is told", "x", None, mark=Mark.PANEL)
    meeting = replace(factory.MEETING, decisions=decisions)
    case = factory.case(meetings=(meeting,), recommendations=rows)
    panel = replace(case, audience=PANEL, recommendations=(*rows, hidden))
    document = factory.compose_ready(LetterKind.OUTCOME, case, no_action="Nothing more can help.")
    *told, last = coverage(case, panel, document)
    assert [line.why_not for line in told if not line.told] == []
    assert len(told) == len(decisions) + len(rows)
    assert not last.told
