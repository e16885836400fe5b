"""An application for a review, from a file: TOML, JSON, CSV or XLSX.

Whatever the kind, it carries the same fields, is read whole or refused with every fault named, and
becomes one `NewApplication`. Who may hand it in, and what is still missing, is for `review/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conference.errors import BadInput, Problem
from conference.exchange.application_example import example
from conference.exchange.application_parts import Parts, application_of
from conference.exchange.application_sheet import in_sheet, sheet_parts
from conference.exchange.application_tree import json_parts, toml_parts
from conference.exchange.files import GivenFile, take, text_of
from conference.exchange.taken_out import hidden_by_line, taken_out
from conference.forms import NewApplication

__all__ = ["example", "read_application"]

_TOML_START = re.compile(rb"\s*(?:#[^\n]*\s+)*(?:\[\[?\w+\]|\w+\s*=\s*\S)")


def read_application(
    path: Path, told: Callable[[str], object] = lambda _words: None
) -> NewApplication:
    """The application in the file at `path`. Raises BadInput with a Problem for every fault.

    told: is given in words what nobody can see and was taken out, where there is any.
    """
    file = take(path)
    problems: list[Problem] = []
    application = application_of(_parts(file, path.suffix.lower(), problems), problems)
    if application is None or problems:
        raise BadInput(
            f"{file.name} is not yet an application that can be taken.",
            tuple(problems),
            next="Put these right and hand it in again.",
        )
    if words := taken_out(hidden_by_line(text_of(file)) if not file.zipped else in_sheet(file)):
        told(words)
    return application


def _parts(file: GivenFile, suffix: str, problems: list[Problem]) -> Parts:
    """The parts of the file, by its name where that says what it is, else by how it begins."""
    if not file.zipped:
        start = file.content.removeprefix(b"\xef\xbb\xbf").lstrip()
        if suffix == ".json" or (suffix != ".csv" and start.startswith(b"{")):
            return json_parts(file, problems)
        if suffix == ".toml" or (suffix != ".csv" and _TOML_START.match(start)):
            return toml_parts(file, problems)
    return sheet_parts(file, problems)
