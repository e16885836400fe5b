"""What came into a case while its meeting goes on: one line for each thing that is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from conference.text import one_line
from conference.views import ActionView, CaseFile, Moment, RecommendationView


class _Told(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Told)


def arrived(before: CaseFile, now: CaseFile, *, reader: str = "") -> list[str]:
    """What `now` has and `before` had not, a line each; what `reader` logged is no news to them.

    Both must be made for the same audience: what it may not see is in neither.
    """
    return [*_evidence(before, now, reader), *_decided(before, now), *_people(before, now)]


def logged_at_meeting(case: CaseFile) -> list[str]:
    """What agencies logged while the meeting was open before this screen was."""
    return [_action(one) for one in case.actions if one.moment is Moment.AT]


def _new(before: Iterable[Thing], now: Iterable[Thing]) -> list[Thing]:
    known = {one.id for one in before}
    return [one for one in now if one.id not in known]


def _changed(
    before: Iterable[Thing], now: Iterable[Thing], of: Callable[[Thing], object]
) -> list[Thing]:
    known = {one.id: of(one) for one in before}
    return [one for one in now if one.id in known and of(one) != known[one.id]]


def _evidence(before: CaseFile, now: CaseFile, reader: str) -> Iterator[str]:
    for action in _new(before.actions, now.actions):
        if not reader or action.keyed_by != reader:
            yield _action(action)
    for action in _changed(before.actions, now.actions, lambda one: one.version):
        yield f"{action.agency_name} changed an action: {one_line(action.summary)}"
    for request in _changed(before.requests, now.requests, lambda one: one.state):
        yield f"{request.agency_name} is now: {request.state}"
    for report in _new(before.reports, now.reports):
        yield f"A report was added: {one_line(report.summary) or report.told_to}"
    for incident in _new(before.incidents, now.incidents):
        yield f"An incident was added: {one_line(incident.summary)}"


def _action(action: ActionView) -> str:
    return f"{action.agency_name} logged an action: {one_line(action.summary)}"


def _decided(before: CaseFile, now: CaseFile) -> Iterator[str]:
    for one in _new(before.recommendations, now.recommendations):
        yield f"Recommendation {one.number} was recorded"
    for one in _changed(before.recommendations, now.recommendations, _answer):
        if one.answer is not None:
            yield f"Recommendation {one.number} was answered: {one.answer}"
    for one in _changed(before.recommendations, now.recommendations, lambda rec: rec.stances):
        held = ", ".join(f"{stance.agency_name} {stance.stance}" for stance in one.stances)
        yield f"Recommendation {one.number}: {held}"
    if len(now.risks) > len(before.risks):
        yield f"A risk assessment was recorded: {now.risks[-1].band}"


def _answer(one: RecommendationView) -> object:
    return one.answer, one.answer_reason


def _people(before: CaseFile, now: CaseFile) -> Iterator[str]:
    was, held = before.meeting, now.meeting
    if was is None or held is None or was.id != held.id:
        return
    for somebody in _new(was.attendance, held.attendance):
        yield f"{one_line(somebody.name)} was put on the list"
