"""A case's incidents, reports and rulings as the facts that `law/threshold.py` weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from conference.law.procedure import Procedure
from conference.law.threshold import Assessment, IncidentFact, ReportFact, assess
from conference.law.when import Precision, When
from conference.likeness import Account, pairs
from conference.record.tables import Case, Dated, Incident, Report, ReportedIncident, Ruling
from conference.text import one_line


def when_of(row: Dated) -> When:
    """The day or days a row is dated."""
    return When(row.when_from, row.when_to, row.when_precision, row.when_words)


def weigh(session: Session, case: Case, procedure: Procedure) -> Assessment:
    """The statute's and the area's answer for the case as it stands in the record.

    An allegation against the applicant is no complaint of theirs about the behaviour: it is left
    out, and so is a report that tells of nothing else.
    """
    rows = session.exec(
        select(Incident)
        .where(Incident.case_id == case.id, col(Incident.about_applicant).is_(False))
        .order_by(col(Incident.when_from).is_(None), col(Incident.when_from), col(Incident.id))
    ).all()
    told = _incidents_told(session, case)
    reports = [
        row
        for row in session.exec(select(Report).where(Report.case_id == case.id)).all()
        if told[row.id]
    ]
    rulings = _rulings(session, case)
    return assess(
        _incident_facts(rows, reports, told),
        [
            ReportFact(
                row.id,
                incidents=tuple(told[row.id]),
                when=when_of(row),
                told_to=_body(row),
                by=row.reported_by,
                formal=row.formal,
                ruling=rulings.get(row.id),
            )
            for row in reports
        ],
        applied=case.received_on,
        procedure=procedure,
    )


def _body(row: Report) -> str:
    return row.agency_id or row.told_to


def _incident_facts(
    rows: Sequence[Incident], reports: Sequence[Report], told: Mapping[str, list[str]]
) -> list[IncidentFact]:
    """The incidents: those somebody grouped are one, and those that may be one say so."""
    first_of_group: dict[str, str] = {}
    for row in rows:
        if row.group_id:
            first_of_group.setdefault(row.group_id, row.id)
    perhaps = _perhaps_same(rows, reports, told)
    return [
        IncidentFact(
            row.id,
            when_of(row),
            hate=row.hate,
            perhaps_same_as=tuple(perhaps[row.id]),
            same_as=first_of_group.get(row.group_id or "", ""),
        )
        for row in rows
    ]


def _perhaps_same(
    rows: Sequence[Incident], reports: Sequence[Report], told: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """By incident, the others it may be told twice as, while nobody has grouped them.

    Only those of one certain day that one person told: two people who tell of an incident have
    made two complaints. Groups make no difference here, so that grouping never adds to a count.
    """
    tellings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for report in reports:
        for incident_id in told[report.id]:
            tellings[incident_id].add((one_line(report.reported_by).casefold(), _body(report)))
    accounts = (
        Account(
            row.id,
            when_of(row),
            row.summary,
            told=frozenset(tellings[row.id]),
            source=row.source_id or "",
        )
        for row in rows
        if row.when_precision is Precision.DAY and tellings[row.id]
    )
    perhaps: dict[str, list[str]] = defaultdict(list)
    for pair in pairs(accounts):
        if {by for by, _ in pair.first.told} & {by for by, _ in pair.second.told}:
            perhaps[pair.first.key].append(pair.second.key)
    return perhaps


def _incidents_told(session: Session, case: Case) -> dict[str, list[str]]:
    pairs = session.exec(
        select(ReportedIncident.report_id, ReportedIncident.incident_id)
        .join(Report, col(Report.id) == ReportedIncident.report_id)
        .join(Incident, col(Incident.id) == ReportedIncident.incident_id)
        .where(Report.case_id == case.id, col(Incident.about_applicant).is_(False))
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
