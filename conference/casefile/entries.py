"""Incidents, the reports of them, and what agencies did, as one audience may see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.law.audience import Sight
from conference.record.bare import Question
from conference.views import ActionView, IncidentView, ReportView


def incidents(reader: Reader) -> tuple[IncidentView, ...]:
    """The incidents, oldest first."""
    told = _told(reader, "incident_id", "report_id", wanted.REPORTS)
    visible = _visible(reader, wanted.INCIDENTS)
    groups = _groups_seen(visible)
    return tuple(
        IncidentView(
            **reader.entry(row, seen),
            time_words=row.time_words if seen is Sight.WHOLE else "",
            place=row.place if seen is Sight.WHOLE else "",
            hate=row.hate and seen is Sight.WHOLE,
            report_ids=tuple(told[row.id]),
            about_applicant=row.about_applicant and seen is Sight.WHOLE,
            group_id=row.group_id if seen is Sight.WHOLE and row.group_id in groups else None,
        )
        for row, seen in visible
    )


def _groups_seen(visible: Iterable[tuple[Any, Sight]]) -> set[str]:
    """The groups of which this audience sees two members whole: one alone would tell of others."""
    members = Counter(row.group_id for row, seen in visible if seen is Sight.WHOLE)
    return {group for group, number in members.items() if group and number > 1}


def reports(reader: Reader) -> tuple[ReportView, ...]:
    """The reports, oldest first."""
    told = _told(reader, "report_id", "incident_id", wanted.INCIDENTS)
    views = []
    for row, seen in _visible(reader, wanted.REPORTS):
        whole = seen is Sight.WHOLE
        views.append(
            ReportView(
                **reader.entry(row, seen),
                agency_id=row.agency_id,
                told_to=reader.agency_name(row.agency_id) or (row.told_to if whole else ""),
                reported_by=row.reported_by if whole else "",
                method=row.method if whole else "",
                reference=row.reference if whole else "",
                formal=row.formal,
                incident_ids=tuple(told[row.id]),
                response=row.response if whole else "",
            )
        )
    return tuple(views)


def actions(reader: Reader) -> tuple[ActionView, ...]:
    """What agencies did, oldest first."""
    views = []
    reports_seen = _seen_ids(reader, wanted.REPORTS)
    for row, seen in _visible(reader, wanted.ACTIONS):
        whole = seen is Sight.WHOLE
        views.append(
            ActionView(
                **reader.entry(row, seen),
                agency_id=row.agency_id,
                agency_name=reader.agency_name(row.agency_id)
                or (row.done_by if whole else "")
                or "Others",
                kind=row.kind if whole else "",
                outcome=row.outcome if whole else "",
                contact_with=row.contact_with if whole else "",
                still_open=row.still_open and whole,
                more_could_be_done=row.more_could_be_done if whole else "",
                moment=row.moment,
                reference=row.reference if whole else "",
                report_id=row.report_id if row.report_id in reports_seen else None,
                keyed_by=row.keyed_by if whole else "",
                keyed_for=row.keyed_for if whole else "",
            )
        )
    return tuple(views)


def _visible(reader: Reader, entries: Question) -> list[tuple[Any, Sight]]:
    """The entries this audience sees; an agency's own is the report to it, or what it did."""
    return reader.visible(reader.rows(entries), lambda row: getattr(row, "agency_id", None))


def _seen_ids(reader: Reader, entries: Question) -> set[str]:
    """The ids of the entries this audience sees at all: nothing may point at the others."""
    return {row.id for row, _seen in _visible(reader, entries)}


def _told(reader: Reader, key: str, other: str, entries: Question) -> dict[str, list[str]]:
    """Which reports tell of which incidents, either way round; `entries` are the other's."""
    visible = _seen_ids(reader, entries)
    told: dict[str, list[str]] = defaultdict(list)
    for row in reader.rows(wanted.LINKS):
        if getattr(row, other) in visible:
            told[getattr(row, key)].append(getattr(row, other))
    return told
