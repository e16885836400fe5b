"""What is found of a record that somebody rewrote with care, without a witness and with one.

Whoever does it here knows this program and can write the whole database: they move the heads with
what they cut, and, the best of them, work every digest out anew. `ATTACKS` says what is found;
SECURITY.md says it in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import Session, col

from conference.record.finding.filling import fill_case
from conference.record.finding.writing import drop_case
from conference.record.heads import CASES, HEADS, sum_of
from conference.record.heads_check import head_faults
from conference.record.history import seal
from conference.record.keeping import digest_of
from conference.record.proof import proof_of_case, proof_of_council
from conference.record.tables import (
    Base,
    Case,
    Chain,
    HeadSum,
    History,
    ReferenceCounter,
    Report,
    ReportedIncident,
)
from conference.review import evidence, reading
from conference.review.witness import council_head
from conference.verify_history import witness_faults
from tests.office import Office
from tests.record.test_every_column import NeverKept

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Forger:
    """Somebody who can write the database, on a record whose witness was told a while ago."""

    session: Session
    council_id: str
    told: str
    """A case that was there when the witness was told, and grew since."""
    newest: str
    """One that came since."""
    line: dict[str, object]
    """What the witness was told."""
    older: dict[str, Rows] = field(default_factory=dict)
    """The told case with its chain: "since" as it was just after that, "before" before it."""

    @property
    def run(self) -> Callable[..., Any]:
        return self.connection.execute

    @property
    def connection(self) -> Connection:
        return self.session.connection()

    def chain(self, chain_id: str) -> Any:
        table = Chain.__table__  # type: ignore[attr-defined]
        return self.run(select(table).where(table.c.id == chain_id)).one()

    def entries(self, chain_id: str) -> list[History]:
        self.session.expunge_all()
        mine = select(History).where(col(History.chain_id) == chain_id)
        return list(self.session.scalars(mine.order_by(col(History.number))))

    def cut(self, chain_id: str, length: int) -> None:
        """Cut the end of a chain off, and let its head say so."""
        last = self.entries(chain_id)[length - 1].digest
        mine = col(History.chain_id) == chain_id
        self.run(delete(History).where(mine, col(History.number) > length))
        told = min(length, self.chain(chain_id).told)
        values = {"length": length, "head": last, "told": told}
        self.run(update(Chain).where(col(Chain.id) == chain_id).values(values))

    def delete_case(self, case_id: str) -> None:
        """Delete the newest case whole: its rows, its chain, and the number it was given."""
        drop_case(self.connection, case_id)
        for table in reversed(Base.metadata.sorted_tables):
            self.run(delete(table).where(_of_case(table, case_id)))
        self.run(update(ReferenceCounter).values(last=ReferenceCounter.last - 1))

    def put_back(self, copy: Rows) -> None:
        """Put the told case back as it was in an older copy, its chain and its head with it."""
        tables = Base.metadata.sorted_tables
        for table in reversed(tables):
            if table.name not in ("review_case", "chain"):
                self.run(delete(table).where(_of_case(table, self.told)))
        for table in tables:
            for row in copy[table.name]:
                if table.name in ("review_case", "chain"):
                    self.run(update(table).where(table.c.id == self.told).values(row))
                else:
                    self.run(insert(table).values(row))
        fill_case(self.connection, self.told)

    def alter_and_work_out(self, chain_id: str) -> None:
        """Change who did what, long ago, and work out every digest after it anew."""
        self.run(
            update(History)
            .where(col(History.chain_id) == chain_id, col(History.number) == 1)
            .values(actor="Somebody else")
        )
        self.work_out(chain_id)

    def work_out(self, chain_id: str) -> None:
        """Work out every number and digest of a chain anew, and its head."""
        previous, number = "", 0
        for number, entry in enumerate(self.entries(chain_id), start=1):
            entry.number, entry.details_digest = number, digest_of(entry.details)
            previous = entry.digest = seal(previous, entry)
            values = {name: getattr(entry, name) for name in ("number", "details_digest", "digest")}
            self.session.expunge(entry)
            self.run(update(History).where(col(History.id) == entry.id).values(values))
        values = {"length": number, "head": previous}
        self.run(update(Chain).where(col(Chain.id) == chain_id).values(values))

    def work_out_council(self) -> None:
        """Let the council's chain say of each case what is there now, and work it out anew."""
        digests = {
            (chain, number): digest
            for chain, number, digest in self.run(
                select(col(History.chain_id), col(History.number), col(History.digest))
            )
        }
        for entry in self.entries(self.council_id):
            details = dict(entry.details)
            if HEADS not in details:
                continue
            details[HEADS] = {
                chain: [length, digests[chain, length]]
                for chain, (length, _) in details[HEADS].items()
                if (chain, length) in digests
            }
            if names := details.get(CASES):
                details[CASES] = {one: name for one, name in names.items() if one in details[HEADS]}
            self.session.expunge(entry)
            mine = col(History.id) == entry.id
            gone = not details[HEADS]
            self.run(
                delete(History).where(mine)
                if gone
                else update(History).where(mine).values(details=details)
            )
        self.work_out(self.council_id)

    def add_up(self) -> None:
        """Work out the sum of the heads anew."""
        chains = select(col(Chain.id), col(Chain.length), col(Chain.head))
        total = sum_of(self.run(chains.where(col(Chain.council_id) == self.council_id)).all())
        mine = col(HeadSum.council_id) == self.council_id
        self.run(update(HeadSum).where(mine).values(total=total))

    def found(self) -> tuple[bool, bool]:
        """Whether it is found without a witness, and with one."""
        self.session.expunge_all()
        cases = self.session.scalars(select(Case).where(col(Case.council_id) == self.council_id))
        without = bool(
            proof_of_council(self.session, self.council_id).faults
            or any(proof_of_case(self.session, case).faults for case in cases.all())
        )
        return without, without or self.witnessed()

    def witnessed(self) -> bool:
        """Whether the witness was told something else."""
        told = ("council_id", "chain_id", "number", "digest", "details")
        entries = [
            {name: getattr(one, name) for name in told} for one in self.entries(self.council_id)
        ]
        return bool(witness_faults(entries, [self.line]))


