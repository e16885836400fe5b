"""Writing files for people: private to them, safely named, never over another."""

from __future__ import annotations

import re
from pathlib import Path

from conference.errors import Refused
from conference.record_files import must_not_be_record
from conference.views import LetterView
from conference.writing import write_file


def letter_name(letter: LetterView, format: str) -> str:
    """A file name that every system takes: er-2026-0001-3-outcome.pdf."""
    stem = re.sub(r"[^a-z0-9]+", "-", f"{letter.number}-{letter.kind}".casefold()).strip("-")
    return f"{stem}.{format}"


def write_private(folder: Path, name: str, content: bytes, *, replace: bool = False) -> Path:
    """Write a file its owner alone may read; return its path.

    Raises Refused where there is one already (unless it is to be replaced) or it cannot be written.
    """
    path = folder / name
    must_not_be_record(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(path, content, replace=replace)
    except FileExistsError as error:
        raise Refused(
            f"There is a file {path} already.",
            safe="It was left as it is.",
            next="Name another folder, or move that file.",
        ) from error
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
    return path
