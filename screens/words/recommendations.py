"""Recommendations in words."""

from __future__ import annotations

from textual.content import Content

from conference.text import clean
from conference.views import CaseFile, RecommendationView
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.parts import (
    day_words,
    days_late,
    headed,
    labelled,
    listed,
    paragraphs,
    short_day,
)


def recommendation_rows(case: CaseFile) -> RowList:
    """A row for each recommendation."""
    return RowList(
        Row(
            one.id,
            (
                str(one.number),
                one.to_body,
                one.what,
                one.owner,
                short_day(one.due_on, "no day"),
                str(one.answer or "not yet"),
                state_words(one, case),
            ),
        )
        for one in case.recommendations
    )


def state_words(one: RecommendationView, case: CaseFile) -> Cell:
    """Whether it is done, or how long it has been due."""
    if one.done_on is not None:
        return Cell(f"done {short_day(one.done_on)}", "success")
    if one.overdue and one.due_on is not None:
        return Cell(days_late(one.due_on, case.taken_on), "error")
    return Cell("to be done")


def recommendation_words(case: CaseFile, one: RecommendationView) -> Content:
    """One recommendation in full."""
    progress = f"\n{listed(note.note for note in one.progress)}" if one.progress else ""
    return paragraphs(
        headed(f"{one.number}. To {one.to_body}", clean(one.what)),
        labelled(
            ("Who answers for it", one.owner),
            ("By when", day_words(one.due_on, "no day is set")),
            ("State", state_words(one, case).words),
            ("Answer", one.answer or "not yet answered"),
            ("Reasons for the answer", one.answer_reason),
            ("What became of it", progress),
            ("Why", one.why),
            ("Tool or power", one.power),
            ("How we will know", one.how_known),
            ("May be told to", one.mark),
            ("Summary wording", "" if one.shortened else one.summary_wording),
        ),
    )
