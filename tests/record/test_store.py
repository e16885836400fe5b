"""The database: private, up to date, one moment to a reading, and plain about its troubles."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlmodel import func, select

from conference.errors import Conflict, Unavailable
from conference.record import store as store_module
from conference.record.finding import is_of_record
from conference.record.migrate import HEAD, alembic_config, revision
from conference.record.store import Store
from conference.record.tables import Base, Case
from conference.review import intake, people
from tests.office import Office

only_sqlite = pytest.mark.database("sqlite")
SECRET = "the neighbour at number nine"


@only_sqlite
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_its_owners_alone(empty_place: str) -> None:
    store = Store(empty_place)
    store.prepare()
    with store.writing() as session:
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        files = list(Path(empty_place).parent.iterdir())
        assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert stat.S_IMODE(Path(empty_place).parent.stat().st_mode) == 0o700
    store.close()


@only_sqlite
def test_foreign_keys_are_on_for_readers_and_writers(store: Store) -> None:
    for transaction in (store.reading, store.writing):
        with transaction() as session:
            assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrations_make_exactly_the_tables(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.reading() as session:
        opts = {"compare_type": True, "include_name": is_of_record}
        context = MigrationContext.configure(session.connection(), opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_the_head_is_the_newest_migration(store: Store) -> None:
    from alembic.script import ScriptDirectory

    with store.reading() as session:
        scripts = ScriptDirectory.from_config(alembic_config(session.connection()))
        assert scripts.get_heads() == [HEAD]
        assert max(script.revision for script in scripts.walk_revisions()) == HEAD
        assert revision(session.connection()) == HEAD


def test_preparing_twice_changes_nothing(store: Store) -> None:
    store.prepare()
    assert people.is_set_up(store)


def test_two_programs_can_make_the_database_together(empty_place: str) -> None:
    stores = [Store(empty_place) for _ in range(3)]
    troubles = together([store.prepare for store in stores])
    assert troubles == []
    assert not people.is_set_up(stores[0])
    for store in stores:
        store.close()


def test_instants_come_back_aware_and_in_utc(office: Office) -> None:
    five_hours_west = timezone(-timedelta(hours=5))
    office.clock.now = datetime(2026, 11, 2, 4, 30, 0, 123456, tzinfo=five_hours_west)
    case_id = office.receive()
    with office.store.reading() as session:
        kept = session.get_one(Case, case_id).received_at
    assert kept == office.clock.now
    assert kept.utcoffset() == timedelta(0)


def test_an_instant_without_its_zone_is_not_kept(office: Office) -> None:
    case_id = office.receive()
    with pytest.raises(Exception, match="time zone"), office.record() as session:
        session.get_one(Case, case_id).received_at = datetime(2026, 11, 2)
        session.flush()


def test_the_second_of_two_writers_is_told_of_the_first(office: Office) -> None:
    case_id = office.receive()
    with office.store.reading() as session:
        stale = session.get_one(Case, case_id)
    with office.record() as session:
        session.get_one(Case, case_id).closed_why = "first"
    with pytest.raises(Conflict, match="Somebody else"), office.store.writing() as session:
        stale.closed_why = "second"
        session.add(stale)
    with office.store.reading() as session:
        assert session.get_one(Case, case_id).closed_why == "first"


def test_a_failed_transaction_leaves_nothing(office: Office) -> None:
    case_id = office.receive()
    with pytest.raises(RuntimeError), office.record() as session:
        session.get_one(Case, case_id).closed_why = "half"
        session.flush()
        raise RuntimeError
    with office.store.reading() as session:
        assert session.get_one(Case, case_id).closed_why == ""


def test_a_reading_is_of_one_moment(office: Office) -> None:
    with office.store.reading() as session:
        before = session.exec(select(func.count()).select_from(Case)).one()
        office.receive()
        assert session.exec(select(func.count()).select_from(Case)).one() == before
    with office.store.reading() as session:
        assert session.exec(select(func.count()).select_from(Case)).one() == before + 1


def test_no_case_text_is_in_an_error_nobody_foresaw(store: Store) -> None:
    with pytest.raises(Unavailable) as failed, store.across().writing() as session:
        session.connection().execute(
            text("INSERT INTO council (id, name) VALUES (:id, :name)"), {"id": "x", "name": SECRET}
        )
    assert "would not take this" in plain(failed)


def test_references_are_unique_and_gapless_with_many_writers(office: Office) -> None:
    def fifteen() -> None:
        for number in range(15):
            if number == 7:
                fail_after_the_number_was_given(office)
            office.receive(incidents=())

    assert together([fifteen] * 4) == []
    with office.store.reading() as session:
        found = sorted(session.exec(select(Case.reference)))
    assert found == [f"ER-2026-{number:04d}" for number in range(1, 61)]


def fail_after_the_number_was_given(office: Office) -> None:
    """Take an application in that breaks off at the very end."""
    from conference.record.references import next_reference
    from conference.record.tables import Council

    with pytest.raises(RuntimeError), office.record() as session:
        council = session.get_one(Council, office.council_id)
        assert next_reference(session, council, 2026).startswith("ER-2026-")
        raise RuntimeError


def test_each_year_begins_with_one(office: Office) -> None:
    office.receive()
    office.clock.tick(days=90)
    received = intake.receive(office.officer, office.application())
    assert received.reference == "ER-2027-0001"


@only_sqlite
def test_many_processes_on_one_file_lose_nothing(office: Office, council_file: Path) -> None:
    code = (
        "import sys\n"
        "from conference.record.store import Store\n"
        "from tests.office import Office\n"
        "store = Store(sys.argv[1])\n"
        "office = Office.in_store(store)\n"
        "for _ in range(6): office.receive(incidents=())\n"
        "store.close()\n"
    )
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(council_file)], cwd=root)
        for _ in range(3)
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    with office.store.reading() as session:
        found = sorted(session.exec(select(Case.reference)))
    assert found == [f"ER-2026-{number:04d}" for number in range(1, 19)]


def together(jobs: list[Callable[[], None]]) -> list[BaseException]:
    """Run the jobs at once, each in its thread; what went wrong."""
    troubles: list[BaseException] = []

    def safely(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=safely, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return troubles


# What can go wrong with the file -----------------------------------------------------------------


def plain(trouble: pytest.ExceptionInfo[Unavailable]) -> str:
    """What the person is told, once it is certain that no case text is in it."""
    assert trouble.value.next
    assert SECRET not in "".join(traceback.format_exception(trouble.value))
    return str(trouble.value)


@only_sqlite
def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(b"PK\x03\x04" + b"not a database " * 100)
    before = file.read_bytes()
    store = Store(str(file))
    with pytest.raises(Unavailable) as trouble:
        store.prepare()
    assert "not a Case Conference database" in plain(trouble)
    assert file.read_bytes() == before
    store.close()


@only_sqlite
def test_a_damaged_file_asks_for_the_backup(office: Office, council_file: Path) -> None:
    for _ in range(10):
        office.receive(impact=SECRET)
    office.store.close()
    content = bytearray(council_file.read_bytes())
    for page in range(3 * 4096, len(content), 4096):
        content[page : page + 200] = b"\xff" * 200
    council_file.write_bytes(content)
    with pytest.raises(Unavailable) as trouble:
        office.receive()
    assert "damaged" in plain(trouble)
    assert "backup" in plain(trouble)


needs_modes = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere"
)


@needs_modes
@only_sqlite
def test_a_folder_nobody_may_write_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(Unavailable) as trouble:
        Store(str(folder / "council.db")).prepare()
    assert "cannot be opened" in plain(trouble)


@only_sqlite
def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as trouble:
        Store(str(tmp_path)).prepare()
    assert "cannot be opened" in plain(trouble)


@only_sqlite
def test_a_file_that_may_only_be_read_is_told(council_file: Path) -> None:
    """The same answer of SQLite as for a file without write permission, which root would have."""

    def only_read(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON").close()

    office = Office.in_store(Store(str(council_file)))
    office.store.close()
    event.listen(office.store._engine, "connect", only_read)
    with pytest.raises(Unavailable) as trouble:
        office.receive(impact=SECRET)
    assert "may not be written" in plain(trouble)
    office.store.close()


@only_sqlite
def test_a_full_disk_is_told(council_file: Path) -> None:
    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1").close()

    office = Office.in_store(Store(str(council_file)))
    office.store.close()
    event.listen(office.store._engine, "connect", small)
    with pytest.raises(Unavailable) as trouble:
        office.receive(impact=SECRET * 2000)
    assert "disk is full" in plain(trouble)
    office.store.close()


@only_sqlite
def test_a_file_that_somebody_holds_is_waited_for_and_then_told(
    office: Office, council_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "WAIT_SECONDS", 0.2)
    holder = sqlite3.connect(council_file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE").close()
    with pytest.raises(Unavailable) as trouble:
        office.receive(impact=SECRET)
    assert "in use by somebody else" in plain(trouble)
    holder.execute("ROLLBACK").close()
    holder.close()
    assert office.receive()


@pytest.mark.database("postgresql")
def test_a_server_that_is_gone_is_told(place: str) -> None:
    store = Store(place.replace("host=", "host=/nowhere"))
    with pytest.raises(Unavailable, match="cannot be reached"):
        store.prepare()
    store.close()


@pytest.mark.parametrize(
    "address", ["nonsense://x/y", "mysql+nothing://x/y", "postgresql://x:y:z/w"]
)
def test_an_address_of_no_known_database_is_told(address: str) -> None:
    with pytest.raises(Unavailable):
        store = Store(address)
        store.prepare()


@only_sqlite
def test_every_kind_of_busy_is_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite tells in the upper bits why it is busy: here that another one recovers the log."""
    tries = 0

    def busy_twice() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            trouble = sqlite3.OperationalError("database is locked")
            trouble.sqlite_errorcode = sqlite3.SQLITE_BUSY_RECOVERY
            raise trouble

    store_module._wait_in_line(busy_twice)
    assert tries == 3
    monkeypatch.setattr(store_module, "WAIT_SECONDS", 0)
    tries = 0
    with pytest.raises(sqlite3.OperationalError):
        store_module._wait_in_line(busy_twice)
