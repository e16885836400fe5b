"""Requests and actions in words."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from conference.text import clean
from conference.views import ActionView, CaseFile, RequestView
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.parts import day_words, days_late, headed, labelled, paragraphs, short_day


def request_rows(case: CaseFile) -> RowList:
    """A row for each request: agency, asked on, due, and how far the answer has come."""
    return RowList(
        Row(
            request.id,
            (
                request.agency_name,
                short_day(request.asked_on),
                short_day(request.due_on, "no day set"),
                answer_words(request, case.taken_on),
            ),
        )
        for request in case.requests
    )


def answer_words(request: RequestView, today: date) -> Cell:
    """How far an answer has come, and how late it is, in words."""
    if request.overdue and request.due_on is not None:
        late = days_late(request.due_on, today)
        return Cell(f"{request.state}, {late}", "error")
    if request.state.outstanding:
        return Cell(str(request.state), "warning")
    on = short_day(request.answered_on)
    return Cell(f"{request.state}{f' on {on}' if on else ''}", "success")


def request_words(request: RequestView, today: date) -> Content:
    """One request in full."""
    return paragraphs(
        headed(request.agency_name, answer_words(request, today).words),
        labelled(
            ("Asked on", day_words(request.asked_on)),
            ("Answer by", day_words(request.due_on, "no day set")),
            ("For the time from", day_words(request.period_from)),
            ("to", day_words(request.period_to)),
            ("Under", request.legal_basis),
            ("Note", request.note),
        ),
        request.asked,
    )


def in_order(case: CaseFile) -> list[ActionView]:
    """The actions, by agency in the council's order, each agency's by day."""
    places = {agency.id: place for place, agency in enumerate(case.agencies)}
    return sorted(
        case.actions,
        key=lambda action: (
            places.get(action.agency_id or "", len(places)),
            action.agency_name,
            action.when.earliest or date.max,
        ),
    )


def action_rows(case: CaseFile) -> RowList:
    """A row for each action."""
    return RowList(
        Row(
            action.id,
            (
                action.agency_name,
                str(action.when),
                action.kind,
                action.summary,
                Cell("still open", "warning") if action.still_open else "",
            ),
        )
        for action in in_order(case)
    )


def action_words(case: CaseFile, action: ActionView) -> Content:
    """One action in full."""
    told = next((report for report in case.reports if report.id == action.report_id), None)
    return paragraphs(
        headed(f"{action.agency_name}: {action.kind or 'action'}", str(action.when)),
        "This is the wording for this audience; the entry says more." if action.shortened else "",
        clean(action.summary),
        labelled(
            ("What came of it", action.outcome),
            ("Contact with", action.contact_with),
            ("State", "still open" if action.still_open else ""),
            ("What more could be done", action.more_could_be_done),
            ("In answer to the report of", f"{told.when}, {told.told_to}" if told else ""),
            ("Reference", action.reference),
            ("Logged", action.moment),
            ("By", action.keyed_by),
            ("For", action.keyed_for),
            ("Source", action.source),
            ("May be told to", action.mark),
            ("Summary wording", "" if action.shortened else action.summary_wording),
        ),
    )
