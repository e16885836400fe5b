"""A record holds data and never a program: what stands beside our tables is found, and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from conference.cli import main
from conference.errors import BadInput
from conference.exchange.sealing import Opening, Sealing
from conference.record.copies import check_copy
from conference.record.schema_check import schema_faults
from conference.record.store import Store, _Purpose
from conference.review import backups, proof
from tests.office import Office
from tests.released import record_of_0_1

EITHER = {
    "CREATE VIEW everybody AS SELECT name FROM person": "the view everybody is not ours",
    "CREATE TABLE extra (id INTEGER)": "the table extra is not ours",
    "CREATE INDEX quick ON person (name)": "the index quick is not ours",
    "ALTER TABLE person ADD COLUMN shoe INTEGER": "the column person.shoe is not ours",
    "DROP INDEX ix_history_chain_id": "the index ix_history_chain_id is missing",
    "ALTER TABLE council DROP COLUMN code": "the column council.code is missing",
}
ON_FILE = {
    "CREATE TRIGGER promote AFTER INSERT ON history BEGIN "
    "UPDATE person SET name = 'x'; END": "the trigger promote is not ours",
    "CREATE VIRTUAL TABLE words USING fts5(line)": "the table words is not ours",
    "ALTER TABLE person ADD COLUMN shoe AS (name) VIRTUAL": "the column person.shoe is not ours",
    "DROP TABLE draft": "the table draft is missing",
}
ON_SERVER = {
    "CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$": (
        "the function act is not ours"
    ),
    "CREATE RULE away AS ON DELETE TO history DO INSTEAD NOTHING": "the rule away is not ours",
    "ALTER TABLE person ALTER COLUMN name DROP NOT NULL": "the column person.name is not as ours",
    "ALTER TABLE person ALTER COLUMN name SET DEFAULT now()": "the column person.name",
    "CREATE MATERIALIZED VIEW kept AS SELECT name FROM person": "the view kept is not ours",
    "DROP POLICY council_wall ON party": "the policy council_wall on party is not as ours",
    "ALTER TABLE party DISABLE ROW LEVEL SECURITY": "the policy council_wall on party",
    "ALTER TABLE party NO FORCE ROW LEVEL SECURITY": "the policy council_wall on party",
    "CREATE POLICY wide ON party USING (true)": "the policy wide on party is not as ours",
    "ALTER POLICY council_wall ON party USING (true)": "the policy council_wall on party",
    "ALTER POLICY council_wall ON party WITH CHECK (true)": "the policy council_wall on party",
}


def faults_after(store: Store, *statements: str) -> tuple[str, ...]:
    """What is found after these; nothing of it is kept."""
    with store._connecting(_Purpose.MIGRATE) as connection:
        for statement in statements:
            connection.execute(text(statement))
        found = schema_faults(connection)
        connection.rollback()
    return found


def test_a_record_of_ours_has_no_fault(store: Store) -> None:
    assert faults_after(store) == ()
    assert faults_after(store, "ANALYZE") == (), "statistics that the database keeps for itself"


@pytest.mark.parametrize(("statement", "fault"), EITHER.items())
def test_what_was_put_in_or_taken_away_is_named(store: Store, statement: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in faults_after(store, statement))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(("statement", "fault"), ON_FILE.items())
def test_what_was_done_to_a_file_is_named(store: Store, statement: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in faults_after(store, statement))


@pytest.mark.database("postgresql")
@pytest.mark.parametrize(("statement", "fault"), ON_SERVER.items())
def test_what_was_done_on_a_server_is_named(store: Store, statement: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in faults_after(store, statement))


@pytest.mark.database("postgresql")
def test_a_trigger_on_a_server_is_named(store: Store) -> None:
    made, _ = next(iter(ON_SERVER.items()))
    on = "CREATE TRIGGER promote AFTER INSERT ON history FOR EACH ROW EXECUTE FUNCTION act()"
    assert "the trigger promote is not ours" in faults_after(store, made, on)


def test_the_check_of_the_history_tells_it(office: Office) -> None:
    before = proof.check_council(office.officer).faults
    with office.store._connecting(_Purpose.MIGRATE) as connection:
        connection.execute(text("CREATE VIEW everybody AS SELECT name FROM person"))
    assert before == ()
    assert proof.check_council(office.officer).faults == ("the view everybody is not ours",)


# In a backup ------------------------------------------------------------------------------------

PROMOTE = (
    "CREATE TRIGGER promote AFTER INSERT ON history BEGIN "
    "UPDATE person SET name = 'Somebody else'; END"
)
sqlite_only = pytest.mark.database("sqlite")


def with_a_program(content: bytes, statement: str = PROMOTE) -> bytes:
    """The backup after somebody put a program into it."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        database.execute(statement)
        database.commit()
        return database.serialize()


