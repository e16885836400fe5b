"""The second wall between councils, tried without the first: bare statements, and none of ours."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Table, func, insert, select, text, update
from sqlmodel import Session

from conference.errors import Unavailable
from conference.record.columns import new_id
from conference.record.finding.writing import grams
from conference.record.store import Store
from conference.record.tables import Base, TryCount
from conference.record.walls import passes_through
from conference.review import devices, drafts, people, signed_in
from tests.databases import PostgresServer
from tests.every_row import keep_every_row
from tests.office import Office, set_up_another

pytestmark = pytest.mark.database("postgresql")
WITHOUT = {"alembic_version", "found_gram"}
"""The version of the tables; and numbers that lead to rows of `found_entry`, which has a wall, and
tell nothing to whoever does not know whose they are."""
WALLED = [table for table in Base.metadata.sorted_tables if table.name != "council"]


@pytest.fixture(scope="module")
def two(postgres: PostgresServer, prepared_postgres: str) -> Iterator[tuple[Office, Office]]:
    """Two councils in one database, each with a case and a row of every kind."""
    store = Store(postgres.create("walls", like=prepared_postgres))
    first = Office.in_store(store)
    second = Office.in_store(store.within(set_up_another(store)))
    for office in (first, second):
        case_id = office.after_meeting()
        with office.store.writing() as session:
            keep_every_row(session, office, case_id)
            _wrong_try_and_known_device(session, office)
            of = office.council_id, office.officer.person.id
            signed_in.begin(session, *of, "a browser", office.clock())
        drafts.keep(office.police, "note", {"words": "half a sent"})
    yield first, second
    store.close()
    postgres.drop("walls")


def _wrong_try_and_known_device(session: Session, office: Office) -> None:
    """What the history does not tell, and so `keep_every_row` does not know."""
    mine, person = office.council_id, office.police.person.id
    session.add(TryCount(council_id=mine, who="a", whence="b", last_at=office.clock()))
    devices.remember(session, mine, person, "a device", office.clock.today)


def test_the_tests_are_not_let_through(two: tuple[Office, Office]) -> None:
    with two[0].store.reading() as session:
        assert not passes_through(session.connection())


def test_the_wall_stands_before_every_table(two: tuple[Office, Office]) -> None:
    asked = (
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE n.nspname = 'public' AND relkind IN ('r', 'p') "
        "AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    with two[0].store.across().reading() as session:
        assert set(session.connection().execute(text(asked)).scalars()) == WITHOUT


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_a_bare_select_shows_the_rows_of_one_council(
    two: tuple[Office, Office], table: Table
) -> None:
    bare = select(table.c.council_id, func.count()).group_by(table.c.council_id)
    for office in two:
        with office.store.reading() as session:
            [(council_id, found)] = session.connection().execute(bare).all()
        assert council_id == office.council_id
        assert found > 0
    with two[0].store.across().reading() as session:
        assert len(session.connection().execute(bare).all()) == 2


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_where_no_council_is_named_nothing_is_seen(
    two: tuple[Office, Office], table: Table
) -> None:
    for nobody in ("", "no such council", "%", "_", two[0].council_id.upper() + "*"):
        with two[0].store.within(nobody).reading() as session:
            counted = session.connection().execute(select(func.count()).select_from(table))
            assert counted.scalar_one() == 0


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_nothing_can_be_put_into_another_council(two: tuple[Office, Office], table: Table) -> None:
    mine, other = two
    with mine.store.reading() as session:
        row = dict(session.connection().execute(select(table)).mappings().first() or {})
    moved = {**row, "council_id": other.council_id}
    if "id" in row:
        moved["id"] = new_id()
    for store in (mine.store, mine.store.within("")):
        with pytest.raises(Unavailable, match="another council's"), store.writing() as session:
            session.connection().execute(insert(table).values(moved))


@pytest.mark.parametrize("table", WALLED, ids=lambda table: table.name)
def test_no_row_can_be_handed_to_another_council(two: tuple[Office, Office], table: Table) -> None:
    mine, other = two
    given = update(table).values(council_id=other.council_id)
    with pytest.raises(Unavailable, match="another council's"), mine.store.writing() as session:
        session.connection().execute(given)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_nothing_of_another_council_can_be_changed_or_removed(
    two: tuple[Office, Office], table: Table
) -> None:
    mine, other = two
    whose = table.c.id if table.name == "council" else table.c.council_id
    with mine.store.writing() as session:
        connection = session.connection()
        same = {whose.name: whose}
        touched = connection.execute(update(table).where(whose != mine.council_id).values(same))
        gone = connection.execute(table.delete().where(whose != mine.council_id))
        assert (touched.rowcount, gone.rowcount) == (0, 0)
    del other


def test_a_row_is_not_held_for_another_council(two: tuple[Office, Office]) -> None:
    """A lock on what one does not see would tell that it is there."""
    mine, other = two
    with mine.store.writing() as session:
        asked = text("SELECT id FROM review_case WHERE council_id = :other FOR UPDATE")
        assert session.connection().execute(asked, {"other": other.council_id}).all() == []


def test_the_council_is_named_for_one_transaction_only(two: tuple[Office, Office]) -> None:
    asked = text("SELECT current_setting('conference.council', true)")
    with two[0].store.reading() as session:
        assert session.connection().execute(asked).scalar() == two[0].council_id
        session.rollback()
        # Whoever begins again in the same session is still within the council.
        assert session.connection().execute(asked).scalar() == two[0].council_id
    with two[0].store.within("").reading() as session:
        assert session.connection().execute(asked).scalar() in (None, "")


def test_a_desk_reaches_its_own_council_whatever_store_it_was_given(
    two: tuple[Office, Office],
) -> None:
    mine, other = two
    for given in (mine.store.across(), other.store, mine.store.within("")):
        desk = type(mine.officer)(mine.officer.person, mine.council_id, given, mine.clock)
        assert desk.store.council_id == mine.council_id
        with desk.store.reading() as session:
            bare = select(Base.metadata.tables["review_case"].c.council_id).distinct()
            assert list(session.connection().execute(bare).scalars()) == [mine.council_id]


def test_an_index_is_used_as_it_was_without_the_wall(two: tuple[Office, Office]) -> None:
    mine, _ = two
    asked = "EXPLAIN SELECT * FROM history WHERE chain_id = 'x' AND number > 3"
    with mine.store.reading() as session:
        connection = session.connection()
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(connection.execute(text(asked)).scalars())
    assert "Index" in plan
    assert "InitPlan" in plan
    """The setting is looked up once, and not for every row."""


def test_whoever_passes_through_the_wall_is_told_where_it_matters(
    postgres: PostgresServer, two: tuple[Office, Office]
) -> None:
    from conference.review.councils import wall_warning

    strong = Store(postgres.url_of_superuser("walls"))
    try:
        assert "superuser" in wall_warning(strong)
        assert wall_warning(two[0].store) == ""
    finally:
        strong.close()


def test_a_council_alone_needs_no_such_warning(postgres: PostgresServer, place: str) -> None:
    from conference.review.councils import wall_warning

    strong = Store(postgres.url_of_superuser("council"))
    try:
        assert people.only_council(strong)
        assert wall_warning(strong) == ""
    finally:
        strong.close()


def test_another_program_with_the_same_role_sees_nothing_unless_it_names_a_council(
    postgres: PostgresServer, two: tuple[Office, Office]
) -> None:
    with psycopg.connect(postgres.url("walls")) as connection:
        assert connection.execute("SELECT count(*) FROM party").fetchone() == (0,)


def test_the_runs_of_letters_of_two_councils_have_no_number_in_common() -> None:
    runs = {"ouncil"[at : at + 3] for at in range(4)}
    one, other = (set(grams(runs, council_id)) for council_id in (new_id(), new_id()))
    assert len(one) == len(other) == len(runs)
    assert not one & other
