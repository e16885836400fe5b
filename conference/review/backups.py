"""Backups of a council's record: made while people work, checked before they count, and restored.

Making one is for an administrator and stands in the council's history. Restoring needs no desk: it
happens where there may be no record any more, by whoever may write the place; it stands in the
history of what was restored.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from conference.errors import BadInput, Refused, Unavailable
from conference.exchange.sealing import Opening, Sealing, is_sealed, seal, unseal
from conference.law import access
from conference.law.access import Operation
from conference.law.calendar import london_time
from conference.record import history
from conference.record.copies import (
    CopyFacts,
    check_copy,
    copy_of,
    file_as_it_is,
)
from conference.record.holding import is_readable
from conference.record.schema_check import schema_faults
from conference.record.store import Store
from conference.record.wholeness import damage_in
from conference.review.carrying import bring_in
from conference.review.councils import councils
from conference.review.desk import Desk, council_standing, must_have_proved_for, refused
from conference.review.witness import tell_witness
from conference.views import PersonView
from conference.writing import write_file, write_record

_SHOWN = 10
_WAIT_SECONDS = 15
_SIDE_FILES = ("", "-wal", "-shm")
"""What SQLite keeps beside a database, by the end of its name."""


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the record that stood there before is now."""

    facts: CopyFacts
    aside: Path | None = None


Check = Callable[[bytes], None]
"""Given a backup as it was read back from the disk; raises where it is not one that restores."""


def back_up(desk: Desk, sealing: Sealing, keep: Callable[[bytes, Check], None]) -> CopyFacts:
    """Make a backup and give it to `keep`, which writes it down; what is in it.

    keep: reads back what it wrote and gives that to the check it is called with, before it puts it
    in its place. Faults of the record itself are told in the facts: a copy of a record that was
    altered may be needed as proof. What is in the record beside our tables is told, not copied.
    """
    _may_back_up(desk)
    if desk.store.file is not None and (wrong := damage_in(desk.store.file)):
        raise wrong
    with desk.store.reading() as session:
        not_ours = schema_faults(session.connection())
    content = copy_of(desk.store)
    sealed, opening = seal(content, sealing)
    found: list[CopyFacts] = []

    def check(read_back: bytes) -> None:
        found.append(_as_a_stranger(read_back, opening, content))

    keep(sealed, check)
    facts = replace(found[0], faults=(*not_ours, *found[0].faults))
    with desk.store.writing() as session:
        details = {
            "sha256": hashlib.sha256(sealed).hexdigest(),
            "kept": sealing.words,
            "cases": facts.cases,
        }
        _note(session, desk.council_id, desk.clock(), desk.person, "made a backup", details)
    with suppress(Unavailable):  # The history says so, and it is tried again.
        tell_witness(desk)
    return facts


def _as_a_stranger(read_back: bytes, opening: Opening, content: bytes) -> CopyFacts:
    """What is in a backup that was just written, opened with nothing but its key."""
    there = unseal(read_back, opening) if is_sealed(read_back) else read_back
    if there != content:
        raise Unavailable(
            "What was written is not what was read back.",
            safe="No backup was made, and none was covered.",
            next="Use another disk.",
        )
    return _checked(there)


def _checked(content: bytes) -> CopyFacts:
    try:
        return check_copy(content)[1]
    except BadInput:
        raise Unavailable(
            "The record itself is damaged: a copy of it cannot be opened.",
            safe="No backup was made, and none was covered.",
            next="Stop using the record, and restore the latest backup.",
        ) from None


def _may_back_up(desk: Desk) -> None:
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.BACK_UP):
            raise refused(desk, Operation.BACK_UP)
        must_have_proved_for(session, desk, Operation.BACK_UP)


def open_backup(content: bytes, opening: Opening) -> tuple[bytes, CopyFacts]:
    """The rows in a backup, in tables as this version makes them, and what is in it.

    Raises BadInput where it is none, damaged, does not open, or holds anything but our tables;
    Unavailable where a newer version made it.
    """
    plain = unseal(content, opening) if is_sealed(content) else content
    return check_copy(plain, rows_alone=True)


def stands_at(place: str) -> bool:
    """Whether something is at the place already that a restored record would cover."""
    store = Store(place)
    try:
        if store.file is not None:
            return any(_beside(store.file, end).exists() for end in _SIDE_FILES)
        store.prepare()
        return bool(councils(store))
    finally:
        store.close()


