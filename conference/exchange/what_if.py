"""The what-if: a list of incidents and the reports of them, and the threshold's answer to it.

For somebody on the telephone, without a case: each row is one report. Which rows tell of the same
incident is read from the file by a rule that never merges silently what may be two things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from conference.errors import BadInput, Problem
from conference.exchange.answers import as_json, as_lines
from conference.exchange.columns import MOST_NAME, MOST_TEXT, Columns, all_names, find_columns
from conference.exchange.days import parse_when
from conference.exchange.sheets import SheetRow, plain_heading, read_rows
from conference.exchange.words import check_order, yes_or_no
from conference.law.threshold import IncidentFact, ReportFact
from conference.law.when import When
from conference.text import one_line

__all__ = ["MOST_ROWS", "NAMES", "as_json", "as_lines", "read_what_if"]

MOST_ROWS = 2_000
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "incident": ("incident", "incident date", "date of incident", "incident on", "happened",
                     "happened on", "date", "when"),
        "reported": ("reported", "reported on", "date reported", "report date", "date of report"),
        "reported_to": ("reported to", "told to", "told", "to", "agency", "body"),
        "reported_by": ("reported by", "told by", "by", "who", "reporter"),
        "hate": ("hate", "hate incident", "hate crime"),
        "reference": ("reference", "ref", "ref no", "crime no", "crime number", "log no"),
        "summary": ("summary", "details", "description", "what happened", "notes"),
    }
)  # fmt: skip
_THE_APPLICANT = frozenset({"", "applicant", "the applicant", "me", "myself", "i", "self"})
_HATE_STRANDS = frozenset(
    [
        "race",
        "racial",
        "racist",
        "religion",
        "religious",
        "disability",
        "orientation",
        "homophobic",
        "gender",
        "transgender",
        "transphobic",
        "age",
    ]
)


@dataclass(frozen=True)
class _Row:
    """One report as the file has it; what is compared is in plain form."""

    line: int
    happened: When
    reported: When
    told_to: str
    by: str
    hate: bool
    summary: str

    @property
    def teller(self) -> tuple[str, str]:
        """Who told whom."""
        return self.by.casefold(), self.told_to.casefold()


@dataclass
class _Incident:
    """Rows that tell of one incident, while they are gathered."""

    key: str
    rows: list[_Row]
    perhaps: list[str]


def read_what_if(path: Path) -> tuple[tuple[IncidentFact, ...], tuple[ReportFact, ...]]:
    """The incidents and the reports of them in the CSV or XLSX at `path`.

    A report's key is its line number. Raises BadInput for a file without the columns incident and
    reported, and with a Problem for each row that cannot be read.
    """
    sheet = read_rows(path, most=MOST_ROWS, known=all_names(NAMES))
    columns = find_columns(sheet, NAMES)
    _need_columns(sheet.file_name, columns)
    rows = _read(sheet.file_name, sheet.rows, columns)
    incidents = _incidents(rows)
    of = {row.line: incident.key for incident in incidents for row in incident.rows}
    return tuple(_fact(incident) for incident in incidents), tuple(
        ReportFact(str(row.line), (of[row.line],), row.reported, row.told_to, row.by)
        for row in rows
    )


def _need_columns(name: str, columns: Columns) -> None:
    missing = [field for field in ("incident", "reported") if field not in columns.at]
    if missing:
        raise BadInput(
            f"{name} has no column {' and no column '.join(missing)}.",
            next="The first row names the columns: incident, reported, and if you have them "
            "reported_to, reported_by, hate, reference, summary.",
        )


def _read(name: str, given: tuple[SheetRow, ...], columns: Columns) -> list[_Row]:
    rows, problems = [], []
    for row in given:
        try:
            rows.append(_row(row, columns))
        except ValueError as fault:
            problems.append(Problem(f"line {row.line}", str(fault)))
    if problems:
        raise BadInput(f"{name} has rows that cannot be read.", tuple(problems))
    if not rows:
        raise BadInput(f"{name} has headings and no rows.", next="Write a row for each report.")
    return rows


def _row(row: SheetRow, columns: Columns) -> _Row:
    """One row read. Raises ValueError with its first fault."""
    if row.fault:
        raise ValueError(row.fault)
    by = one_line(columns.cell(row, "reported_by"))
    read = _Row(
        line=row.line,
        happened=_when(columns.cell(row, "incident"), "incident"),
        reported=_when(columns.cell(row, "reported"), "reported"),
        told_to=one_line(columns.cell(row, "reported_to")),
        by="" if by.lower() in _THE_APPLICANT else by,
        hate=yes_or_no(columns.cell(row, "hate"), also_yes=_HATE_STRANDS),
        summary=plain_heading(columns.cell(row, "summary")),
    )
    if max(len(read.told_to), len(read.by)) > MOST_NAME or len(read.summary) > MOST_TEXT:
        raise ValueError(f"a name is longer than {MOST_NAME} or a summary than {MOST_TEXT:,}")
    check_order(read.happened, read.reported)
    return read


def _when(text: str, column: str) -> When:
    try:
        return parse_when(text)
    except ValueError as fault:
        raise ValueError(f"column {column}: {fault}") from None


def _incidents(rows: list[_Row]) -> list[_Incident]:
    """The rows gathered into incidents, in the order of their first lines."""
    by_date: dict[object, list[_Row]] = {}
    for row in rows:
        # What has no date is never taken for the same thing as anything else.
        date = (row.happened.earliest, row.happened.latest, row.happened.precision)
        by_date.setdefault(date if row.happened.known else row.line, []).append(row)
    gathered = [incident for dated in by_date.values() for incident in _of_one_date(dated)]
    return sorted(gathered, key=lambda incident: incident.rows[0].line)


def _of_one_date(rows: list[_Row]) -> list[_Incident]:
    """The incidents of one date: a summary each; without one, the only incident there is.

    Two summaries are two incidents. They may be one thing told in two ways, unless one person told
    the same body both.
    """
    by_summary: dict[str, list[_Row]] = {}
    for row in rows:
        by_summary.setdefault(row.summary, []).append(row)
    untold = by_summary.pop("", [])
    if len(by_summary) <= 1:
        return [_gathered(rows)]
    apart = [_gathered(alike) for alike in by_summary.values()]
    tellers = [{row.teller for row in incident.rows} for incident in apart]
    for this, incident in enumerate(apart):
        for other in range(this):
            if not tellers[this] & tellers[other]:
                _perhaps(incident, apart[other])
    if untold:
        unclear = _gathered(untold)
        for incident in apart:
            _perhaps(unclear, incident)
        apart.append(unclear)
    return apart


def _gathered(rows: list[_Row]) -> _Incident:
    return _Incident(f"incident of line {rows[0].line}", rows, [])


def _perhaps(one: _Incident, other: _Incident) -> None:
    one.perhaps.append(other.key)
    other.perhaps.append(one.key)


def _fact(incident: _Incident) -> IncidentFact:
    hate = any(row.hate for row in incident.rows)
    return IncidentFact(incident.key, incident.rows[0].happened, hate, tuple(incident.perhaps))
