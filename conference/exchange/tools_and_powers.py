"""The kinds of action an agency can log, from `templates/tools-and-powers.toml` or a council's own.

Each fault in a file is told with its key and its line, and the file is not used at all.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import conference
from conference.errors import BadInput, Problem
from conference.law.toml_lines import TomlLines
from conference.law.toml_table import TomlTable
from conference.law.toml_values import text, yes_or_no

NAME = "tools-and-powers.toml"
SHIPPED = Path(conference.__file__).parents[1] / "templates" / NAME
LARGEST = 256 * 1024
"""Bytes. The list is a page or two."""


@dataclass(frozen=True)
class Tool:
    """One kind of action: a tool anybody may use, or a power that an Act gives."""

    label: str
    group: str
    legal_power: bool
    source: str = ""
    """The Act and section that gives the power."""


def tools_and_powers(templates: Path | None = None) -> tuple[Tool, ...]:
    """The kinds in the order of the file. templates: a council's folder; its file comes first.

    Raises BadInput where the file cannot be used.
    """
    own = templates / NAME if templates is not None else None
    path = own if own is not None and own.is_file() else SHIPPED
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise BadInput(f"{path} cannot be read: {wrong.strerror}.") from None
    return read_tools(content, str(path))


@lru_cache(maxsize=8)
def read_tools(content: bytes, name: str) -> tuple[Tool, ...]:
    """The kinds that a file's content holds. Raises BadInput naming the file, key and line."""
    if len(content) > LARGEST:
        raise _refused(name, [Problem("", "It is too large to be a list of kinds.")])
    try:
        words = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _refused(name, [Problem("", "It is not a text file in UTF-8.")]) from None
    lines, faults = TomlLines(words), list[Problem]()
    table = TomlTable(_parsed(words, name), (), lines, faults)
    kinds = table.tables("kind")
    if not kinds and not faults:
        table.fault("kind", "is missing: write each kind under a heading [[kind]].")
    tools = [_tool(kind) for kind in kinds]
    table.close()
    if not faults:
        _refuse_twins(tools, kinds)
    if faults:
        raise _refused(name, faults)
    return tuple(tools)


def _tool(kind: TomlTable) -> Tool:
    tool = Tool(
        kind.required("label", text),
        kind.required("group", text),
        kind.required("legal_power", yes_or_no),
        kind.optional("source", text, ""),
    )
    kind.close()
    return tool


def _refuse_twins(tools: list[Tool], kinds: list[TomlTable]) -> None:
    seen: set[str] = set()
    for tool, kind in zip(tools, kinds, strict=True):
        if tool.label.casefold() in seen:
            kind.fault("label", f"“{tool.label}” stands in the list twice.")
        seen.add(tool.label.casefold())


def _parsed(words: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(words)
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
    raise _refused(name, [fault])


def _refused(name: str, faults: list[Problem]) -> BadInput:
    return BadInput(
        f"The list of kinds of action {name} cannot be used.",
        tuple(faults),
        next="Mend the file, or take it away to use the list that comes with Case Conference.",
    )
