"""What a meeting still owes before it can close: what an ombudsman would find missing.

The Act only asks that the applicant is told the outcome and the recommendations (s.104(8)); the
ombudsmen find fault where attendance, the applicant's part, the decisions with their reasons, or
owners and dates were not recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conference.errors import Problem
from conference.views import (
    AgendaItemView,
    DecisionKind,
    ItemState,
    MeetingView,
    RecommendationView,
)

Recommendations = tuple[RecommendationView, ...]


def owed(meeting: MeetingView, recommendations: Recommendations) -> tuple[Problem, ...]:
    """Everything that is missing, each with where it belongs; empty where the meeting can close."""
    return (
        *_of_the_meeting(meeting),
        *_of_its_items(meeting, recommendations),
        *_of_recommendations(recommendations),
        *([] if meeting.review_on else [Problem("review date", "when the panel looks again")]),
    )


def _of_the_meeting(meeting: MeetingView) -> Iterator[Problem]:
    if not any(one.arrived_at and not one.is_applicants for one in meeting.attendance):
        yield Problem("attendance", "nobody of the panel is recorded as present")
    if meeting.applicant_part is None:
        yield Problem("the applicant's part", "how they were heard, or why they were not invited")
    if not any(decision.kind is DecisionKind.RESPONSE for decision in meeting.decisions):
        yield Problem("decision", "whether the agencies' response was adequate, and why")


def _of_its_items(meeting: MeetingView, recommendations: Recommendations) -> Iterator[Problem]:
    for item in meeting.items:
        if not item.required or item.key in _TOLD_APART:
            continue
        if item.state is ItemState.PARKED:
            yield Problem(f"item {item.position}", f"{item.title}: it is parked")
        elif not _is_recorded(meeting, recommendations, item):
            what = _WANTED.get(item.key, "a decision, or a note of what came of it")
            yield Problem(f"item {item.position}", f"{item.title}: {what}")


def _of_recommendations(recommendations: Recommendations) -> Iterator[Problem]:
    for one in recommendations:
        lacking = [
            name for name, value in (("an owner", one.owner), ("a date", one.due_on)) if not value
        ]
        if lacking:
            yield Problem(f"recommendation {one.number}", " and ".join(lacking))


_TOLD_APART = ("attendance", "applicant", "review")
"""Keys of items whose record is asked for by itself."""
_WANTED = {
    "conflicts": "how the chair is independent of the case, or a note of what was said",
    "recommendations": "a recommendation, or a note of why there is none",
}


def _is_recorded(
    meeting: MeetingView, recommendations: Recommendations, item: AgendaItemView
) -> bool:
    """Whether a decision, a note, or what the item is for stands in the record."""
    if item.note.strip() or any(one.agenda_item_id == item.id for one in meeting.decisions):
        return True
    by_key = _RECORDED.get(item.key)
    return by_key is not None and by_key(meeting, recommendations)


def _decided(kind: DecisionKind) -> Callable[[MeetingView, Recommendations], bool]:
    return lambda meeting, _all: any(one.kind is kind for one in meeting.decisions)


_RECORDED: dict[str, Callable[[MeetingView, Recommendations], bool]] = {
    "conflicts": lambda meeting, _all: bool(
        meeting.chair_independence.strip() or any(one.conflict for one in meeting.attendance)
    ),
    "confidentiality": lambda meeting, _all: any(
        one.confidentiality_at for one in meeting.attendance
    ),
    "agencies": _decided(DecisionKind.RESPONSE),
    "options": _decided(DecisionKind.OPTION),
    "recommendations": lambda meeting, made: any(
        one.meeting_id in (meeting.id, None) for one in made
    ),
}
"""What stands for an item's decision, by its key."""
