"""Whatever column of whatever row is altered behind the program's back, the proof tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from conference.record.finding.tables import ENTRY, FULL_TEXT, GRAM
from conference.record.proof import proof_of_case, proof_of_council
from conference.record.rows import TABLES, row_words
from conference.record.tables import Base, Case, Chain, HeadSum, History, ReferenceCounter
from conference.record.told import NOT_TOLD_TABLES
from conference.review import reading
from tests.every_row import keep_every_row
from tests.office import Office, set_up_another

SKIPPED = {
    "History.id": "entries are known by their chain and number, which are sealed",
    "Draft": told.NOT_TOLD_TABLES["Draft"],
    "HeadSum": told.NOT_TOLD_TABLES["HeadSum"],
    "SignIn": told.NOT_TOLD_TABLES["SignIn"],
    "Chain.id": "entries point at it: the database refuses",
    "KnownDevice": told.NOT_TOLD_TABLES["KnownDevice"],
    "TryCount": told.NOT_TOLD_TABLES["TryCount"],
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
    other_council: str
    rows: dict[str, Any]
    others: dict[str, Any]

    def faults(self) -> list[str]:
        self.session.expunge_all()
        case = self.session.get_one(Case, self.case_id)
        council = proof_of_council(self.session, self.office.council_id)
        return [*proof_of_case(self.session, case).faults, *council.faults]

    def tampered(self, *statements: Any, found: Callable[[], list[str]] | None = None) -> list[str]:
        """What is found after statements that are taken back then."""
        taken_back = self.session.begin_nested()
        try:
            for statement in statements:
                self.session.connection().execute(statement)
            return (found or self.faults)()
        except IntegrityError:
            return [BY_ITSELF]
        finally:
            taken_back.rollback()


@pytest.fixture
def record(office: Office) -> Iterator[Record]:
    """Nothing of what is done to it here is ever committed."""
    case_id, other_case = office.after_meeting(), office.receive()
    reading.read_case(office.chair, other_case)
    other_council = set_up_another(office.store)
    with office.store.writing() as session:
        rows = keep_every_row(session, office, case_id)
        others = keep_every_row(session, office, case_id)
        for row in (*rows.values(), *others.values()):
            if hasattr(row, "content"):
                row.digest = sha256(row.content).hexdigest()
            if type(row).__name__ == "Minutes":
                row.approved_at = None
        _note(session, office, case_id)
        _follow(session, session.get_one(Case, case_id))
        with_ids = {name: {"id": row.id, "values": row.model_dump()} for name, row in rows.items()}
        other_ids = {name: {"id": row.id} for name, row in others.items()}
    # Across councils: whoever alters a record so is stopped by no wall.
    with suppress(NeverKept), office.store.across().writing() as session:
        made = Record(session, office, case_id, other_case, other_council, with_ids, other_ids)
        assert made.faults() == []
        if office.store.is_sqlite:
            # Whoever alters a file is not held by its foreign keys.
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield made
        raise NeverKept


def _note(session: Session, office: Office, case_id: str | None) -> None:
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
        return record.other_council
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


POINTS = {"id", "council_id", "case_id", "content", "report_id"}
"""Columns that say whose row it is, or hold bytes: a fault does not name them."""


def altered(record: Record, table: type[Any], column: Any) -> Any:
    """The statement that gives a row another value in a column."""
    row = record.rows[table.__name__]
    value = other_value(record, table, column, row["values"].get(column.name))
    return update(table).where(table.__table__.c.id == row["id"]).values({column.name: value})


def test_every_column_that_says_whose_row_it_is_is_told_when_it_is_altered(record: Record) -> None:
    columns = [(table, column) for table, column in every_column() if column.name in POINTS]
    assert len(columns) > 120
    for table, column in columns:
        found = record.tampered(altered(record, table, column))
        place = f"{table.__name__}.{column.name}"
        assert found, place
        assert found != [BY_ITSELF] or (
            not record.office.store.is_sqlite and column.name == "id"
        ), place


def test_every_other_column_of_every_row_is_told_when_it_is_altered(record: Record) -> None:
    """The first column of every table at once, then the second, and so on: each is told by name."""
    by_table: dict[type[Any], list[Any]] = {}
    for table, column in every_column():
        if column.name not in POINTS:
            by_table.setdefault(table, []).append(column)
    assert sum(map(len, by_table.values())) > 300
    for turn in range(max(map(len, by_table.values()))):
        both = [(table, mine[turn]) for table, mine in by_table.items() if turn < len(mine)]
        found = record.tampered(*(altered(record, table, column) for table, column in both))
        for table, column in both:
            kind, words = row_words(table.__name__, {}), column.name.replace("_", " ")
            assert any(one.startswith(kind) and words in one for one in found), (
                f"{table.__name__}.{column.name}",
                found,
            )


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
        ("council_id", record.other_council),
        ("length", head["length"] + 1),
        ("head", "0" * 64),
        ("told", head["told"] + 1),
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


def test_the_sum_of_the_heads_that_was_altered_or_taken_out_is_told(record: Record) -> None:
    mine = col(HeadSum.council_id) == record.office.council_id
    for change in (update(HeadSum).where(mine).values(total=1), delete(HeadSum).where(mine)):
        assert len(record.tampered(change)) == 1


def test_an_entry_of_the_search_index_altered_taken_out_or_put_in_is_told(record: Record) -> None:
    mine = ENTRY.c.case_id == record.case_id
    one = record.session.connection().execute(select(ENTRY).where(mine)).mappings().first()
    assert one is not None
    other = {**one, "number": one["number"] + 1_000_000, "entry_id": "f" * 32}
    this = ENTRY.c.number == one["number"]
    for change in (
        *(
            update(ENTRY).where(this).values({name: _other_in_index(name)})
            for name in list(one)[1:]
        ),
        delete(ENTRY).where(this),
        insert(ENTRY).values(other),
        insert(ENTRY).values({**other, "case_id": "f" * 32}),
    ):
        found = record.tampered(change)
        assert found, change
        assert all("search index" in fault for fault in found), found


def _other_in_index(name: str) -> Any:
    return 7 if name == "at" else "nothing"


def test_what_finds_the_words_of_an_entry_taken_out_is_told(record: Record) -> None:
    if record.office.store.is_sqlite:
        held = select(ENTRY.c.number, ENTRY.c.words).where(ENTRY.c.case_id == record.case_id)
        number, words = record.session.connection().execute(held).first()  # type: ignore[misc]
        taken = {"found_gram": "delete", "rowid": number, "words": words}
        assert record.tampered(insert(FULL_TEXT).values(taken))
        return
    for change in (delete(GRAM), update(GRAM).values(grams=[1]), update(GRAM).values(at=1)):
        assert record.tampered(change)


def test_a_counter_that_was_moved_is_told(record: Record) -> None:
    counter = record.session.exec(select(ReferenceCounter)).one()
    for values in ({"last": counter.last + 1}, {"last": counter.last - 1}, {"year": 1999}):
        found = record.tampered(update(ReferenceCounter).values(values))
        assert any("references of" in fault for fault in found), values
