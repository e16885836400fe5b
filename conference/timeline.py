"""The timeline of a case: who told what when, what each agency did, and how long nothing came.

Made from one audience's `CaseFile` and from nothing else, so it can show no more than that audience
may see. Pure: no screen, no database, no clock; `taken_on` of the case is its today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from conference.case.facts import told
from conference.law.audience import Mark
from conference.law.when import When, on
from conference.silences import (
    AgencyResponse,
    Gap,
    Silence,
    body_key,
    longest_gap,
    responses,
    silences,
)
from conference.text import clean, one_line
from conference.timeline_text import TOLD_AS, timeline_lines
from conference.views import ActionView, CaseFile, Grade, IncidentView, ReportView, RequestView

__all__ = [
    "AgencyResponse",
    "EntryKind",
    "Gap",
    "Lane",
    "Silence",
    "Timeline",
    "TimelineEntry",
    "timeline",
    "timeline_lines",
]

INCIDENTS = "incidents"
REPORTS = "reports"


class EntryKind(StrEnum):
    """What an entry tells."""

    INCIDENT = "incident"
    REPORT = "report"
    ACTION = "action"
    REQUEST = "request for information"


@dataclass(frozen=True)
class Lane:
    """One row of the timeline: the incidents, the reports, or what one agency did."""

    key: str
    """`INCIDENTS`, `REPORTS`, or the body's key: see `body_key`."""
    name: str


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, on one lane. All text is fit to be shown and on one line."""

    id: str
    """The id of the incident, report, action or request it stands for."""
    lane: str
    """The key of its lane."""
    kind: EntryKind
    when: When
    title: str
    who: str
    """Who did it or was told, in words."""
    detail: tuple[tuple[str, str], ...] = ()
    """What else is known, as label and words."""
    mark: Mark | None = None
    """None for a request, which carries none."""
    shortened: bool = False
    """True where this audience gets a summary wording in place of the entry."""
    hate: bool = False
    still_open: bool = False
    about_applicant: bool = False
    """An allegation against the applicant."""
    grade: Grade | None = None
    """On whose word it rests; None for a request."""
    members: tuple[str, ...] = ()
    """The ids of all incidents that are this one, its own among them; empty for one told once."""

    @property
    def key(self) -> tuple[EntryKind, str]:
        """What tells this entry from every other of the timeline."""
        return self.kind, self.id

    @property
    def first(self) -> date | None:
        """The day it is placed on: the earliest it can have been."""
        return self.when.earliest

    @property
    def last(self) -> date | None:
        """The last day of its range, or its one day."""
        return self.when.latest


@dataclass(frozen=True)
class Timeline:
    """A whole case over time, for one audience."""

    taken_on: date
    lanes: tuple[Lane, ...]
    entries: tuple[TimelineEntry, ...]
    """Those with a day, in the order of their first day."""
    undated: tuple[TimelineEntry, ...]
    """Those whose day nobody knows."""
    silences: tuple[Silence, ...]
    longest_gap: Gap | None
    responses: tuple[AgencyResponse, ...]

    @property
    def never_acted(self) -> tuple[Silence, ...]:
        """The reports after which the body that received them is not known to have acted."""
        return tuple(silence for silence in self.silences if not silence.acted)

    @cached_property
    def silence_after(self) -> dict[str, Silence]:
        """The silence after each report that has one, by the report's id."""
        return {silence.report_id: silence for silence in self.silences}

    @property
    def longest_silence(self) -> Silence | None:
        """The longest known time from a report to the first action after it."""
        known = [silence for silence in self.silences if silence.days is not None]
        return max(known, key=lambda silence: silence.days or 0, default=None)

    @property
    def uncounted(self) -> int:
        """How many reports no silence is counted for: no known day, or not made to an agency."""
        everything = (*self.entries, *self.undated)
        told = sum(entry.kind is EntryKind.REPORT for entry in everything)
        return told - len(self.silences)


def timeline(case: CaseFile) -> Timeline:
    """The timeline of `case`, holding what its audience may see."""
    bodies = _bodies(case)
    lanes = (
        Lane(INCIDENTS, "Incidents"),
        Lane(REPORTS, "Reports"),
        *(Lane(body, name) for body, name in bodies.items()),
    )
    place = {lane.key: number for number, lane in enumerate(lanes)}
    entries = list(_entries(case, bodies))
    dated = [entry for entry in entries if entry.when.known]
    found = silences(case.reports, case.actions, bodies, case.taken_on)
    return Timeline(
        taken_on=case.taken_on,
        lanes=lanes,
        entries=tuple(sorted(dated, key=lambda entry: _order(entry, place))),
        undated=tuple(entry for entry in entries if not entry.when.known),
        silences=found,
        longest_gap=longest_gap(case.reports, case.actions, case.taken_on),
        responses=responses(bodies, case.reports, case.actions, found),
    )


def _order(entry: TimelineEntry, place: dict[str, int]) -> tuple[date, date, int, str]:
    first, last = entry.first or date.min, entry.last or date.min
    return first, last, place[entry.lane], entry.id


