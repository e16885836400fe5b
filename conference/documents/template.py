"""Letter templates as files: which one is used, and what an officer may write in it.

A template is Markdown with Jinja2. Between two lines of `+++` at its top it declares, as TOML, the
paragraphs that the officer writes; the template prints each as `{{ words.NAME }}`. A council's own
folder comes before the one shipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import conference
from conference.errors import BadInput, NotFound, Problem
from conference.law.toml_text import toml
from conference.text import one_line
from conference.views import LetterKind, PaperKind

SHIPPED = Path(conference.__file__).parents[1] / "templates"
LETTERS = SHIPPED / "letters"
PAPERS = SHIPPED / "papers"
FRONT = re.compile(r"\A\+\+\+[ ]*\n(.*?)^\+\+\+[ ]*$", re.DOTALL | re.MULTILINE)
"""The declarations at the top of a template."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class FreeParagraph:
    """One place in a letter for the officer's own words."""

    name: str
    """How the template calls it: letters, digits and underscores."""
    title: str
    help: str
    required: bool = False
    """The letter may not be issued while it is empty."""


@dataclass(frozen=True)
class LetterTemplate:
    """One template, read but not yet parsed."""

    path: Path
    source: str
    """Jinja2 and Markdown; the declarations are blank lines, so that line numbers stay true."""
    paragraphs: tuple[FreeParagraph, ...]
    marking: str = ""
    """How the paper is to be handled, for the head of every page."""


def read_template(kind: LetterKind | PaperKind, folder: Path | None = None) -> LetterTemplate:
    """The template of a kind, from `folder` if it has one, else as shipped.

    Raises NotFound where there is none, BadInput naming file and line where it cannot be read.
    """
    name = f"{kind.value}.md.j2"
    shipped = PAPERS if isinstance(kind, PaperKind) else LETTERS
    places = [place / name for place in (folder, shipped) if place is not None]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise NotFound(f"There is no letter template called {name}.")
    text = _read(path)
    front = FRONT.match(text)
    if not front:
        return LetterTemplate(path, text, ())
    blank = "\n" * front[0].count("\n")
    table = _table(front[1], path)
    marking = one_line(str(table.get("marking", "")))
    return LetterTemplate(path, blank + text[front.end() :], _declared(table, path), marking)


def free_paragraphs(kind: LetterKind, templates: Path | None = None) -> tuple[FreeParagraph, ...]:
    """What the officer may write for this kind of letter, in the order of the template."""
    return read_template(kind, templates).paragraphs


def template_fault(path: Path, line: int | None, what: str) -> BadInput:
    """The error for a template that cannot be used, in words for the officer who edits it."""
    where = f"{path.name}, line {line}" if line else path.name
    return BadInput(
        "The letter template cannot be used.",
        (Problem(where, what),),
        safe="No letter was made and nothing was changed.",
        next=f"Mend {path}, or take it away to use the one that is shipped.",
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise template_fault(path, None, "it is not UTF-8 text; save it as UTF-8") from None


def _table(text: str, path: Path) -> dict[str, Any]:
    try:
        return toml(text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        # The declarations begin on the second line, below the first +++.
        number = int(line[1]) + 1 if line else None
        raise template_fault(path, number, f"the declarations at the top: {error}") from None


def _declared(table: dict[str, Any], path: Path) -> tuple[FreeParagraph, ...]:
    rows = table.get("paragraph", [])
    if not isinstance(rows, list):
        raise template_fault(path, None, "write each paragraph under its own [[paragraph]]")
    return tuple(_paragraph(row, path) for row in rows)


def _paragraph(row: dict[str, Any], path: Path) -> FreeParagraph:
    name = row.get("name", "")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        what = f"a paragraph's name must be small letters, digits and underscores, not {name!r}"
        raise template_fault(path, None, what)
    title, help_text = str(row.get("title", name)), str(row.get("help", ""))
    return FreeParagraph(name, title, help_text, required=row.get("required") is True)
