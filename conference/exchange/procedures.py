"""Procedure files: those shipped in `templates/procedures/`, and a council's own.

A file may name a shared list of signposts, as in `signposts = "england"`; the list is then added
at the end of the text, so that a case keeps everything its procedure said and every line keeps its
number.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import conference
from conference.errors import BadInput, Problem
from conference.law.procedure import Procedure
from conference.law.procedure_file import read_procedure
from conference.law.toml_text import toml
from conference.text import one_line

SHIPPED = Path(conference.__file__).parents[1] / "templates" / "procedures"
DEFAULT = "erewash"
LARGEST = 256 * 1024
"""Bytes. A procedure is a page or two; anything larger is another kind of file."""

_SHARED = "_signposts-"
_SIGNPOSTS = re.compile(r"^[ \t]*signposts[ \t]*=", re.MULTILINE)


def shipped_names() -> tuple[str, ...]:
    """The short names of the shipped procedures, in order, without reading them."""
    files = SHIPPED.glob("*.toml")
    return tuple(sorted(file.stem for file in files if not file.stem.startswith("_")))


def shipped() -> dict[str, Procedure]:
    """Every shipped procedure by its short name."""
    return {name: _shipped(name) for name in shipped_names()}


def procedure_named(name_or_path: str) -> Procedure:
    """A shipped procedure by its short name, or a file by its path.

    Raises BadInput, listing the known names, where it is neither.
    """
    name = name_or_path.strip()
    if name.casefold() in shipped_names():
        return _shipped(name.casefold())
    if name.endswith(".toml"):
        return read_procedure_file(Path(name))
    raise BadInput(
        f"There is no procedure named {one_line(name) or 'nothing'}.",
        next=f"Known are {', '.join(shipped_names())}; or give the path of a .toml file.",
    )


def read_procedure_file(path: Path | str) -> Procedure:
    """The procedure in a file; its short name is the file's. Raises BadInput."""
    path = Path(path)
    text = _with_signposts(_text(path), path)
    return read_procedure(text, key=one_line(path.stem), origin=one_line(str(path)))


@cache
def _shipped(name: str) -> Procedure:
    return read_procedure_file(SHIPPED / f"{name}.toml")


def _text(path: Path) -> str:
    name = one_line(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) else None
        raise BadInput(f"{name} cannot be read: {reason or 'no such file'}.") from None
    if len(content) > LARGEST:
        raise BadInput(f"{name} is too large to be a procedure.")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not a text file in UTF-8.") from None


def _with_signposts(text: str, path: Path) -> str:
    """The text with the shared list it names at its end, and as it is where it names none."""
    name = _shared_list(text)
    found = _SIGNPOSTS.search(text)
    if name is None or not found:
        return text
    shared = f"{_SHARED}{name}.toml"
    files = [folder / shared for folder in (path.parent, SHIPPED)]
    chosen = next(
        (file for file in files if re.fullmatch("[a-z-]+", name) and file.is_file()), None
    )
    if chosen is None:
        line = text.count("\n", 0, found.start()) + 1
        fault = Problem(f"signposts (line {line})", f"There is no shared list in {shared}.")
        raise BadInput(f"The procedure {one_line(str(path))} cannot be used.", (fault,))
    begin = found.start()
    return f"{text[:begin]}# {text[begin:].lstrip()}\n{_text(chosen)}"


def _shared_list(text: str) -> str | None:
    """The name of the shared list; None where there is none, or the text is not TOML at all."""
    try:
        value = toml(text).get("signposts")
    except (ValueError, RecursionError):
        return None
    return one_line(value) if isinstance(value, str) else None
