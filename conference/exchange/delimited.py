"""CSV as it comes: commas, semicolons or tabs, quoted cells, line ends inside them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from conference.errors import BadInput, Problem

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (",", ";", "\t")
_SAMPLE = 20


def records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record of the CSV `text` with the line it begins on, counted from 1.

    name: the file's, for the error. Raises BadInput at a record that cannot be taken apart.
    """
    delimiter, skipped = _announced(text)
    reader = _reader(text, delimiter or _likely_delimiter(text))
    line = 1
    try:
        for record in islice(reader, skipped, None):
            yield max(line, skipped + 1), record
            line = reader.line_num + 1
    except csv.Error as fault:
        raise BadInput(
            f"{name} is not whole CSV.",
            (Problem(f"line {line}", _plain_fault(str(fault))),),
            next="Open it in a spreadsheet program, check that line, and save it again.",
        ) from None


def _reader(text: str, delimiter: str) -> Reader:
    # Strict, because otherwise one forgotten quote silently swallows the rest of the file.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _announced(text: str) -> tuple[str | None, int]:
    """The delimiter that a first line "sep=;" names, and how many lines that takes."""
    first = text[:10].partition("\n")[0].strip()
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in _DELIMITERS:
        return first[4], 1
    return None, 0


def _likely_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first records into the same number of cells."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> int:
    """How many cells beyond the first stand in records of the same width, at the most."""
    widths: Counter[int] = Counter()
    try:
        for record in islice(_reader(text, delimiter), _SAMPLE):
            widths[len(record)] += 1
    except csv.Error:
        pass
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _plain_fault(fault: str) -> str:
    if "field larger" in fault:
        return "a cell is too long"
    if "unexpected end" in fault:
        return "a quotation mark is opened here and never closed"
    return "a quotation mark stands where none can: in a quoted cell, write it twice"
