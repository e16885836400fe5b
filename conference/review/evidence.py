"""The evidence: what agencies are asked and did, the incidents and the reports of them."""

from __future__ import annotations

from datetime import date

from conference.errors import BadInput, Problem
from conference.forms import (
    Disclosure,
    NewAction,
    NewIncident,
    NewReport,
    NewRequest,
    RequestAnswer,
)
from conference.law.access import Operation
from conference.law.audience import Mark
from conference.law.calendar import WorkingCalendar, due
from conference.law.procedure import NOT_PUBLISHED, Event, Step
from conference.law.when import When
from conference.record.facts import case_dates
from conference.record.tables import (
    Action,
    Agency,
    CaseRow,
    Decision,
    Incident,
    InformationRequest,
    Recommendation,
    Report,
)
from conference.review.agencies import match
from conference.review.desk import Desk, Work, required
from conference.review.intake import agencies_of, dated, join
from conference.text import clean, one_line
from conference.views import Grade, Moment, RequestState

LEGAL_BASIS = "Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4 paragraph 7"


def ask(desk: Desk, case_id: str, form: NewRequest) -> str:
    """Ask an agency for information under Schedule 4 paragraph 7; return the request's id."""
    required(what_is_asked=form.asked)
    with desk.acting(Operation.ASK_AGENCY, case_id) as work:
        agency = work.find(Agency, form.agency_id)
        request = work.new(
            InformationRequest,
            agency_id=agency.id,
            asked=clean(form.asked),
            period_from=form.period_from,
            period_to=form.period_to,
            legal_basis=LEGAL_BASIS,
            asked_on=work.today,
            due_on=form.due_on or _answer_due(work),
        )
        work.did(f"asked {agency.name} for information", request)
        return request.id


def _answer_due(work: Work) -> date | None:
    """The day by the procedure; None where it publishes no time: no day is made up."""
    rule = work.procedure.steps[Step.AGENCY_RETURNS]
    if rule is NOT_PUBLISHED:
        return None
    start = {
        Event.RECEIVED: work.case.received_on,
        Event.ACKNOWLEDGED: work.case.acknowledged_on,
        Event.THRESHOLD_DECIDED: case_dates(work.session, work.case).threshold_decided,
    }.get(rule.event, work.today)
    return due(rule, start or work.today, WorkingCalendar(work.procedure.closure_days))


def answer_request(
    desk: Desk, case_id: str, request_id: str, form: RequestAnswer, *, shown: int | None = None
) -> None:
    """Record how far an agency's answer has come; declining needs its ground."""
    if form.state in (RequestState.ASKED, RequestState.WITHDRAWN):
        raise BadInput(
            f"An agency's answer cannot be “{form.state}”.",
            next="A request is withdrawn by those who asked it.",
        )
    with desk.store.reading() as session:
        request_row = session.get(InformationRequest, request_id)
        agency_id = request_row.agency_id if request_row else None
    if form.state is RequestState.DECLINED:
        required(ground=form.note)
    with desk.acting(Operation.ANSWER_REQUEST, case_id, entry_agency=agency_id) as work:
        request = work.find(InformationRequest, request_id, shown=shown)
        request.state = form.state
        request.note = clean(form.note)
        request.answered_on = None if form.state.outstanding else work.today
        work.did(f"recorded an agency's answer: {form.state}", request)


def withdraw_request(desk: Desk, case_id: str, request_id: str, *, why: str) -> None:
    """Withdraw a request. An agency that is asked nothing else loses sight of the case."""
    required(why=why)
    with desk.acting(Operation.ASK_AGENCY, case_id) as work:
        request = work.find(InformationRequest, request_id)
        request.state, request.note = RequestState.WITHDRAWN, clean(why)
        work.did("withdrew a request for information", request)


