"""A chronology as an agency would send it: rows of dated entries from CSV or XLSX.

Nothing is taken over here. The good rows and the bad ones, each with its line and its reason, come
back together, so that a person can look before anything is added to a case.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from conference.errors import Problem
from conference.exchange.columns import MOST_NAME, MOST_TEXT, Columns, all_names, find_columns
from conference.exchange.days import parse_when
from conference.exchange.sheets import SheetRow, read_rows
from conference.exchange.words import check_order
from conference.forms import Chronology, ChronologyRow, RowKind
from conference.law.when import When
from conference.text import one_line

MOST_ROWS = 20_000
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "date": (
            "date of incident", "incident date", "date of event", "event date", "date of action",
            "action date", "date", "date time", "date and time", "date s", "dates", "when",
        ),
        "precision": ("date precision", "precision", "how exact", "date accuracy"),
        "kind": ("kind", "type", "entry type", "event type", "record type", "type of entry",
                 "category"),
        "agency": ("agency", "source", "service", "organisation", "agency name", "body", "partner",
                   "from", "team"),
        "summary": ("summary", "details", "detail", "description", "what happened", "event",
                    "entry", "details of incident", "incident details", "brief details",
                    "information", "notes", "note", "comments"),
        "told_to": ("reported to", "told to", "report to", "informed", "complained to"),
        "reported": ("reported on", "date reported", "reported", "report date", "date of report",
                     "reported date", "date of complaint"),
        "reference": ("reference", "ref", "ref no", "reference no", "reference number", "crime no",
                      "crime number", "crime ref", "crime reference", "log no", "log number",
                      "incident no", "incident number", "case ref", "case no", "urn"),
        "outcome": ("outcome", "result", "action taken", "response", "disposal", "follow up"),
        "note": ("note", "notes", "source note", "comment", "comments", "remarks"),
        "time": ("time", "time of incident", "incident time"),
    }
)  # fmt: skip
"""The fields of a chronology and the headings they usually go by."""
_KINDS = {
    RowKind.INCIDENT: ("incident", "incidents", "behaviour", "occurrence", "asb"),
    RowKind.REPORT: ("report", "reports", "reported", "complaint", "complaints", "allegation"),
    RowKind.ACTION: ("action", "actions", "visit", "warning", "interview", "patrol", "referral",
                     "intervention", "assessment", "mediation", "notice", "injunction"),
    RowKind.CONTACT: ("contact", "contacts", "meeting", "correspondence"),
    RowKind.DECISION: ("decision", "decisions", "closure", "closed", "finding"),
}  # fmt: skip


@dataclass(frozen=True)
class ReadChronology:
    """What a file held, for the preview: nothing of it is in any case yet."""

    good: Chronology
    bad: tuple[Problem, ...]
    """A fault for each row that cannot be taken, with its line."""
    headings: tuple[str, ...]
    """As written in the file."""
    mapping: Mapping[str, str]
    """Field to heading, as they were matched."""
    unknown_headings: tuple[str, ...]
    """Headings that no field was found for: what stands below them is not taken."""
    missing: tuple[str, ...]
    """Fields ("date", "summary", "kind") without which no row was read; the user maps them."""
    taken_out: str = ""
    """What is told of signs that nobody can see, and were taken out."""


@dataclass(frozen=True)
class _Given:
    """What the file does not say of itself."""

    columns: Columns
    default_kind: RowKind | None
    agency: str
    today: date | None


def read_chronology(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    default_kind: RowKind | None = None,
    agency: str = "",
    today: date | None = None,
    sheet: str = "",
) -> ReadChronology:
    """The rows of the chronology at `path`, good and bad.

    mapping: field of NAMES to heading, where the usual names are not enough. default_kind: what a
    row is where the file does not say. agency: whose file it is, where it has no such column.
    today: no row may lie after it. sheet: which sheet of a workbook. Raises BadInput for a file
    that cannot be read as a table.
    """
    table = read_rows(path, most=MOST_ROWS, known=all_names(NAMES), sheet=sheet)
    columns = find_columns(table, NAMES, mapping)
    given = _Given(columns, default_kind, one_line(agency), today)
    needed = ("date", "summary") if default_kind else ("date", "summary", "kind")
    missing = tuple(field for field in needed if field not in columns.at)
    good, bad = ([], []) if missing else _sorted_out(table.rows, given)
    return ReadChronology(
        Chronology(table.file_name, table.digest, _told_apart(good)),
        tuple(bad),
        table.headings,
        {field: table.headings[column] for field, column in columns.at.items()},
        columns.unknown,
        missing,
        table.taken_out,
    )


def _sorted_out(
    rows: tuple[SheetRow, ...], given: _Given
) -> tuple[list[ChronologyRow], list[Problem]]:
    good: list[ChronologyRow] = []
    bad: list[Problem] = []
    for row in rows:
        try:
            good.append(_entry(row, given))
        except ValueError as fault:
            bad.append(Problem(f"line {row.line}", str(fault)))
    return good, bad


def _entry(row: SheetRow, given: _Given) -> ChronologyRow:
    """One row as an entry. Raises ValueError with its first fault."""
    if row.fault:
        raise ValueError(row.fault)
    columns = given.columns
    kind, said_kind = _kind(columns.cell(row, "kind"), given.default_kind)
    entry = ChronologyRow(
        line=row.line,
        kind=kind,
        when=parse_when(columns.cell(row, "date"), columns.cell(row, "precision")),
        summary=columns.cell(row, "summary"),
        agency=one_line(columns.cell(row, "agency")) or given.agency,
        told_to=one_line(columns.cell(row, "told_to")),
        reported=_reported(columns.cell(row, "reported")),
        reference=one_line(columns.cell(row, "reference")),
        outcome=columns.cell(row, "outcome"),
        note=_note(columns.cell(row, "note"), said_kind, one_line(columns.cell(row, "time"))),
    )
    _check_lengths(entry)
    _check_dates(entry, given.today)
    return entry


def _kind(said: str, default: RowKind | None) -> tuple[RowKind, str]:
    """The kind of the row, and its words where they say more than the kind."""
    words = one_line(said).lower().split()
    kinds = {
        kind for kind, known in _KINDS.items() if any(w.strip(".,:;()") in known for w in words)
    }
    if len(kinds) == 1:
        return kinds.pop(), "" if len(words) == 1 else one_line(said)
    if default is not None:
        return default, one_line(said)
    known = "incident, report, action, contact or decision"
    if not words:
        raise ValueError(f"it does not say what it is: {known}")
    raise ValueError(f"its type “{one_line(said)[:40]}” is not one of {known}")


def _reported(text: str) -> When:
    try:
        return parse_when(text)
    except ValueError as fault:
        raise ValueError(f"date reported: {fault}") from None


def _note(note: str, said_kind: str, time: str) -> str:
    """The note, with what no other field has room for."""
    kept = [note] if note.strip() else []
    kept += [f"Type: {said_kind}"] if said_kind else []
    kept += [f"Time: {time}"] if time else []
    return "\n".join(kept)


def _check_lengths(entry: ChronologyRow) -> None:
    if not entry.summary.strip():
        raise ValueError("it has no summary")
    for field in ("summary", "outcome", "note"):
        if len(getattr(entry, field)) > MOST_TEXT:
            raise ValueError(f"its {field} is longer than {MOST_TEXT:,} characters")
    for field in ("agency", "told_to", "reference"):
        if len(getattr(entry, field)) > MOST_NAME:
            name = field.replace("_", " ")
            raise ValueError(f"its {name} is longer than {MOST_NAME} characters")


def _check_dates(entry: ChronologyRow, today: date | None) -> None:
    for when in (entry.when, entry.reported):
        if today and when.earliest and when.earliest > today:
            raise ValueError(f"its date {when} lies in the future")
    # An action may well answer an earlier report; what is reported must have happened.
    if entry.kind in (RowKind.INCIDENT, RowKind.REPORT):
        check_order(entry.when, entry.reported)


def _told_apart(rows: list[ChronologyRow]) -> tuple[ChronologyRow, ...]:
    """The rows with their digests; the second of two equal rows gets another than the first.

    So the same file imported again adds nothing, and two like entries of one day are both kept.
    """
    seen: Counter[str] = Counter()
    marked = []
    for row in rows:
        content = _content(row)
        seen[content] += 1
        text = f"{content}#{seen[content]}"
        marked.append(replace(row, digest=hashlib.sha256(text.encode()).hexdigest()))
    return tuple(marked)


def _content(row: ChronologyRow) -> str:
    """What makes a row that row: case, spaces and its line do not."""
    words = (row.summary, row.agency, row.told_to, row.reference, row.outcome, row.note)
    days = [
        str(part)
        for when in (row.when, row.reported)
        for part in (when.earliest, when.latest, when.precision.value)
    ]
    return json.dumps([row.kind.value, *days, *(" ".join(w.casefold().split()) for w in words)])
