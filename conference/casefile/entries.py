"""Incidents, the reports of them, and what agencies did, as one audience may see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from conference.casefile import wanted
from conference.casefile.reader import Reader
from conference.casefile.views_of import view_of
from conference.law.audience import Sight
from conference.record.bare import Question
from conference.views import ActionView, IncidentView, ReportView, RulingView


def incidents(reader: Reader) -> tuple[IncidentView, ...]:
    """The incidents, oldest first."""
    told = _told(reader, "incident_id", "report_id", wanted.REPORTS)
    visible = _visible(reader, wanted.INCIDENTS)
    groups = _groups_seen(visible)
    found = {row.id: row for row in reader.rows(wanted.GROUPS)}
    views = []
    for row, seen in visible:
        group = row.group_id if seen is Sight.WHOLE and row.group_id in groups else None
        why = found.get(group or "") if reader.is_inside else None
        views.append(
            reader.entry(
                IncidentView,
                row,
                seen,
                report_ids=tuple(told[row.id]),
                group_id=group,
                group_why=why.why if why else "",
                group_made_by=why.made_by if why else "",
            )
        )
    return tuple(views)


def _groups_seen(visible: Iterable[tuple[Any, Sight]]) -> set[str]:
    """The groups of which this audience sees two members whole: one alone would tell of others."""
    members = Counter(row.group_id for row, seen in visible if seen is Sight.WHOLE)
    return {group for group, number in members.items() if group and number > 1}


def reports(reader: Reader) -> tuple[ReportView, ...]:
    """The reports, oldest first."""
    told = _told(reader, "report_id", "incident_id", wanted.INCIDENTS)
    rulings: dict[str, list[RulingView]] = defaultdict(list)
    for ruling in reader.rows(wanted.RULINGS) if reader.is_inside else ():
        rulings[ruling.report_id].append(view_of(RulingView, ruling))
    return tuple(
        reader.entry(
            ReportView,
            row,
            seen,
            agency_id=row.agency_id,
            told_to=reader.agency_name(row.agency_id)
            or (row.told_to if seen is Sight.WHOLE else ""),
            formal=row.formal,
            incident_ids=tuple(told[row.id]),
            rulings=tuple(rulings[row.id]),
        )
        for row, seen in _visible(reader, wanted.REPORTS)
    )


def actions(reader: Reader) -> tuple[ActionView, ...]:
    """What agencies did, oldest first."""
    reports_seen = _seen_ids(reader, wanted.REPORTS)
    return tuple(
        reader.entry(
            ActionView,
            row,
            seen,
            **{} if seen is Sight.WHOLE else {"kind": ""},
            agency_id=row.agency_id,
            agency_name=reader.agency_name(row.agency_id)
            or (row.done_by if seen is Sight.WHOLE else "")
            or "Others",
            moment=row.moment,
            report_id=row.report_id if row.report_id in reports_seen else None,
        )
        for row, seen in _visible(reader, wanted.ACTIONS)
    )


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
