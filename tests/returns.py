"""Return forms for tests: made from the record, and filled in as an agency does in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from conference.exchange.return_check import ReturnKey
from conference.exchange.return_form import make_return
from conference.exchange.return_layout import ACTIONS, ANSWER, ANSWERS, COLUMNS
from conference.exchange.return_reading import ReadReturn, read_return
from conference.law.when import UNKNOWN
from conference.review import returns
from tests.office import Office

AUTHOR = {"author": "Sgt Jo Bloggs", "searched": "Niche and the custody system"}
VISIT: dict[str, Any] = {
    "date": date(2026, 10, 20),
    "kind": "visit",
    "summary": "Two officers called at the flat.",
}


def typed(cell: Any, value: object) -> None:
    """Type into a cell: in a cell of text even a leading = stays text, as in Excel."""
    cell.value = value
    if isinstance(value, str) and cell.number_format == "@":
        cell.data_type = "s"


def filled(
    form: bytes, answers: Mapping[str, object] = AUTHOR, rows: Iterable[Mapping[str, object]] = ()
) -> Any:
    """The form as a workbook, with answers and rows of actions by their keys."""
    book = openpyxl.load_workbook(BytesIO(form))
    for line, question in enumerate(ANSWERS, 2):
        typed(book[ANSWER].cell(line, 2), answers.get(question.key))
    for line, row in enumerate(rows, 2):
        for column, question in enumerate(COLUMNS, 1):
            typed(book[ACTIONS].cell(line, column), row.get(question.key))
    return book


def make(office: Office, case_id: str, agency_id: str = "", **more: Any) -> bytes:
    """A form for the police, or another agency."""
    return make_return(returns.make(office.officer, case_id, agency_id or office.police_id, **more))


def come_back(
    office: Office,
    path: Path,
    case_id: str,
    *rows: Mapping[str, object],
    **answers: object,
) -> ReadReturn:
    """The form for the police, filled in, saved at `path` and read."""
    filled(make(office, case_id), {**AUTHOR, **answers}, rows).save(path)
    return read_return(path, today=office.clock.today)


def nil_return(office: Office, case_id: str, agency_id: str = "") -> ReadReturn:
    """A nil return of the police, or another agency, as it is read; with no number if not asked."""
    case = office.case(case_id)
    wanted = agency_id or office.police_id
    asked = [one for one in case.requests if one.agency_id == wanted]
    keys = [
        ReturnKey(
            case.council.id, case.id, wanted, one.id, one.asked, one.period_from, one.period_to
        )
        for one in asked
    ]
    return ReadReturn(
        file_name="nil.xlsx",
        digest="nil",
        reference=case.reference,
        agency="Police",
        number=keys[-1].number if keys else "",
        check=keys[-1].check("") if keys else "",
        fixed="",
        author="Sgt Jo Bloggs",
        job="",
        searched="Niche",
        searched_on=UNKNOWN,
        nil=True,
        to_come="",
        risk="",
        more="",
        rows=(),
        bad=(),
    )
