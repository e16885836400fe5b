"""What a role or a database of the server is set to changes nothing of what the record means."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count

import psycopg
import pytest
from sqlalchemy import event

from conference.errors import Unavailable
from conference.record import store as store_module
from conference.record.copies import copy_of
from conference.record.server import one_at_a_time
from conference.record.store import Store
from conference.review import evidence
from tests.databases import OWNER, PostgresServer
from tests.office import Office, set_up

_NUMBERS = count(1)


@contextmanager
def a_database(
    server: PostgresServer, *, encoding: str = "UTF8", before: str = "", **settings: str
) -> Iterator[str]:
    """A database that is set so; before: SQL that its owner runs in it first."""
    name = f"settings_{next(_NUMBERS)}"
    place = server.create(name, encoding=encoding, **settings)
    if before:
        with psycopg.connect(server.url_of_superuser(name), autocommit=True) as connection:
            connection.execute(f"SET ROLE {OWNER}")
            connection.execute("SET search_path = public")
            connection.execute(before.encode())
    try:
        yield place
    finally:
        server.drop(name)


def refusal(place: str) -> Unavailable:
    """What is told when the record at the place is opened."""
    with closing(Store(place)) as store, pytest.raises(Unavailable) as refused:
        store.prepare()
    assert refused.value.next
    return refused.value


def setting(store: Store, name: str) -> str:
    with store.reading() as session:
        said: str = session.connection().exec_driver_sql(f"SHOW {name}").scalar_one()
        return said


@pytest.mark.parametrize(
    ("name", "theirs", "ours"),
    [
        ("client_encoding", "LATIN1", "UTF8"),
        ("datestyle", "'SQL, DMY'", "ISO, YMD"),
        ("intervalstyle", "sql_standard", "postgres"),
        ("timezone", "'Asia/Tokyo'", "UTC"),
        ("bytea_output", "escape", "hex"),
        ("extra_float_digits", "-10", "1"),
        ("standard_conforming_strings", "off", "on"),
        ("transform_null_equals", "on", "off"),
        ("default_transaction_isolation", "serializable", "read committed"),
        ("default_transaction_read_only", "on", "off"),
        ("default_transaction_deferrable", "on", "off"),
        ("synchronous_commit", "off", "on"),
        ("row_security", "off", "on"),
        ("search_path", "nowhere", '"public", pg_temp'),
        ("conference__council", "'*'", ""),
        ("lock_timeout", "0", "15s"),
        ("statement_timeout", "'5s'", "15s"),
        ("idle_in_transaction_session_timeout", "0", "15s"),
    ],
)
def test_a_setting_of_the_database_is_set_back(
    postgres: PostgresServer, one_database: str, name: str, theirs: str, ours: str
) -> None:
    postgres.set_only(one_database, **{name: theirs})
    with closing(Store(postgres.url(one_database))) as store:
        assert setting(store, name.replace("__", ".")) == ours


@pytest.fixture(scope="module")
def one_database(postgres: PostgresServer) -> Iterator[str]:
    """The name of a database that is set anew for each test."""
    postgres.create("settings")
    yield "settings"
    postgres.drop("settings")


def test_a_record_is_the_same_whatever_the_role_is_set_to(postgres: PostgresServer) -> None:
    odd = {
        "datestyle": "'SQL, DMY'",
        "timezone": "'Asia/Tokyo'",
        "standard_conforming_strings": "off",
        "default_transaction_read_only": "on",
        "client_encoding": "LATIN1",
    }
    with a_database(postgres, **odd) as place, closing(Store(place)) as store:
        store.prepare()
        office = Office.in_store(store.within(set_up(store)))
        case_id = office.in_evidence()
        action = replace(office.action(), summary="T\u0177 Gwyn, 3 Ebrill: \\n is no line end")
        evidence.log_action(office.police, case_id, action)
        kept = office.case(case_id).actions[0]
    assert (kept.summary, kept.when) == (action.summary, action.when)


def test_a_role_that_names_every_council_sees_none_for_that(postgres: PostgresServer) -> None:
    with a_database(postgres, conference__council="'*'") as place, closing(Store(place)) as store:
        store.prepare()
        set_up(store)
        with store.reading() as session:
            rows = session.connection().exec_driver_sql("SELECT count(*) FROM council")
            assert rows.scalar_one() == 0


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_every_name_is_refused(
    postgres: PostgresServer, encoding: str
) -> None:
    with a_database(postgres, encoding=encoding) as place:
        told = refusal(place)
    assert encoding in told.what
    assert "UTF8" in told.next


def test_a_database_that_does_not_check_references_is_refused(postgres: PostgresServer) -> None:
    with a_database(postgres, session_replication_role="replica") as place:
        assert "session_replication_role" in refusal(place).what


# Where the tables are -------------------------------------------------------------------------

DECOY = """
CREATE SCHEMA decoy;
CREATE TABLE decoy.council (id text, name text);
CREATE TABLE decoy.alembic_version (version_num text);
INSERT INTO decoy.alembic_version VALUES ('0001');
"""


def test_tables_of_the_same_names_elsewhere_are_neither_read_nor_written(
    postgres: PostgresServer,
) -> None:
    with a_database(postgres, before=DECOY, search_path="decoy, public") as place:
        with closing(Store(place)) as store:
            store.prepare()
            set_up(store)
        with psycopg.connect(place) as connection:
            assert connection.execute("SELECT count(*) FROM decoy.council").fetchone() == (0,)
            found = connection.execute("SELECT version_num FROM decoy.alembic_version").fetchone()
            assert found == ("0001",)


def test_a_record_in_a_schema_of_its_own_is_found_there(postgres: PostgresServer) -> None:
    """As a role's search path put it when it was made."""
    with a_database(postgres) as place:
        with closing(Store(place)) as store:
            store.prepare()
            council_id = set_up(store)
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA reviews")
            for (table,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall():
                connection.execute(f'ALTER TABLE public."{table}" SET SCHEMA reviews'.encode())
        with closing(Store(place)) as store:
            store.prepare()
            with store.within(council_id).reading() as session:
                rows = session.connection().exec_driver_sql("SELECT count(*) FROM council")
                assert rows.scalar_one() == 1


def test_a_new_record_is_made_in_the_schema_of_the_role_s_own_name(
    postgres: PostgresServer,
) -> None:
    own = f"CREATE SCHEMA {OWNER}"
    with a_database(postgres, before=own) as place, closing(Store(place)) as store:
        store.prepare()
        assert setting(store, "search_path") == f'"{OWNER}", pg_temp'
        asked = "SELECT schemaname FROM pg_tables WHERE tablename = 'review_case'"
        with psycopg.connect(place) as connection:
            assert connection.execute(asked).fetchall() == [(OWNER,)]


def test_two_records_in_one_database_are_refused(postgres: PostgresServer) -> None:
    two = "".join(
        f"CREATE SCHEMA {name}; CREATE TABLE {name}.alembic_version (version_num text); "
        f"CREATE TABLE {name}.review_case (id text);"
        for name in ("one", "two")
    )
    with a_database(postgres, before=two) as place:
        assert "in the schemas one, two" in refusal(place).what


# Limits of time -------------------------------------------------------------------------------


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer) -> Iterator[Store]:
    """A record whose limits are a moment instead of fifteen."""
    monkeypatch.setattr(store_module, "WAIT_SECONDS", 0.4)
    with a_database(postgres) as place, closing(Store(place)) as store:
        store.prepare()
        yield store.within(set_up(store))


