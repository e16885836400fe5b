"""Spreadsheets as they come: read whole, or refused in words that say what to do."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from conference.errors import BadInput
from conference.exchange.sheets import Sheet, read_grid, read_rows
from tests.exchange.conftest import Write


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def refusal(path: Path, *, most: int = 100) -> str:
    with pytest.raises(BadInput) as refused:
        read_rows(path, most=most)
    assert refused.value.safe == "Nothing was changed."
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_usual_encodings_of_a_council_are_read(write: Write, encoding: str) -> None:
    sheet = read_rows(write("date,summary\n3/4/2025,café – £5\n".encode(encoding)), most=5)
    assert sheet.headings == ("date", "summary")
    assert cells(sheet) == [("3/4/2025", "café – £5")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_divide_cells(write: Write, delimiter: str) -> None:
    text = f'date{delimiter}summary\n3/4/2025{delimiter}"one, two; three\tfour"\n'
    assert cells(read_rows(write(text), most=5)) == [("3/4/2025", "one, two; three    four")]


def test_commas_in_the_text_do_not_pass_for_the_delimiter(write: Write) -> None:
    text = "date;reported;summary\n" + "3/4/2025;4/4/2025;bins, gates\n" * 9
    assert len(read_rows(write(text), most=20).headings) == 3


def test_a_spreadsheets_own_word_for_its_delimiter_is_heeded(write: Write) -> None:
    sheet = read_rows(write("sep=;\r\ndate;summary\r\n3/4/2025;a,b\r\n"), most=5)
    assert (sheet.headings_line, sheet.rows[0].line) == (2, 3)


def test_lines_are_counted_as_a_person_counts_them(write: Write) -> None:
    sheet = read_rows(write('date,summary\n1,"one\ntwo\nthree"\n\n2,last\n'), most=5)
    assert [row.line for row in sheet.rows] == [2, 6]


def test_headings_are_found_below_a_title_and_a_note(write: Write) -> None:
    text = "Police log for the review,,\nMade by, the control room,\n,,\ndate,kind,summary\n1,2,3\n"
    sheet = read_rows(write(text), most=5, known={"date", "summary", "kind"})
    assert (sheet.headings_line, sheet.headings) == (4, ("date", "kind", "summary"))


def test_a_row_longer_than_its_headings_says_so_and_the_others_stay(write: Write) -> None:
    sheet = read_rows(write("date,summary\n1,bins, gates\n2,fine\n3\n"), most=5)
    assert ["3 cells where there are 2 headings" in row.fault for row in sheet.rows] == [
        True,
        False,
        False,
    ]
    assert sheet.rows[2].cells == ("3", "")


def test_days_numbers_and_ticks_of_a_workbook_become_text(book: Write) -> None:
    row = [datetime(2025, 4, 3), datetime(2025, 4, 3, 22, 30), time(9, 5), 3.0, 0.5, True, "x"]
    sheet = read_rows(book([list("abcdefg"), row]), most=5)
    assert cells(sheet) == [
        ("2025-04-03", "2025-04-03 22:30", "09:05", "3", "0.5", "yes", "x"),
    ]


def test_the_first_sheet_that_holds_something_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Log").append(["date", "summary"])
    workbook.create_sheet("Other").append(["else", "where"])
    workbook.save(tmp_path / "two.xlsx")
    assert read_rows(tmp_path / "two.xlsx", most=5).headings == ("date", "summary")
    assert read_rows(tmp_path / "two.xlsx", most=5, sheet="other").headings == ("else", "where")
    with pytest.raises(BadInput, match="no sheet called “third”"):
        read_rows(tmp_path / "two.xlsx", most=5, sheet="third")


def test_a_formula_is_refused_with_its_cell(book: Write) -> None:
    text = refusal(book([["date", "summary"], ["3/4/2025", "=A1&B1"], ["4/4/2025", "x"]]))
    assert "line 2, cell B2: the cell holds a formula" in text
    assert "paste them as values" in text


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["date", "summary"])
    sheet["B2"] = "=1+1"
    sheet["B2"].data_type = "s"
    workbook.save(tmp_path / "text.xlsx")
    assert cells(read_rows(tmp_path / "text.xlsx", most=5)) == [("", "=1+1")]


def test_merged_cells_in_the_table_are_refused_by_name(book: Write) -> None:
    rows = [["date", "summary"], ["3/4/2025", "x"], [None, "y"]]
    assert "line 2: the cells A2:A3 are merged" in refusal(book(rows, "A2:A3"))


def test_a_merged_title_above_the_table_does_no_harm(book: Write) -> None:
    rows = [["Log of the police"], ["date", "summary"], ["3/4/2025", "x"]]
    assert read_rows(book(rows, "A1:B1"), most=5).headings_line == 2


def test_too_many_rows_are_refused_with_the_number(write: Write, book: Write) -> None:
    rows = [["date", "summary"], *[["3/4/2025", "x"]] * 30]
    assert "more than 10 rows" in refusal(book(rows), most=10)
    assert "more than 10 rows" in refusal(write("date,summary\n" + "1,x\n" * 11), most=10)
    assert "more than 20,000 rows" in refusal(
        write("date,summary\n" + "1,x\n" * 100_000), most=20_000
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b",,\n,,\n", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Office file"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"{\\rtf1 x}", "rich text"),
        (b"<html><table></table></html>", "web page"),
        (b"\x89PNG\r\n", "picture"),
        (b"date,summary\n\x00\x01\x02", "binary file"),
        (b"\x81\x8d\x8f,\x90\n", "encoding that cannot be told"),
        (b"\xff\xfe\x00\xd8", "encoding that cannot be told"),
        (b'date,summary\n1,"never closed\n2,x\n', "line 2: a quotation mark is opened"),
        (b'date,summary\n1,"a"b\n', "line 2: a quotation mark stands where none can"),
        (b"date,summary\n1," + b"x" * 200_000, "a cell is too long"),
        (b"," * 600, "more than 500 columns"),
        (b"PK\x03\x04 not really", "damaged spreadsheet"),
    ],
)
def test_what_is_no_table_is_named(write: Write, content: bytes, why: str) -> None:
    assert why in refusal(write(content))


def zipped(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return written.getvalue()


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"readme": "x"}, "is a ZIP archive"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"),
        ({"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"}, "is a document"),
        ({"[Content_Types].xml": "<x/>", "xl__workbook.bin": "x"}, ".xlsb"),
        ({"[Content_Types].xml": "<x/>"}, "damaged spreadsheet"),
        ({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "XML entities"),
        ({"xl/workbook.xml": " " * 210_000_000}, "unpacks to more than 200 MB"),
    ],
)
def test_what_is_zipped_and_no_workbook_is_named(
    write: Write, parts: dict[str, str], why: str
) -> None:
    assert why in refusal(write(zipped(**parts), "given.xlsx"))


def test_a_workbook_cut_short_is_damaged(write: Write, book: Write) -> None:
    whole = book([["date", "summary"], ["1", "x"]]).read_bytes()
    assert "damaged spreadsheet" in refusal(write(whole[: len(whole) // 2], "half.xlsx"))


def test_a_missing_file_a_folder_and_a_device_are_told_apart(tmp_path: Path) -> None:
    assert "There is no file none.csv" in refusal(tmp_path / "none.csv")
    assert "is a folder" in refusal(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "not an ordinary file" in refusal(tmp_path / "pipe")


def test_a_file_of_somebody_else_may_not_be_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError

    path = write("date,summary\n1,x\n")
    monkeypatch.setattr(Path, "open", forbidden)
    assert "may not be read by you" in refusal(path)


def test_a_file_too_big_to_be_a_case_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(30_000_000)
    assert "larger than 20 MB" in refusal(path)


def test_control_codes_in_cells_are_made_harmless(write: Write) -> None:
    sheet = read_rows(write("date,summary\n1,\x1b]0;owned\x07 \u202eabc\n"), most=5)
    assert cells(sheet) == [("1", "\ufffd]0;owned\ufffd \ufffdabc")]


def test_a_grid_keeps_lines_before_anyone_says_which_are_headings(book: Write) -> None:
    grid = read_grid(book([["A title"], [], ["Name", date(2025, 4, 3)]]))
    assert [(row.line, row.cell(0), row.cell(1)) for row in grid.rows] == [
        (1, "A title", ""),
        (3, "Name", "2025-04-03"),
    ]
