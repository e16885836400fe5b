"""The heads of all chains of a council, held together: in the council's own chain, and in a sum.

The council's chain is told each case's beginning and end, and now and then the head of every case
that has grown since. Between two such entries one number stands for all heads, the council's own
among them: each transaction adds what it changed, as the last thing it does, so that many writers
wait for one another no longer than it takes to keep one.

The number has no secret: whoever works it out anew, with the rows it stands for, is found only by
what was told before, or by a witness.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from conference.record.tables import Case, Chain, HeadSum

BEGAN_KEEPING = "began to keep the heads of all cases"
BEGAN, ENDED = "began a case", "ended a case"
TOLD = "told the heads of the cases"
HEADS, CASES = "heads", "cases"
"""The details that hold {chain: [length, digest of the last entry]}, and {chain: reference}."""
_TOUCHED = "chains touched"
_WHOLE = 2**62
_AT_ONCE = 5_000
"""So many heads go into one entry."""

Head = tuple[int, str]
Details = dict[str, Any]
_One = TypeVar("_One")


def touch(session: Session, chain: Chain) -> None:
    """Remember the head of a chain that is about to grow, as it was when the transaction began."""
    before = (chain.length, chain.head)
    # With the row itself, so that it need not be read again at the end.
    session.info.setdefault(_TOUCHED, {}).setdefault(chain.id, (before, chain))


def _weight(chain_id: str, head: Head) -> int:
    """What one head adds to the sum; an empty chain adds nothing."""
    if not head[0]:
        return 0
    written = json.dumps([chain_id, *head]).encode()
    return int.from_bytes(hashlib.sha256(written).digest()[:8]) % _WHOLE


def sum_of(chains: Iterable[tuple[str, int, str]]) -> int:
    """The sum over chains, given as (id, length, head)."""
    return sum(_weight(chain_id, (length, head)) for chain_id, length, head in chains) % _WHOLE


def add_up(session: Session, council_id: str) -> bool:
    """Add what this transaction changed to the council's sum; False where there is none yet."""
    touched: dict[str, tuple[Head, Chain]] = session.info.get(_TOUCHED, {})
    now = [chain for chain_id in touched if (chain := session.get(Chain, chain_id))]
    more = sum_of((chain.id, chain.length, chain.head) for chain in now) - sum_of(
        (chain_id, *before) for chain_id, (before, _) in touched.items()
    )
    raised = update(HeadSum).where(col(HeadSum.council_id) == council_id)
    total = (col(HeadSum.total) + more % _WHOLE) % _WHOLE
    done: Any = session.connection().execute(raised.values(total=total))
    if done.rowcount:
        touched.clear()
    return bool(done.rowcount)


def begin(session: Session, council_id: str) -> None:
    """Begin the sum with the heads as they stand. To be called with the council's chain locked."""
    total = sum_of(_chains(session, council_id))
    session.connection().execute(insert(HeadSum).values(council_id=council_id, total=total))
    session.info.get(_TOUCHED, {}).clear()


def beginning(session: Session, council_id: str) -> Iterator[Details]:
    """What the first entries tell, of a record that was kept before heads were: all of them."""
    wanted = select(Chain).where(Chain.council_id == council_id, Chain.id != council_id)
    for part in _parts(session.exec(wanted.order_by(Chain.id)).all()):
        yield _of(session, part, named=True)


def news(session: Session, council_id: str, ended: str = "") -> Iterator[tuple[str, Details]]:
    """(act, details) of what the council's chain is told by itself: cases that began, or ended."""
    touched: dict[str, tuple[Head, Chain]] = session.info.get(_TOUCHED, {})
    new = [key for key, ((length, _), _) in touched.items() if not length and key != council_id]
    for act, ids in ((BEGAN, new), (ENDED, [ended] if ended else [])):
        for part in _parts(ids):
            yield act, _of(session, [session.get_one(Chain, one) for one in part], named=True)


def untold(session: Session, council_id: str) -> Details:
    """The heads that have grown since they were told last, to go into an entry's details.

    Whoever is just writing to a case is not waited for: its head is told the next time.
    """
    grown = select(Chain).where(
        Chain.council_id == council_id, Chain.id != council_id, Chain.length > Chain.told
    )
    locked = grown.order_by(Chain.id).limit(_AT_ONCE).with_for_update(skip_locked=True)
    found = session.exec(locked.execution_options(populate_existing=True)).all()
    return _of(session, found) if found else {}


def _parts(many: Sequence[_One]) -> Iterator[Sequence[_One]]:
    """So many at once as go into one entry."""
    for start in range(0, len(many), _AT_ONCE):
        yield many[start : start + _AT_ONCE]


def _chains(session: Session, council_id: str) -> list[tuple[str, int, str]]:
    mine = select(Chain.id, Chain.length, Chain.head).where(Chain.council_id == council_id)
    return list(session.exec(mine).all())


def _of(session: Session, chains: Collection[Chain], *, named: bool = False) -> Details:
    """The details that tell these heads; with the references of new and ended cases."""
    for chain in chains:
        chain.told = chain.length
    session.flush()
    told: Details = {HEADS: {chain.id: [chain.length, chain.head] for chain in chains}}
    if named:
        ids = [chain.id for chain in chains]
        names = select(Case.id, Case.reference).where(col(Case.id).in_(ids))
        told[CASES] = dict(session.exec(names).all())
    return told
