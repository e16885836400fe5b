"""The threshold in words: the statute's answer, the area's, each report's, and the decision."""

from __future__ import annotations

from textual.content import Content

from conference.case.facts import told
from conference.law.threshold import (
    Assessment,
    ConditionReading,
    Outcome,
    ReportReading,
    Result,
    Verdict,
)
from conference.views import CaseFile, IncidentView, ReportView, ThresholdDecisionView
from screens.words.parts import day_words, headed, labelled, paragraphs

OUTCOMES = {
    Outcome.MET: "MET",
    Outcome.NOT_MET: "NOT MET",
    Outcome.BORDERLINE: "BORDERLINE: a person decides",
}
VERDICTS = {
    Verdict.QUALIFIES: "qualifies",
    Verdict.DOES_NOT: "does not",
    Verdict.BORDERLINE: "borderline",
}
_HOLDS = {True: "holds", False: "does not hold", None: "not known"}


def result_words(title: str, result: Result, noun: str) -> Content:
    """One test's answer: its outcome, its count, and what else decided."""
    count = (
        str(result.count)
        if result.count == result.count_worst
        else f"between {result.count_worst} and {result.count}"
    )
    lines = [
        OUTCOMES[result.outcome],
        f"{count} {noun}{'' if count == '1' else 's'}; {result.needed} are needed.",
        *(f"Also: {limb}" for limb in result.limbs),
        *map(_condition, result.conditions),
    ]
    return headed(title, "\n".join(lines))


def _condition(condition: ConditionReading) -> str:
    return f"Goes beyond the statute: {condition.words} ({_HOLDS[condition.holds]})"


def warning_words(assessment: Assessment) -> str:
    """Every warning on a line of its own, marked by a character."""
    return "\n".join(f"! {warning}" for warning in assessment.warnings)


def decided_line(decision: ThresholdDecisionView | None) -> str:
    """Whether it is decided, on one line."""
    if decision is None:
        return "Not decided yet."
    outcome = "MET" if decision.met else "NOT MET"
    held = ", and a review is held anyway" if decision.discretionary else ""
    return f"DECIDED on {day_words(decision.decided_on)}: {outcome}{held}, under {decision.basis}"


def decision_words(decision: ThresholdDecisionView | None) -> Content:
    """The decision in force, with its reasons."""
    if decision is None:
        return Content("")
    return paragraphs(
        headed("The decision"),
        labelled(*told(decision)),
    )


def report_words(
    report: ReportView,
    case: CaseFile,
    readings: tuple[ReportReading | None, ReportReading | None] | None,
) -> Content:
    """One report: what it tells of, and what each test makes of it, with the dates.

    readings: the statute's and the local one; None where nothing was weighed.
    """
    incidents = {incident.id: incident for incident in case.incidents}
    of = [incidents[key] for key in report.incident_ids if key in incidents]
    return paragraphs(
        labelled(
            ("Reported", f"{report.when}, to {report.told_to or 'a body not named'}"),
            ("Of", "; ".join(map(_incident_words, of)) or "no incident"),
        ),
        labelled(
            *_reading("Statute", readings[0], of), *_reading("Local procedure", readings[1], of)
        )
        if readings
        else "",
        *(labelled(*told(ruling)) for ruling in report.rulings),
    )


def _incident_words(incident: IncidentView) -> str:
    against = " (said of the applicant: not counted)" if incident.about_applicant else ""
    same = " (one with others, and counted once)" if incident.group_id else ""
    return f"{incident.when}: {incident.summary}{against}{same}"


def _reading(
    name: str, reading: ReportReading | None, of: list[IncidentView]
) -> tuple[tuple[str, object], ...]:
    if reading is None and of:
        return ((name, "not weighed: what it tells is alleged of the applicant"),)
    if reading is None:
        return ((name, "not weighed: it tells of no incident"),)
    days = (
        f" Last day to report {day_words(reading.last_report_date, 'not known')};"
        f" to apply {day_words(reading.last_application_date, 'not known')}."
    )
    return ((name, f"{VERDICTS[reading.verdict].upper()}. {reading.rule}{days}"),)
