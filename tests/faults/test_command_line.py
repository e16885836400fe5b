"""Whatever happens to the record under it, a command says so in words, and ends."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conference.cli import office as cli_office
from conference.record import store as store_module
from conference.record.store import Store
from tests.cli.conftest import Ran, Run, application, run
from tests.office import Office

__all__ = ["application", "run"]
COMMANDS = (
    ("case", "list"),
    ("case", "show", "ER-2026-0001"),
    ("case", "acknowledge", "ER-2026-0001"),
    ("history", "verify"),
)
SEED = 1014
PAGE = 4096


@pytest.fixture
def database(prepared_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a case in the middle of its review."""
    file = Path(shutil.copy(prepared_file, tmp_path / "reviews.db"))
    office = Office.in_store(Store(str(file)))
    office.after_meeting()
    office.store.close()
    with closing(sqlite3.connect(file)) as bare:
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    monkeypatch.setenv("CONFERENCE_DATABASE", str(file))
    monkeypatch.setenv("CONFERENCE_PERSON", "Olive Officer")
    monkeypatch.setattr(cli_office, "now", office.clock)
    return file


def in_words(ran: Ran, words: str = "") -> None:
    """The command was refused with these words, and with nothing of the program's insides."""
    assert ran.status == 1
    assert words in ran.err
    for inside in ("Traceback", "sqlite3", "sqlalchemy", "SELECT ", "I cannot sleep"):
        assert inside not in ran.err
    assert "fault in the program" not in ran.err


def limited(file: Path, *arguments: str, most: int) -> Ran:
    """A command whose process may make no file longer than `most` bytes: the disk is full."""
    resource = pytest.importorskip("resource", reason="limits are POSIX only")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-m", "conference", *arguments],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=Path(__file__).parents[2],
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_full_disk_is_told_and_the_record_stays_whole(database: Path, run: Run) -> None:
    log = '{"x": "' + "Long words. " * 2000 + '"}'
    refused = limited(database, "case", "withdraw", "ER-2026-0001", "--why", log, most=20_000)
    in_words(refused, "The disk did not take")
    assert run("case", "list").status == 0
    assert run("history", "verify").status == 0


def test_a_full_disk_leaves_no_half_backup(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    refused = limited(
        database, "backup", str(folder / "b"), "--as", "Ada Administrator", most=100_000
    )
    in_words(refused, "cannot be written")
    assert list(folder.iterdir()) == []


def test_a_file_that_may_only_be_read_is_told(
    database: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SQLite answers for a file without write permission, which root would have."""
    prepare = store_module._prepare_sqlite_connection

    def only_read(connection: sqlite3.Connection, record: object) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA query_only=ON").close()

    monkeypatch.setattr(store_module, "_prepare_sqlite_connection", only_read)
    in_words(run("case", "withdraw", "ER-2026-0001", "--why", "x"), "may not be written")


@pytest.fixture
def held(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody else is writing, and does not end."""
    monkeypatch.setattr(store_module, "WAIT_SECONDS", 0.3)
    with closing(sqlite3.connect(database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield


def test_a_file_that_is_locked_is_told(run: Run, held: None) -> None:
    in_words(run("case", "withdraw", "ER-2026-0001", "--why", "x"), "in use by somebody")


@pytest.mark.parametrize("number", range(4))
def test_a_file_that_was_damaged_is_told_or_still_read(
    database: Path, run: Run, number: int
) -> None:
    """Bytes turned over in the middle of pages: some hit words, some what holds them together."""
    chance = random.Random(SEED + number)
    content = bytearray(database.read_bytes())
    full = [at for at in range(0, len(content), PAGE) if content[at : at + PAGE].count(0) < 3000]
    for _ in range(25):
        content[chance.choice(full) + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
    database.write_bytes(content)
    for command in COMMANDS:
        ran = run(*command)
        assert ran.status in (0, 1)
        assert "Traceback" not in ran.err
        assert "fault in the program" not in ran.err, ran.err


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("person", "name", "x'fffe41'"),
        ("review_case", "stage", "'dreaming'"),
        ("review_case", "received_on", "'some day'"),
        ("history", "details", "'{half'"),
        ("history", "at", "'yesterday'"),
    ],
)
def test_a_kept_value_that_cannot_be_is_told(
    database: Path, run: Run, table: str, column: str, value: str
) -> None:
    with closing(sqlite3.connect(database)) as bare:
        bare.execute(f"UPDATE {table} SET {column} = CAST({value} AS TEXT)")
        bare.commit()
    rans = [run(*command) for command in COMMANDS]
    assert any("is damaged" in ran.err for ran in rans), [ran.err for ran in rans]
    for ran in rans:
        assert "fault in the program" not in ran.err, ran.err


def test_a_file_cut_short_is_told(database: Path, run: Run) -> None:
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 3])
    in_words(run("case", "list"), "damaged")


def test_a_file_that_is_none_of_ours_is_told(database: Path, run: Run) -> None:
    database.write_text("Dear Sir or Madam, " * 99)
    in_words(run("case", "list"), "not a Case Conference database")


def test_a_record_of_a_newer_version_is_told(database: Path, run: Run) -> None:
    with closing(sqlite3.connect(database)) as bare:
        bare.execute("UPDATE alembic_version SET version_num = '9999'")
        bare.commit()
    in_words(run("case", "list"), "newer version of Case Conference")


def test_a_folder_that_is_a_file_is_told(
    database: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFERENCE_DATABASE", str(database / "reviews.db"))
    in_words(run("case", "list"), "cannot be opened")


def test_a_folder_that_was_deleted_under_the_command_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setenv("CONFERENCE_DATABASE", "reviews.db")
    in_words(run("case", "list"), "folder")


def test_a_clock_that_was_set_back_is_told_and_the_chain_stays_whole(
    database: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(cli_office, "now", lambda: early)
    done = run("case", "withdraw", "ER-2026-0001", "--why", "It stopped.")
    assert "clock" in done.err
    assert "fault in the program" not in done.err
    monkeypatch.setattr(cli_office, "now", lambda: early + timedelta(days=9))
    assert run("history", "verify").status == 0
