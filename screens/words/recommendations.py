"""Recommendations in words."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from conference.case.facts import told
from conference.text import clean, one_line
from conference.views import (
    Answer,
    CaseFile,
    ProgressView,
    RecommendationView,
    StanceKind,
    StanceView,
)
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

REGARD = "Whoever it is made to must have regard to it; they need not carry it out: s.104(7)."
_STOOD = {
    StanceKind.AGREES: "agree",
    StanceKind.DISSENTS: "dissent",
    StanceKind.ABSTAINS: "abstain",
}


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
                stances_in_short(one),
                state_words(one, case),
            ),
        )
        for one in case.recommendations
    )


def state_words(one: RecommendationView, case: CaseFile) -> Cell:
    """Whether it is done, goes on under another number, was declined, or how late it is."""
    if one.done_on is not None:
        return Cell(f"done {short_day(one.done_on)}", "success")
    if one.carried_to is not None:
        return Cell(f"now number {one.carried_to}")
    if one.overdue and one.due_on is not None:
        return Cell(days_late(one.due_on, case.taken_on), "error")
    return Cell("declined" if one.answer is Answer.DECLINED else "to be done")


def stances_in_short(one: RecommendationView) -> str:
    """How many agree, dissent and abstain: "2 agree, 1 dissents"; empty where nobody said."""
    counts = Counter(stance.stance for stance in one.stances)
    return ", ".join(
        f"{counts[kind]} {words if counts[kind] > 1 else f'{words}s'}"
        for kind, words in _STOOD.items()
        if counts[kind]
    )


def recommendation_words(case: CaseFile, one: RecommendationView) -> Content:
    """One recommendation in full."""
    return paragraphs(
        headed(f"{one.number}. To {one.to_body}", clean(one.what)),
        labelled(
            *told(
                one, ("to_body", "what", "mark", *(("summary_wording",) if one.shortened else ()))
            ),
            ("State", state_words(one, case).words),
            ("Carries forward", _earlier(case, one)),
            ("Carried forward", _later(one)),
            ("May be told to", _told_to(case, one)),
        ),
        headed("How the agencies stand to it", listed(map(_stance, one.stances)))
        if one.stances
        else "",
        headed("What became of it", listed(map(_progress, one.progress))) if one.progress else "",
        Content.styled(REGARD, "italic"),
    )


def _stance(one: StanceView) -> str:
    words = f": {one_line(one.words)}" if one.words else ""
    return f"{one_line(one.agency_name)} {one.stance}{words} (recorded by {one.taken_by})"


def _progress(one: ProgressView) -> str:
    """What was done, who noted it, what shows it, and whether the applicant knows."""
    evidence = one_line(one.evidence)
    told_on = f"was told on {day_words(one.applicant_told_on)}"
    parts = (
        f"{day_words(one.noted_on)}{', done' if one.done else ''}: {one_line(one.note)}",
        f"Shown by: {evidence}" if evidence else "",
        f"(the applicant {told_on if one.applicant_told_on else 'is not told yet'};",
        f"noted by {one.noted_by})",
    )
    return " ".join(filter(None, parts))


def _earlier(case: CaseFile, one: RecommendationView) -> str:
    """Which recommendation of which meeting it carries forward."""
    earlier = next((row for row in case.recommendations if row.id == one.carried_from_id), None)
    if earlier is None:
        return ""
    held = next((row for row in case.meetings if row.id == earlier.meeting_id), None)
    day = day_words(held.planned_for) if held else ""
    return f"number {earlier.number}{f' of the meeting of {day}' if day else ''}"


def _later(one: RecommendationView) -> str:
    return "" if one.carried_to is None else f"to the next meeting, as number {one.carried_to}"


def _told_to(case: CaseFile, one: RecommendationView) -> str:
    names = [agency.name for agency in case.agencies if agency.id in one.named_agencies]
    named = one_line(", ".join(names))
    return f"{one.mark}: {named}" if named else str(one.mark)
