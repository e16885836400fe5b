"""How long each body stayed silent after it was told: the question every review turns on.

Section 104(5)(c) of the Anti-social Behaviour, Crime and Policing Act 2014 lets the relevant bodies
look at the adequacy of the response. A silence runs from the day a report was made to the first
action by the body that received it. Where a day is only roughly known there are two readings: the
shortest silence the days allow, and the longest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from conference.text import one_line
from conference.views import ActionView, ReportView


@dataclass(frozen=True)
class Silence:
    """What followed one report: the first action by the body that received it, if any."""

    report_id: str
    body: str
    """The key of the body told: see `body_key`."""
    agency: str
    """Its name."""
    since: date
    """The first day the report can have been made."""
    until: date | None
    """The first day that action can have been taken; None where it is not known or never came."""
    action_id: str | None
    """None: never acted on."""
    days: int | None
    """From report to action on the shortest reading; None where there is no such day."""
    most: int | None
    """The same on the longest reading; None where perhaps no action came after the report."""
    days_so_far: int
    """From the report to the day the picture was taken."""

    @property
    def acted(self) -> bool:
        """Whether the body did anything that can have followed the report."""
        return self.action_id is not None

    @property
    def certain(self) -> bool:
        """Whether both readings agree."""
        return self.days is not None and self.days == self.most


@dataclass(frozen=True)
class Gap:
    """The longest time in which no agency did anything, counted from the first report."""

    first: date
    last: date
    """The day of the next action, or the day the picture was taken."""
    days: int
    reports: int
    """How many reports were made in it, the one it begins with included."""
    ended: bool
    """Whether an action ended it."""


@dataclass(frozen=True)
class AgencyResponse:
    """One agency's line in the response summary."""

    body: str
    """Its key: see `body_key`."""
    agency: str
    """Its name."""
    reports: int
    """Reports received."""
    median_days: float | None
    """To the first action, over the reports acted on, on the shortest reading."""
    longest_days: int | None
    certain: bool
    """False where a roughly known day could make the two figures larger."""
    actions: int
    still_open: int
    never_answered: int
    """Reports after which the agency is not known to have done anything."""


def body_key(agency_id: str | None, name: str) -> str:
    """What tells one body from another: its agency's id, or its name where it is no agency."""
    return agency_id or f"body {one_line(name).casefold()}"


class _Span(NamedTuple):
    """A dated action with the first and last day it can have been taken."""

    first: date
    last: date
    action: ActionView


class _Actions:
    """One agency's dated actions, arranged so that what follows a day is found at once."""

    def __init__(self, actions: Iterable[ActionView]) -> None:
        spans = [_Span(*span, action) for action in actions if (span := action.when.span)]
        by_last = sorted(spans, key=lambda span: (span.last, span.action.id))
        by_first = sorted(spans, key=lambda span: (span.first, span.action.id))
        self._lasts = [span.last for span in by_last]
        self._firsts = [span.first for span in by_first]
        self._earliest = _least_of_rest(by_last, lambda span: (span.first, span.action.id))
        self._soonest = _least_of_rest(by_first, lambda span: (span.last, span.action.id))

    def perhaps_after(self, day: date) -> _Span | None:
        """The earliest of the actions that can have been on or after `day`."""
        return self._earliest[bisect_left(self._lasts, day)]

    def surely_after(self, day: date) -> _Span | None:
        """The soonest over of the actions that were on or after `day` on any reading."""
        return self._soonest[bisect_left(self._firsts, day)]


def _least_of_rest(
    spans: Sequence[_Span], order: Callable[[_Span], tuple[date, str]]
) -> list[_Span | None]:
    """For each position the least by `order` of the spans from there on; None past the end."""
    least: list[_Span | None] = [None]
    for span in reversed(spans):
        so_far = least[-1]
        least.append(span if so_far is None or order(span) <= order(so_far) else so_far)
    return least[::-1]