def restore(
    backup: tuple[bytes, CopyFacts],
    place: str,
    *,
    clock: Callable[[], datetime],
    actor: str,
    replace: bool = False,
    altered: bool = False,
) -> Restored:
    """Put a backup, as `open_backup` gives it, at a place: a file's path or a server's address.

    actor: whose account does it, for the history. replace: put a file that stands there aside,
    under a name with the moment in it; a server's database must not hold the council. altered:
    restore even where the history shows that the record was altered. Raises Refused.
    """
    content, facts = backup
    if facts.faults and not altered:
        raise _was_altered(facts)
    with closing(Store(place)) as store:
        if store.file is None:
            bring_in(content, facts, store)
            _tell(store, facts.council_ids, clock(), actor, content)
            return Restored(facts)
        _must_hold_no_other(store.file, facts.council_ids)
        words = f"The record is being restored by {actor}, since {london_time(clock()):%H:%M}."
        with _told_of_the_disk(store.file):
            store.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with store.alone(words):
                aside = _into_file(store.file, content, clock(), replace=replace)
                store.prepare()
                _tell(store, facts.council_ids, clock(), actor, content)
    return Restored(facts, aside)


def _was_altered(facts: CopyFacts) -> Refused:
    more = len(facts.faults) - _SHOWN
    told = "; ".join([*facts.faults[:_SHOWN], *([f"and {more} more"] if more > 0 else [])])
    return Refused(
        f"The record in this backup was altered: {told}.",
        safe="Nothing was restored.",
        next="Take an earlier backup; or, to look at this one, restore it with --altered.",
    )


@contextmanager
def _told_of_the_disk(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise Unavailable(
            f"The record cannot be restored to {file}: {getattr(error, 'strerror', '') or error}.",
            safe="What stood there is there, or beside it under a name with today's date.",
            next="Check the folder, its permissions and the space on the disk.",
        ) from error


def _into_file(file: Path, content: bytes, now: datetime, *, replace: bool) -> Path | None:
    """Put the record in its place; where what stood there is now, if anything did."""
    if not any(_beside(file, end).exists() for end in _SIDE_FILES):
        write_record(file, content)
        return None
    if not replace:
        raise Refused(
            f"There is a record at {file} already.",
            safe="It was left as it is.",
            next="Name another place with --to, or agree to put it aside.",
        )
    aside = _name_aside(file, now)
    try:
        write_file(aside, file_as_it_is(file))
    except (BadInput, Unavailable):
        # A damaged one is taken away as it is, with its log, which goes first: a log that is left
        # would be taken for the new record's.
        for end in reversed(_SIDE_FILES):
            with suppress(FileNotFoundError):
                _beside(file, end).rename(_beside(aside, end))
        write_record(file, content)
    else:
        _fill(file, content)
    return aside


def _fill(file: Path, content: bytes) -> None:
    """Put the record into the file that stands there, in one transaction of SQLite's own.

    A kill at any moment leaves the old record or the new one, and whoever has the file open sees
    the one and then the other.
    """
    with (
        closing(sqlite3.connect(":memory:")) as rows,
        closing(sqlite3.connect(file, timeout=_WAIT_SECONDS)) as there,
    ):
        rows.deserialize(content)
        there.execute("PRAGMA synchronous=FULL").close()
        rows.backup(there)


def _name_aside(file: Path, now: datetime) -> Path:
    """A free name with the moment in it for the record that stands there."""
    stem = f"{file.stem}-before-{london_time(now):%Y-%m-%d-%H%M}"
    aside, number = file.with_name(f"{stem}{file.suffix}"), 2
    while any(_beside(aside, end).exists() for end in _SIDE_FILES):
        aside, number = file.with_name(f"{stem}-{number}{file.suffix}"), number + 1
    return aside


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def _must_hold_no_other(file: Path, council_ids: Collection[str]) -> None:
    """Raise Refused where a council stands in the file that the backup does not hold."""
    if not is_readable(file):
        return
    with suppress(Unavailable), closing(Store(str(file))) as store:
        others = [one.name for one in councils(store) if one.id not in council_ids]
        if others:
            raise Refused(
                f"The record at {file} also holds {', '.join(others)}, which the backup does not.",
                safe="It was left as it is.",
                next="Restore into another file with --to, and move the council from there.",
            )


def _tell(
    store: Store, council_ids: Collection[str], now: datetime, actor: str, content: bytes
) -> None:
    digest = hashlib.sha256(content).hexdigest()
    for council_id in council_ids:
        with store.within(council_id).writing() as session:
            _note(session, council_id, now, actor, "restored a backup", {"record": digest})


def _note(
    session: Session,
    council_id: str,
    at: datetime,
    who: PersonView | str,
    act: str,
    details: dict[str, object],
) -> None:
    history.append(
        session,
        council_id=council_id,
        case_id=None,
        at=at,
        actor_id="" if isinstance(who, str) else who.id,
        actor=who if isinstance(who, str) else who.name,
        act=act,
        subject="Council",
        subject_id="",
        details=details,
        with_heads=True,
    )
