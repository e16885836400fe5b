"""Names of files that come from people: safe to make here, safe to hand out."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

_LONGEST = 150
"""Bytes: any file system takes them, and a number can be put behind."""
# What a path, a shell or a Windows disk would take for more than a letter.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Kinds of characters that are not seen, turn the reading order, or are none."""


def safe_name(given: str) -> str:
    """A file's name made safe: no path, nothing unseen, no name a system keeps for itself."""
    last = re.split(r"[\\/]", given)[-1]
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in last)
    shown = "".join(one for one in spaced if unicodedata.category(one) not in _UNSEEN)
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", shown)).strip(" .")
    if not name:
        return "file"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    """Within the longest, its ending kept."""
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if len(ending.encode()) > 20:  # or the whole name, where there is no dot
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + ending


def free_name(folder: Path, name: str) -> str:
    """This name, or the same with a number where it is taken in the folder."""
    path, number = Path(name), 1
    while (folder / path.name).exists():
        number += 1
        path = Path(f"{Path(name).stem} ({number}){Path(name).suffix}")
    return path.name


def attachment(name: str) -> str:
    """The Content-Disposition of a download: always saved, never shown (RFC 6266, RFC 8187)."""
    name = safe_name(name)
    plain = re.sub(r'[^ -~]|["\\%;]', "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