def silences(
    reports: Iterable[ReportView],
    actions: Sequence[ActionView],
    names: Mapping[str, str],
    taken_on: date,
) -> tuple[Silence, ...]:
    """The silence after each report that has a day and was made to one of the bodies in `names`.

    names: names by `body_key`. An action that names the report it answers counts as its answer
    whatever its day; any other counts when it can have been taken on or after the report.
    """
    by_body: dict[str, list[ActionView]] = defaultdict(list)
    answers: dict[tuple[str, str], list[ActionView]] = defaultdict(list)
    for action in actions:
        body = body_key(action.agency_id, action.agency_name)
        by_body[body].append(action)
        if action.report_id:
            answers[body, action.report_id].append(action)
    arranged = {body: _Actions(some) for body, some in by_body.items()}
    found = []
    for report in reports:
        told = body_key(report.agency_id, report.told_to)
        if told in names and report.when.known:
            own = arranged.get(told, _NO_ACTIONS)
            silence = _silence(report, own, answers.get((told, report.id), ()), taken_on)
            found.append(replace(silence, body=told, agency=names[told]))
    return tuple(sorted(found, key=lambda silence: (silence.since, silence.report_id)))


_NO_ACTIONS = _Actions(())


def _silence(
    report: ReportView, actions: _Actions, answers: Sequence[ActionView], taken_on: date
) -> Silence:
    since, span = report.when.earliest, report.when.span
    if since is None or span is None:
        raise ValueError("a silence is counted from a report with a day")
    first_day, last_day = span
    best = _sooner(actions.perhaps_after(first_day), _first_of(answers), lambda span: span.first)
    worst = _sooner(actions.surely_after(last_day), _first_of(answers), lambda span: span.last)
    action = best.action if best else (answers[0] if answers else None)
    until = action.when.earliest if action else None
    return Silence(
        report_id=report.id,
        body="",
        agency="",
        since=since,
        until=max(until, since) if until else None,
        action_id=action.id if action else None,
        days=max(0, (best.first - last_day).days) if best else None,
        most=max(0, (worst.last - first_day).days) if best and worst else None,
        days_so_far=max(0, (taken_on - since).days),
    )


def _first_of(actions: Iterable[ActionView]) -> _Span | None:
    spans = [_Span(*span, action) for action in actions if (span := action.when.span)]
    return min(spans, key=lambda span: (span.first, span.action.id), default=None)


def _sooner(one: _Span | None, other: _Span | None, day: Callable[[_Span], date]) -> _Span | None:
    if one is None or other is None:
        return one or other
    return other if day(other) < day(one) else one


def longest_gap(
    reports: Iterable[ReportView], actions: Iterable[ActionView], taken_on: date
) -> Gap | None:
    """The longest time from the first report on in which no agency acted; None without a report.

    Roughly known days are taken at their earliest.
    """
    told = sorted(report.when.earliest for report in reports if report.when.earliest)
    if not told or told[0] >= taken_on:
        return None
    acted = {action.when.earliest for action in actions if action.when.earliest}
    days = sorted(day for day in acted if told[0] <= day < taken_on)
    ends = [told[0], *days, taken_on]
    first, last = max(pairwise(ends), key=lambda pair: pair[1] - pair[0])
    return Gap(
        first=first,
        last=last,
        days=(last - first).days,
        reports=bisect_left(told, last) - bisect_left(told, first),
        ended=last in acted,
    )


def responses(
    names: Mapping[str, str],
    reports: Iterable[ReportView],
    actions: Sequence[ActionView],
    found: Iterable[Silence],
) -> tuple[AgencyResponse, ...]:
    """The response summary: one line for each body in `names` (by `body_key`), in that order."""
    told = Counter(body_key(report.agency_id, report.told_to) for report in reports)
    done = Counter(body_key(action.agency_id, action.agency_name) for action in actions)
    still_open = Counter(
        body_key(action.agency_id, action.agency_name) for action in actions if action.still_open
    )
    by_body: dict[str, list[Silence]] = defaultdict(list)
    for silence in found:
        by_body[silence.body].append(silence)
    return tuple(
        _response(body, name, by_body[body], told[body], done[body], still_open[body])
        for body, name in names.items()
    )


def _response(
    body: str, name: str, own: Sequence[Silence], told: int, done: int, still_open: int
) -> AgencyResponse:
    days = [silence.days for silence in own if silence.days is not None]
    return AgencyResponse(
        body=body,
        agency=name,
        reports=told,
        median_days=median(days) if days else None,
        longest_days=max(days, default=None),
        certain=all(silence.certain for silence in own if silence.acted),
        actions=done,
        still_open=still_open,
        never_answered=sum(not silence.acted for silence in own),
    )
