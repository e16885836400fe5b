"""The evidence: what agencies are asked and did, the incidents and the reports of them."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, func, select

from conference.errors import BadInput, NeedsConfirming, Problem
from conference.forms import (
    Disclosure,
    NewAction,
    NewIncident,
    NewReport,
)
from conference.law.access import Operation
from conference.law.audience import Mark
from conference.law.when import When, uk_day
from conference.record.facts import case_dates
from conference.record.tables import (
    Action,
    Agency,
    CaseRow,
    Decision,
    Incident,
    Recommendation,
    Report,
)
from conference.record.weighing import when_of
from conference.review.columns import (
    columns_of,
    dated,
    disclosed,
    report_columns,
)
from conference.review.desk import Desk, Work, required
from conference.review.intake import agencies_of, join
from conference.review.requests import LEGAL_BASIS as LEGAL_BASIS
from conference.review.requests import answer_request as answer_request
from conference.review.requests import ask as ask
from conference.review.requests import withdraw_request as withdraw_request
from conference.text import one_line
from conference.views import Grade, Moment


def log_action(desk: Desk, case_id: str, form: NewAction, *, confirmed: bool = False) -> str:
    """Log what an agency did; return the entry's id.

    Raises NeedsConfirming, unless confirmed, for an action before the first incident.
    """
    required(kind=form.kind, what_was_done=form.summary)
    with desk.acting(Operation.LOG_ACTION, case_id, entry_agency=form.agency_id) as work:
        _in_its_time(work, form.when, confirmed=confirmed)
        agency = work.find(Agency, form.agency_id)
        if form.report_id is not None:
            work.find(Report, form.report_id)
        action = work.new(
            Action,
            **columns_of(form),
            **disclosed(form.disclosure),
            **_entered(work, form.grade),
            agency_id=agency.id,
            report_id=form.report_id,
            moment=moment_of(work),
            keyed_by=work.actor,
            keyed_for=one_line(form.keyed_for),
        )
        work.did(f"logged what {agency.name} did", action)
        return action.id


def correct_action(
    desk: Desk,
    case_id: str,
    action_id: str,
    form: NewAction,
    *,
    shown: int,
    confirmed: bool = False,
) -> None:
    """Change a logged action; the earlier words stay in the history.

    Raises NeedsConfirming, unless confirmed, where it is moved to before the first incident.
    """
    required(kind=form.kind, what_was_done=form.summary)
    with desk.acting(Operation.LOG_ACTION, case_id, entry_agency=form.agency_id) as work:
        action = work.find(Action, action_id, shown=shown)
        moved = dated(form.when) != dated(when_of(action))
        _in_its_time(work, form.when, confirmed=confirmed or not moved)
        if action.agency_id != form.agency_id:
            raise BadInput("An action stays with the agency that did it.")
        for name, value in {**columns_of(form), **disclosed(form.disclosure)}.items():
            setattr(action, name, value)
        work.did("corrected an action", action)


def not_in_future(work: Work, when: When) -> None:
    """Raise BadInput for a day that lies wholly in the future."""
    if when.earliest and when.earliest > work.today:
        raise BadInput(
            f"{when} has not come yet.",
            (Problem("date", "something done lies in the past"),),
            next="Put the date right and save again.",
        )


def _in_its_time(work: Work, when: When, *, confirmed: bool) -> None:
    """An action lies in the past, and seldom before the first incident: that is asked about."""
    not_in_future(work, when)
    first = first_incident(work)
    if not confirmed and first and when.latest and when.latest < first:
        raise NeedsConfirming(
            f"{when} is before the first incident ({uk_day(first)}). Is that right?",
            safe="Nothing was changed.",
            next="Put the date right, or confirm it.",
        )


def first_incident(work: Work) -> date | None:
    """The first day of an incident; of one that not everybody may know of no day is told."""
    days = select(func.min(col(Incident.when_from))).where(
        Incident.case_id == work.case.id, Incident.mark != Mark.NAMED
    )
    return work.session.exec(days).one()


def moment_of(work: Work) -> Moment:
    """Whether an entry made now is made before, at or after the meeting."""
    dates = case_dates(work.session, work.case)
    if dates.meeting_over:
        return Moment.AFTER
    return Moment.AT if dates.meeting_state == "open" else Moment.BEFORE


def _entered(work: Work, grade: Grade) -> dict[str, object]:
    return {"grade": grade, "entered_by": work.actor, "entered_at": work.now}


def add_incident(
    desk: Desk,
    case_id: str,
    form: NewIncident,
    *,
    grade: Grade = Grade.AGENCY_RECORD,
    disclosure: Disclosure = Disclosure(),  # noqa: B008 - frozen, so one serves every call
) -> str:
    """Add an incident with the reports of it; return its id."""
    required(what_happened=form.summary)
    with desk.acting(Operation.ADD_CHRONOLOGY, case_id) as work:
        not_in_future(work, form.when)
        incident = work.new(
            Incident,
            **columns_of(form),
            **disclosed(disclosure),
            **_entered(work, grade),
        )
        work.did("added an incident", incident)
        for report in form.reports:
            _add_report(work, report, [incident], disclosure, grade)
        return incident.id


def add_report(
    desk: Desk,
    case_id: str,
    form: NewReport,
    *,
    incident_ids: tuple[str, ...] = (),
    grade: Grade = Grade.AGENCY_RECORD,
    disclosure: Disclosure = Disclosure(),  # noqa: B008 - frozen, so one serves every call
) -> str:
    """Add a report of one or more incidents; return its id."""
    required(told_to=form.told_to)
    with desk.acting(Operation.ADD_CHRONOLOGY, case_id) as work:
        not_in_future(work, form.when)
        incidents = [work.find(Incident, incident_id) for incident_id in incident_ids]
        return _add_report(work, form, incidents, disclosure, grade).id


def _add_report(
    work: Work, form: NewReport, incidents: list[Incident], disclosure: Disclosure, grade: Grade
) -> Report:
    for incident in incidents:
        in_order(incident, form.when)
    told = "; ".join(incident.summary for incident in incidents)
    report = work.new(
        Report,
        **report_columns(form, agencies_of(work), told=told),
        **disclosed(disclosure),
        **_entered(work, grade),
    )
    work.did("added a report", report)
    for incident in incidents:
        join(work, report, incident)
    return report


def in_order(incident: Incident, reported: When) -> None:
    """Raise BadInput where a report is certainly dated before the incident it tells of."""
    if incident.when_from and reported.latest and reported.latest < incident.when_from:
        raise BadInput(
            f"The report ({reported}) is dated before the incident.",
            (Problem("reported", "check both dates"),),
        )


_MARKED: tuple[type[CaseRow], ...] = (Incident, Report, Action, Decision, Recommendation)
_THE_PANELS = (Decision, Recommendation)
"""What the panel says about an agency is not the agency's to keep from the applicant."""


def mark_entry(
    desk: Desk, case_id: str, entry_id: str, form: Disclosure, *, shown: int | None = None
) -> None:
    """Change who may be told an entry. The change is in the history with what was before."""
    table, agency_id = _kind_of_entry(desk, entry_id)
    with desk.acting(Operation.MARK_ENTRY, case_id, entry_agency=agency_id) as work:
        entry = work.find(table, entry_id, shown=shown)
        for name, value in disclosed(form).items():
            setattr(entry, name, value)
        work.did("changed who may be told an entry", entry)


def _kind_of_entry(desk: Desk, entry_id: str) -> tuple[type[CaseRow], str]:
    """Which table an entry is of, and whose it is; "" for nobody's, which no agency may mark."""
    with desk.store.reading() as session:
        for table in _MARKED:
            row = session.get(table, entry_id)
            if row is not None and row.council_id == desk.council_id:
                whose = None if table in _THE_PANELS else getattr(row, "agency_id", None)
                return table, whose or ""
    raise BadInput("That entry is no longer there.", next="Open the case again.")
