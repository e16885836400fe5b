"""The folder in which files arrive that somebody sends through their browser."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from conference.errors import BadInput
from conference.exchange.files import MOST_BYTES


def arrived(inbox: Path) -> list[Path]:
    """The whole files that are there, the latest first.

    What begins with a dot is still on its way; what is no plain file was put there by nobody here.
    """
    with suppress(OSError):
        found = [
            (path.stat().st_mtime_ns, path)
            for path in inbox.iterdir()
            if not path.name.startswith(".") and not path.is_symlink() and path.is_file()
        ]
        return [path for _, path in sorted(found, reverse=True)]
    return []


def taken(inbox: Path, kinds: Collection[str]) -> Path | None:
    """The file somebody sent, of one of these kinds; None while nothing has come.

    kinds: endings such as ".csv". Raises BadInput for a file that is another kind or too large, and
    for several at once; they are not kept.
    """
    found = arrived(inbox)
    if not found:
        return None
    sent = found[0]
    fault = "Several files came at once. Send one." if len(found) > 1 else _fault(sent, kinds)
    if fault:
        emptied(inbox)
        raise BadInput(fault)
    return sent


def _fault(sent: Path, kinds: Collection[str]) -> str:
    if sent.suffix.lower() not in kinds:
        return f"{sent.name} is another kind of file. Send {kind_words(kinds)}."
    if sent.stat().st_size > MOST_BYTES:
        return f"{sent.name} is larger than {MOST_BYTES // 1_000_000} MB. Send a smaller one."
    return ""


def emptied(inbox: Path) -> None:
    """Remove what was sent: it was read, or is not wanted."""
    for path in arrived(inbox):
        with suppress(OSError):
            path.unlink()


def kind_words(kinds: Collection[str]) -> str:
    """Kinds of files in words: "CSV or XLSX"."""
    *first, last = (kind.removeprefix(".").upper() for kind in kinds)
    return f"{', '.join(first)} or {last}" if first else last
