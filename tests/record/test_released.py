"""A record of an earlier release opens as it was left; one of no release is refused in words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlmodel import col, func, select

from conference.errors import Unavailable
from conference.record.migrate import HEAD, alembic_config, revision
from conference.record.schema_check import schema_faults
from conference.record.store import Store, _Purpose
from conference.record.tables import Credential, History, LetterFile
from conference.review import drafts, evidence, proof, reading, searching, sign_in
from tests.databases import PostgresServer
from tests.office import Office
from tests.released import ENTRIES, PASSWORD, put_record_of_0_1

RELEASED = "0007"
"""The revision of 0.1."""


@pytest.fixture
def of_0_1(empty_place: str) -> str:
    """Where the record of 0.1 is, not opened since."""
    put_record_of_0_1(empty_place)
    return empty_place


@pytest.fixture
def opened(of_0_1: str) -> Iterator[Office]:
    """The office at the record of 0.1, opened with this version."""
    store = Store(of_0_1)
    store.prepare()
    office = Office.in_store(store)
    office.clock.tick(days=30)
    yield office
    store.close()


def test_it_is_brought_up_to_date_and_its_history_holds(opened: Office) -> None:
    with opened.store.reading() as session:
        assert revision(session.connection()) == HEAD
        assert schema_faults(session.connection()) == ()
        assert session.exec(select(func.count(col(History.id)))).one() == ENTRIES
    cases = reading.read_caseload(opened.officer)
    assert [line.reference for line in cases] == ["ER-2026-0001", "ER-2026-0002"]
    assert proof.check_council(opened.officer).faults == ()
    assert [proof.check_case(opened.officer, one.id).faults for one in cases] == [(), ()]


def test_work_goes_on_where_it_was_left(opened: Office) -> None:
    older, newer = reading.read_caseload(opened.officer)
    assert drafts.kept(opened.officer, "a note") == {"words": "half a sent"}
    assert searching.search(opened.officer, "cannot sleep")
    with opened.store.reading() as session:
        files = session.exec(select(LetterFile).where(LetterFile.case_id == older.id)).all()
        assert any(one.content.startswith(b"%PDF") for one in files)
    evidence.log_action(opened.police, newer.id, opened.action())
    for case_id in (newer.id, older.id):
        assert proof.check_case(opened.officer, case_id).faults == ()
    assert proof.check_council(opened.officer).faults == ()


def test_whoever_had_a_password_signs_in_with_it(opened: Office) -> None:
    ada = opened.administrator.person.id
    desk = sign_in.sign_in(opened.store, opened.council_id, ada, PASSWORD, opened.clock)
    assert desk.person.name == "Ada Administrator"
    with opened.store.reading() as session:
        assert session.exec(select(Credential)).one().person_id == ada


def test_the_first_revision_makes_what_0_1_made(
    of_0_1: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every table, column, default, constraint, index and policy, with their names and order."""
    if "://" in of_0_1:
        server: PostgresServer = request.getfixturevalue("postgres")
        made = server.create("made")
    else:
        made = str(tmp_path / "made.db")
    store = Store(made)
    with store._connecting(_Purpose.MIGRATE) as connection:
        command.upgrade(alembic_config(connection), RELEASED)
    store.close()
    found = schema_of(made)
    assert len(found) > 800
    assert found == schema_of(of_0_1)
    if "://" in of_0_1:
        server.drop("made")


@pytest.mark.parametrize(
    ("there", "words"),
    [("0003", "never released"), ("0010", "never released"), ("9999", "newer version")],
)
def test_what_no_release_or_a_newer_one_made_is_refused_and_left_as_it_is(
    of_0_1: str, there: str, words: str
) -> None:
    stands_at(of_0_1, there)
    before = schema_of(of_0_1)
    store = Store(of_0_1)
    with pytest.raises(Unavailable, match=words) as refused:
        store.prepare()
    assert refused.value.safe == "Nothing was changed."
    assert "nstall" in refused.value.next
    with store.reading() as session:
        assert revision(session.connection()) == there
    store.close()
    assert schema_of(of_0_1) == before


def stands_at(place: str, there: str) -> None:
    """Have a database say that it is at that revision."""
    said = f"UPDATE alembic_version SET version_num = '{there}'"
    if "://" in place:
        with psycopg.connect(place) as connection:
            connection.execute(said.encode())
        return
    with closing(sqlite3.connect(place)) as database:
        database.execute(said)
        database.commit()


def schema_of(place: str) -> list[tuple[object, ...]]:
    """What a database is made of, part by part."""
    if "://" in place:
        with psycopg.connect(place) as connection:
            return sorted(part for asked in ON_SERVER for part in connection.execute(asked))
    with closing(sqlite3.connect(place)) as database:
        columns = (
            "SELECT 'column', m.name, cid, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
        )
        made = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        parts = [(*one, part) for *one, sql in made for part in parts_of(sql or "")]
        return sorted([*parts, *database.execute(columns)], key=repr)


def parts_of(sql: str) -> list[str]:
    """The columns and constraints of a table: SQLite keeps how they were written."""
    head, _, rest = " ".join(sql.replace('"', "").split()).partition("(")
    return [head.strip(), *(part.strip() for part in re.split(", ", rest.rpartition(")")[0]))]


ON_SERVER = (
    """SELECT 'table', relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity,
         relacl::text, reloptions::text
       FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    """SELECT 'column', attrelid::regclass::text, attnum, attname, attnotnull, attidentity,
         format_type(atttypid, atttypmod), attcollation, pg_get_expr(adbin, adrelid)
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
       LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE relnamespace = 'public'::regnamespace AND attnum > 0""",
    """SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT 'policy', tablename, policyname, permissive, roles::text, cmd, qual, with_check
       FROM pg_policies""",
    "SELECT 'trigger', tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)
