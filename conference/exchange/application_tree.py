"""An application in TOML or JSON, taken apart into `Parts`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from conference.errors import BadInput, Problem
from conference.exchange.application_parts import IncidentParts, Parts, Said
from conference.exchange.files import GivenFile, text_of
from conference.law.toml_text import MOST_KEYS, TOO_MANY, toml, too_many
from conference.text import one_line

Path = tuple[str | int, ...]
_TOML_HEADER = re.compile(r"(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?")
_TOML_KEY = re.compile(r"""\s*["']?([\w -]+?)["']?\s*=""")


def toml_parts(file: GivenFile, problems: list[Problem]) -> Parts:
    """The parts of a TOML application, each with its line. Raises BadInput where it is no TOML."""
    text = text_of(file)
    try:
        tree = toml(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as fault:
        raise _not_whole(file, "TOML", str(fault)) from None
    return _parts(tree, _toml_lines(text), problems)


def json_parts(file: GivenFile, problems: list[Problem]) -> Parts:
    """The parts of a JSON application, each with its path. Raises BadInput where it is no JSON."""
    try:
        text = text_of(file)
        if too_many(text, ("{", "[", '":')):
            raise ValueError(TOO_MANY)
        tree = json.loads(text, object_pairs_hook=_few_and_once)
    except (ValueError, RecursionError) as fault:
        raise _not_whole(file, "JSON", str(fault)) from None
    if not isinstance(tree, dict):
        raise BadInput(f"{file.name} holds no application.", next="Begin it with { and a field.")
    return _parts(tree, {}, problems)


def _not_whole(file: GivenFile, kind: str, fault: str) -> BadInput:
    return BadInput(
        f"{file.name} is not whole {kind}.",
        (Problem("", one_line(fault)[:200]),),
        next=f"conference case new --example {kind.lower()} writes an example to begin with.",
    )


def _few_and_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_KEYS:
        raise ValueError(TOO_MANY)
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"“{key[:60]}” is given twice")
        found[key] = value
    return found


def _parts(tree: Mapping[str, Any], lines: Mapping[Path, int], problems: list[Problem]) -> Parts:
    walk = _Walk(lines, problems)
    general = {k: v for k, v in tree.items() if k not in ("applicant", "others", "incidents")}
    parts = Parts(application=walk.said(general, ()))
    applicant = tree.get("applicant", {})
    if walk.is_table(applicant, ("applicant",)):
        parts.applicant = walk.said(applicant, ("applicant",))
    parts.others = [walk.said(table, path) for table, path in walk.tables(tree, ("others",))]
    for table, path in walk.tables(tree, ("incidents",)):
        own = {key: value for key, value in table.items() if key != "reports"}
        reports = walk.tables(table, (*path, "reports"))
        told = [walk.said(report, at) for report, at in reports]
        parts.incidents.append(IncidentParts(walk.said(own, path), told))
    return parts


class _Walk:
    """Finds tables and values in a tree, and says where they stand."""

    def __init__(self, lines: Mapping[Path, int], problems: list[Problem]) -> None:
        self._lines = lines
        self._problems = problems

    def said(self, table: Mapping[str, Any], path: Path) -> list[Said]:
        """The values of one table."""
        return [
            Said(one_line(key), value, self._where((*path, key))) for key, value in table.items()
        ]

    def tables(self, table: Mapping[str, Any], path: Path) -> list[tuple[Mapping[str, Any], Path]]:
        """The tables listed under the last step of `path`."""
        listed = table.get(str(path[-1]), [])
        if not isinstance(listed, list):
            self._problems.append(Problem(self._where(path), "a list is needed here"))
            return []
        places = [(one, (*path, number)) for number, one in enumerate(listed)]
        return [(one, place) for one, place in places if self.is_table(one, place)]

    def is_table(self, value: object, path: Path) -> bool:
        """Whether it has fields of its own; a problem is noted where it has not."""
        if isinstance(value, dict):
            return True
        self._problems.append(Problem(self._where(path), "fields with values are needed here"))
        return False

    def _where(self, path: Path) -> str:
        spoken = " ".join(
            f"{s + 1}," if isinstance(s, int) else one_line(s)[:60] for s in path
        ).rstrip(",")
        for end in range(len(path), 0, -1):
            if line := self._lines.get(path[:end]):
                return f"line {line}, {spoken}"
        return spoken


def _toml_lines(text: str) -> dict[Path, int]:
    """The line of each table and key, as far as plain reading tells: tomllib does not say."""
    found: dict[Path, int] = {}
    here: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TOML_HEADER.fullmatch(line.strip()):
            here = _table_path(header[2].split("."), counts, listed=header[1] == "[[")
            found.setdefault(here, number)
        elif key := _TOML_KEY.match(line):
            found.setdefault((*here, key[1]), number)
    return found


def _table_path(names: list[str], counts: dict[Path, int], *, listed: bool) -> Path:
    path: Path = ()
    for depth, raw in enumerate(names, 1):
        path = (*path, raw.strip(" \"'"))
        if listed and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
