"""Forms of the evidence: what an agency is asked, how it answers, and what it did."""

from __future__ import annotations

from datetime import date

from conference.errors import BadInput, Problem
from conference.exchange.days import parse_day, parse_when
from conference.exchange.tools_and_powers import tools_and_powers
from conference.forms import Disclosure, NewAction, NewRequest, RequestAnswer
from conference.law.access import Operation
from conference.law.calendar import WorkingCalendar, due
from conference.law.procedure import NOT_PUBLISHED, Event, Step
from conference.law.when import uk_day
from conference.review import evidence
from conference.review.desk import Desk
from conference.text import one_line
from conference.views import ActionView, CaseFile, Grade, RequestState, RequestView
from screens.entries.days import day_in, day_text, when_text
from screens.entries.disclosure import (
    DecidingField,
    disclosure_fields,
    disclosure_in,
    disclosure_values,
)
from screens.entries.latest import Latest
from screens.entries.timeline import OTHER, WHEN_HELP
from screens.entry import CONFIRMED, Entry
from screens.rights import own_agency
from screens.widgets.fields import AreaField, ChoiceField, DayField, Field, TextField, TickField
from screens.widgets.form import Values

CONTACTS = ("applicant", "alleged perpetrator", "applicant and alleged perpetrator")
ASKED = (
    "Every report you received and what was done about it, with dates and references; action "
    "taken, its outcome and what is still open; contact with the applicant and with the alleged "
    "perpetrator; what you know of risk and vulnerability; what more could be done. If you hold "
    "nothing, please say so."
)


def ask_form(desk: Desk, case: CaseFile, agency_id: str = "") -> Entry:
    """Asks an agency for information; the day is the procedure's, or has to be given."""

    def save(values: Values) -> None:
        form = NewRequest(
            str(values["agency"]),
            str(values["what_is_asked"]),
            day_in(values["period_from"]),
            day_in(values["period_to"]),
            day_in(values["answer_by"]),
        )
        evidence.ask(desk, case.id, form)

    answer_by = proposed_answer(case)
    rule = (
        f"The procedure gives until {uk_day(answer_by)}."
        if answer_by
        else "The procedure publishes no time: give a day."
    )
    asked = {request.agency_id for request in case.requests}
    first = next((agency.id for agency in case.agencies if agency.id not in asked), "")
    agencies = [(agency.id, agency.name) for agency in case.agencies]
    fields = [
        ChoiceField("agency", "Agency", agencies, agency_id or first, required=True, wide=True),
        AreaField("what_is_asked", "What is asked", ASKED, required=True, lines=6),
        DayField("period_from", "From", day_text(_first_day(case)), read=parse_day),
        DayField("period_to", "To", day_text(case.taken_on), read=parse_day),
        DayField(
            "answer_by",
            "Answer by",
            day_text(answer_by),
            read=parse_day,
            required=True,
        ),
    ]
    return Entry(
        "Ask an agency for information",
        fields,
        save,
        desk=desk,
        place=f"ask/{case.id}",
        case_id=case.id,
        about=f"Asked under Schedule 4 paragraph 7 of the 2014 Act. {rule}",
        save_words="Ask",
    )


def proposed_answer(case: CaseFile) -> date | None:
    """The day by which an agency asked today answers; None where no time is published."""
    rule = case.procedure.steps[Step.AGENCY_RETURNS]
    if rule is NOT_PUBLISHED:
        return None
    start = {
        Event.RECEIVED: case.received_on,
        Event.ACKNOWLEDGED: case.acknowledged_on,
        Event.THRESHOLD_DECIDED: case.threshold.decided_on if case.threshold else None,
    }.get(rule.event)
    return due(rule, start or case.taken_on, WorkingCalendar(case.procedure.closure_days))


def _first_day(case: CaseFile) -> date | None:
    days = [entry.when.earliest for entry in (*case.incidents, *case.reports)]
    return min((day for day in days if day is not None), default=None)


def answer_form(desk: Desk, case: CaseFile, request: RequestView) -> Entry:
    """Asks how far an agency's answer has come.

    Declining needs its ground, and a nil return which records were searched.
    """

    def save(values: Values) -> None:
        form = RequestAnswer(RequestState(str(values["answer"])), str(values["ground"]))
        if form.state is RequestState.NIL and not form.note.strip():
            words = "say which records were searched"
            raise BadInput("Something is missing.", (Problem("ground", words),))
        evidence.answer_request(desk, case.id, request.id, form, shown=latest.now.version)

    def find(case: CaseFile) -> RequestView | None:
        return next((one for one in case.requests if one.id == request.id), None)

    latest = Latest(
        desk,
        case,
        request,
        find,
        lambda now: {"answer": now.state.value, "ground": now.note},
    )
    answers = (
        (RequestState.ANSWERED, "answered: everything that was asked"),
        (RequestState.NIL, "nil return: they searched, and hold nothing"),
        (RequestState.PART_ANSWERED, "part answered: more is to come"),
        (RequestState.DECLINED, "declined, with its ground"),
    )
    fields = [
        ChoiceField("answer", "The answer", answers, request.state, required=True, wide=True),
        AreaField(
            "ground",
            "Note",
            request.note,
            help="Nil return: which records were searched. Declined: on what ground.",
        ),
    ]
    return Entry(
        f"The answer of {request.agency_name}",
        fields,
        save,
        desk=desk,
        place=f"answer/{request.id}",
        case_id=case.id,
        about=f"Asked on {uk_day(request.asked_on)}: {one_line(request.asked)[:200]}",
        theirs=latest.read,
    )


