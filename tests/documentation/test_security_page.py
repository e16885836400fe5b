"""The page that holds the program against a standard omits nothing, and names what is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.documentation.pages import DOCS, ROOT

ASVS = ROOT / "tests" / "fixtures" / "asvs_5.0.0.txt"
"""The numbers of the requirements of levels 1 and 2, in their order."""
_ROW = re.compile(r"^\| (V[\d.]+(?:(?:, | to )V[\d.]+)*) \|", re.MULTILINE)
_TEST = re.compile(r"\b([a-z_/]+\.py)::(test_\w+)")


def _page() -> str:
    return (DOCS / "security.md").read_text("utf-8")


def _numbers(cell: str, known: list[str]) -> list[str]:
    """Those that a row speaks of: one, some, or from one to another."""
    found = re.findall(r"V[\d.]+", cell)
    if " to " not in cell:
        return found
    first, last = found
    return known[known.index(first) : known.index(last) + 1]


def test_every_requirement_of_levels_1_and_2_stands_on_the_page_once() -> None:
    known = ASVS.read_text("utf-8").split()
    told = [number for row in _ROW.findall(_page()) for number in _numbers(row, known)]
    assert sorted(told) == sorted(known)


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(_TEST.findall(_page()))
    gone = [f"{file}::{name}" for file, name in sorted(named) if not _is_there(file, name)]
    assert named
    assert gone == []


def _is_there(file: str, name: str) -> bool:
    path = Path(ROOT / "tests" / file)
    return path.is_file() and f"def {name}(" in path.read_text("utf-8")


def test_what_is_said_to_be_held_names_a_test() -> None:
    held = [row for row in _page().splitlines() if re.match(r"\| V.*\| Held", row)]
    assert held
    assert [row for row in held if not _TEST.search(row)] == []
