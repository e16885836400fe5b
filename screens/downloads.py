"""What somebody takes away through a browser: under a name every system takes, in one piece."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from conference.text import REPLACEMENT, one_line

if TYPE_CHECKING:
    from textual.app import App

_UNFIT = re.compile(rf'[<>:"/\\|?*{REPLACEMENT}\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+')
"""What a file's name may not hold somewhere, and what turns letters around or is not seen."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself, with any ending."""
_LONGEST_STEM, _LONGEST_ENDING = 100, 10
_MADE_AT = (1980, 1, 1, 0, 0, 0)
"""The date of a ZIP's members: the earliest that a ZIP can hold, since none is known."""
_ANY_BYTES = "application/octet-stream"
"""Saved, never shown: a letter's HTML must not run as a page of the program's own address."""


def safe_name(name: str) -> str:
    """A file's name without a folder, a control code or a surprise; "file" where nothing is left.

    At most 111 characters; the ending is kept.
    """
    last = unicodedata.normalize("NFC", one_line(name)).replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = _UNFIT.sub("-", last).strip(" .-").rpartition(".")
    if not dot or not 0 < len(ending) <= _LONGEST_ENDING:
        stem, dot, ending = f"{stem}{dot}{ending}", "", ""
    kept = f"{stem[:_LONGEST_STEM].strip(' .-') or 'file'}{dot}{ending}"
    return f"file-{kept}" if _DEVICES.fullmatch(kept) else kept


def one_download(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Name and content of what is sent: the file itself, or one ZIP of several.

    A browser that is given several files at once asks before each, or drops all but the first.
    """
    named = dict(_distinct(files))
    if len(named) == 1:
        return next(iter(named.items()))
    return f"{_common(tuple(named))}.zip", _zipped(named)


def _distinct(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Safe names of which no two are the same, in capitals or not: 'a.txt', 'a-2.txt'."""
    taken: set[str] = set()
    for given, content in files.items():
        name, number = safe_name(given), 1
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}{dot}{ending}"
        taken.add(name.casefold())
        yield name, content


def _common(names: tuple[str, ...]) -> str:
    """What the names begin with alike, so that the ZIP is known by it."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike).rstrip(" .-_") or "case-conference"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _MADE_AT), content, ZIP_DEFLATED)
    return packed.getvalue()


def send_down(app: App[object], name: str, content: bytes) -> None:
    """Have the browser save one file."""
    app.deliver_binary(
        io.BytesIO(content), save_filename=name, open_method="download", mime_type=_ANY_BYTES
    )