BUSY = "in use by somebody else"


def test_whoever_waits_for_a_lock_too_long_is_told_as_on_a_file(short: Store) -> None:
    with short.writing(long=True) as session:
        session.connection().exec_driver_sql("LOCK TABLE council")
        with pytest.raises(Unavailable, match=BUSY), short.writing() as other:
            other.connection().exec_driver_sql("LOCK TABLE council")


def test_a_statement_without_an_end_is_ended(short: Store) -> None:
    with pytest.raises(Unavailable, match=BUSY), short.reading() as session:
        session.connection().exec_driver_sql("SELECT pg_sleep(60)")


def test_who_falls_asleep_in_a_transaction_lets_go_of_its_locks(short: Store) -> None:
    with pytest.raises(Unavailable, match=BUSY), short.writing() as session:
        session.connection().exec_driver_sql("LOCK TABLE council")
        driver = session.connection().connection.driver_connection
        # The server breaks the line by itself: that is waited for, whenever it comes.
        with psycopg.connect(short.url.set(drivername="postgresql").render_as_string(False)) as one:
            one.execute("LOCK TABLE council")
        assert driver is not None
        session.connection().exec_driver_sql("SELECT 1")


def test_what_is_known_to_take_long_is_not_cut_short(short: Store) -> None:
    for work in (short.reading(long=True), short.writing(long=True)):
        with work as session:
            session.connection().exec_driver_sql("SELECT pg_sleep(0.6)")


def test_a_copy_and_a_vacuum_have_the_long_limit(short: Store) -> None:
    seen: list[str] = []

    event.listen(
        short._engine,
        "before_cursor_execute",
        lambda _c, _k, statement, _p, _x, _m: seen.append(statement),
    )
    assert copy_of(short)
    assert any("statement_timeout = '3600s'" in one for one in seen)
    seen.clear()
    assert short.forget_deleted()
    assert seen[0] == "SET statement_timeout = '3600s'"
    assert setting(short, "statement_timeout") == "400ms"


def test_who_waits_for_another_to_make_the_tables_is_not_cut_short(short: Store) -> None:
    with short.across().writing() as session:
        one_at_a_time(session.connection())
        waiting = threading.Thread(target=short.prepare)
        waiting.start()
        session.connection().exec_driver_sql("SELECT pg_sleep(0.3)")
        session.connection().exec_driver_sql("SELECT pg_sleep(0.3)")
        assert waiting.is_alive()
    waiting.join()
