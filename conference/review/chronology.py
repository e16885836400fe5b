"""The chronology put right: which incidents are one, what a report tells of, and corrections.

Nothing is lost by any of it. Grouped incidents stay as they were told, each with its source; what
an entry said before it was corrected stays in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from conference.errors import BadInput, Problem
from conference.forms import NewIncident, NewReport
from conference.law.access import Operation
from conference.record.tables import Incident, IncidentGroup, Report, ReportedIncident
from conference.record.weighing import when_of
from conference.review.columns import columns_of, report_columns
from conference.review.desk import Desk, Work, required
from conference.review.evidence import in_order, not_in_future
from conference.review.intake import agencies_of, join
from conference.text import clean
from conference.views import Grade

# One incident told more than once ----------------------------------------------------------------


def group(desk: Desk, case_id: str, incident_ids: Sequence[str], *, why: str) -> str:
    """Say that incidents are one and the same; the group's id. Each stays as it was told.

    Where one of them is in a group already the others join it. Raises BadInput for fewer than two,
    for two groups, and where an allegation against the applicant would become one with theirs.
    """
    required(why=why)
    with desk.acting(Operation.GROUP_INCIDENTS, case_id) as work:
        incidents = [work.find(Incident, key) for key in dict.fromkeys(incident_ids)]
        present = _one_group(incidents)
        row = work.find(IncidentGroup, present) if present else _new_group(work)
        row.why = "\n".join(filter(None, (row.why, clean(why).strip())))
        work.did("grouped incidents as one and the same", row)
        for incident in incidents:
            if incident.group_id != row.id:
                incident.group_id = row.id
                work.did("put an incident in a group", incident, why=row.why)
        return row.id


def _new_group(work: Work) -> IncidentGroup:
    return work.new(IncidentGroup, made_by=work.actor, made_at=work.now)


def _one_group(incidents: Sequence[Incident]) -> str:
    """The group some of them are in already; empty for none."""
    if len(incidents) < 2:
        raise BadInput("One incident alone is no group.", next="Name two or more incidents.")
    if len({incident.about_applicant for incident in incidents}) > 1:
        raise BadInput(
            "An allegation against the applicant is not one with what the applicant suffered.",
            next="Group one kind only, or correct the incident first.",
        )
    groups = {incident.group_id for incident in incidents} - {None}
    if len(groups) > 1:
        raise BadInput(
            "These incidents are in different groups already.",
            next="Ungroup one of them first.",
        )
    if groups and all(incident.group_id for incident in incidents):
        raise BadInput("These incidents are one group already.")
    return next((found for found in groups if found), "")


def ungroup(desk: Desk, case_id: str, *, group_id: str = "", incident_id: str = "") -> None:
    """Take a whole group apart, or one incident out of its group; two that were one part both.

    That they were grouped, by whom and why, stays in the record.
    """
    with desk.acting(Operation.GROUP_INCIDENTS, case_id) as work:
        taken = work.find(Incident, incident_id) if incident_id else None
        found = taken.group_id if taken else work.find(IncidentGroup, group_id).id
        members = _members(work, found) if found else []
        if not members:
            raise BadInput("That incident is in no group.", next="Open the case again.")
        leaving = [taken] if taken and len(members) > 2 else members
        for incident in leaving:
            incident.group_id = None
            work.did("took an incident out of its group", incident)


def _members(work: Work, group_id: str) -> list[Incident]:
    rows = work.session.exec(
        select(Incident)
        .where(Incident.case_id == work.case.id, Incident.group_id == group_id)
        .order_by(col(Incident.id))
    )
    return list(rows)


# Which incidents a report tells of ---------------------------------------------------------------


def join_report(desk: Desk, case_id: str, report_id: str, incident_ids: Iterable[str]) -> None:
    """Note that a report tells of these incidents too: one report can tell of several."""
    with desk.acting(Operation.CORRECT_CHRONOLOGY, case_id) as work:
        report = work.find(Report, report_id)
        present = {link.incident_id for link in _links(work, report)}
        _tell(work, report, [*present, *incident_ids])


def part_report(desk: Desk, case_id: str, report_id: str, incident_ids: Iterable[str]) -> None:
    """Note that a report does not tell of these incidents after all."""
    with desk.acting(Operation.CORRECT_CHRONOLOGY, case_id) as work:
        report = work.find(Report, report_id)
        parted = {work.find(Incident, key).id for key in incident_ids}
        present = [link.incident_id for link in _links(work, report)]
        _tell(work, report, [key for key in present if key not in parted])


def _tell(work: Work, report: Report, incident_ids: Iterable[str]) -> None:
    """Let a report tell of these incidents and no others; says only what changed."""
    wanted = {key: work.find(Incident, key) for key in dict.fromkeys(incident_ids)}
    links = {link.incident_id: link for link in _links(work, report)}
    for incident in wanted.values():
        in_order(incident, when_of(report))
        if incident.id not in links:
            join(work, report, incident)
    for incident_id, link in links.items():
        if incident_id not in wanted:
            told = {"report_id": report.id, "incident_id": incident_id}
            work.session.delete(link)
            work.note("parted a report from an incident", link, details=told)


def _links(work: Work, report: Report) -> list[ReportedIncident]:
    rows = select(ReportedIncident).where(ReportedIncident.report_id == report.id)
    return list(work.session.exec(rows.order_by(col(ReportedIncident.id))))


# Corrections -------------------------------------------------------------------------------------


def correct_incident(
    desk: Desk,
    case_id: str,
    incident_id: str,
    form: NewIncident,
    *,
    grade: Grade,
    about_applicant: bool,
    shown: int,
) -> None:
    """Change an incident; the earlier words stay in the history.

    form: `reports` is not read. about_applicant: it is the applicant who is said to have done it.
    shown: the version that was corrected; raises Conflict where somebody changed it since.
    """
    required(what_happened=form.summary)
    with desk.acting(Operation.CORRECT_CHRONOLOGY, case_id) as work:
        not_in_future(work, form.when)
        incident = work.find(Incident, incident_id, shown=shown)
        if incident.group_id and incident.about_applicant is not about_applicant:
            raise BadInput(
                "It is one with other incidents, which would then be of two kinds.",
                (Problem("about applicant", "ungroup it first"),),
            )
        _set(incident, columns_of(form))
        incident.grade = grade
        incident.about_applicant = about_applicant
        for report in _reports_of(work, incident):
            in_order(incident, when_of(report))
        work.did("corrected an incident", incident)


def _reports_of(work: Work, incident: Incident) -> list[Report]:
    rows = (
        select(Report)
        .join(ReportedIncident, col(ReportedIncident.report_id) == Report.id)
        .where(ReportedIncident.incident_id == incident.id)
    )
    return list(work.session.exec(rows))


def correct_report(
    desk: Desk,
    case_id: str,
    report_id: str,
    form: NewReport,
    *,
    incident_ids: Iterable[str],
    grade: Grade,
    shown: int,
) -> None:
    """Change a report and which incidents it tells of; the earlier words stay in the history.

    shown: the version that was corrected; raises Conflict where somebody changed it since.
    """
    required(told_to=form.told_to)
    with desk.acting(Operation.CORRECT_CHRONOLOGY, case_id) as work:
        not_in_future(work, form.when)
        report = work.find(Report, report_id, shown=shown)
        taken_by = form.taken_by or report.taken_by  # The form on screen does not ask for it.
        _set(report, report_columns(form, agencies_of(work), told=""))
        report.taken_by = taken_by
        report.grade = grade
        work.did("corrected a report", report)
        _tell(work, report, incident_ids)


def _set(row: Incident | Report, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
