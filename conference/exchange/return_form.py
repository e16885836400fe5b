"""A return form as an Excel workbook, for an agency that has no account.

Only the white cells can be filled in; the protection has no password, since it guards against slips
and not against people (what was changed all the same is found by the check value). Every word from
people is kept as text, whatever it begins with, and never becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from conference.exchange.return_layout import (
    ACTIONS,
    ANSWER,
    ANSWERS,
    COLUMNS,
    HEADINGS_LINE,
    KNOWN,
    LAST_LINE,
    LISTS,
    READ_ME,
    Kind,
    Question,
    coded,
    in_cell,
)
from conference.exchange.return_pages import Page, ReturnForm, pages
from conference.text import one_line

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["ReturnForm", "make_return"]

_WIDTHS = {
    READ_ME: (26, 105),
    ANSWER: (26, 70, 50),
    ACTIONS: tuple(column.width for column in COLUMNS),
    KNOWN: (24, 26, 24, 70, 20),
}
_FONT = "Arial"
_POINTS_A_ROW, _POINTS_AROUND = 13.0, 5.0
_TALLEST = 400.0
"""Points; spreadsheet programs stop at 409."""
_BROAD = 1.15
"""Room for a font that runs wider than Arial, where Arial is not there."""
_GREY, _LINE = "FFEDEFF2", "FF8A8F98"
_DAY = "d mmmm yyyy"
_A4 = 9
_CHOOSE = "Please choose from the list, or leave the cell empty."
_OWN_WORD = "This word is not in the list. Keep it if none of the list fits."
_MOST_TITLE, _MOST_HELP = 32, 255
"""Characters that a spreadsheet program takes in the title and the text of a cell's help."""


def make_return(form: ReturnForm) -> bytes:
    """The form as an .xlsx file."""
    # Imported here: it is slow to load, and only those who make or read workbooks need it.
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages(form):
        _fill(book.create_sheet(page.title), page, form.case.reference)
    listed = _lists(book.create_sheet(LISTS), form.kinds)
    _answers(book[ANSWER], listed)
    _actions(book[ACTIONS], listed)
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.creator = "Case Conference"
    book.properties.title = f"Return for {one_line(form.case.reference)}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, page: Page, reference: str) -> None:
    """A sheet with its fixed words, locked, and set to be printed on A4."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    grey = PatternFill("solid", fgColor=_GREY)
    wrapped = Alignment(wrap_text=True, vertical="top")
    plain, strong = Font(name=_FONT, size=10), Font(name=_FONT, size=10, bold=True)
    for number, line in enumerate(page.lines, 1):
        for column, words in enumerate(line, 1):
            cell = sheet.cell(number, column)
            _text(cell, words)
            heads = number == HEADINGS_LINE or (column == 1 and page.title in (READ_ME, ANSWER))
            cell.font, cell.alignment = (strong if heads else plain), wrapped
            if words and page.title != READ_ME:
                cell.fill = grey
        sheet.row_dimensions[number].height = _height(line, _WIDTHS[page.title])
    for column, width in enumerate(_WIDTHS[page.title], 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _locked(sheet)
    _printed(sheet, reference)
    if page.title == READ_ME:
        sheet["A1"].font = Font(name=_FONT, size=16, bold=True)
        sheet["A1"].alignment = Alignment(vertical="center")
    else:
        _headed(sheet, len(page.lines[0]))


def _height(line: Sequence[str], widths: Sequence[int]) -> float:
    """Points that hold the longest cell of a line: not every program fits rows to their words."""
    rows = max(
        sum(max(1, ceil(len(part) * _BROAD / width)) for part in words.split("\n"))
        for words, width in zip(line, widths, strict=False)
    )
    return min(rows * _POINTS_A_ROW + _POINTS_AROUND, _TALLEST)


def _text(cell: Any, words: str) -> None:
    """Put words into a cell as text, whatever they begin with: never a formula."""
    if not words:
        return
    cell.value = coded(in_cell(words))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True


def _locked(sheet: Worksheet) -> None:
    """Lock all but the cells that are unlocked one by one; sizes may still be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _printed(sheet: Any, reference: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    # An ampersand would begin a code.
    words = f"{reference} · {sheet.title}".replace("&", "&&")
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = words, "Page &P of &N"


def _headed(sheet: Worksheet, columns: int) -> None:
    from openpyxl.styles import Border, Side

    sheet.freeze_panes = f"A{HEADINGS_LINE + 1}"
    sheet.print_title_rows = f"{HEADINGS_LINE}:{HEADINGS_LINE}"
    for column in range(1, columns + 1):
        edge = Side("medium", color=_LINE)
        sheet.cell(HEADINGS_LINE, column).border = Border(bottom=edge)


def _lists(sheet: Worksheet, kinds: Sequence[str]) -> dict[str, str]:
    """The words to choose from, a column for each question; question to its cells."""
    from openpyxl.utils import get_column_letter

    listed = {}
    choosing = [one for one in (*ANSWERS, *COLUMNS) if one.kind is Kind.CHOICE]
    for column, question in enumerate(choosing, 1):
        words = question.choices or tuple(dict.fromkeys(map(one_line, kinds)))
        for line, word in enumerate(words, 1):
            _text(sheet.cell(line, column), word)
        letter = get_column_letter(column)
        listed[question.key] = f"{sheet.title}!${letter}$1:${letter}${max(len(words), 1)}"
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    return listed


def _answers(sheet: Worksheet, listed: Mapping[str, str]) -> None:
    for line, question in enumerate(ANSWERS, HEADINGS_LINE + 1):
        _open(sheet.cell(line, 2), question)
        rule = _rule(question, listed)
        sheet.add_data_validation(rule)
        rule.add(f"B{line}")


def _actions(sheet: Worksheet, listed: Mapping[str, str]) -> None:
    from openpyxl.utils import get_column_letter

    for column, question in enumerate(COLUMNS, 1):
        for line in range(HEADINGS_LINE + 1, LAST_LINE + 1):
            _open(sheet.cell(line, column), question)
        letter = get_column_letter(column)
        rule = _rule(question, listed)
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{HEADINGS_LINE + 1}:{letter}{LAST_LINE}")


def _open(cell: Any, question: Question) -> None:
    """Make a cell one that is filled in."""
    from openpyxl.styles import Alignment, Border, Font, Protection, Side

    side = Side("thin", color=_LINE)
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    cell.border = Border(side, side, side, side)
    cell.protection = Protection(locked=False)
    # As text even numbers and signs stay as they are typed.
    cell.number_format = _DAY if question.kind is Kind.DAY else "@"


def _rule(question: Question, listed: Mapping[str, str]) -> DataValidation:
    """What a cell takes, and the help that is shown beside it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=True)
    rule.promptTitle, rule.prompt = question.label[:_MOST_TITLE], question.advice[:_MOST_HELP]
    rule.errorTitle = "Is this right?"
    if question.kind is Kind.DAY:
        rule.type, rule.operator, rule.formula1 = "date", "lessThanOrEqual", "TODAY()"
        # Words such as "spring 2025" are read too, so they may stay.
        rule.errorStyle = "warning"
        rule.error = "This is not a day, or it has not come yet. Keep it only if you mean it."
    elif question.kind is Kind.CHOICE:
        rule.type, rule.formula1 = "list", listed[question.key]
        rule.errorStyle = "stop" if question.strict else "warning"
        rule.error = _CHOOSE if question.strict else _OWN_WORD
    return rule
