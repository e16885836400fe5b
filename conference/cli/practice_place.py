"""Where a practice review is kept while it is open: a folder of its own that goes with it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from conference.errors import Refused

_PREFIX, _RECORD, _OWNER = "case-conference-practice-", "practice.db", "pid"


@contextmanager
def practice_record() -> Iterator[Path]:
    """A place for a practice record, taken away at the end with all that is in it.

    What an earlier practice left, because it was killed, is taken away first.
    """
    for folder in _folders():
        if not _is_open(folder):
            shutil.rmtree(folder, ignore_errors=True)
    place = Path(tempfile.mkdtemp(prefix=_PREFIX))
    (place / _OWNER).write_text(str(os.getpid()), encoding="ascii")
    try:
        yield place / _RECORD
    finally:
        shutil.rmtree(place, ignore_errors=True)


def running_record() -> Path:
    """The record of the practice review this account opened last and has not left.

    Raises Refused where none is open.
    """
    records = [folder / _RECORD for folder in _folders() if _is_open(folder)]
    found = [record for record in records if record.exists()]
    if not found:
        raise Refused(
            "No practice review is open.",
            next="Open one in another terminal first: conference demo --meeting",
        )
    return max(found, key=lambda record: record.stat().st_mtime)


def _folders() -> list[Path]:
    """The practice folders of this account; what goes meanwhile is passed over."""
    mine = os.getuid() if hasattr(os, "getuid") else 0
    found = []
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            facts = folder.lstat()
            if facts.st_uid == mine and folder.is_dir() and not folder.is_symlink():
                found.append(folder)
    return found


def _is_open(folder: Path) -> bool:
    """Whether the program that made the folder still runs; without its number, it may."""
    if os.name == "nt":
        # There, asking a process whether it runs would interrupt it.
        return True
    try:
        os.kill(int((folder / _OWNER).read_text(encoding="ascii")), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True