def _of_case(table: Any, case_id: str) -> Any:
    if table.name == ReportedIncident.__tablename__:
        return table.c.report_id.in_(select(col(Report.id)).where(col(Report.case_id) == case_id))
    if table.name in ("review_case", "chain"):
        return table.c.id == case_id
    return table.c.case_id == case_id if "case_id" in table.c else table.c[0].is_(None)


def _copy(session: Session, case_id: str) -> Rows:
    return {
        table.name: [
            dict(row)
            for row in session.connection()
            .execute(select(table).where(_of_case(table, case_id)))
            .mappings()
        ]
        for table in Base.metadata.sorted_tables
    }


@pytest.fixture
def forger(office: Office) -> Iterator[Forger]:
    """Nothing of what they do here is ever committed."""
    told = office.in_evidence()
    evidence.log_action(office.police, told, office.action())
    with office.store.reading() as session:
        before = _copy(session, told)
    evidence.log_action(office.police, told, office.action())
    line = asdict(council_head(office.officer))
    with office.store.reading() as session:
        since = _copy(session, told)
    evidence.log_action(office.police, told, office.action())
    for _ in range(2):
        reading.read_case(office.chair, told)
    newest = office.receive()
    with suppress(NeverKept), office.store.across().writing() as session:
        copies = {"before": before, "since": since}
        made = Forger(session, office.council_id, told, newest, line, copies)
        assert made.found() == (False, False)
        yield made
        raise NeverKept


def _cut_readings(on: Forger) -> None:
    on.cut(on.told, on.chain(on.told).length - 2)


def _cut_to_before_the_witness(on: Forger) -> None:
    on.cut(on.told, int(on.older["before"]["chain"][0]["length"]))


def _forget_newest(on: Forger) -> None:
    on.delete_case(on.newest)
    on.cut(on.council_id, on.chain(on.council_id).length - 1)


def _cut_council_to_before_the_witness(on: Forger) -> None:
    _forget_newest(on)
    on.cut(on.council_id, int(str(on.line["length"])) - 1)
    up_to = int(on.older["before"]["chain"][0]["told"])
    on.run(update(Chain).where(col(Chain.id) == on.told).values(told=up_to))


