"""XLSX as it comes: the first sheet that holds something, its cells as text.

A workbook from elsewhere is a ZIP of XML and is treated as such: bounded before it is unpacked,
refused where it declares entities, and never computed. A formula is reported, not guessed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any

from conference.errors import BadInput, Problem
from conference.exchange.files import GivenFile

MOST_UNPACKED = 200_000_000
MOST_COLUMNS = 500
MOST_LINES = 1_048_576
_SHOWN = 10
_SAVE_AS = "Open it in a spreadsheet program, save it as .xlsx or CSV, and try again."
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00|\x00<\x00!\x00D")
_LINE = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_TAGS_IN_A_CELL = 50
"""The cell, its value and its text, in as many pieces as a spreadsheet program makes of it."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)[\"']")


@dataclass(frozen=True)
class Merge:
    """One merged area: its name ("A4:B5"), its first and last line."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class SheetCells:
    """One sheet: its lines with their cells as text, and its merged areas."""

    lines: tuple[tuple[int, list[str]], ...]
    merges: tuple[Merge, ...]


def sheet_cells(file: GivenFile, *, most: int, spare: int = 0, named: str = "") -> SheetCells:
    """The cells of the sheet called `named`, or of the first visible one that holds something.

    most: how many filled lines are taken; spare: how many more, for a title and headings. Raises
    BadInput for a workbook that is damaged, too big, empty, another kind of ZIP, or has formulas.
    """
    with _opened(file) as (book, archive):
        return _chosen(book, archive, file.name, most=most, spare=spare, named=named)


def sheet_titles(file: GivenFile) -> tuple[str, ...]:
    """The titles of all sheets, hidden ones too. Raises BadInput as `sheet_cells` does."""
    with _opened(file) as (book, _archive):
        return tuple(sheet.title for sheet in book.worksheets)


@contextmanager
def _opened(file: GivenFile) -> Iterator[tuple[Any, zipfile.ZipFile]]:
    """The workbook and its archive, checked; whatever goes wrong in them is a BadInput."""
    # Imported here: a CSV file, the usual case, has no need of it, and it is slow to load.
    import openpyxl

    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            # openpyxl warns of drop-downs and colours it will not keep; nothing here needs them.
            warnings.simplefilter("ignore")
            _check_archive(archive, file.name)
            yield openpyxl.load_workbook(io.BytesIO(file.content), read_only=True), archive
    except BadInput:
        raise
    except Exception:
        # A damaged workbook fails in as many ways as it can be damaged; all mean the same here.
        raise BadInput(f"{file.name} is a damaged spreadsheet.", next=_SAVE_AS) from None


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        what = "an OpenDocument file (.ods or .odt)" if "mimetype" in names else "a ZIP archive"
        raise BadInput(f"{name} is {what}, not an .xlsx spreadsheet.", next=_SAVE_AS)
    if any(part.startswith(("word/", "ppt/")) for part in names):
        raise BadInput(f"{name} is a document, not a spreadsheet.", next=_SAVE_AS)
    if "xl/workbook.bin" in names:
        raise BadInput(f"{name} is a binary spreadsheet (.xlsb).", next=_SAVE_AS)
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise BadInput(
            f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB.",
            next="Keep only the sheet and the rows of this case and try again.",
        )
    for part in archive.namelist():
        if not part.endswith((".xml", ".rels")):
            continue
        content = archive.read(part)
        if _ENTITIES.search(content):
            raise BadInput(f"{name} holds XML entities, which no spreadsheet needs.", next=_SAVE_AS)
        if b"\x00" in content:  # UTF-16, where every other byte is none
            content = content.replace(b"\x00", b"")
        if b"sheetData" in content and _too_big(content):
            raise BadInput(
                f"{name} has more than {MOST_COLUMNS} columns or {MOST_LINES:,} lines.",
                next=_SAVE_AS,
            )


def _too_big(sheet: bytes) -> bool:
    """Whether a sheet has more lines, or a line more cells, than are read.

    It is counted before it is read: the reader holds a whole line, however long.
    """
    begins = [found.start() for found in islice(_LINE.finditer(sheet), MOST_LINES + 1)]
    most = MOST_COLUMNS * _TAGS_IN_A_CELL
    return len(begins) > MOST_LINES or any(
        sheet.count(b"<", begin, end) > most for begin, end in pairwise([*begins, len(sheet)])
    )


def _chosen(
    book: Any,
    archive: zipfile.ZipFile,
    name: str,
    *,
    most: int,
    spare: int,
    named: str,
) -> SheetCells:
    sheets = list(book.worksheets)
    if named:
        wanted = [sheet for sheet in sheets if sheet.title.lower() == named.lower()]
        if not wanted:
            titles = tuple(Problem("", f"it has the sheet “{s.title}”") for s in sheets)
            raise BadInput(f"{name} has no sheet called “{named}”.", titles)
    else:
        wanted = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    for sheet in wanted:
        lines = tuple(_lines(sheet, name, most=most, spare=spare))
        if lines:
            # openpyxl reads merged areas only when it loads a sheet whole; the path is the one
            # thing it knows that its public face does not tell.
            part = sheet._worksheet_path.lstrip("/")
            return SheetCells(lines, _merges(archive.read(part)))
    raise BadInput(f"{name} is empty.", next="Check that this is the file you meant.")


def _lines(sheet: Any, name: str, *, most: int, spare: int) -> Iterator[tuple[int, list[str]]]:
    """Each line that holds something. Raises BadInput for formulas, naming their cells."""
    from openpyxl.utils import get_column_letter

    faults: list[Problem] = []
    filled = 0
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(), 1):
        if line > MOST_LINES or len(row) > MOST_COLUMNS:
            raise BadInput(f"{name} has more than {MOST_COLUMNS} columns.", next=_SAVE_AS)
        for column, cell in enumerate(row, 1):
            if cell.data_type in "fe" and cell.value is not None:
                what = "a formula" if cell.data_type == "f" else f"the error {cell.value}"
                where = f"line {line}, cell {get_column_letter(column)}{line}"
                faults.append(Problem(where, f"the cell holds {what}"))
        cells = [_text(cell.value) for cell in row]
        if any(cell.strip() for cell in cells):
            filled += 1
            if filled > most + spare:
                raise too_many(name, most)
            yield line, cells
    if faults:
        raise _formulas(name, faults)


def too_many(name: str, most: int) -> BadInput:
    """The refusal of a file with more than `most` rows."""
    return BadInput(
        f"{name} has more than {most:,} rows, the most that is read.",
        next="Keep only the rows of this case and try again.",
    )


def _formulas(name: str, faults: list[Problem]) -> BadInput:
    more = len(faults) - _SHOWN
    rest = (Problem("", f"and {more:,} more"),) if more > 0 else ()
    return BadInput(
        f"{name} holds formulas or errors where plain values are needed.",
        (*faults[:_SHOWN], *rest),
        next="Copy the cells, paste them as values, save, and try again.",
    )


def _merges(xml: bytes) -> tuple[Merge, ...]:
    found = ([part.decode() for part in match.groups()] for match in _MERGED.finditer(xml))
    return tuple(
        Merge(f"{left}{top}:{right}{bottom}", int(top[:7]), int(bottom[:7]))
        for left, top, right, bottom in found
    )


def _text(value: object) -> str:
    """A cell as text: days in ISO form, whole numbers without a fraction, ticks as yes and no."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