def log_action(desk: Desk, case_id: str, form: NewAction) -> str:
    """Log what an agency did; return the entry's id."""
    required(kind=form.kind, what_was_done=form.summary)
    with desk.acting(Operation.LOG_ACTION, case_id, entry_agency=form.agency_id) as work:
        _not_in_future(work, form.when)
        agency = work.find(Agency, form.agency_id)
        if form.report_id is not None:
            work.find(Report, form.report_id)
        action = work.new(
            Action,
            **dated(form.when),
            **disclosed(form.disclosure),
            **_entered(work, form.grade),
            agency_id=agency.id,
            report_id=form.report_id,
            kind=one_line(form.kind),
            summary=clean(form.summary),
            outcome=clean(form.outcome),
            contact_with=one_line(form.contact_with),
            still_open=form.still_open,
            more_could_be_done=clean(form.more_could_be_done),
            reference=one_line(form.reference),
            moment=_moment(work),
            keyed_by=work.actor,
            keyed_for=one_line(form.keyed_for),
        )
        work.did(f"logged what {agency.name} did", action)
        return action.id


def correct_action(
    desk: Desk, case_id: str, action_id: str, form: NewAction, *, shown: int
) -> None:
    """Change a logged action; the earlier words stay in the history."""
    required(kind=form.kind, what_was_done=form.summary)
    with desk.acting(Operation.LOG_ACTION, case_id, entry_agency=form.agency_id) as work:
        _not_in_future(work, form.when)
        action = work.find(Action, action_id, shown=shown)
        if action.agency_id != form.agency_id:
            raise BadInput("An action stays with the agency that did it.")
        for name, value in {**dated(form.when), **disclosed(form.disclosure)}.items():
            setattr(action, name, value)
        action.kind, action.summary = one_line(form.kind), clean(form.summary)
        action.outcome = clean(form.outcome)
        action.contact_with = one_line(form.contact_with)
        action.still_open = form.still_open
        action.more_could_be_done = clean(form.more_could_be_done)
        action.reference = one_line(form.reference)
        work.did("corrected an action", action)


def _not_in_future(work: Work, when: When) -> None:
    if when.earliest and when.earliest > work.today:
        raise BadInput(
            f"{when} has not come yet.",
            (Problem("date", "something done lies in the past"),),
            next="Put the date right and save again.",
        )


def _moment(work: Work) -> Moment:
    dates = case_dates(work.session, work.case)
    if dates.meeting_over:
        return Moment.AFTER
    return Moment.AT if dates.meeting_state == "open" else Moment.BEFORE


def disclosed(form: Disclosure) -> dict[str, object]:
    """Who may be told an entry, as the columns that keep it."""
    if form.mark is Mark.SUMMARY:
        required(summary_wording=form.summary_wording)
    if form.mark is Mark.NAMED and not form.named_agencies:
        raise BadInput("No agency is named.", (Problem("named agencies", "name at least one"),))
    return {
        "mark": form.mark,
        "summary_wording": clean(form.summary_wording),
        "named_agencies": list(form.named_agencies),
    }


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
        _not_in_future(work, form.when)
        incident = work.new(
            Incident,
            **dated(form.when),
            **disclosed(disclosure),
            **_entered(work, grade),
            summary=clean(form.summary),
            time_words=one_line(form.time_words),
            place=one_line(form.place),
            hate=form.hate,
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
        _not_in_future(work, form.when)
        incidents = [work.find(Incident, incident_id) for incident_id in incident_ids]
        return _add_report(work, form, incidents, disclosure, grade).id


def _add_report(
    work: Work, form: NewReport, incidents: list[Incident], disclosure: Disclosure, grade: Grade
) -> Report:
    for incident in incidents:
        _in_order(incident, form.when)
    agency = match(form.told_to, agencies_of(work))
    report = work.new(
        Report,
        **dated(form.when),
        **disclosed(disclosure),
        **_entered(work, grade),
        agency_id=agency.id if agency else None,
        told_to=one_line(form.told_to),
        reported_by=one_line(form.reported_by),
        method=one_line(form.method),
        reference=one_line(form.reference),
        taken_by=one_line(form.taken_by),
        summary=clean(form.summary) or "; ".join(incident.summary for incident in incidents),
        response=clean(form.response),
        formal=form.formal,
    )
    work.did("added a report", report)
    for incident in incidents:
        join(work, report, incident)
    return report


def _in_order(incident: Incident, reported: When) -> None:
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
