"""What the others at the practice meeting do, item by item. Nobody in it is real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from conference.forms import Disclosure, NewAction, RequestAnswer
from conference.law.audience import Mark
from conference.law.when import on
from conference.practice.council import ENVIRONMENT, HOUSING, POLICE, Practice
from conference.review import attendance, evidence, recommendations
from conference.review.desk import Desk
from conference.views import (
    Answer,
    CaseFile,
    MeetingView,
    RecommendationView,
    RequestState,
    StanceKind,
)


@dataclass(frozen=True)
class Turn:
    """One thing that somebody does of their own, once."""

    key: str
    """Tells it from every other."""
    act: Callable[[], object]


def turns(practice: Practice, case: CaseFile, meeting: MeetingView) -> Iterator[Turn]:
    """What the others do while the meeting is at its current item, in order.

    case: as the officer sees it now. Nothing that was done already, by them or by whoever is at the
    keyboard, comes again; nothing that somebody wrote is changed.
    """
    if meeting.current is None:
        return
    # Somebody who is late still comes, and what was recommended is answered, at any item.
    yield from _arrivals(practice, meeting, late=meeting.current.key != "attendance")
    yield from _LINES.get(meeting.current.key, _nothing)(practice, case)
    yield from _on_recommendations(practice, case)


def _nothing(_practice: Practice, _case: CaseFile) -> Iterator[Turn]:
    return iter(())


def _arrivals(practice: Practice, meeting: MeetingView, *, late: bool) -> Iterator[Turn]:
    """The officer notes who comes; environmental health is late."""
    coming = (POLICE, HOUSING, ENVIRONMENT) if late else (POLICE, HOUSING)
    for one in meeting.attendance:
        if one.name in coming and not one.stretches and not one.apologies:
            act = partial(attendance.arrive, practice.officer, practice.case_id, one.id)
            yield Turn(f"arrives: {one.name}", act)


def _agencies(practice: Practice, case: CaseFile) -> Iterator[Turn]:
    """The answer that was still to come, and what two agencies have to add."""
    desk = practice.environment
    for request in case.requests:
        if request.agency_id == desk.person.agency_id and request.state.outstanding:
            note = "We have no report about this address. The dog was not known to us."
            form = RequestAnswer(RequestState.ANSWERED, note)
            act = partial(evidence.answer_request, desk, practice.case_id, request.id, form)
            yield Turn("environmental health answers", act)
    yield _logs(
        practice,
        desk,
        "visit",
        "The dog warden called at the flat this morning; nobody opened.",
        Disclosure(Mark.SUMMARY, "The dog warden has called at the flat."),
    )
    yield _logs(
        practice,
        practice.police,
        "patrol",
        "The neighbourhood team has put the block on its plan for the next month.",
        Disclosure(Mark.APPLICANT),
    )


def _gaps(practice: Practice, _case: CaseFile) -> Iterator[Turn]:
    yield _logs(
        practice,
        practice.housing,
        "appointment",
        "The visit that was promised and never made is booked for next Tuesday.",
        Disclosure(Mark.APPLICANT),
        still_open=True,
    )


def _options(practice: Practice, _case: CaseFile) -> Iterator[Turn]:
    yield _logs(
        practice,
        practice.environment,
        "advice",
        "A community protection warning about the dog can be written within a week.",
        Disclosure(Mark.PANEL),
        still_open=True,
    )


def _logs(
    practice: Practice,
    desk: Desk,
    kind: str,
    summary: str,
    disclosure: Disclosure,
    *,
    still_open: bool = False,
) -> Turn:
    """An agency logs what it did, today."""
    form = NewAction(
        agency_id=desk.person.agency_id or "",
        when=on(desk.today),
        kind=kind,
        summary=summary,
        still_open=still_open,
        disclosure=disclosure,
    )
    act = partial(evidence.log_action, desk, practice.case_id, form)
    return Turn(f"{desk.person.name}: {summary}", act)


def _on_recommendations(practice: Practice, case: CaseFile) -> Iterator[Turn]:
    """How each agency stands to what was recommended, and what the addressee answers."""
    desks = (practice.police, practice.housing, practice.environment)
    for one in case.recommendations:
        for desk in desks:
            stance = _stance(one, desk)
            if stance is not None:
                yield _stands(practice, desk, one, *stance)
        addressee = next((desk for desk in desks if _is_to(one, desk)), None)
        if addressee is not None and one.answer is None:
            yield _answers(practice, addressee, one)


def _stance(one: RecommendationView, desk: Desk) -> tuple[StanceKind, str] | None:
    """How the agency stands to it; None where it has said so, or need not."""
    if any(stance.agency_id == desk.person.agency_id for stance in one.stances):
        return None
    if _is_to(one, desk):
        return StanceKind.AGREES, ""
    if desk.person.name == ENVIRONMENT:
        return StanceKind.ABSTAINS, "We have had no part in this so far."
    return None


def _is_to(one: RecommendationView, desk: Desk) -> bool:
    return one.agency_id is not None and one.agency_id == desk.person.agency_id


def _stands(
    practice: Practice, desk: Desk, one: RecommendationView, stance: StanceKind, words: str
) -> Turn:
    agency_id = desk.person.agency_id or ""
    act = partial(
        recommendations.take_stance, desk, practice.case_id, one.id, agency_id, stance, words
    )
    return Turn(f"{desk.person.name} on {one.id}", act)


def _answers(practice: Practice, desk: Desk, one: RecommendationView) -> Turn:
    """Accepted; the third in part, so that there is something to talk about."""
    in_part = one.number % 3 == 0
    act = partial(
        recommendations.answer,
        desk,
        practice.case_id,
        one.id,
        answer=Answer.IN_PART if in_part else Answer.ACCEPTED,
        reason="We can do it, but not by that day." if in_part else "",
    )
    return Turn(f"{desk.person.name} answers {one.id}", act)


_LINES: dict[str, Callable[[Practice, CaseFile], Iterator[Turn]]] = {
    "agencies": _agencies,
    "gaps": _gaps,
    "options": _options,
}