def _forget_all(on: Forger) -> None:
    on.delete_case(on.newest)
    on.work_out_council()


def _all_anew(on: Forger) -> None:
    on.alter_and_work_out(on.told)
    on.work_out_council()


def _council_anew(on: Forger) -> None:
    on.run(
        update(History)
        .where(col(History.chain_id) == on.council_id, col(History.number) == 1)
        .values(actor="Somebody else")
    )
    on.work_out(on.council_id)


Attack = Callable[[Forger], None]
ATTACKS: list[tuple[str, Attack, bool, tuple[bool, bool]]] = [
    # what is done, how, whether the sum is worked out anew; found without and with a witness
    ("the newest case is deleted whole", lambda on: on.delete_case(on.newest), False, (True, True)),
    ("the same", lambda on: on.delete_case(on.newest), True, (True, True)),
    ("and the council's chain cut before it", _forget_newest, False, (True, True)),
    ("the same", _forget_newest, True, (False, False)),
    ("the last readings are cut off", _cut_readings, False, (True, True)),
    ("the same", _cut_readings, True, (False, False)),
    ("more is cut off than was told", _cut_to_before_the_witness, True, (True, True)),
    ("a case is put back", lambda on: on.put_back(on.older["since"]), False, (True, True)),
    ("the same", lambda on: on.put_back(on.older["since"]), True, (False, False)),
    ("as it was before", lambda on: on.put_back(on.older["before"]), True, (True, True)),
    ("a chain anew", lambda on: on.alter_and_work_out(on.told), True, (True, True)),
    ("and the council's with it", _all_anew, True, (False, True)),
    ("the council's chain anew", _council_anew, False, (True, True)),
    ("the same", _council_anew, True, (False, True)),
    ("the council's chain cut back", _cut_council_to_before_the_witness, True, (False, True)),
    ("the newest case taken out of all of it", _forget_all, True, (False, False)),
]


def test_what_is_found_of_each_rewriting_without_a_witness_and_with_one(forger: Forger) -> None:
    for what, attack, adds_up, expected in ATTACKS:
        taken_back = forger.session.begin_nested()
        attack(forger)
        if adds_up:
            forger.add_up()
        found = forger.found()
        taken_back.rollback()
        assert found == expected, (what, adds_up)
    assert forger.found() == (False, False)


def test_each_end_of_a_chain_that_is_cut_off_shows_and_with_its_sum_once_it_was_told(
    forger: Forger,
) -> None:
    for chain_id in (forger.told, forger.newest, forger.council_id):
        there = forger.chain(chain_id)
        for length in range(1, there.length):
            taken_back = forger.session.begin_nested()
            forger.cut(chain_id, length)
            assert head_faults(forger.session, forger.council_id), (chain_id, length)
            forger.add_up()
            if chain_id == forger.council_id:
                assert forger.witnessed() == (length < int(str(forger.line["length"])))
            else:
                found = bool(head_faults(forger.session, forger.council_id))
                assert found == (length < there.told), (chain_id, length)
            taken_back.rollback()


def test_a_case_taken_out_put_in_or_called_otherwise_is_named(forger: Forger) -> None:
    case: Any = Case.__table__  # type: ignore[attr-defined]
    old = dict(forger.run(select(case).where(case.c.id == forger.newest)).mappings().one())
    stranger = old | {"id": "f" * 32, "reference": "ER-2026-0009"}
    chain = {"id": "e" * 32, "council_id": forger.council_id, "length": 0, "head": "", "told": 0}
    called = update(case).where(case.c.id == forger.newest).values(reference="ER-2026-0008")
    for what, attack in (
        ("ER-2026-0002 was removed without an act", lambda: forger.delete_case(forger.newest)),
        ("ER-2026-0009 was put in without an act", lambda: forger.run(insert(case), stranger)),
        (
            "a history stands there of a case that does not",
            lambda: forger.run(insert(Chain), chain),
        ),
        ("ER-2026-0002 goes by another reference now", lambda: forger.run(called)),
    ):
        taken_back = forger.session.begin_nested()
        attack()
        forger.add_up()
        assert what in head_faults(forger.session, forger.council_id)
        taken_back.rollback()


_STRANGER = "a history stands there of a case that does not"
