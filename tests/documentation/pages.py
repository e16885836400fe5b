"""The pages of the documentation, and what in them is meant to be run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (\S.*)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: what kind of text it is, and the text."""

    kind: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Its lines, those that go on joined, without blank ones."""
        whole = self.text.replace("\\\n", " ")
        return [line.strip() for line in whole.splitlines() if line.strip()]


def pages() -> list[Path]:
    """Every page there is, the README first."""
    return [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for kind, text in _FENCE.findall(page.read_text("utf-8")):
        yield Block(kind, text)


def indented(page: Path) -> list[str]:
    """The lines that stand indented as commands."""
    return _INDENTED.findall(_FENCE.sub("", page.read_text("utf-8")))


def links(page: Path) -> list[str]:
    """Where the page's links lead, within the project."""
    return [one for one in _LINK.findall(page.read_text("utf-8")) if "://" not in one]
