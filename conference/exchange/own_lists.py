"""Lists that a council may change: TOML files of tables under one heading, read strictly.

Each fault in a file is told with its key and its line, and the file is not used at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import conference
from conference.errors import BadInput, Problem
from conference.law.toml_lines import TomlLines
from conference.law.toml_table import TomlTable
from conference.law.toml_text import toml

SHIPPED = Path(conference.__file__).parents[1] / "templates"
LARGEST = 256 * 1024
"""Bytes. Such a list is a page or two."""

T = TypeVar("T")


def own_or_shipped(name: str, templates: Path | None) -> tuple[bytes, str]:
    """The content of a file and its path: of the council's own folder, else the shipped one.

    Raises BadInput where it cannot be read.
    """
    own = templates / name if templates is not None else None
    path = own if own is not None and own.is_file() else SHIPPED / name
    try:
        return path.read_bytes(), str(path)
    except OSError as wrong:
        raise BadInput(f"{path} cannot be read: {wrong.strerror}.") from None


def read_list(
    content: bytes,
    name: str,
    *,
    called: str,
    heading: str,
    one: Callable[[TomlTable], T],
    check: Callable[[list[tuple[T, TomlTable]]], None] = lambda _found: None,
) -> tuple[T, ...]:
    """What each table under [[heading]] says.

    called: the list in words, "usual agenda". check: is given them all with their tables, once
    each is good by itself, and keeps what is wrong with `TomlTable.fault`.
    Raises BadInput naming the file, key and line.
    """
    if len(content) > LARGEST:
        raise _refused(called, name, [Problem("", "It is too large.")])
    try:
        words = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _refused(called, name, [Problem("", "It is not a text file in UTF-8.")]) from None
    lines, faults = TomlLines(words), list[Problem]()
    table = TomlTable(_parsed(words, called, name), (), lines, faults)
    found = table.tables(heading)
    if not found and not faults:
        table.fault(heading, f"is missing: write each under a heading [[{heading}]].")
    read = [(one(row), row) for row in found]
    for row in found:
        row.close()
    table.close()
    if not faults:
        check(read)
    if faults:
        raise _refused(called, name, faults)
    return tuple(item for item, _row in read)


def no_twins(key: str) -> Callable[[list[tuple[T, TomlTable]]], None]:
    """A check for `read_list`: no two entries have the same words under a key; empty ones may."""

    def check(found: list[tuple[T, TomlTable]]) -> None:
        seen: set[str] = set()
        for item, table in found:
            words = str(getattr(item, key))
            if words and words.casefold() in seen:
                table.fault(key, f"“{words}” stands in the list twice.")
            seen.add(words.casefold())

    return check


def _parsed(words: str, called: str, name: str) -> dict[str, object]:
    try:
        return toml(words)
    except RecursionError:
        fault = Problem("", "The file nests brackets too deeply.")
    except ValueError as wrong:  # TOMLDecodeError, and numbers too long for Python
        found = re.search(r"\(at line (\d+)", str(wrong))
        line = int(found[1]) if found else 0
        key = words.split("\n")[line - 1].partition("=")[0].strip() if line else ""
        fault = Problem(
            f"{key or 'the file'}{f' (line {line})' if line else ''}",
            "cannot be read as TOML: put words in quotation marks, and one key on each line.",
        )
    raise _refused(called, name, [fault])


def _refused(called: str, name: str, faults: list[Problem]) -> BadInput:
    return BadInput(
        f"The {called} {name} cannot be used.",
        tuple(faults),
        next="Mend the file, or take it away to use the one that comes with Case Conference.",
    )