def backup_of(office: Office) -> tuple[bytes, tuple[str, ...]]:
    """A backup, and what was told to be wrong with the record."""
    kept: list[bytes] = []

    def keep(content: bytes, check: backups.Check) -> None:
        check(content)
        kept.append(content)

    facts = backups.back_up(office.administrator, Sealing(), keep)
    return kept[0], facts.faults


@sqlite_only
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (PROMOTE, "trigger promote"),
        ("CREATE VIEW everybody AS SELECT 1", "view everybody"),
        ("CREATE TABLE extra (id)", "table extra"),
        ("CREATE INDEX quick ON person (name)", "index quick"),
        ("ALTER TABLE person ADD COLUMN shoe", "column person.shoe"),
    ],
)
def test_a_backup_with_a_program_in_it_is_refused_with_its_name(
    office: Office, statement: str, named: str
) -> None:
    content, _ = backup_of(office)
    for rows_alone in (False, True):
        with pytest.raises(BadInput, match=f"the {named} is not ours"):
            check_copy(with_a_program(content, statement), rows_alone=rows_alone)


@sqlite_only
def test_a_trigger_in_an_older_backup_is_found_before_a_migration_drops_it() -> None:
    """The table of credentials is made again: it would lose the trigger, after that had acted."""
    on_credentials = PROMOTE.replace("ON history", "ON credential")
    with pytest.raises(BadInput, match="the trigger promote is not ours"):
        backups.open_backup(with_a_program(record_of_0_1(), on_credentials), Opening())


@sqlite_only
def test_a_record_with_a_program_in_it_is_copied_without_it_and_that_is_told(
    office: Office,
) -> None:
    """The backup that is needed most is the one of a record that somebody was at."""
    case_id = office.receive()
    with office.store._connecting(_Purpose.MIGRATE) as connection:
        connection.execute(text("CREATE VIEW everybody AS SELECT name FROM person"))
    content, faults = backup_of(office)
    assert faults == ("the view everybody is not ours",)
    _, facts = backups.open_backup(content, Opening())
    assert (facts.cases, facts.faults) == (1, ())
    assert office.case(case_id).id == case_id


@sqlite_only
def test_what_is_restored_holds_rows_and_nothing_that_came_with_the_file(
    office: Office,
) -> None:
    """Its tables are made here: bytes that only the file held are not in what is restored."""
    office.receive()
    content, _ = backup_of(office)
    named = with_a_program(content, "PRAGMA user_version = 7")
    rows, _ = backups.open_backup(named, Opening())
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(rows)
        assert database.execute("PRAGMA user_version").fetchone() == (0,)


def test_history_verify_is_where_it_is_run(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(place)
    with store._connecting(_Purpose.MIGRATE) as connection:
        connection.execute(text("CREATE VIEW everybody AS SELECT name FROM person"))
    store.close()
    monkeypatch.setenv("CONFERENCE_DATABASE", place)
    assert main(["history", "verify", "--as", "Olive Officer"]) == 1
    assert "the view everybody is not ours" in capsys.readouterr().out
