"""Whatever column of whatever row is altered behind the program's back, the proof tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from conference.record import history, told
from conference.record.proof import proof_of_case, proof_of_council
from conference.record.rows import TABLES
from conference.record.tables import Base, Case, Chain, Council, History, ReferenceCounter
from conference.record.told import NOT_TOLD_TABLES
from tests.every_row import keep_every_row
from tests.office import Office

SKIPPED = {
    "History.id": "entries are known by their chain and number, which are sealed",
    "Draft": told.NOT_TOLD_TABLES["Draft"],
    "Chain.id": "entries point at it: the database refuses",
    "Credential.failures": told.NOT_TOLD["Credential.failures"],
    "Credential.wait_until": told.NOT_TOLD["Credential.wait_until"],
    "Credential.totp_last": told.NOT_TOLD["Credential.totp_last"],
    "*.version": told.NOT_TOLD["*.version"],
}
"""What may be altered without a word, by table or table.column, with the reason."""
REFUSED = {"Council.id", "Case.id"}
"""Everything else points at these: there would be nothing left to look at."""
BY_ITSELF = "the database refuses it by itself"


class NeverKept(Exception):
    """Ends a transaction so that nothing of it is kept."""


@dataclass
class Record:
    """A case with two rows of every kind, and what its proof says."""

    session: Session
    office: Office
    case_id: str
    other_case: str
    rows: dict[str, Any]
    others: dict[str, Any]

    def faults(self) -> list[str]:
        self.session.expunge_all()
        case = self.session.get_one(Case, self.case_id)
        council = proof_of_council(self.session, self.office.council_id)
        return [*proof_of_case(self.session, case).faults, *council.faults]

    def tampered(self, *statements: Any) -> list[str]:
        """What is found after statements that are taken back then."""
        taken_back = self.session.begin_nested()
        try:
            for statement in statements:
                self.session.connection().execute(statement)
            return self.faults()
        except IntegrityError:
            return [BY_ITSELF]
        finally:
            taken_back.rollback()


@pytest.fixture
def record(office: Office) -> Iterator[Record]:
    """Nothing of what is done to it here is ever committed."""
    case_id, other_case = office.after_meeting(), office.receive()
    # Across councils: whoever alters a record so is stopped by no wall.
    with suppress(NeverKept), office.store.across().writing() as session:
        rows = keep_every_row(session, office, case_id)
        others = keep_every_row(session, office, case_id)
        for row in (*rows.values(), *others.values()):
            if hasattr(row, "content"):
                row.digest = sha256(row.content).hexdigest()
            if type(row).__name__ == "Minutes":
                row.approved_at = None
        session.add(Council(id="c" * 32, name="Another council", code="XX"))
        _note(session, office, case_id)
        with_ids = {name: {"id": row.id, "values": row.model_dump()} for name, row in rows.items()}
        other_ids = {name: {"id": row.id} for name, row in others.items()}
        case = session.get_one(Case, case_id)
        _follow(session, case)
        made = Record(session, office, case_id, other_case, with_ids, other_ids)
        assert made.faults() == []
        if office.store.is_sqlite:
            # Whoever alters a file is not held by its foreign keys.
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield made
        raise NeverKept


def _note(session: Session, office: Office, case_id: str) -> None:
    history.append(
        session,
        council_id=office.council_id,
        case_id=case_id,
        at=office.clock(),
        actor_id="",
        actor="",
        act="made the rows whole",
    )


def _follow(session: Session, case: Case) -> None:
    """What `Work.finish` does at the end of each act."""
    from conference.record.facts import case_dates, procedure_of
    from conference.steps import next_step, stage

    dates = case_dates(session, case)
    following = next_step(dates, procedure_of(session, case))
    case.stage, case.next_step, case.next_due = stage(dates), following.words, following.due
    session.add(case)
    session.flush()


def other_value(record: Record, table: type[Any], column: Any, value: Any) -> Any:
    """A value that the column takes and that is not the one it has."""
    if column.name == "council_id":
        return "c" * 32
    if column.name == "case_id":
        return record.other_case
    if column.foreign_keys:
        (target,) = column.foreign_keys
        if table.__name__ == "Credential":
            return record.office.chair.person.id
        made = next(n for n, t in TABLES.items() if t.__tablename__ == target.column.table.name)
        other = record.others[made]["id"]
        return other if other != value else None
    match value:
        case None:
            return _for_nothing(column)
        case bool():
            return not value
        case datetime():
            return value + timedelta(seconds=1)
        case date():
            return value + timedelta(days=1)
        case time():
            return time(11, 45)
        case int():
            return value + 7
        case bytes():
            return value + b"x"
        case dict():
            return {**value, "other": "altered"}
        case list():
            return [*value, "altered"]
        case _ if getattr(column.type, "enum_class", None):
            return next(one for one in column.type.enum_class if one != value)
        case _:
            return (f"x{value}")[: getattr(column.type, "length", None) or 500]


def _for_nothing(column: Any) -> Any:
    """A value for a column that holds none."""
    if getattr(column.type, "enum_class", None):
        return next(iter(column.type.enum_class))
    return {"int": 7, "str": "x", "date": date(2020, 1, 1)}.get(
        getattr(column.type.python_type, "__name__", ""), datetime(2020, 1, 1).astimezone()
    )


def skipped(table: str, column: str) -> bool:
    return bool({table, f"*.{column}", f"{table}.{column}"} & SKIPPED.keys())


def every_column() -> list[tuple[type[Any], Any]]:
    return [
        (table, column)
        for name, table in TABLES.items()
        for column in table.__table__.columns
        if not skipped(name, column.name) and f"{name}.{column.name}" not in REFUSED
    ]


def test_the_skip_list_names_what_there_is() -> None:
    classes = {mapper.class_.__name__: mapper.class_ for mapper in Base._sa_registry.mappers}
    assert set(classes) == set(TABLES) | set(NOT_TOLD_TABLES)
    for name in {*SKIPPED, *told.NOT_TOLD, *told.BY_DIGEST}:
        table, _, column = name.partition(".")
        tables = classes.values() if table == "*" else [classes[table]]
        assert not column or any(column in one.model_fields for one in tables), name


def test_every_column_of_every_row_is_told_when_it_is_altered(record: Record) -> None:
    sqlite = record.office.store.is_sqlite
    columns = every_column() if sqlite else every_column()[::9]
    assert len(columns) > (350 if sqlite else 35)
    for table, column in columns:
        row = record.rows[table.__name__]
        value = other_value(record, table, column, row["values"].get(column.name))
        found = record.tampered(
            update(table).where(table.__table__.c.id == row["id"]).values({column.name: value})
        )
        place = f"{table.__name__}.{column.name}"
        assert found, place
        assert found != [BY_ITSELF] or (not sqlite and column.name == "id"), place
        if column.name not in ("id", "council_id", "case_id", "content", "report_id"):
            words = column.name.replace("_", " ")
            assert any(words in fault for fault in found), (place, found)


def test_a_row_taken_out_of_any_table_is_told(record: Record) -> None:
    for name, row in record.others.items():
        if name in ("Council", "Case", "Application"):
            continue
        table = TABLES[name].__table__
        if any(
            key.column.table is table
            for other in Base.metadata.tables.values()
            for key in other.foreign_keys
        ):
            continue
        found = record.tampered(delete(table).where(table.c.id == row["id"]))
        assert any("was removed without an act" in fault for fault in found), (name, found)


def test_a_row_put_into_any_table_is_told(record: Record) -> None:
    for name, row in record.rows.items():
        if name in ("Council", "Case"):
            continue
        table = TABLES[name]
        values = {**row["values"], "id": "f" * 32}
        for unique in ("format", "period_from", "person_id"):
            if unique in values and name in ("LetterFile", "MinutesFile", "PublishedYear"):
                values[unique] = "zz" if unique == "format" else date(1990, 1, 1)
        if name == "Credential":
            values["person_id"] = record.office.chair.person.id
        if name == "ReportedIncident":
            values["incident_id"] = record.others["Incident"]["id"]
        found = record.tampered(insert(table).values(**values))
        assert any("was put in without an act" in fault for fault in found), (name, found)


@pytest.mark.parametrize("chain", ["case", "council"])
def test_every_column_of_an_entry_and_of_a_head_is_told(record: Record, chain: str) -> None:
    chain_id = record.case_id if chain == "case" else record.office.council_id
    wanted = select(History).where(History.chain_id == chain_id, History.number == 3)
    entry = record.session.exec(wanted).one().model_dump()
    for column in History.__table__.columns:  # type: ignore[attr-defined]
        if skipped("History", column.name):
            continue
        value = _other_of_entry(record, column, entry[column.name], chain_id)
        values = {column.name: value}
        if column.name == "chain_id":
            values["number"] = 100_000
        change = update(History).where(col(History.id) == entry["id"])
        found = record.tampered(change.values(values))
        assert found, column.name
        assert found != [BY_ITSELF], column.name
    head = record.session.get_one(Chain, chain_id).model_dump()
    for name, value in (
        ("council_id", "c" * 32),
        ("length", head["length"] + 1),
        ("head", "0" * 64),
    ):
        change = update(Chain).where(col(Chain.id) == chain_id).values({name: value})
        assert record.tampered(change), name


def _other_of_entry(record: Record, column: Any, value: Any, chain_id: str) -> Any:
    if column.name in ("chain_id", "case_id"):
        return record.other_case if column.name == "case_id" else _other_chain(record, chain_id)
    if column.name == "number":
        return 100_000
    return other_value(record, History, column, value)


def _other_chain(record: Record, chain_id: str) -> str:
    return record.office.council_id if chain_id == record.case_id else record.case_id


def test_a_counter_that_was_moved_is_told(record: Record) -> None:
    counter = record.session.exec(select(ReferenceCounter)).one()
    for values in ({"last": counter.last + 1}, {"last": counter.last - 1}, {"year": 1999}):
        found = record.tampered(update(ReferenceCounter).values(values))
        assert any("references of" in fault for fault in found), values


def test_a_chain_cut_short_does_not_match_its_head_nor_the_head_that_was_written_down(
    record: Record,
) -> None:
    case = record.session.get_one(Case, record.case_id)
    before = proof_of_case(record.session, case)
    entries = record.session.exec(
        select(History).where(History.chain_id == record.case_id).order_by(col(History.number))
    ).all()
    kept = entries[-3]
    cut = delete(History).where(
        col(History.chain_id) == record.case_id, col(History.number) > kept.number
    )
    faults = record.tampered(cut)
    assert "the chain's head does not match its last entry" in faults
    mended = update(Chain).where(col(Chain.id) == record.case_id)
    assert record.tampered(cut, mended.values(length=kept.number, head=kept.digest))
    assert before.head == entries[-1].digest
