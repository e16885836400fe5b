"""Writing a file for people: whole or not at all, readable by its owner alone, never the record."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from conference.errors import Unavailable
from conference.record_files import must_not_be_record

_NAME_SHOWN = 40


def write_file(
    path: Path,
    content: bytes,
    *,
    replace: bool = False,
    check: Callable[[bytes], object] | None = None,
) -> None:
    """Write the file beside its place, bring it to the disk, and move it there.

    replace: over a file that is there; else FileExistsError. check: given what was read back from
    the disk before it takes its place; what it raises leaves everything as it was. Raises Refused
    where the place belongs to the record, Unavailable where other bytes lie there than were
    written, OSError where the disk refuses.
    """
    must_not_be_record(path)
    _write(path, content, replace=replace, check=check)


def write_record(path: Path, content: bytes) -> None:
    """Put a record where none stands, as `write_file` does. Raises FileExistsError."""
    _write(path, content, replace=False, check=None)


def _write(
    path: Path, content: bytes, *, replace: bool, check: Callable[[bytes], object] | None
) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:_NAME_SHOWN]}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _must_hold(beside, content)
        if check is not None:
            check(beside.read_bytes())
        _put(beside, path, replace=replace)
    finally:
        beside.unlink(missing_ok=True)
    keep_folder(path.parent)
    if check is not None:
        _must_hold(path, content)


def _must_hold(file: Path, content: bytes) -> None:
    if file.read_bytes() != content:
        raise Unavailable(
            f"What lies at {file} is not what was written there.",
            safe="What was recorded stays as it is.",
            next="Use another disk.",
        )


def _put(beside: Path, path: Path, *, replace: bool) -> None:
    """Give the file its name; never over another one unasked, even one that came just now."""
    if not replace:
        try:
            os.link(beside, path)
            return
        except FileExistsError:
            raise
        except OSError:  # There are drives without links: an empty file holds the place.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    beside.replace(path)


def keep_folder(folder: Path) -> None:
    """Bring the folder itself to the disk, where the system can: the new name is in it."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
