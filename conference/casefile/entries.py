"""Incidents, the reports of them, and what agencies did, as one audience may see them."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import col, select

from conference.casefile.reader import Reader, by_day
from conference.law.audience import Sight
from conference.record.tables import Action, Incident, Report, ReportedIncident
from conference.views import ActionView, IncidentView, ReportView


def incidents(reader: Reader) -> tuple[IncidentView, ...]:
    """The incidents, oldest first."""
    told = _told(reader, "incident_id", "report_id")
    return tuple(
        IncidentView(
            **reader.entry(row, seen),
            time_words=row.time_words if seen is Sight.WHOLE else "",
            place=row.place if seen is Sight.WHOLE else "",
            hate=row.hate,
            report_ids=tuple(told[row.id]),
        )
        for row, seen in reader.visible(reader.rows(Incident, *by_day(Incident)), lambda _row: None)
    )


def reports(reader: Reader) -> tuple[ReportView, ...]:
    """The reports, oldest first."""
    told = _told(reader, "report_id", "incident_id")
    views = []
    for row, seen in reader.visible(
        reader.rows(Report, *by_day(Report)), lambda row: row.agency_id
    ):
        whole = seen is Sight.WHOLE
        views.append(
            ReportView(
                **reader.entry(row, seen),
                agency_id=row.agency_id,
                told_to=reader.agency_name(row.agency_id) or row.told_to,
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
    for row, seen in reader.visible(
        reader.rows(Action, *by_day(Action)), lambda row: row.agency_id
    ):
        whole = seen is Sight.WHOLE
        views.append(
            ActionView(
                **reader.entry(row, seen),
                agency_id=row.agency_id,
                agency_name=reader.agency_name(row.agency_id) or row.done_by or "Others",
                kind=row.kind if whole else "",
                outcome=row.outcome if whole else "",
                contact_with=row.contact_with if whole else "",
                still_open=row.still_open,
                more_could_be_done=row.more_could_be_done if whole else "",
                moment=row.moment,
                reference=row.reference if whole else "",
                report_id=row.report_id,
                keyed_by=row.keyed_by if whole else "",
                keyed_for=row.keyed_for if whole else "",
            )
        )
    return tuple(views)


def _told(reader: Reader, key: str, other: str) -> dict[str, list[str]]:
    """Which reports tell of which incidents, either way round."""
    rows = reader.session.exec(
        select(ReportedIncident)
        .join(Report, col(Report.id) == ReportedIncident.report_id)
        .where(Report.case_id == reader.case.id)
    )
    told: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        told[getattr(row, key)].append(getattr(row, other))
    return told
