"""Requests for information under Schedule 4 paragraph 7: asked, seen, answered, put off, withdrawn.

An agency sees a case while it is asked something in it, and only then.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from conference.errors import BadInput, Problem, Refused
from conference.forms import NewRequest, RequestAnswer
from conference.law.access import Operation
from conference.law.calendar import WorkingCalendar, due
from conference.law.procedure import NOT_PUBLISHED, Event, Step
from conference.law.when import uk_day
from conference.record.facts import case_dates
from conference.record.history import READ
from conference.record.tables import Agency, InformationRequest
from conference.review.desk import Desk, Work, find_case, required
from conference.text import clean
from conference.views import RequestState

LEGAL_BASIS = "Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4 paragraph 7"


def ask(desk: Desk, case_id: str, form: NewRequest) -> str:
    """Ask an agency for information under Schedule 4 paragraph 7; return the request's id."""
    required(what_is_asked=form.asked)
    with desk.acting(Operation.ASK_AGENCY, case_id) as work:
        return _asked_of(work, form).id


def ask_again(desk: Desk, case_id: str, request_id: str, form: NewRequest, *, why: str) -> str:
    """Ask the same agency anew and withdraw the earlier request; return the new one's id.

    why: the reason, kept with the earlier request. Raises BadInput for another agency.
    """
    required(what_is_asked=form.asked, why=why)
    with desk.acting(Operation.ASK_AGENCY, case_id) as work:
        earlier = work.find(InformationRequest, request_id)
        if form.agency_id != earlier.agency_id:
            raise BadInput("A request is asked again of the same agency.")
        _close(work, earlier, why)
        return _asked_of(work, form, asked_again_of_id=earlier.id).id


def _asked_of(
    work: Work, form: NewRequest, *, asked_again_of_id: str | None = None
) -> InformationRequest:
    """A new request; due by the procedure where the form gives no day."""
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
        asked_again_of_id=asked_again_of_id,
    )
    again = "again " if asked_again_of_id else ""
    work.did(f"asked {agency.name} {again}for information", request)
    return request


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


def see(desk: Desk, case_id: str) -> bool:
    """An agency's representative has opened the case: what it is asked counts as seen.

    Recorded once for each request, together with the reading itself; whether it was. Nothing
    happens for anybody else.
    """
    agency_id = desk.person.agency_id
    if agency_id is None or not _unseen(desk, case_id, agency_id):
        return False
    with desk.acting(Operation.READ_CASE, case_id) as work:
        for request in work.session.exec(_only_asked(work.case.id, agency_id)).all():
            request.state = RequestState.SEEN
            work.did("saw what the agency is asked", request)
        work.note(READ)
    return True


def _unseen(desk: Desk, case_id: str, agency_id: str) -> bool:
    with desk.store.reading() as session:
        case = find_case(session, desk, case_id)
        return session.exec(_only_asked(case.id, agency_id)).first() is not None


def _only_asked(case_id: str, agency_id: str) -> SelectOfScalar[InformationRequest]:
    return select(InformationRequest).where(
        InformationRequest.case_id == case_id,
        InformationRequest.agency_id == agency_id,
        InformationRequest.state == RequestState.ASKED,
    )


def answer_request(
    desk: Desk, case_id: str, request_id: str, form: RequestAnswer, *, shown: int | None = None
) -> None:
    """Record how far an agency's answer has come.

    Declining needs its ground, and a nil return which records were searched.
    """
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
    if form.state is RequestState.NIL:
        required(records_searched=form.note)
    with desk.acting(Operation.ANSWER_REQUEST, case_id, entry_agency=agency_id) as work:
        request = work.find(InformationRequest, request_id, shown=shown)
        if request.state is RequestState.WITHDRAWN:
            raise Refused(
                "That request was withdrawn.",
                safe="Nothing was changed.",
                next="Answer the one that asks again, if there is one.",
            )
        request.state = form.state
        request.note = clean(form.note)
        request.answered_on = None if form.state.outstanding else work.today
        work.did(f"recorded an agency's answer: {form.state}", request)


def extend_request(
    desk: Desk, case_id: str, request_id: str, *, due_on: date, why: str, shown: int | None = None
) -> None:
    """Give an agency until a later day; the first day it was due is kept beside it."""
    required(why=why)
    with desk.acting(Operation.ASK_AGENCY, case_id) as work:
        request = work.find(InformationRequest, request_id, shown=shown)
        still_to_come(request, "extended")
        _refuse_no_extension(work, request, due_on)
        request.extended_from = request.extended_from or request.due_on
        request.due_on = due_on
        name = work.find(Agency, request.agency_id).name
        work.did(f"gave {name} until {uk_day(due_on)} to answer", request, why=clean(why))


def _refuse_no_extension(work: Work, request: InformationRequest, due_on: date) -> None:
    if request.due_on is not None and due_on <= request.due_on:
        what = f"the answer is due on {uk_day(request.due_on)}: give a later day"
    elif due_on < work.today:
        what = "this day has passed: give one that is still to come"
    else:
        return
    raise BadInput("That is no extension.", (Problem("answer by", what),))


def still_to_come(request: InformationRequest, what: str) -> None:
    """Raise Refused, saying what cannot be done, where nothing more is awaited."""
    if not request.state.outstanding:
        raise Refused(
            f"That request cannot be {what}: it is {request.state}.",
            safe="Nothing was changed.",
            next="Ask the agency again if more is needed.",
        )


def withdraw_request(desk: Desk, case_id: str, request_id: str, *, why: str) -> None:
    """Withdraw a request. An agency that is asked nothing else loses sight of the case."""
    required(why=why)
    with desk.acting(Operation.ASK_AGENCY, case_id) as work:
        _close(work, work.find(InformationRequest, request_id), why)


def _close(work: Work, request: InformationRequest, why: str) -> None:
    """Withdraw a request; what the agency had noted stays above the reason."""
    if request.state is RequestState.WITHDRAWN:
        raise Refused("That request is withdrawn already.", safe="Nothing was changed.")
    request.note = "\n".join(filter(None, (request.note, clean(why))))
    request.state = RequestState.WITHDRAWN
    work.did("withdrew a request for information", request)
