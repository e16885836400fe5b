"""The words of a return form, sheet by sheet, before any of it is a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conference.exchange.return_check import FixedCell, ReturnKey, fixed_words
from conference.exchange.return_layout import (
    ACTIONS,
    AGENCY,
    ANSWER,
    ANSWER_HEADINGS,
    ANSWERS,
    CASE,
    CHECK,
    COLUMNS,
    FORM,
    FORM_NAME,
    FORM_VERSION,
    HEADINGS_LINE,
    KNOWN,
    KNOWN_HEADINGS,
    MOST_ACTIONS,
    NUMBER,
    READ_ME,
    TITLE,
    in_cell,
)
from conference.law.audience import Audience, AudienceKind
from conference.law.when import When, uk_day
from conference.text import one_line
from conference.views import CaseFile, RequestView

_LONGEST_NAME = 80
_STEPS = (
    f"Go to the sheet “{ANSWER}” and say who you are and which records you searched. If you looked "
    "and hold nothing, choose yes at “Nil return”: you are done.",
    f"Go to the sheet “{ACTIONS}”. Write one row for each thing your agency did: a visit, a "
    f"letter, a call, a decision to do nothing. There is room for {MOST_ACTIONS} rows.",
    "The white cells of these two sheets are for you. The grey ones are locked, so that we can "
    "read the form when it comes back. Click a cell to see what to write in it; some let you "
    "choose from a list.",
    "Write dates as 3/4/2025 (3 April 2025), and check that the cell shows the day you mean. If "
    "you only know the month, write any day of it and choose “some day in that month”.",
    "“Who may be told” is for you to say. Left empty it is the panel: everybody at the meeting. "
    "The applicant is told nothing of a row unless you choose it.",
    f"The sheet “{KNOWN}” lists what was reported and what we already hold from you. Do not write "
    "those rows again.",
    "Save the form as an Excel workbook (.xlsx) under any name, and send it back. Please do not "
    "rename or add sheets, and do not copy answers into another form: each is for one agency and "
    "one request.",
    "The form holds personal information. Send it only in the way agreed with the council, and "
    "keep it no longer than you need it.",
)


@dataclass(frozen=True)
class ReturnForm:
    """What a return form is made from: one request, and the case as its agency may see it."""

    case: CaseFile
    request: RequestView
    kinds: tuple[str, ...]
    """Tools and powers to choose from, the usual words of the field."""

    def __post_init__(self) -> None:
        if self.case.audience != Audience(AudienceKind.AGENCY, self.request.agency_id):
            raise ValueError("a return form is made from the case as that agency may see it")

    @property
    def key(self) -> ReturnKey:
        """What the form's number and check value are made from."""
        request = self.request
        return ReturnKey(
            self.case.council.id,
            self.case.id,
            request.agency_id,
            request.id,
            request.asked,
            request.period_from,
            request.period_to,
        )


def file_name(form: ReturnForm) -> str:
    """A file name that every system takes: er-2026-0001-police-return.xlsx."""
    words = f"{form.case.reference}-{form.request.agency_name}".casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    return f"{stem[:_LONGEST_NAME].rstrip('-')}-return.xlsx"


@dataclass(frozen=True)
class Page:
    """One sheet: its title and its lines of fixed words, the first of them line 1."""

    title: str
    lines: tuple[tuple[str, ...], ...]


def pages(form: ReturnForm) -> tuple[Page, ...]:
    """The sheets people see, in order."""
    without = (
        Page(READ_ME, tuple(_fit(line) for line in _read_me(form, check=""))),
        Page(ANSWER, (ANSWER_HEADINGS, *((one.label, "", one.advice) for one in ANSWERS))),
        Page(ACTIONS, (tuple(column.label for column in COLUMNS),)),
        Page(KNOWN, tuple(_fit(line) for line in (KNOWN_HEADINGS, *_known(form)))),
    )
    check = form.key.check(fixed_words(cell for page in without for cell in fixed_cells(page)))
    read_me = tuple(_fit(line) for line in _read_me(form, check=check))
    return (Page(READ_ME, read_me), *without[1:])


def fixed_cells(page: Page) -> Iterator[FixedCell]:
    """The cells of a sheet that hold words, each with its place."""
    for line, words in enumerate(page.lines, HEADINGS_LINE):
        for column, text in enumerate(words, 1):
            yield FixedCell(page.title, line, column, text)


def _fit(line: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(in_cell(words) for words in line)


def _read_me(form: ReturnForm, *, check: str) -> Iterator[tuple[str, ...]]:
    yield (TITLE,)
    yield from _particulars(form)
    yield NUMBER, form.key.number
    yield CHECK, check
    yield ("How to fill it in",)
    for number, words in enumerate(_STEPS, 1):
        yield f"{number}.", words


def _particulars(form: ReturnForm) -> Iterator[tuple[str, str]]:
    case, request = form.case, form.request
    yield FORM, f"{FORM_NAME}{FORM_VERSION}"
    yield "Council", one_line(case.council.name)
    yield CASE, case.reference
    yield AGENCY, one_line(request.agency_name)
    yield "The application is about", _about(case)
    yield "What is asked", request.asked
    yield "For the time", _period(request)
    yield "Under", one_line(request.legal_basis)
    yield "Asked on", uk_day(request.asked_on)
    yield "Please answer by", uk_day(request.due_on) if request.due_on else "no day is set"
    yield "Send it to", _contact(case)


def _about(case: CaseFile) -> str:
    """Whom to search for: the people whom an agency may know of, with their homes."""
    lines = (", ".join((one.name, *one.address, one.postcode)) for one in case.parties)
    return "\n".join(one_line(line).rstrip(" ,") for line in lines) or "see what is asked"


def _period(request: RequestView) -> str:
    first = f"from {uk_day(request.period_from)}" if request.period_from else ""
    last = f"to {uk_day(request.period_to)}" if request.period_to else ""
    return f"{first} {last}".strip() or "all that you hold"


def _contact(case: CaseFile) -> str:
    if case.spoc is None:
        return one_line(f"{case.council.name} {case.council.email}")
    reach = (case.spoc.name, case.spoc.title, case.spoc.phone, case.spoc.email)
    return one_line(", ".join(part for part in reach if part))


def _known(form: ReturnForm) -> Iterator[tuple[str, ...]]:
    """What helps an agency to search: incidents, reports, and what is held of its own actions.

    What other agencies did is for the meeting and not for a file that travels.
    """
    case, mine = form.case, form.request.agency_id
    dated: list[tuple[When, tuple[str, ...]]] = []
    for incident in case.incidents:
        dated.append((incident.when, ("incident", incident.place, incident.summary, "")))
    for report in case.reports:
        words = (f"report to {report.told_to}", report.reported_by or "the applicant")
        dated.append((report.when, (*words, report.summary, report.reference)))
    for action in case.actions:
        if action.agency_id == mine:
            words = (f"your action: {action.kind}", action.agency_name)
            dated.append((action.when, (*words, action.summary, action.reference)))
    dated.sort(key=lambda entry: (entry[0].earliest is None, str(entry[0].earliest)))
    for when, (what, who, summary, reference) in dated:
        yield str(when), one_line(what), one_line(who), summary, one_line(reference)
