"""Forms that put the chronology right: an incident or a report corrected, incidents made one."""

from __future__ import annotations

from conference.review import chronology
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile, Grade, IncidentView, ReportView
from screens.entries.many import ManyField, chosen
from screens.entries.timeline import (
    incident_fields,
    incident_in,
    incident_values,
    report_fields,
    report_in,
    report_values,
)
from screens.entry import Entry
from screens.widgets.fields import AreaField, ChoiceField, Field, TickField
from screens.widgets.form import Values

GRADES = (
    (Grade.AGENCY_RECORD.value, "agency record"),
    (Grade.APPLICANT.value, "the applicant's account"),
    (Grade.DISPUTED.value, "disputed"),
)
KEPT = "What it said before stays in the history."


def _grade_field(grade: Grade) -> Field:
    return ChoiceField("grade", "On whose word", GRADES, grade.value, required=True, wide=True)


def correct_incident_form(desk: Desk, case: CaseFile, incident: IncidentView) -> Entry:
    """Asks anew what happened, on whose word, and whether it is said of the applicant."""
    shown = [incident]

    def save(values: Values) -> None:
        chronology.correct_incident(
            desk,
            case.id,
            incident.id,
            incident_in(values, shown[-1]),
            grade=Grade(str(values["grade"])),
            about_applicant=values["about_applicant"] is True,
            shown=shown[-1].version,
        )

    def theirs() -> Values:
        now = read_case(desk, case.id, again=True).incidents
        shown.extend(one for one in now if one.id == incident.id)
        return _incident_values(shown[-1])

    fields = [
        *incident_fields(incident),
        _grade_field(incident.grade),
        TickField(
            "about_applicant",
            "Said of the applicant",
            incident.about_applicant,
            help="A counter-allegation: it is not counted among the applicant's complaints",
        ),
    ]
    return Entry(
        "Correct an incident",
        fields,
        save,
        desk=desk,
        place=f"incident/correct/{incident.id}",
        case_id=case.id,
        about=KEPT,
        theirs=theirs,
    )


def _incident_values(now: IncidentView) -> Values:
    return {
        **incident_values(now),
        "grade": now.grade.value,
        "about_applicant": now.about_applicant,
    }


def correct_report_form(desk: Desk, case: CaseFile, report: ReportView) -> Entry:
    """Asks anew what was told to whom, of which incidents, and on whose word."""
    shown = [report]

    def save(values: Values) -> None:
        chronology.correct_report(
            desk,
            case.id,
            report.id,
            report_in(values, shown[-1]),
            incident_ids=chosen(values["incidents"]),
            grade=Grade(str(values["grade"])),
            shown=shown[-1].version,
        )

    def theirs() -> Values:
        now = read_case(desk, case.id, again=True).reports
        shown.extend(one for one in now if one.id == report.id)
        return {**report_values(case, shown[-1]), "grade": shown[-1].grade.value}

    return Entry(
        "Correct a report",
        [*report_fields(case, report), _grade_field(report.grade)],
        save,
        desk=desk,
        place=f"report/correct/{report.id}",
        case_id=case.id,
        about=KEPT,
        theirs=theirs,
    )


def group_form(
    desk: Desk, case: CaseFile, incident_ids: tuple[str, ...] = (), reason: str = ""
) -> Entry:
    """Asks which incidents are one and the same, and why; ticked are those that were offered."""

    def save(values: Values) -> None:
        chronology.group(desk, case.id, chosen(values["incidents"]), why=str(values["why"]))

    offered = [one for one in case.incidents if one.id in incident_ids] or case.incidents
    fields = [
        ManyField(
            "incidents",
            "Which are one and the same",
            [(one.id, account_line(one, case)) for one in offered],
            "\n".join(incident_ids),
        ),
        AreaField("why", "Why they are one", reason, required=True, lines=3),
    ]
    return Entry(
        "One incident, told more than once",
        fields,
        save,
        desk=desk,
        place=f"group/{'-'.join(sorted(incident_ids))[:200] or case.id}",
        case_id=case.id,
        about="Each stays as it was told, and they can be ungrouped again. Escape: not the same.",
        save_words="One incident",
    )


def account_line(incident: IncidentView, case: CaseFile) -> str:
    """An incident with whom it was told to and where it stands, on one line."""
    told = {report.told_to for report in case.reports if report.id in incident.report_ids}
    parts = (f"told to {' and '.join(sorted(told))}" if told else "", incident.source)
    known = "; ".join(filter(None, parts))
    return f"{incident.when}: {incident.summary}{f' ({known})' if known else ''}"
