"""What people filled in, as the columns that keep it: cleaned, the same wherever it came from."""

from __future__ import annotations

from collections.abc import Iterable

from conference.errors import BadInput, Problem
from conference.forms import Disclosure, NewAction, NewIncident, NewReport
from conference.law.audience import Mark
from conference.law.when import When
from conference.record.tables import Agency
from conference.review.agencies import match
from conference.review.desk import required
from conference.text import clean, one_line

Columns = dict[str, object]


def dated(when: When) -> Columns:
    """A When as the four columns that keep it."""
    return {
        "when_from": when.earliest,
        "when_to": when.latest,
        "when_precision": when.precision,
        "when_words": one_line(when.words),
    }


def disclosed(form: Disclosure) -> Columns:
    """Who may be told an entry. Raises BadInput for a summary without words, or for no agency."""
    if form.mark is Mark.SUMMARY:
        required(summary_wording=form.summary_wording)
    if form.mark is Mark.NAMED and not form.named_agencies:
        raise BadInput("No agency is named.", (Problem("named agencies", "name at least one"),))
    return {
        "mark": form.mark,
        "summary_wording": clean(form.summary_wording),
        "named_agencies": list(form.named_agencies),
    }


def incident_columns(form: NewIncident) -> Columns:
    """When, where and what an incident was."""
    return {
        **dated(form.when),
        "summary": clean(form.summary),
        "time_words": one_line(form.time_words),
        "place": one_line(form.place),
        "hate": form.hate,
    }


def report_columns(form: NewReport, agencies: Iterable[Agency], *, told: str) -> Columns:
    """Whom a report was made to and what came of it. told: its summary where it has none."""
    agency = match(form.told_to, agencies)
    return {
        **dated(form.when),
        "agency_id": agency.id if agency else None,
        "told_to": one_line(form.told_to),
        "reported_by": one_line(form.reported_by),
        "method": one_line(form.method),
        "reference": one_line(form.reference),
        "taken_by": one_line(form.taken_by),
        "summary": clean(form.summary) or told,
        "response": clean(form.response),
        "formal": form.formal,
    }


def action_columns(form: NewAction) -> Columns:
    """What an agency did and when; who did it, and who may be told, stand beside it."""
    return {
        **dated(form.when),
        "kind": one_line(form.kind),
        "summary": clean(form.summary),
        "outcome": clean(form.outcome),
        "contact_with": one_line(form.contact_with),
        "still_open": form.still_open,
        "more_could_be_done": clean(form.more_could_be_done),
        "reference": one_line(form.reference),
    }
