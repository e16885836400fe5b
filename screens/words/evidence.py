"""Requests and actions in words."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from conference.case.facts import told
from conference.chasing import DONE_WORDS, chased_words
from conference.law.audience import AudienceKind
from conference.text import clean, one_line
from conference.timeline import timeline
from conference.timeline_text import longest_words, response_sentence
from conference.views import ActionView, CaseFile, RequestView
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.parts import day_words, days_late, headed, labelled, paragraphs, short_day


def request_rows(case: CaseFile) -> RowList:
    """A row for each request: agency, asked on, due, how far the answer has come, last chased."""
    return RowList(
        Row(
            request.id,
            (
                request.agency_name,
                short_day(request.asked_on),
                short_day(request.due_on, "no day set"),
                answer_words(request, case.taken_on),
                chased_words(request, case.taken_on),
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
        labelled(*told(request, ("asked", "state"))),
        request.asked,
        *(
            headed(
                f"{DONE_WORDS[chase.rung].capitalize()} on {day_words(chase.chased_on)}",
                f"By {chase.chased_by}, {chase.channel} to {chase.sent_to}\n\n{chase.words}",
            )
            for chase in request.chases
        ),
    )


def asked_of_reader(case: CaseFile) -> str:
    """What an agency's own reader is asked, and by when; empty for everybody else."""
    if case.audience.kind is not AudienceKind.AGENCY:
        return ""
    open_ones = [one for one in case.requests if one.state.outstanding]
    if not open_ones:
        return "Your agency has answered everything it is asked here."
    return " ".join(_you_are_asked(one, case.taken_on) for one in open_ones)


def _you_are_asked(request: RequestView, today: date) -> str:
    asked = one_line(request.asked)
    if request.due_on is None:
        return f"You are asked: {asked}"
    late = days_late(request.due_on, today) if request.overdue else ""
    return f"You are asked, by {day_words(request.due_on)}{f' ({late})' if late else ''}: {asked}"


def responses_words(case: CaseFile) -> Content:
    """How each agency responded, a sentence or two each; then what was longest."""
    shown = timeline(case)
    sentences = (*map(response_sentence, shown.responses), *longest_words(shown))
    return paragraphs(*(sentences or ("Nothing is recorded of any agency.",)))


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
    report = next((one for one in case.reports if one.id == action.report_id), None)
    left_out = ("when", "kind", "summary", *(("summary_wording",) if action.shortened else ()))
    return paragraphs(
        headed(f"{action.agency_name}: {action.kind or 'action'}", str(action.when)),
        "This is the wording for this audience; the entry says more." if action.shortened else "",
        clean(action.summary),
        labelled(
            *told(action, left_out),
            ("In answer to the report of", f"{report.when}, {report.told_to}" if report else ""),
        ),
    )