def _bodies(case: CaseFile) -> dict[str, str]:
    """Names by `body_key` of those that acted, were asked or were told, agencies in their order.

    A body that is no agency of the council is on it only if it acted.
    """
    told = {report.agency_id: report.told_to for report in case.reports if report.agency_id}
    asked = {request.agency_id: request.agency_name for request in case.requests}
    acted = {body_key(act.agency_id, act.agency_name): act.agency_name for act in case.actions}
    involved = told | asked | acted
    named = {agency.id: agency.name for agency in case.agencies if agency.id in involved}
    return {body: one_line(name) for body, name in (named | involved | named).items()}


def _entries(case: CaseFile, names: dict[str, str]) -> Iterator[TimelineEntry]:
    yield from _incidents(case)
    for report in case.reports:
        yield _report(report, names.get(body_key(report.agency_id, report.told_to), ""))
    for action in case.actions:
        body = body_key(action.agency_id, action.agency_name)
        yield _action(action, body, names[body])
    for request in case.requests:
        yield _request(request, names[request.agency_id])


def _incidents(case: CaseFile) -> Iterator[TimelineEntry]:
    """Each incident once: of those that are one, the earliest stands for all."""
    reports = {report.id: report for report in case.reports}
    groups: dict[str, list[IncidentView]] = defaultdict(list)
    for incident in case.incidents:
        groups[incident.group_id or f"alone {incident.id}"].append(incident)
    for members in groups.values():
        members.sort(key=lambda one: (one.when.earliest or date.max, one.when.latest or date.max))
        yield _incident(members, [_bodies_told(member, reports) for member in members])


def _bodies_told(incident: IncidentView, reports: dict[str, ReportView]) -> list[str]:
    told = (reports[key].told_to for key in incident.report_ids if key in reports)
    return list(dict.fromkeys(one_line(body) or "a body not named" for body in told))


def _incident(members: list[IncidentView], bodies: list[list[str]]) -> TimelineEntry:
    incident = members[0]
    several = len(members) > 1
    hate = any(member.hate for member in members)
    return TimelineEntry(
        id=incident.id,
        lane=INCIDENTS,
        kind=EntryKind.INCIDENT,
        when=incident.when,
        title=one_line(incident.summary),
        who=_what_it_is(incident, bodies, hate=hate),
        detail=_known(
            *told(incident, _TOLD_BESIDE),
            ("Reported", "" if any(bodies) else "not reported"),
            *((TOLD_AS, words) for words in map(_member, members, bodies) if several),
        ),
        mark=incident.mark,
        shortened=incident.shortened,
        hate=hate,
        about_applicant=incident.about_applicant,
        grade=incident.grade,
        members=tuple(member.id for member in members) if several else (),
    )


def _what_it_is(incident: IncidentView, told: list[list[str]], *, hate: bool) -> str:
    what = "hate incident" if hate else "incident"
    if incident.about_applicant:
        what = f"allegation against the applicant{', hate' if hate else ''}"
    if len(told) == 1:
        return what
    bodies = {body for each in told for body in each}
    if len(bodies) > 1:
        return f"{what}, told to {in_words(len(bodies))} bodies"
    return f"{what}, in {in_words(len(told))} accounts"


def in_words(number: int) -> str:
    """A small number as a word."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def _member(incident: IncidentView, told: list[str]) -> str:
    """One account of an incident that was told more than once, with where it comes from."""
    where = f"told to {' and '.join(told)}" if told else "not reported"
    known = filter(None, (where, incident.grade.value, incident.source))
    return f"{incident.when}: {one_line(incident.summary)} ({'; '.join(known)})"


def _report(report: ReportView, agency: str) -> TimelineEntry:
    told_to = agency or one_line(report.told_to) or "body not known"
    return TimelineEntry(
        id=report.id,
        lane=REPORTS,
        kind=EntryKind.REPORT,
        when=report.when,
        title=one_line(report.summary),
        who=f"told to {told_to} by {one_line(report.reported_by) or 'the applicant'}",
        detail=_known(*told(report, (*_TOLD_BESIDE, "told_to", "reported_by"))),
        mark=report.mark,
        shortened=report.shortened,
        grade=report.grade,
    )


def _action(action: ActionView, lane: str, agency: str) -> TimelineEntry:
    return TimelineEntry(
        id=action.id,
        lane=lane,
        kind=EntryKind.ACTION,
        when=action.when,
        title=one_line(action.summary),
        who=agency,
        detail=_known(*told(action, _TOLD_BESIDE)),
        mark=action.mark,
        shortened=action.shortened,
        still_open=action.still_open,
        grade=action.grade,
    )


def _request(request: RequestView, agency: str) -> TimelineEntry:
    return TimelineEntry(
        id=request.id,
        lane=request.agency_id,
        kind=EntryKind.REQUEST,
        when=on(request.asked_on),
        title=one_line(request.asked),
        who=f"asked of {agency}",
        detail=_known(*told(request, ("asked", "asked_on"))),
        still_open=request.state.outstanding,
    )


_TOLD_BESIDE = ("when", "summary", "mark", "hate", "about_applicant")
"""Facts of an entry that stand in the timeline itself."""


def _known(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, clean(words).strip()) for label, words in pairs if words.strip())
