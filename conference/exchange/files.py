"""A file somebody names, taken whole: its bytes, what kind of file they are, and their text.

What a file is, is read from its first bytes and not from its name. Every refusal is a `BadInput`
that names the file and says what to do with it.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from conference.errors import BadInput
from conference.text import one_line

MOST_BYTES = 20_000_000
_SAVE_AS = "Save it as a spreadsheet (.xlsx) or as CSV and try again."
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.xls or .doc) or one with a password"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
    (b"7z\xbc\xaf", "a compressed (7z) file"),
    (b"Rar!", "a compressed (RAR) file"),
    (b"SQLite format 3", "a database"),
)
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class GivenFile:
    """The whole content of a file and the name to speak of it by."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def zipped(self) -> bool:
        """Whether it is a ZIP archive, as an .xlsx is."""
        return self.content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def take(path: Path) -> GivenFile:
    """The file at `path`. Raises BadInput where there is none, it is empty, foreign or too big."""
    name = one_line(path.name) or one_line(str(path)) or "The file"
    file = GivenFile(name, _content(path, name))
    if not file.content.strip():
        raise BadInput(f"{name} is empty.", next="Check that this is the file you meant.")
    foreign = next((what for start, what in _FOREIGN if file.content.startswith(start)), None)
    if foreign is None and _WEB_PAGE.match(file.content):
        foreign = "a web page or XML, whatever its name says"
    if foreign:
        raise BadInput(f"{name} is {foreign}, which cannot be read here.", next=_SAVE_AS)
    return file


def _content(path: Path, name: str) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise BadInput(f"{name} is a folder, not a file.", next="Name the file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(f"{name} is not an ordinary file.", next="Name a file on the disk.")
        if found.st_size > MOST_BYTES:
            raise BadInput(
                f"{name} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read.",
                next="Keep only the rows of this case and try again.",
            )
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES)
    except FileNotFoundError:
        raise BadInput(f"There is no file {name}.", next="Check the name and the folder.") from None
    except PermissionError:
        raise BadInput(
            f"{name} may not be read by you.", next="Ask whoever owns it, or copy it."
        ) from None
    except (OSError, ValueError):
        raise BadInput(
            f"{name} cannot be opened.", next="Copy it elsewhere and try again."
        ) from None


def text_of(file: GivenFile) -> str:
    """The file as text: UTF-8, UTF-16 with its mark, or the older Windows encoding.

    Raises BadInput where it is not text.
    """
    content = file.content
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(file, "utf-16")
    if b"\x00" in content:
        raise BadInput(f"{file.name} is a binary file, not text or a spreadsheet.", next=_SAVE_AS)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _CONTROL.search(content):
            raise BadInput(
                f"{file.name} is a binary file, not text or a spreadsheet.", next=_SAVE_AS
            ) from None
    return _decoded(file, "cp1252")


def _decoded(file: GivenFile, encoding: str) -> str:
    try:
        return file.content.decode(encoding)
    except UnicodeDecodeError:
        raise BadInput(
            f"The letters of {file.name} are in an encoding that cannot be told.",
            next="Save it as “CSV UTF-8” or as a spreadsheet (.xlsx) and try again.",
        ) from None
