"""An application in CSV or XLSX, taken apart into `Parts`: one row, or a form of two columns.

One row has a heading for each field above it. A form has a field on each line, and the answer
beside it. Incidents are numbered: "Incident 1 date", "Incident 1 reported on", and for a further
report of it "Incident 1 report 2 reported on"; other people are "Person 1 name" and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conference.errors import BadInput, Problem
from conference.exchange.application_fields import APPLICATION, INCIDENT, PARTY, REPORT, by_word
from conference.exchange.application_parts import (
    MOST_INCIDENTS,
    MOST_OTHERS,
    MOST_REPORTS,
    IncidentParts,
    Parts,
    Said,
)
from conference.exchange.files import GivenFile
from conference.exchange.sheets import Grid, SheetRow, grid_of, plain_heading, table_of
from conference.text import one_line

MOST_LINES = 20_000
_INCIDENT = re.compile(r"incident (?:([0-9]{1,4}) )?(?:report ([0-9]{1,4}) )?(.+)")
_PERSON = re.compile(r"(?:other )?person ([0-9]{1,4}) (.+)")
_APPLICANT = re.compile(r"(?:applicant s |applicant |your |my )(.+)")
_ADDRESS_LINE = re.compile(r"(.*address) (?:line )?[0-9]")
_FORM_HEADINGS = frozenset({"field", "question", "fields", "questions"})
_PARTY_WORDS, _GENERAL_WORDS = by_word(PARTY), by_word(APPLICATION)
_INCIDENT_WORDS, _REPORT_WORDS = by_word(INCIDENT), by_word(REPORT)


def sheet_parts(file: GivenFile, problems: list[Problem]) -> Parts:
    """The parts of an application in a sheet. Raises BadInput where it is neither shape."""
    grid = grid_of(file, most=MOST_LINES)
    parts = Parts()
    answers = _form(grid, problems) if _is_form(grid) else _one_row(grid, problems)
    for said in answers:
        _place(said, parts, problems)
    return parts


def in_sheet(file: GivenFile) -> dict[int, int]:
    """How many signs that nobody can see stand in each line of its sheet."""
    return {row.line: row.hidden for row in grid_of(file, most=MOST_LINES).rows}


def _knows(heading: str) -> bool:
    """Whether it is plainly a heading of an application."""
    plain = plain_heading(heading)
    if found := _INCIDENT.fullmatch(plain):
        return found[3] in _INCIDENT_WORDS or found[3] in _REPORT_WORDS
    if found := _PERSON.fullmatch(plain):
        return found[2] in _PARTY_WORDS
    bare = _bare(plain)
    return bare in _PARTY_WORDS or bare in _GENERAL_WORDS


def _bare(plain: str) -> str:
    found = _APPLICANT.fullmatch(plain)
    return found[1] if found and plain not in _GENERAL_WORDS else plain


def _is_form(grid: Grid) -> bool:
    """Whether more fields stand below each other than side by side."""
    below = sum(_knows(row.cell(0)) for row in grid.rows)
    beside = max((sum(map(_knows, row.cells)) for row in grid.rows[:10]), default=0)
    if not below and not beside:
        raise BadInput(
            f"{grid.file_name} has no field of an application in it.",
            next="conference case new --example csv writes an example to begin with.",
        )
    if below == beside:
        return any(_knows(row.cell(0)) and row.cell(1).strip() for row in grid.rows)
    return below > beside


def _one_row(grid: Grid, problems: list[Problem]) -> Iterator[Said]:
    known = {plain_heading(cell) for row in grid.rows[:10] for cell in row.cells if _knows(cell)}
    table = table_of(grid, most=MOST_LINES, known=known)
    if len(table.rows) != 1:
        raise BadInput(
            f"{grid.file_name} has {len(table.rows)} rows below its headings, and an application "
            "is one.",
            next="Save each application as a file of its own.",
        )
    row = table.rows[0]
    if row.fault:
        problems.append(Problem(f"line {row.line}", row.fault))
    for heading, value in zip(table.headings, row.cells, strict=True):
        if heading or value.strip():
            yield Said(heading, value, f"line {row.line}, {heading or 'no heading'}")


def _form(grid: Grid, problems: list[Problem]) -> Iterator[Said]:
    for merge in grid.merges:
        if merge.first != merge.last:
            problems.append(Problem(f"line {merge.first}", f"the cells {merge.name} are merged"))
    for row in grid.rows:
        if sum(bool(cell.strip()) for cell in row.cells[2:]):
            fault = "there is more than one answer; an answer with a comma needs quotation marks"
            problems.append(Problem(f"line {row.line}", fault))
        elif not _is_title(row):
            label = one_line(row.cell(0))
            yield Said(label, row.cell(1), f"line {row.line}, {label[:60]}")


def _is_title(row: SheetRow) -> bool:
    """Whether the line is a title, a section or the form's own headings."""
    label = row.cell(0)
    return (not row.cell(1).strip() and not _knows(label)) or plain_heading(label) in _FORM_HEADINGS


def _place(said: Said, parts: Parts, problems: list[Problem]) -> None:
    """Put one answer where its heading says."""
    plain = plain_heading(said.word)
    if line := _ADDRESS_LINE.fullmatch(plain):
        plain = line[1]
    if (found := _PERSON.fullmatch(plain)) and _counted(found[1], MOST_OTHERS, said, problems):
        _add(_nth(parts.others, int(found[1])), found[2], said, is_line=bool(line))
    elif found:
        return
    elif (about := _INCIDENT.fullmatch(plain)) and _knows(said.word):
        _place_incident(about, parts, said, problems)
    elif (bare := _bare(plain)) in _PARTY_WORDS:
        _add(parts.applicant, bare, said, is_line=bool(line))
    else:
        known = plain in _GENERAL_WORDS or bare in _GENERAL_WORDS
        _add(parts.application, bare if known else said.word, said)


def _place_incident(
    found: re.Match[str], parts: Parts, said: Said, problems: list[Problem]
) -> None:
    number, report, word = found[1] or "1", found[2], found[3]
    if not _counted(number, MOST_INCIDENTS, said, problems):
        return
    while len(parts.incidents) < int(number):
        parts.incidents.append(IncidentParts())
    incident = parts.incidents[int(number) - 1]
    if report is None and word in _INCIDENT_WORDS:
        _add(incident.own, word, said)
    elif _counted(report or "1", MOST_REPORTS, said, problems):
        _add(_nth(incident.reports, int(report or 1)), word, said)


def _counted(number: str, most: int, said: Said, problems: list[Problem]) -> bool:
    if 1 <= int(number) <= most:
        return True
    problems.append(Problem(said.where, f"the number {number} is not between 1 and {most}"))
    return False


def _nth(groups: list[list[Said]], number: int) -> list[Said]:
    while len(groups) < number:
        groups.append([])
    return groups[number - 1]


def _add(group: list[Said], word: str, said: Said, *, is_line: bool = False) -> None:
    """Add the answer to its group; a line of an address joins the lines before it."""
    if is_line:
        before = next((one for one in group if one.word == word), None)
        if before is None:
            group.append(Said(word, [said.value], said.where))
        elif isinstance(before.value, list):
            before.value.append(said.value)
        return
    group.append(Said(word, said.value, said.where))
