"""Rows of a CSV or XLSX file, whoever made it: one row of headings, then rows of text.

A user's file is untrusted. It is read whole or refused with a `BadInput` that says what is wrong
and what to do; a single row that does not fit its headings carries its own fault, so that it can
be shown beside the good ones. Lines are numbered as a person counts them in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from conference.errors import BadInput, Problem
from conference.exchange.delimited import records
from conference.exchange.files import GivenFile, take, text_of
from conference.exchange.taken_out import taken_out
from conference.exchange.workbooks import MOST_COLUMNS, Merge, sheet_cells, too_many
from conference.text import clean, hidden_in, one_line

MOST_ROWS = 100_000
_TITLE_LINES = 10
"""How far down the headings may stand, below a title and a note."""


@dataclass(frozen=True)
class SheetRow:
    """One row that holds something: its line in the file, and a cell for each heading."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""
    """Why it does not fit its headings, in plain words; empty for a good row."""
    hidden: int = 0
    """Signs that nobody can see which were taken out of it."""

    def cell(self, column: int | None) -> str:
        """The text in that column, counted from 0; empty where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True)
class Grid:
    """Every line of a file that holds something, before anyone says which is the headings."""

    file_name: str
    digest: str
    """SHA-256 of the file, hexadecimal."""
    rows: tuple[SheetRow, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table: headings as written, and the rows below them."""

    file_name: str
    digest: str
    headings_line: int
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    taken_out: str = ""
    """What is told of signs that nobody can see, and were taken out."""


def plain_heading(heading: str) -> str:
    """A heading as it is compared: lower case, letters and digits, single spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())


def read_grid(path: Path, *, most: int = MOST_ROWS, sheet: str = "") -> Grid:
    """The filled lines of the CSV or XLSX at `path`, at most `most` of them. Raises BadInput."""
    return grid_of(take(path), most=most, sheet=sheet)


def grid_of(file: GivenFile, *, most: int = MOST_ROWS, spare: int = 0, sheet: str = "") -> Grid:
    """The filled lines of a file already taken, at most `most` and `spare` more for its head.

    Raises BadInput.
    """
    if file.zipped:
        cells = sheet_cells(file, most=most, spare=spare, named=sheet)
        return Grid(file.name, file.digest, _rows(cells.lines), cells.merges)
    rows = []
    for line, record in records(text_of(file), file.name):
        if len(record) > MOST_COLUMNS:
            raise BadInput(f"{file.name} has more than {MOST_COLUMNS} columns in line {line}.")
        if any(cell.strip() for cell in record):
            rows.append((line, record))
        if len(rows) > most + spare:
            raise too_many(file.name, most)
    return Grid(file.name, file.digest, _rows(rows))


def read_rows(path: Path, *, most: int, known: Collection[str] = (), sheet: str = "") -> Sheet:
    """The table in the CSV or XLSX at `path`: its headings and at most `most` rows below them.

    known: headings (as `plain_heading` gives them) that tell the heading row from a title above
    it. sheet: which sheet of a workbook, by name. Raises BadInput.
    """
    grid = grid_of(take(path), most=most, spare=_TITLE_LINES, sheet=sheet)
    return table_of(grid, most=most, known=known)


def table_of(grid: Grid, *, most: int, known: Collection[str] = ()) -> Sheet:
    """The table in `grid`, as `read_rows` gives it. Raises BadInput."""
    if not grid.rows:
        raise BadInput(f"{grid.file_name} is empty.", next="Check that this is the file you meant.")
    top = _headings_row(grid.rows, frozenset(known))
    heading_row, below = grid.rows[top], grid.rows[top + 1 :]
    _refuse_merges(grid, heading_row.line)
    if len(below) > most:
        raise too_many(grid.file_name, most)
    headings = _trimmed(one_line(cell) for cell in heading_row.cells)
    return Sheet(
        grid.file_name,
        grid.digest,
        heading_row.line,
        headings,
        tuple(_fitted(row, len(headings)) for row in below),
        taken_out({row.line: row.hidden for row in (heading_row, *below)}),
    )


def _headings_row(rows: tuple[SheetRow, ...], known: frozenset[str]) -> int:
    """Which row is the headings: most known ones, else the first with two cells or more."""
    first = rows[:_TITLE_LINES]

    def hits(row: SheetRow) -> int:
        return len({plain_heading(cell) for cell in row.cells} & known)

    best = max(range(len(first)), key=lambda index: hits(first[index]))
    if hits(first[best]):
        return best
    return next((i for i, row in enumerate(first) if sum(map(bool, row.cells)) > 1), 0)


def _refuse_merges(grid: Grid, headings_line: int) -> None:
    merged = [merge for merge in grid.merges if merge.last >= headings_line]
    if merged:
        problems = tuple(
            Problem(f"line {merge.first}", f"the cells {merge.name} are merged")
            for merge in merged[:_TITLE_LINES]
        )
        raise BadInput(
            f"{grid.file_name} has merged cells in its table: what belongs to which row is unsure.",
            problems,
            next="Unmerge them, fill each cell, save, and try again.",
        )


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def _fitted(row: SheetRow, width: int) -> SheetRow:
    cells = _trimmed(row.cells)
    if len(cells) <= width:
        return SheetRow(row.line, cells + ("",) * (width - len(cells)), hidden=row.hidden)
    fault = (
        f"it has {len(cells)} cells where there are {width} headings; "
        "a cell with a comma in it needs quotation marks"
    )
    return SheetRow(row.line, cells[:width], fault, row.hidden)


def _rows(lines: Iterable[tuple[int, list[str]]]) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(line, tuple(map(clean, cells)), hidden=sum(map(hidden_in, cells)))
        for line, cells in lines
    )
