"""Moving a council from one database to another: from a laptop's file to a server, or back.

The place it comes from is only read, and left as it is. Moving needs no desk, as restoring does
not: whoever may read the one place and write the other does it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from conference.errors import NotFound, Refused, Unavailable
from conference.record import history
from conference.record.copies import (
    CopyFacts,
    check_copy,
    copy_of,
    file_as_it_is,
    one_council_of,
    opened,
)
from conference.record.store import Store
from conference.record.tables import Council
from conference.review.carrying import Carried, bring_in, is_there
from conference.review.councils import CouncilName, council_called, council_meant

_SHOWN = 10


@dataclass(frozen=True)
class Moved:
    """What was moved, as it was counted and proved in its new place."""

    facts: CopyFacts
    carried: Carried


def move(
    source: str,
    target: str,
    *,
    clock: Callable[[], datetime],
    actor: str,
    council: str = "",
    altered: bool = False,
) -> Moved:
    """Bring a council of one database into another, which may hold others.

    source, target: a file's path or a server's address. actor: whose account does it, for the
    history. council: which one, where the source holds several. altered: also a record whose
    history shows that it was altered. Raises Refused, NotFound, BadInput or Unavailable; then
    nothing was moved.
    """
    with _source(source, council, f"The record is being moved by {actor}.") as origin:
        return _moved(origin, target, clock=clock, actor=actor, council=council, altered=altered)


@contextmanager
def _source(source: str, council: str, words: str) -> Iterator[Store]:
    """The place it comes from; nobody writes there until the council has arrived."""
    with closing(Store(source)) as store:
        if store.file is None:
            council_id = council_meant(store, council)
            if council_id is None:
                raise NotFound("There is no council to move in that database.")
            store = store.within(council_id)
        elif not (store.file.is_file() and os.access(store.file.parent, os.W_OK)):
            # What is not there is told in its turn; where nothing can be written nobody writes.
            yield store
            return
        with store.alone(words, as_it_is=True):
            yield store


def _moved(
    origin: Store,
    target: str,
    *,
    clock: Callable[[], datetime],
    actor: str,
    council: str,
    altered: bool,
) -> Moved:
    content, facts = _copied(origin, council)
    if facts.faults and not altered:
        raise _was_altered(facts)
    with closing(Store(target)) as store:
        [carried] = bring_in(content, facts, store)
        if not is_there(store, carried):
            raise Unavailable(
                f"{facts.council} was moved, and what stands there now is not what was moved.",
                safe="The place it came from is as it was: go on working there.",
                next="Tell whoever looks after the database server.",
            )
        _note(store, carried, clock(), actor)
    return Moved(facts, carried)


def _copied(origin: Store, council: str) -> tuple[bytes, CopyFacts]:
    if origin.file is None:
        return check_copy(copy_of(origin))
    # Its tables are brought up to date in the copy alone: the file is not written.
    content, facts = check_copy(file_as_it_is(origin.file))
    if len(facts.council_ids) == 1 and not council:
        return content, facts
    chosen = _chosen(content, council)
    return check_copy(one_council_of(content, chosen.id))


def _chosen(content: bytes, council: str) -> CouncilName:
    with opened(content) as engine, Session(engine) as session:
        rows = session.exec(select(Council.id, Council.name, Council.code)).all()
    there = [CouncilName(*row) for row in rows]
    if not council:
        names = ", ".join(f"{one.name} ({one.code})" for one in there)
        raise Refused(
            "There are several councils in that file.",
            safe="Nothing was moved.",
            next=f"Say which with --council: {names}.",
        )
    return council_called(there, council)


def _was_altered(facts: CopyFacts) -> Refused:
    more = len(facts.faults) - _SHOWN
    told = "; ".join([*facts.faults[:_SHOWN], *([f"and {more} more"] if more > 0 else [])])
    return Refused(
        f"This record was altered: {told}.",
        safe="Nothing was moved.",
        next="Find out why first; or, to move it as it is, add --altered.",
    )


def _note(store: Store, carried: Carried, now: datetime, actor: str) -> None:
    with store.within(carried.council_id).writing() as session:
        history.append(
            session,
            council_id=carried.council_id,
            case_id=None,
            at=now,
            actor_id="",
            actor=actor,
            act="moved the council to this database",
            subject="Council",
            subject_id="",
            details={"rows": carried.rows, "chains": len(carried.heads)},
        )
