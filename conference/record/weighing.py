"""A case's incidents, reports and rulings as the facts that `law/threshold.py` weighs."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import Session, col, select

from conference.law.procedure import Procedure
from conference.law.threshold import Assessment, IncidentFact, ReportFact, assess
from conference.law.when import When
from conference.record.tables import Case, Dated, Incident, Report, ReportedIncident, Ruling


def when_of(row: Dated) -> When:
    """The day or days a row is dated."""
    return When(row.when_from, row.when_to, row.when_precision, row.when_words)


def weigh(session: Session, case: Case, procedure: Procedure) -> Assessment:
    """The statute's and the area's answer for the case as it stands in the record."""
    incidents = session.exec(select(Incident).where(Incident.case_id == case.id)).all()
    reports = session.exec(select(Report).where(Report.case_id == case.id)).all()
    told = _incidents_told(session, case)
    rulings = _rulings(session, case)
    return assess(
        [IncidentFact(row.id, when_of(row), hate=row.hate) for row in incidents],
        [
            ReportFact(
                row.id,
                incidents=tuple(told[row.id]),
                when=when_of(row),
                told_to=row.agency_id or row.told_to,
                by=row.reported_by,
                formal=row.formal,
                ruling=rulings.get(row.id),
            )
            for row in reports
            if told[row.id]
        ],
        applied=case.received_on,
        procedure=procedure,
    )


def _incidents_told(session: Session, case: Case) -> dict[str, list[str]]:
    pairs = session.exec(
        select(ReportedIncident.report_id, ReportedIncident.incident_id)
        .join(Report, col(Report.id) == ReportedIncident.report_id)
        .where(Report.case_id == case.id)
    )
    told: dict[str, list[str]] = defaultdict(list)
    for report_id, incident_id in pairs:
        told[report_id].append(incident_id)
    return told


def _rulings(session: Session, case: Case) -> dict[str, bool]:
    """The latest ruling on each report."""
    rows = session.exec(
        select(Ruling).where(Ruling.case_id == case.id).order_by(col(Ruling.ruled_at))
    )
    return {row.report_id: row.counts for row in rows}
