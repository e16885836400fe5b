"""Which files are the record or belong to it: no command writes over one of them.

A file is known by its identity (device and number), through links and other spellings; a file that
is not there yet, or whose drive tells no identity, by its name in its folder.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

from conference.errors import Refused

BESIDE = ("-wal", "-shm", "-journal", "-queue", "-held", "-checked")
"""What is added to a record's name for the files beside it: SQLite's log, its index and its
rollback journal; the queue of writers; who keeps everybody out; when it was last checked."""
_MAGIC = b"SQLite format 3\x00"
_records: set[Path] = set()
"""The records that this program has opened or been told of."""


def protect(record: Path) -> None:
    """From now on nothing that this program writes for people goes over that record."""
    _records.update(_spellings(record))


def must_not_be_record(target: Path) -> None:
    """Raise Refused where the file to be written, or a folder it is in, belongs to a record."""
    _refuse(target, ("", *BESIDE))


def must_not_belong_to_record(place: Path) -> None:
    """Raise Refused where a record is to be put at the name of a file beside another record."""
    _refuse(place, BESIDE)


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, or would where it is not there."""
    return not _keys(one).isdisjoint(_keys(other))


def _refuse(target: Path, ends: tuple[str, ...]) -> None:
    places = {one for whole in _spellings(target) for one in (whole, *whole.parents) if one.name}
    records = {*_records, *(record for place in places for record in _records_at(place))}
    theirs = {key for record in records for end in ends for key in _keys(_beside(record, end))}
    if any(not theirs.isdisjoint(_keys(place)) for place in places):
        raise Refused(
            f"{target} is the record itself, or belongs to it: nothing is written there.",
            safe="The record was left as it is.",
            next="Name another file, best in another folder or on another disk.",
        )


def _beside(record: Path, end: str) -> Path:
    return record.with_name(record.name + end)


def _spellings(path: Path) -> tuple[Path, Path]:
    """The whole path with its links, and where they lead."""
    return _whole(os.path.abspath, path), _whole(os.path.realpath, path)


def _whole(made: Callable[[Path], str], path: Path) -> Path:
    try:
        return Path(made(path.expanduser()))
    except (OSError, RuntimeError):  # The folder one stands in is gone, or nobody has that home.
        return path


def _records_at(place: Path) -> Iterator[Path]:
    """A record that nobody told this program of: what stands beside a file shows that it is one."""
    if any(_beside(place, end).exists() for end in BESIDE) and _is_database(place):
        yield place
    for end in BESIDE:
        if place.name.endswith(end) and place.name != end:
            record = place.with_name(place.name.removesuffix(end))
            if _is_database(record):
                yield record


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _keys(path: Path) -> set[Hashable]:
    """What a path is known by: the file it leads to, and its name in its folder."""
    known: set[Hashable] = {
        (_identity(one.parent) or _spelled(one.parent), _name(one)) for one in _spellings(path)
    }
    identity = _identity(path)
    return known | {identity} if identity else known


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and number; None for what is not there, and on a drive that numbers no files."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return (facts.st_dev, facts.st_ino) if facts.st_ino else None


def _name(path: Path) -> str:
    """The name of a file as every system would compare it."""
    name = path.name
    if os.name == "nt":
        name = name.partition(":")[0].rstrip(". ")  # Another stream of the same file.
    return _spelled(name)


def _spelled(path: Path | str) -> str:
    return unicodedata.normalize("NFC", str(path)).casefold()
