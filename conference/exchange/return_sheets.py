"""The sheets of a return form that came back, and what was changed on them that is no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conference.errors import BadInput, Problem
from conference.exchange.files import GivenFile
from conference.exchange.return_check import FixedCell
from conference.exchange.return_layout import (
    ACTIONS,
    ANSWER,
    ANSWER_HEADINGS,
    ANSWERS,
    CHECK,
    COLUMNS,
    HEADINGS_LINE,
    KNOWN,
    KNOWN_HEADINGS,
    LAST_LINE,
    LISTS,
    READ_ME,
    SHEETS,
    decoded,
)
from conference.exchange.taken_out import taken_out
from conference.exchange.workbooks import sheet_cells, sheet_titles
from conference.text import hidden_in, one_line

MOST_LINES = 50_000
FRESH = "Ask for a new form (conference return make), copy the answers over, and read that one."
_MOST_WORDS = 40
_SHOWN = 8


@dataclass(frozen=True)
class Cells:
    """The filled cells of one sheet by (line, column), both from 1."""

    sheet: str
    words: Mapping[tuple[int, int], str]
    taken_out: str = ""
    """What is told of signs that nobody can see, and were taken out."""

    def at(self, line: int, column: int) -> str:
        """The words of a cell; empty where it holds none."""
        return self.words.get((line, column), "")

    def lines(self) -> list[int]:
        """The lines that hold something, in order."""
        return sorted({line for line, _ in self.words})


def sheets_of(file: GivenFile) -> dict[str, Cells]:
    """The cells of each sheet, by its title. Raises BadInput where one is missing or added."""
    _check_sheets(file)
    return {title: _cells(file, title) for title in SHEETS}


def _check_sheets(file: GivenFile) -> None:
    titles = sheet_titles(file)
    problems = [Problem(f"sheet “{title}”", "it is missing") for title in SHEETS
                if title not in titles]  # fmt: skip
    if len(problems) == len(SHEETS):
        raise BadInput(
            f"{file.name} is not a return form.",
            next="A chronology of the agency's own is read with conference case import.",
        )
    more = [title for title in titles if title not in (*SHEETS, LISTS)]
    problems += [
        Problem(f"sheet “{one_line(title)}”", "it was added, and nothing on it would be read")
        for title in more
    ]
    if problems:
        raise altered(file, problems)


def altered(file: GivenFile, problems: list[Problem]) -> BadInput:
    """The refusal of a form that was changed where it may not be."""
    return BadInput(
        f"{file.name} is not the form as it was sent out.", tuple(problems[:_SHOWN]), next=FRESH
    )


def _cells(file: GivenFile, title: str) -> Cells:
    found = sheet_cells(file, most=MOST_LINES, named=title)
    if found.merges:
        merged = [Problem(f"sheet “{title}”", f"the cells {one.name} are merged")
                  for one in found.merges]  # fmt: skip
        raise altered(file, merged)
    words = {
        (line, column): plain
        for line, cells in found.lines
        for column, cell in enumerate(cells, 1)
        if (plain := decoded(cell)).strip()
    }
    hidden = taken_out({line: sum(map(hidden_in, cells)) for line, cells in found.lines})
    return Cells(title, words, f"Sheet “{title}”: {hidden}" if hidden else "")


def check_fixed(file: GivenFile, sheets: Mapping[str, Cells]) -> None:
    """Name what was changed where every form is alike; the rest shows in the check value."""
    problems = [
        *_unlike(sheets[ACTIONS], {(1, n): one.label for n, one in enumerate(COLUMNS, 1)}),
        *_unlike(sheets[ANSWER], _answer_words()),
        *_unlike(sheets[KNOWN], {(1, n): words for n, words in enumerate(KNOWN_HEADINGS, 1)}),
    ]
    for sheet, line, column in _strays(sheets):
        where = f"sheet “{sheet}”, line {line}, column {column}"
        problems.append(Problem(where, "something is written where nothing is read"))
    if problems:
        raise altered(file, problems)


def _answer_words() -> dict[tuple[int, int], str]:
    words = {(HEADINGS_LINE, n): heading for n, heading in enumerate(ANSWER_HEADINGS, 1)}
    for line, question in enumerate(ANSWERS, HEADINGS_LINE + 1):
        words |= {(line, 1): question.label, (line, 3): question.advice}
    return words


def _unlike(sheet: Cells, expected: Mapping[tuple[int, int], str]) -> Iterator[Problem]:
    for (line, column), words in expected.items():
        found = sheet.at(line, column)
        if one_line(found) != words:
            now = f"it now says “{one_line(found)[:_MOST_WORDS]}”" if found else "it is gone"
            where = f"sheet “{sheet.sheet}”, line {line}, column {column}"
            yield Problem(where, f"it said “{words[:_MOST_WORDS]}”, and {now}")


def _strays(sheets: Mapping[str, Cells]) -> Iterator[tuple[str, int, int]]:
    """Cells beside and below the form."""
    last = {
        READ_ME: (MOST_LINES, 2),
        ANSWER: (len(ANSWERS) + HEADINGS_LINE, 3),
        ACTIONS: (LAST_LINE, len(COLUMNS)),
        KNOWN: (MOST_LINES, len(KNOWN_HEADINGS)),
    }
    for title, (lines, columns) in last.items():
        for line, column in sheets[title].words:
            if line > lines or column > columns:
                yield title, line, column


def fixed_in(sheets: Mapping[str, Cells]) -> Iterator[FixedCell]:
    """Every cell that is not an answer and not the check value itself."""
    for sheet in sheets.values():
        for (line, column), words in sheet.words.items():
            is_answer = line > HEADINGS_LINE and (
                sheet.sheet == ACTIONS or (sheet.sheet == ANSWER and column == 2)
            )
            is_check = sheet.sheet == READ_ME and sheet.at(line, 1) == CHECK and column == 2
            if not (is_answer or is_check):
                yield FixedCell(sheet.sheet, line, column, words)