def action_form(
    desk: Desk,
    case: CaseFile,
    action: ActionView | None = None,
    *,
    agency_id: str = "",
    about: str = "",
    words: str = "",
) -> Entry:
    """Asks what an agency did. With `action`, it is corrected.

    agency_id: the agency that is proposed. Whoever may act for one agency only is asked for none.
    words: what stands in the field of what was done to begin with, such as a note of a meeting.
    """
    only = action.agency_id or "" if action else own_agency(desk, case, Operation.LOG_ACTION)
    latest = _latest(desk, case, action) if action else None

    def save(values: Values) -> None:
        form = _action_in(desk, case, values, only)
        sure = values.get(CONFIRMED) is True
        if latest is None:
            evidence.log_action(desk, case.id, form, confirmed=sure)
        else:
            now = latest.now
            evidence.correct_action(desk, case.id, now.id, form, shown=now.version, confirmed=sure)

    choose = _agency_field(case, agency_id) if only is None else []
    name = action.agency_name if action else _name(case, only)
    return Entry(
        f"{'Correct' if action else 'Log'} an action{f' of {name}' if name else ''}",
        [*choose, *_action_fields(desk, case, action, words)],
        save,
        desk=desk,
        place=f"action/{action.id if action else case.id}{'/note' if words else ''}",
        case_id=case.id,
        about=about,
        save_words="Save" if action or words else "Save and next",
        theirs=latest.read if latest else None,
    )


def _latest(desk: Desk, case: CaseFile, action: ActionView) -> Latest[ActionView]:
    def find(case: CaseFile) -> ActionView | None:
        return next((one for one in case.actions if one.id == action.id), None)

    kinds = _kinds(desk, case)
    return Latest(desk, case, action, find, lambda now: _action_values(now, kinds))


def _name(case: CaseFile, agency_id: str | None) -> str:
    return next((agency.name for agency in case.agencies if agency.id == agency_id), "")


def _agency_field(case: CaseFile, agency_id: str) -> list[Field]:
    agencies = [(agency.id, agency.name) for agency in case.agencies]
    return [ChoiceField("agency", "Agency", agencies, agency_id, required=True, wide=True)]


def _kinds(desk: Desk, case: CaseFile) -> list[str]:
    """Every kind that is offered: the tools and powers of the field, and what else was used here.

    Raises BadInput where the council's own list cannot be used.
    """
    tools = (tool.label for tool in tools_and_powers(desk.templates))
    used = (one_line(action.kind) for action in case.actions)
    return [kind for kind in dict.fromkeys([*tools, *used]) if kind]


def _action_values(now: ActionView, kinds: list[str]) -> Values:
    """An action as its form holds it."""
    kind = one_line(now.kind)
    listed = not kind or kind in kinds
    return {
        "date": when_text(now.when),
        "kind": kind if listed else OTHER,
        "other_kind": "" if listed else kind,
        "what_was_done": now.summary,
        "outcome": now.outcome,
        "contact": one_line(now.contact_with),
        "still_open": now.still_open,
        "report": now.report_id or "",
        "more": now.more_could_be_done,
        "reference": now.reference,
        **disclosure_values(now),
    }


def _action_fields(
    desk: Desk, case: CaseFile, now: ActionView | None, words: str = ""
) -> list[Field]:
    contacts = dict.fromkeys([*CONTACTS, one_line(now.contact_with) if now else ""])
    told = [(report.id, f"{report.when}, {report.told_to}") for report in case.reports]
    marked = Disclosure(now.mark, now.summary_wording, now.named_agencies) if now else Disclosure()
    return [
        DayField(
            "date", "When", when_text(now.when) if now else "", read=parse_when, help=WHEN_HELP
        ),
        DecidingField(
            "kind",
            "What kind",
            [*((kind, kind) for kind in _kinds(desk, case)), (OTHER, "other")],
            one_line(now.kind) if now else "",
            asks={"other_kind": OTHER},
        ),
        TextField("other_kind", "Which other kind"),
        AreaField(
            "what_was_done", "What was done", now.summary if now else words, required=True, lines=3
        ),
        AreaField("outcome", "What came of it", now.outcome if now else "", lines=2),
        ChoiceField(
            "contact",
            "Contact with",
            [(contact, contact) for contact in contacts if contact],
            one_line(now.contact_with) if now else "",
            prompt="nobody in the case",
        ),
        TickField("still_open", "Still open", now.still_open if now else False),
        ChoiceField(
            "report",
            "In answer to the report of",
            told,
            (now.report_id or "") if now else "",
            prompt="no report in particular",
        ),
        AreaField(
            "more", "What more could be done", now.more_could_be_done if now else "", lines=2
        ),
        TextField("reference", "The agency's reference", now.reference if now else ""),
        *disclosure_fields(case, marked),
    ]


def _action_in(desk: Desk, case: CaseFile, values: Values, only: str | None) -> NewAction:
    agency_id = str(values["agency"]) if only is None else only
    kind = str(values["kind"])
    return NewAction(
        agency_id=agency_id,
        when=parse_when(str(values["date"])),
        kind=str(values["other_kind"]).strip() or kind if kind == OTHER else kind,
        summary=str(values["what_was_done"]),
        outcome=str(values["outcome"]),
        contact_with=str(values["contact"]),
        still_open=values["still_open"] is True,
        more_could_be_done=str(values["more"]),
        reference=str(values["reference"]),
        report_id=str(values["report"]) or None,
        keyed_for="" if desk.person.agency_id == agency_id else _name(case, agency_id),
        disclosure=disclosure_in(values),
        grade=Grade.AGENCY_RECORD,
    )
