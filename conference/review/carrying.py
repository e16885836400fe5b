"""Bringing a council's record into a database that may hold others: whole, or not at all.

One transaction puts every row there, counts them table by table, holds every chain of history
against the one it was copied from and proves it anew. Whatever goes wrong, nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlmodel import Session, select

from conference.errors import BadInput, Refused
from conference.record.copies import (
    CopyFacts,
    Counts,
    copy_rows,
    counts_in,
    faults_of,
    opened,
)
from conference.record.server import one_at_a_time
from conference.record.store import Store
from conference.record.tables import Chain, Council

Heads = dict[str, tuple[int, str]]
"""How long each chain of a council is, and the digest of its last entry."""


@dataclass(frozen=True)
class Carried:
    """What was brought in, as it was counted there: rows by table, and the heads of its chains."""

    council_id: str
    counts: Counts
    heads: Heads

    @property
    def rows(self) -> int:
        """How many rows there are of it in all tables."""
        return sum(self.counts.values())


def bring_in(content: bytes, facts: CopyFacts, store: Store) -> tuple[Carried, ...]:
    """Put the councils of a copy into a store's database; what is there of each then.

    facts: what was found in it when it was checked. Raises Refused where a council is there
    already, or one that goes by its name or its code; BadInput where not everything arrived as it
    was.
    """
    store.prepare()
    with (
        opened(content) as engine,
        engine.connect() as source,
        store.across().writing(long=True) as session,
    ):
        one_at_a_time(session.connection())
        carried = tuple(
            _bring_one(source, session, council_id, facts.faults)
            for council_id in facts.council_ids
        )
    # What is made from the rows, and is no part of the record, is made for the new ones too.
    store.prepare()
    return carried


def _bring_one(
    source: Connection, session: Session, council_id: str, known: Collection[str]
) -> Carried:
    _must_be_new(source, session, council_id)
    target = session.connection()
    copy_rows(source, target, council_id)
    there = _counted(target, council_id)
    council = session.get_one(Council, council_id)
    # Of a record that was altered before, the same is found again.
    faults = [fault for fault in faults_of(session, council) if fault not in known]
    if there != _counted(source, council_id) or faults:
        raise BadInput(
            "Not everything arrived as it was.",
            next="Try again; if it happens again, tell whoever looks after the database.",
        )
    return there


def _counted(connection: Connection, council_id: str) -> Carried:
    chains = select(Chain.id, Chain.length, Chain.head).where(Chain.council_id == council_id)
    heads = {chain: (length, head) for chain, length, head in connection.execute(chains)}
    return Carried(council_id, counts_in(connection, council_id), heads)


def is_there(store: Store, carried: Carried) -> bool:
    """Whether the council stands in the store as it was brought in, seen as the council sees it."""
    with store.within(carried.council_id).reading(long=True) as session:
        return _counted(session.connection(), carried.council_id) == carried


def _must_be_new(source: Connection, session: Session, council_id: str) -> None:
    chosen = select(Council.name, Council.code).where(Council.id == council_id)
    name, code = source.execute(chosen).one()
    for there in session.exec(select(Council)).all():
        if there.id == council_id:
            raise Refused(
                f"{there.name} is in that database already.",
                safe="It was left as it is.",
                next="Take another database, or open that one: it may be there from before.",
            )
        if name.casefold() == there.name.casefold() or code.casefold() == there.code.casefold():
            raise Refused(
                f"There is another council in that database as {there.name} ({there.code}).",
                safe="It was left as it is.",
                next="Take another database: two councils share neither their name nor the "
                "letters that begin their references.",
            )
