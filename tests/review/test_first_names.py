"""The names that are shown while the record is opened: the open record's, or none."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import Session, select

from conference.record.holding import holding
from conference.record.migrate import HEAD
from conference.record.store import Store
from conference.record.tables import Council, Person, RoleHeld
from conference.review import accounts, sign_in
from conference.review.first_names import REVISION, FirstNames, first_names
from conference.review.opening import read_record
from tests.office import Office, set_up_another

pytestmark = pytest.mark.database("sqlite")
PASSWORD = "lamp otter bridge"


def shown(office: Office) -> FirstNames | None:
    return first_names(str(office.store.file))


def _nothing(_office: Office) -> None:
    """As it was set up: the first password has still to be chosen."""


def _passwords(office: Office) -> None:
    ada = office.administrator.person.id
    sign_in.set_first_password(office.store, office.council_id, ada, PASSWORD, office.clock)


def _nobody_administers(office: Office) -> None:
    with office.record() as session:
        for held in session.exec(select(RoleHeld).where(RoleHeld.role == "administrator")):
            session.delete(held)


def _an_account_is_closed(office: Office) -> None:
    accounts.close_account(office.administrator, office.police.person.id)


def _somebody_has_a_role_on_one_case(office: Office) -> None:
    case_id = office.receive()
    with office.record() as session:
        otto = office.observer.person.id
        of = {"council_id": office.council_id, "person_id": otto, "case_id": case_id}
        session.add(RoleHeld(role="chair", **of))


def _practises(office: Office) -> None:
    _passwords(office)
    with office.record() as session:
        session.get_one(Council, office.council_id).practice = True


def _the_display_comes_first_by_name(office: Office) -> None:
    with office.record() as session:
        session.get_one(Person, office.room.person.id).name = "A screen"


@pytest.mark.parametrize(
    "happened",
    [
        _nothing,
        _passwords,
        _nobody_administers,
        _an_account_is_closed,
        _somebody_has_a_role_on_one_case,
        _practises,
        _the_display_comes_first_by_name,
    ],
)
def test_those_who_may_sign_in_are_those_of_the_open_record(
    office: Office, happened: Callable[[Office], None]
) -> None:
    happened(office)
    record = read_record(office.store)
    found = shown(office)
    assert found == FirstNames.of(record)
    assert [one.is_room_display for one in found.people] == [
        one.is_room_display for one in record.people
    ]


def test_a_name_that_looks_like_a_command_is_a_name(office: Office) -> None:
    with office.record() as session:
        session.get_one(Person, office.chair.person.id).name = "'; DROP TABLE person; --"
    assert shown(office) == FirstNames.of(read_record(office.store))


def _older(session: Session) -> None:
    session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")


def _newer(session: Session) -> None:
    session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def _two_versions(session: Session) -> None:
    session.connection().exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")


def _other_tables(session: Session) -> None:
    session.connection().exec_driver_sql("ALTER TABLE person RENAME COLUMN title TO job")


@pytest.mark.parametrize("changed", [_older, _newer, _two_versions, _other_tables])
def test_tables_of_another_version_are_left_to_the_opening(
    office: Office, changed: Callable[[Session], None]
) -> None:
    with office.record() as session:
        changed(session)
    assert shown(office) is None


def test_where_there_are_several_councils_nobody_is_named(office: Office) -> None:
    set_up_another(office.store)
    assert shown(office) is None


def test_where_there_is_no_council_nobody_is_named(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "new.db"))
    store.prepare()
    store.close()
    assert first_names(str(store.file)) is None


def test_while_somebody_keeps_the_record_nobody_is_named(office: Office) -> None:
    assert office.store.file is not None
    with holding(office.store.file, "The record is being restored."):
        assert shown(office) is None
    assert shown(office) is not None


def test_a_file_copied_over_the_record_is_not_read_with_the_old_ones_log(office: Office) -> None:
    file = office.store.file
    assert file is not None
    log = file.with_name(f"{file.name}-wal")
    with closing(sqlite3.connect(file)) as writer:  # Kept open, so that the log stays.
        writer.execute("UPDATE person SET title = 'x' WHERE name = 'Carol Chair'")
        writer.commit()
        assert log.stat().st_size
        assert shown(office) is not None
        later = log.stat().st_mtime_ns + 1_000_000
        os.utime(file, ns=(later, later))
        assert shown(office) is None


@pytest.mark.parametrize(
    "named", ["postgresql:///x", "sqlite:///x.db", "/nowhere/at/all.db", "", "/", "\0", "~nobody/x"]
)
def test_what_is_no_file_of_ours_is_left_to_the_opening(named: str) -> None:
    assert first_names(named) is None


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_of_something_else_is_left_to_the_opening_and_as_it_is(
    content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    assert first_names(str(file)) is None
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]
    assert file.read_bytes() == content


def test_looking_changes_nothing_in_the_record(office: Office) -> None:
    file = office.store.file
    assert file is not None
    office.store.close()
    before = file.read_bytes()
    assert shown(office) is not None
    assert file.read_bytes() == before


def test_the_tables_it_reads_are_the_newest_there_are() -> None:
    assert REVISION == HEAD
