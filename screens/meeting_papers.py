"""The papers of a meeting that can be made from the chair's screen, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conference.review import papers
from conference.review.desk import Desk
from conference.views import CaseFile, MeetingState, MeetingView, Visibility
from screens.words.parts import short_day

Files = dict[str, bytes]
_ENDED = (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED)


@dataclass(frozen=True)
class Paper:
    """One paper to choose: its words, and what makes its files by name."""

    words: str
    make: Callable[[Desk], Files]


def papers_of(case: CaseFile) -> tuple[Paper, ...]:
    """What can be made of the case's meetings now, the most wanted first."""
    now = case.meeting
    return (*(_of_meeting(case, now) if now else ()), *_cancellations(case))


def _of_meeting(case: CaseFile, meeting: MeetingView) -> Iterator[Paper]:
    if meeting.state in _ENDED:
        yield Paper("Action notices, one for each owner", _notices(case, meeting))
    yield Paper("Agenda pack for the panel", _pack(case, for_chair=False))
    yield Paper("Agenda pack, the chair's own copy", _pack(case, for_chair=True))
    for copy in Visibility:
        yield Paper(f"Agenda alone, copy for: {copy}", _agenda(case, meeting, copy))
    if meeting.planned_for is not None:
        yield Paper("Invitation for calendars (.ics)", _invitation(case, meeting))
    if meeting.state.live and case.recommendations:
        yield Paper("Action notices so far, one for each owner", _notices(case, meeting))


def _cancellations(case: CaseFile) -> Iterator[Paper]:
    for one in case.meetings:
        if one.state is MeetingState.CANCELLED and one.planned_for is not None:
            day = short_day(one.planned_for)
            yield Paper(f"Cancellation of {day} for calendars (.ics)", _invitation(case, one))


def _pack(case: CaseFile, *, for_chair: bool) -> Callable[[Desk], Files]:
    return lambda desk: papers.agenda_pack(desk, case.id, for_chair=for_chair).files


def _agenda(case: CaseFile, meeting: MeetingView, copy: Visibility) -> Callable[[Desk], Files]:
    return lambda desk: papers.agenda(desk, case.id, meeting.id, copy=copy)


def _invitation(case: CaseFile, meeting: MeetingView) -> Callable[[Desk], Files]:
    name = papers.invitation_name(case, meeting)
    return lambda desk: {name: papers.invitation_file(desk, case.id, meeting.id)}


def _notices(case: CaseFile, meeting: MeetingView) -> Callable[[Desk], Files]:
    def make(desk: Desk) -> Files:
        made = papers.action_notices(desk, case.id, meeting.id)
        return {name: content for one in made for name, content in one.files.items()}

    return make
