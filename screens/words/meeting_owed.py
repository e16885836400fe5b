"""What a meeting still owes, with the key that records each thing, and whose return is missing."""

from __future__ import annotations

from collections.abc import Iterator

from conference.errors import Problem
from conference.owed import owed
from conference.presence import unacknowledged
from conference.quorum import quorum_words
from conference.views import CaseFile, DecisionKind, MeetingView, RequestState
from screens.words.evidence import answer_words

_KEYS = {
    "attendance": "t",
    "the applicant's part": "h",
    "decision": "d",
    "review date": "c",
}
"""The keys that record what is asked for by itself; an item's is its own, or the note's."""
_ITEM_KEYS = {"conflicts": "p", "recommendations": "r", "actions": "r"}


def owed_words(case: CaseFile, meeting: MeetingView) -> list[str]:
    """What has to be recorded before the meeting can close, each with its key."""
    if not meeting.state.live:
        return []
    return [f"{one} ({key_for(one, meeting)})" for one in owed(meeting, case.recommendations)]


def key_for(problem: Problem, meeting: MeetingView) -> str:
    """The keys that record what is missing: "h", or "r, or N" where a note does as well."""
    kind, _, number = problem.where.partition(" ")
    if kind == "recommendation":
        return "6, then e"
    if kind == "item":
        found = next((one for one in meeting.items if str(one.position) == number), None)
        return f"{_ITEM_KEYS.get(found.key, 'd') if found else 'd'}, or N"
    return _KEYS.get(problem.where, "N")


def advised(case: CaseFile, meeting: MeetingView) -> list[str]:
    """What nothing forbids to leave out, and a good chair does not: quorum, notice, each agency."""
    if not meeting.state.live:
        return []
    return list(_advised(case, meeting))


def _advised(case: CaseFile, meeting: MeetingView) -> Iterator[str]:
    if meeting.opened_at and (few := quorum_words(meeting, case.procedure)):
        yield few
    if waiting := len(unacknowledged(meeting)):
        yield f"Confidentiality: {waiting} here not yet (I)"
    for name in _not_found(case, meeting):
        yield f"Was the response adequate: {name} (d)"
    if not any(one.kind is DecisionKind.OPTION for one in meeting.decisions):
        yield "Options considered: none yet (d)"


def _not_found(case: CaseFile, meeting: MeetingView) -> list[str]:
    """Names of the agencies asked on whose response the panel has found nothing."""
    found = {one.agency_id for one in meeting.decisions if one.kind is DecisionKind.RESPONSE}
    asked = {
        one.agency_id: one.agency_name
        for one in case.requests
        if one.state is not RequestState.WITHDRAWN
    }
    return [] if None in found else [name for key, name in asked.items() if key not in found]


def missing_returns(case: CaseFile) -> list[str]:
    """Each agency whose answer is still to come, with how late it is."""
    return [
        f"{request.agency_name}: {answer_words(request, case.taken_on).words}"
        for request in case.requests
        if request.state.outstanding
    ]
