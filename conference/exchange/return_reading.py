"""A return form that came back: which form it is, its answers, and its rows, good and bad.

Nothing is taken over here. A form whose fixed words were changed is refused with where; whether it
was ever sent out, and for what, only the record can tell (`review/returns.py`, by the check value).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from conference.errors import BadInput, Problem
from conference.exchange.columns import MOST_TEXT
from conference.exchange.days import parse_when
from conference.exchange.files import GivenFile, take
from conference.exchange.return_check import fixed_words
from conference.exchange.return_layout import (
    ACTIONS,
    AGENCY,
    ANSWER,
    ANSWERS,
    CASE,
    CHECK,
    COLUMNS,
    FORM,
    FORM_NAME,
    FORM_VERSION,
    HEADINGS_LINE,
    NUMBER,
    READ_ME,
    TITLE,
)
from conference.exchange.return_rows import ReturnRow, read_rows, yes_no
from conference.exchange.return_sheets import (
    FRESH,
    Cells,
    altered,
    check_fixed,
    fixed_in,
    sheets_of,
)
from conference.law.when import When
from conference.text import one_line

_MOST_VERSION = 40


@dataclass(frozen=True)
class ReadReturn:
    """What a form held: nothing of it is in any case yet."""

    file_name: str
    digest: str
    """SHA-256 of the file, hexadecimal."""
    reference: str
    agency: str
    number: str
    check: str
    fixed: str
    """The digest of its fixed words, which the check value has to fit."""
    author: str
    job: str
    searched: str
    searched_on: When
    nil: bool
    to_come: str
    risk: str
    more: str
    rows: tuple[ReturnRow, ...]
    bad: tuple[Problem, ...]
    """A fault for each row that cannot be taken, with its line."""
    taken_out: tuple[str, ...] = ()
    """What is told of signs that nobody can see, and were taken out."""


def read_return(path: Path, *, today: date | None = None) -> ReadReturn:
    """The form at `path`, filled in. today: no row may lie after it.

    Raises BadInput for a file that is no return form, one that was altered or is of another
    version, and one whose answers are missing or contradict each other.
    """
    file = take(path)
    if not file.zipped:
        raise BadInput(
            f"{file.name} is not an Excel workbook (.xlsx), and a return form is one.",
            next="Ask the agency for the form itself, saved as .xlsx.",
        )
    sheets = sheets_of(file)
    particulars = _particulars(file, sheets[READ_ME])
    check_fixed(file, sheets)
    answers = {
        question.key: sheets[ANSWER].at(line, 2)
        for line, question in enumerate(ANSWERS, HEADINGS_LINE + 1)
    }
    rows, bad = read_rows(_rows(sheets[ACTIONS]), today)
    fixed = fixed_words(fixed_in(sheets))
    read = _checked(file, particulars, answers, fixed, rows, bad, today)
    return replace(read, taken_out=tuple(filter(None, (one.taken_out for one in sheets.values()))))


def _particulars(file: GivenFile, sheet: Cells) -> dict[str, str]:
    """Which form it is. Raises BadInput for one of another version."""
    said: dict[str, str] = {}
    for line in sheet.lines():
        said.setdefault(one_line(sheet.at(line, 1)), one_line(sheet.at(line, 2)))
    version = said.get(FORM, "")
    if version.startswith(FORM_NAME) and version != f"{FORM_NAME}{FORM_VERSION}":
        raise BadInput(
            f"{file.name} is a form of another version ({version[:_MOST_VERSION]}); this program "
            f"reads version {FORM_VERSION}.",
            next=FRESH,
        )
    missing = [label for label in (FORM, CASE, AGENCY, NUMBER, CHECK) if not said.get(label)]
    if missing or sheet.at(1, 1) != TITLE:
        where = f"sheet “{READ_ME}”"
        raise altered(file, [Problem(where, f"“{label}” is missing") for label in missing]
                       or [Problem(where, "its title was changed")])  # fmt: skip
    return said


def _rows(sheet: Cells) -> Iterator[tuple[int, dict[str, str]]]:
    """Each filled row of the actions: its line, and its answers by key."""
    for line in sheet.lines():
        if line > HEADINGS_LINE:
            yield line, {one.key: sheet.at(line, n) for n, one in enumerate(COLUMNS, 1)}


def _checked(
    file: GivenFile,
    particulars: Mapping[str, str],
    answers: Mapping[str, str],
    fixed: str,
    rows: tuple[ReturnRow, ...],
    bad: tuple[Problem, ...],
    today: date | None,
) -> ReadReturn:
    """The whole return. Raises BadInput naming each answer that is missing or cannot be."""
    problems, nil, searched_on = _answer_faults(answers, today)
    if nil and (rows or bad):
        fault = f"it says that nothing is held, and the sheet “{ACTIONS}” has rows"
        problems.append(Problem(f"sheet “{ANSWER}”, Nil return", fault))
    if nil and answers["to_come"].strip():
        fault = "it says that nothing is held, and that something is still to come"
        problems.append(Problem(f"sheet “{ANSWER}”, Nil return", fault))
    if not (nil or rows or bad or answers["to_come"].strip()):
        fault = f"no row is filled in; if nothing is held, choose yes at “Nil return” on “{ANSWER}”"
        problems.append(Problem(f"sheet “{ACTIONS}”", fault))
    if problems:
        raise BadInput(
            f"{file.name} cannot be taken in as it is.",
            tuple(problems),
            next="Have the agency complete it, or complete it with them, and read it again.",
        )
    return ReadReturn(
        file_name=file.name,
        digest=file.digest,
        reference=particulars[CASE],
        agency=particulars[AGENCY],
        number=particulars[NUMBER],
        check=particulars[CHECK],
        fixed=fixed,
        author=one_line(answers["author"]),
        job=one_line(answers["job"]),
        searched=answers["searched"],
        searched_on=searched_on,
        nil=nil,
        to_come=answers["to_come"],
        risk=answers["risk"],
        more=answers["more"],
        rows=rows,
        bad=bad,
    )


def _answer_faults(
    answers: Mapping[str, str], today: date | None
) -> tuple[list[Problem], bool, When]:
    """The faults of the answer sheet, whether it is a nil return, and the day of the search."""
    problems = []
    for question in ANSWERS:
        if question.needed and not answers[question.key].strip():
            problems.append(Problem(f"sheet “{ANSWER}”, {question.label}", "this is needed"))
        if len(answers[question.key]) > MOST_TEXT:
            fault = f"it is longer than {MOST_TEXT:,} characters"
            problems.append(Problem(f"sheet “{ANSWER}”, {question.label}", fault))
    nil, searched_on = False, parse_when("")
    try:
        nil = yes_no(answers["nil"])
        searched_on = parse_when(answers["searched_on"])
        if today and searched_on.earliest and searched_on.earliest > today:
            raise ValueError(f"the records were searched on {searched_on}, which has not come yet")
    except ValueError as fault:
        problems.append(Problem(f"sheet “{ANSWER}”", str(fault)))
    return problems, nil, searched_on
