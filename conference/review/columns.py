"""What people filled in, as the columns that keep it: cleaned, the same wherever it came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conference.case.facts import values_of
from conference.errors import BadInput, Problem
from conference.forms import Disclosure, NewReport
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


def columns_of(form: Any) -> Columns:
    """What a form declares, as the columns that keep it."""
    values = values_of(form)
    when = values.pop("when", None)
    return values if when is None else {**dated(when), **values}


def report_columns(form: NewReport, agencies: Iterable[Agency], *, told: str) -> Columns:
    """Whom a report was made to and what came of it. told: its summary where it has none."""
    agency = match(form.told_to, agencies)
    columns = columns_of(form)
    return {
        **columns,
        "agency_id": agency.id if agency else None,
        "summary": columns["summary"] or told,
    }
