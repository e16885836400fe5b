"""What the council's own chain was told of its cases, held against the cases and their chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from conference.record.heads import BEGAN_KEEPING, CASES, HEADS, sum_of
from conference.record.tables import Case, Chain, HeadSum, History

_AT_ONCE = 400
_NOT_THE_SUM = (
    "the heads of the histories do not add up: the end of one was cut off, or one was put back, "
    "put in or taken out"
)


@dataclass
class Told:
    """What the entries of a council's chain say of its cases."""

    heads: dict[tuple[str, int], str] = field(default_factory=dict)
    """The digest of an entry, by its chain and its number."""
    cases: dict[str, str] = field(default_factory=dict)
    """The reference of each case that there was, by its id."""
    beginnings: list[int] = field(default_factory=list)
    """The entries in which it was begun to keep heads."""
    contradictions: set[str] = field(default_factory=set)
    """The chains of which two entries say different things."""

    def hear(self, number: int, act: str, details: Any) -> None:
        """Take in one entry; what is not of the shape of a head is for the entry's own digest."""
        if act == BEGAN_KEEPING:
            self.beginnings.append(number)
        for chain_id, head in _pairs(details, HEADS):
            match head:
                case [int(length), str(digest)]:
                    if self.heads.setdefault((chain_id, length), digest) != digest:
                        self.contradictions.add(chain_id)
        for case_id, reference in _pairs(details, CASES):
            self.cases[case_id] = str(reference)

    def name(self, chain_id: str) -> str:
        """The case by its reference."""
        return self.cases.get(chain_id, "a case")


def _pairs(details: Any, name: str) -> Iterable[tuple[str, Any]]:
    found = details.get(name) if isinstance(details, dict) else None
    return found.items() if isinstance(found, dict) else ()


def told_of(session: Session, council_id: str) -> Told:
    """What the council's chain says of its cases, from its first entry to its last."""
    told = Told()
    entries = select(History.number, History.act, History.details).where(
        History.chain_id == council_id
    )
    for number, act, details in session.exec(entries.order_by(col(History.number))):
        told.hear(number, act, details)
    return told


def head_faults(session: Session, council_id: str) -> list[str]:
    """What of the council's cases is not as its own chain was told; empty when all of it is.

    A record in which it was not begun yet has none: it begins with the next act.
    """
    told = told_of(session, council_id)
    total = session.exec(select(HeadSum.total).where(HeadSum.council_id == council_id)).first()
    if total is None:
        return ["the sum of the heads was removed"] if told.heads else []
    mine = select(Chain.id, Chain.length, Chain.head, Chain.told)
    chains = session.exec(mine.where(Chain.council_id == council_id)).all()
    found = [
        *_of_cases(session, council_id, told),
        *_of_heads(session, told),
        *_of_chains(council_id, told, {chain_id: up_to for chain_id, _, _, up_to in chains}),
    ]
    if sum_of((chain_id, length, head) for chain_id, length, head, _ in chains) != total:
        found.append(_NOT_THE_SUM)
    return found


def _of_cases(session: Session, council_id: str, told: Told) -> Iterator[str]:
    """Each case that began is there, by its reference, and no other is."""
    mine = select(Case.id, Case.reference).where(Case.council_id == council_id)
    there = dict(session.exec(mine).all())
    for case_id, reference in told.cases.items():
        if case_id not in there:
            yield f"{reference} was removed without an act"
        elif there[case_id] != reference:
            yield f"{reference} goes by another reference now"
    for case_id in there.keys() - told.cases.keys():
        yield f"{there[case_id]} was put in without an act"
    chains = set(session.exec(select(Chain.id).where(Chain.council_id == council_id)))
    if chains - there.keys() - {council_id}:
        yield "a history stands there of a case that does not"


def _of_heads(session: Session, told: Told) -> Iterator[str]:
    """Each head that was told is still the digest of that entry of its chain."""
    wanted, there = list(told.heads), {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        entries = select(History.chain_id, History.number, History.digest).where(
            tuple_(col(History.chain_id), col(History.number)).in_(part)
        )
        there.update({(chain, number): digest for chain, number, digest in session.exec(entries)})
    other = {
        chain
        for (chain, number) in wanted
        if there.get((chain, number)) != told.heads[chain, number]
    }
    for chain_id in sorted(other | told.contradictions):
        yield (
            f"the history of {told.name(chain_id)} is not the one that the council's was told of: "
            "it was cut short, put back or worked out anew"
        )


def _of_chains(council_id: str, told: Told, chains: dict[str, int]) -> Iterator[str]:
    """Each chain says up to where it was told, and it was begun once to tell."""
    up_to: dict[str, int] = {}
    for chain_id, number in told.heads:
        up_to[chain_id] = max(number, up_to.get(chain_id, 0))
    for chain_id, number in chains.items():
        if up_to.get(chain_id, 0) != number:
            whose = "the council" if chain_id == council_id else told.name(chain_id)
            yield f"up to where the history of {whose} was told was changed"
    if len(told.beginnings) > 1 and told.beginnings != _in_a_row(told.beginnings):
        yield f"it was begun anew to keep the heads of all cases (entry {told.beginnings[-1]})"


def _in_a_row(numbers: list[int]) -> list[int]:
    return list(range(numbers[0], numbers[0] + len(numbers)))
