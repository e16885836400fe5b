"""The form an agency fills in: what it looks like, and what it never holds."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conference.exchange.return_check import ReturnKey
from conference.exchange.return_form import ReturnForm, make_return
from conference.exchange.return_layout import (
    ACTIONS,
    ANSWER,
    COLUMNS,
    KNOWN,
    LAST_LINE,
    LISTS,
    READ_ME,
    SHEETS,
)
from conference.exchange.return_reading import read_return
from conference.forms import Disclosure, NewIncident
from conference.law.audience import Mark, agency
from conference.review import evidence, returns
from conference.text import clean
from tests.office import Office
from tests.returns import AUTHOR, VISIT, filled, make

pytestmark = pytest.mark.database("sqlite")
HOSTILE: list[str] = [
    *json.loads((Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text("utf-8")),
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "_x0041_ and _x005F_",
    "&P of &[File]",
    "\x1b]52;c;eA==\x07",
    "x" * 15_000,
]


def opened(form: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(form))


def words_in(form: bytes) -> str:
    """Every string of the file, as it stands in the archive."""
    with zipfile.ZipFile(BytesIO(form)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


@pytest.mark.long
def test_only_the_white_cells_can_be_filled_in(office: Office) -> None:
    book = opened(make(office, office.in_evidence()))
    assert tuple(book.sheetnames) == (*SHEETS, LISTS)
    assert book[LISTS].sheet_state == "hidden"
    assert book.security.lockStructure
    open_cells: dict[str, set[str]] = {}
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        open_cells[sheet.title] = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
    assert open_cells[READ_ME] == open_cells[KNOWN] == open_cells[LISTS] == set()
    assert open_cells[ANSWER] == {f"B{line}" for line in range(2, 10)}
    assert len(open_cells[ACTIONS]) == 200 * len(COLUMNS)
    assert {"A2", f"L{LAST_LINE}"} <= open_cells[ACTIONS]
    assert {book[ANSWER][cell].fill.fill_type for cell in open_cells[ANSWER]} == {None}
    assert {cell.fill.fill_type for cell in (*book[ANSWER]["A"], *book[ACTIONS][1])} == {"solid"}


def test_every_sheet_prints_on_a4_landscape_in_arial_with_its_headings(office: Office) -> None:
    book = opened(make(office, office.in_evidence()))
    for title in SHEETS:
        sheet = book[title]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.coordinate != "A1":
                    assert (cell.font.name, cell.alignment.wrap_text) == ("Arial", True)
        widths = [sheet.column_dimensions[c].width for c in "ABCDEFGHIJKL"[: sheet.max_column]]
        assert all(width >= 8 for width in widths)
    for title in (ANSWER, ACTIONS, KNOWN):
        assert book[title].freeze_panes == "A2"
        assert book[title].print_title_rows == "$1:$1"


def test_lists_and_dates_are_checked_where_they_are_typed(office: Office) -> None:
    book = opened(make(office, office.in_evidence(), kinds=("visit", "dispersal, s.35")))
    rules = {str(rule.sqref): rule for rule in book[ACTIONS].data_validations.dataValidation}
    by_key = {
        question.key: rules[f"{letter}2:{letter}{LAST_LINE}"]
        for letter, question in zip("ABCDEFGHIJKL", COLUMNS, strict=True)
    }
    assert (by_key["date"].type, by_key["date"].formula1) == ("date", "TODAY()")
    assert by_key["date"].operator == "lessThanOrEqual"

    def choices(key: str) -> list[str]:
        sheet, cells = by_key[key].formula1.split("!")
        return [row[0].value for row in book[sheet][cells.replace("$", "")]]

    assert choices("kind") == ["visit", "dispersal, s.35"]
    assert choices("still_open") == ["yes", "no"]
    assert choices("mark")[0] == "the panel"
    assert "the applicant, in my words only" in choices("mark")
    assert by_key["kind"].errorStyle == "warning"
    assert by_key["mark"].errorStyle == "stop"
    for rule in rules.values():
        assert rule.prompt
        assert len(rule.prompt) <= 255
        assert len(rule.promptTitle) <= 32


def test_the_first_sheet_says_what_is_asked_of_whom_by_when_and_how(office: Office) -> None:
    case_id = office.in_evidence()
    asked = office.case(case_id).requests[0]
    sheet = opened(make(office, case_id))[READ_ME]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert said["Case"] == "ER-2026-0001"
    assert said["Agency"] == "Police"
    assert said["What is asked"] == "All reports and what was done"
    assert said["The application is about"] == "Mrs A. Sample, 1 High Street, DE7 1AA"
    assert "Schedule 4 paragraph 7" in said["Under"]
    assert said["Please answer by"] in (str(asked.due_on), "no day is set")
    assert asked.id not in words_in(make(office, case_id))
    assert len([key for key in said if key and key.endswith(".")]) == 8


def test_what_is_known_is_the_reports_and_the_agencys_own_actions(office: Office) -> None:
    case_id = office.in_evidence()
    evidence.log_action(office.officer, case_id, office.action(reference="P/1"))
    evidence.log_action(office.officer, case_id, office.action(office.housing_id, reference="H/1"))
    sheet = opened(make(office, case_id))[KNOWN]
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in rows].count("incident") == 3
    assert [row[1] for row in rows].count("report to Police") == 3
    assert [row[4] for row in rows if row[1].startswith("your action")] == ["P/1"]
    days = [row[0] for row in rows]
    assert days[:2] == ["5 October 2026", "6 October 2026"]


def test_nothing_that_the_agency_may_not_see_is_anywhere_in_the_file(office: Office) -> None:
    secret = "sEcReT-of-housing"
    case_id = office.in_evidence(
        impact=f"{secret} impact", health_impact=secret, contact_notes=secret
    )
    office.ask(case_id, office.housing_id)
    only_housing = Disclosure(Mark.NAMED, named_agencies=(office.housing_id,))
    evidence.log_action(
        office.officer,
        case_id,
        replace(office.action(office.housing_id), summary=secret, disclosure=only_housing),
    )
    evidence.add_incident(
        office.officer,
        case_id,
        NewIncident(office.day(9), secret, place=secret),
        disclosure=only_housing,
    )
    evidence.log_action(
        office.officer,
        case_id,
        replace(office.action(office.housing_id), summary=f"{secret} for the panel"),
    )
    assert secret.casefold() not in words_in(make(office, case_id)).casefold()
    assert secret in words_in(make(office, case_id, office.housing_id))


def test_a_form_is_made_only_from_what_its_own_agency_sees(office: Office) -> None:
    case_id = office.in_evidence()
    inside = office.case(case_id)
    anothers = office.case(case_id, view_as=agency(office.housing_id))
    for case in (inside, anothers):
        with pytest.raises(ValueError, match="as that agency may see it"):
            ReturnForm(case, inside.requests[0], ())


def test_words_from_people_stay_words_in_the_form(office: Office) -> None:
    incidents = tuple(NewIncident(office.day(20), words, place=words) for words in HOSTILE)
    case_id = office.in_evidence(incidents=incidents)
    form = make(office, case_id, kinds=tuple(HOSTILE))
    book = opened(form)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn", cell.coordinate
                assert cell.value is None or cell.quotePrefix, cell.coordinate
    assert "<f>" not in words_in(form).replace("formula", "")
    shown = [
        row[3].value.replace("_x005F_", "_")
        for row in book[KNOWN].iter_rows(min_row=2)
        if row[1].value == "incident"
    ]
    assert sorted(shown) == sorted(clean(words) for words in HOSTILE)


def test_words_from_the_agency_come_back_as_they_were_typed(office: Office, tmp_path: Path) -> None:
    form = make(office, office.in_evidence())
    texts = [text for text in HOSTILE if "\x1b" not in text and "_x00" not in text]
    rows = [{**VISIT, "summary": text, "outcome": text, "more": text} for text in texts]
    path = tmp_path / "back.xlsx"
    filled(form, {**AUTHOR, "risk": "=1+1"}, rows).save(path)
    read = read_return(path)
    assert read.bad == ()
    assert [row.action.summary for row in read.rows] == [clean(text) for text in texts]
    assert [row.action.outcome for row in read.rows] == [clean(text) for text in texts]
    assert read.risk == "=1+1"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(office: Office) -> None:
    case_id = office.in_evidence(incidents=(NewIncident(office.day(20), "🙂" * 40_000),))
    sheet = opened(make(office, case_id))[KNOWN]
    shown = sheet["D2"].value
    assert shown == "🙂" * 16_000 + " …"


def test_the_check_value_changes_with_everything_that_it_stands_for() -> None:
    key = ReturnKey("council", "case", "agency", "request", "asked", None, None)
    others = [
        replace(key, **{name: "other"})
        for name in ("council_id", "case_id", "agency_id", "request_id", "asked")
    ]
    others += [replace(key, period_from=date(2026, 1, 1)), replace(key, period_to=date(2026, 1, 1))]
    assert len({one.check("words") for one in (key, *others)}) == len(others) + 1
    assert len({one.number for one in (key, *others)}) == len(others) + 1
    assert key.check("words") != key.check("other words")
    assert key.number not in key.check("")


@pytest.mark.long
def test_three_thousand_known_entries_fit_in_a_form(office: Office, tmp_path: Path) -> None:
    case_id = office.in_evidence()
    form = returns.make(office.officer, case_id, office.police_id)
    many = tuple(replace(form.case.incidents[0], id=str(n)) for n in range(3_000))
    path = tmp_path / "many.xlsx"
    filled(make_return(replace(form, case=replace(form.case, incidents=many))), rows=[VISIT]).save(
        path
    )
    read = read_return(path)
    assert form.key.number == read.number
    assert form.key.check(read.fixed) == read.check
