"""The panel's papers: the agenda pack, by the same way from template to file as a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from conference.documents.letters import Document
from conference.documents.papers_facts import pack_context
from conference.documents.papers_make import made_for_the_panel, make_paper
from conference.documents.timeline_picture import timeline_picture
from conference.documents.tree import Figure
from conference.law.audience import Mark
from conference.law.threshold import Assessment
from conference.timeline import timeline
from conference.views import (
    ActionView,
    CaseFile,
    DecisionView,
    IncidentView,
    MeetingView,
    PaperKind,
    RecommendationView,
    ReportView,
    Visibility,
)

_Marked = TypeVar("_Marked", IncidentView, ReportView, ActionView, DecisionView, RecommendationView)
PICTURE = "timeline"
"""What a template's fenced block is called where the timeline is to stand."""


def compose_pack(
    case: CaseFile,
    assessment: Assessment | None = None,
    *,
    for_chair: bool = False,
    templates: Path | None = None,
) -> Document:
    """The agenda pack of a case, for everybody at the panel's table.

    case: as the panel sees it. assessment: what the law makes of the reports, if it is to be told.
    for_chair: the chair's and the officer's own copy; every other leaves out entries for named
    agencies alone and items that are the chair's. templates: a council's folder of templates.
    Raises Refused where the case is anybody else's view of it, BadInput where the template is
    wrong.
    """
    made_for_the_panel(case, "The agenda pack")
    shared = case if for_chair else _without_the_restricted(case)
    shown = timeline(shared)
    left_out = _restricted(case) - _restricted(shared)
    context = pack_context(shared, assessment, shown, for_chair=for_chair, left_out=left_out)
    drawing = timeline_picture(shown)
    figures: Mapping[str, Figure] = {PICTURE: Figure(drawing)} if drawing else {}
    return make_paper(PaperKind.AGENDA_PACK, case, context, templates=templates, figures=figures)


def _without_the_restricted(case: CaseFile) -> CaseFile:
    """The case without what one agency at the table may see and another may not."""
    return replace(
        case,
        incidents=_open(case.incidents),
        reports=_open(case.reports),
        actions=_open(case.actions),
        recommendations=_open(case.recommendations),
        meetings=tuple(map(_open_meeting, case.meetings)),
    )


def _open_meeting(meeting: MeetingView) -> MeetingView:
    items = tuple(item for item in meeting.items if item.visibility is not Visibility.CHAIR)
    return replace(meeting, items=items, decisions=_open(meeting.decisions))


def _open(entries: tuple[_Marked, ...]) -> tuple[_Marked, ...]:
    return tuple(entry for entry in entries if entry.mark is not Mark.NAMED)


def _restricted(case: CaseFile) -> int:
    """How many entries of the chronology and the recommendations are for named agencies alone."""
    marks = (
        *(entry.mark for entry in (*case.incidents, *case.reports, *case.actions)),
        *(one.mark for one in case.recommendations),
    )
    return marks.count(Mark.NAMED)
