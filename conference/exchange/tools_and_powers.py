"""The kinds of action an agency can log, from `templates/tools-and-powers.toml` or a council's own.

Each fault in a file is told with its key and its line, and the file is not used at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from conference.exchange.own_lists import no_twins, own_or_shipped, read_list
from conference.law.toml_table import TomlTable
from conference.law.toml_values import text, yes_or_no

NAME = "tools-and-powers.toml"


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
    return read_tools(*own_or_shipped(NAME, templates))


@lru_cache(maxsize=8)
def read_tools(content: bytes, name: str) -> tuple[Tool, ...]:
    """The kinds that a file's content holds. Raises BadInput naming the file, key and line."""
    return read_list(
        content,
        name,
        called="list of kinds of action",
        heading="kind",
        one=_tool,
        check=no_twins("label"),
    )


def _tool(kind: TomlTable) -> Tool:
    return Tool(
        kind.required("label", text),
        kind.required("group", text),
        kind.required("legal_power", yes_or_no),
        kind.optional("source", text, ""),
    )
