"""Damage is told as damage, and looked for: once a day, before each backup, behind each fault."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from conference.cli import commands, main
from conference.errors import BadInput, Unavailable
from conference.exchange.sealing import Sealing
from conference.record.changes.sqlite import FileListener
from conference.record.changes.watching import Away
from conference.record.copies import file_as_it_is, one_council_of
from conference.record.holding import is_readable
from conference.record.store import Store
from conference.record.wholeness import damage_in
from conference.review import backups, people
from conference.review.daily_check import check_today
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def damage_an_index(file: Path, name: str = "ix_history_chain_id") -> None:
    """Overwrite the page of an index, and nothing else of the file."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        [root] = database.execute(asked, (name,)).fetchone()
    with file.open("r+b") as opened:
        opened.seek((root - 1) * 4096)
        opened.write(b"\xff" * 4096)


def test_damage_that_cannot_even_be_quoted_is_told(council_file: Path) -> None:
    """SQLite quotes the word it cannot read, and Python cannot read that sentence."""
    content = council_file.read_bytes()
    whole, broken = b"UNIQUE (chain_id", b"UNI\xd1UE (chain_id"
    council_file.write_bytes(content.replace(whole, broken))
    assert content.count(whole) == 1
    wrong = damage_in(council_file)
    assert wrong is not None
    assert "is damaged" in str(wrong)
    assert not is_readable(council_file)
    with pytest.raises(BadInput, match="no record of Case Conference that can be read"):
        file_as_it_is(council_file)
    with pytest.raises(BadInput, match="damaged"):
        one_council_of(council_file.read_bytes(), "any")
    with pytest.raises(Away):
        next(FileListener(council_file, "any")(threading.Event()))
    store = Store(str(council_file))
    with pytest.raises(Unavailable, match="is damaged"):
        store.prepare()
    store.close()


def leave_a_log(file: Path) -> None:
    """What a program that was killed leaves behind: a log that is not in the file yet."""
    copy = file.with_name("killed.db")
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_autocheckpoint=0").close()
        for number in range(40):
            database.execute("UPDATE person SET name = name || ?", (str(number),))
        database.commit()
        shutil.copy(file, copy)
        shutil.copy(f"{file}-wal", f"{copy}-wal")
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    shutil.move(copy, file)
    shutil.move(f"{copy}-wal", f"{file}-wal")


def test_a_whole_record_is_looked_at_once_a_day(office: Office, place: str) -> None:
    file = Path(place)
    assert check_today(office.store, office.clock) is None
    office.store.close()
    damage_an_index(file)
    assert check_today(office.store, office.clock) is None, "it was looked at today"
    office.clock.tick(days=1)
    for _ in range(2):
        wrong = check_today(office.store, office.clock)
        assert wrong is not None
        assert wrong.what == "The database file is damaged."
        assert "restore the latest backup" in wrong.next


def test_no_backup_is_made_of_a_damaged_record(office: Office, place: str) -> None:
    """Not even where it would be made row by row, and would not meet the damage itself."""
    with closing(sqlite3.connect(place)) as database:
        database.execute("CREATE VIEW everybody AS SELECT name FROM person").close()
    damage_an_index(Path(place), "ix_found_entry_case_id")
    with pytest.raises(Unavailable, match="The database file is damaged"):
        backups.back_up(office.administrator, Sealing(), lambda *_: pytest.fail("it was written"))


def test_a_fault_over_a_damaged_record_is_told_as_damage(
    office: Office, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as one row where there must be two, which an index that is torn can bring about."""
    monkeypatch.setenv("CONFERENCE_DATABASE", place)

    def fault(_words: object) -> None:
        raise LookupError("Mrs Sample")

    monkeypatch.setattr(commands, "tree", fault)
    assert main(["case", "list"]) == 1
    assert "a fault in the program" in capsys.readouterr().err
    office.store.close()
    damage_an_index(Path(place))
    assert main(["case", "list"]) == 1
    told = capsys.readouterr().err
    assert "The database file is damaged" in told
    assert "a fault in the program" not in told


def test_what_the_driver_itself_says_is_told_in_words(office: Office) -> None:
    with pytest.raises(Unavailable, match="damaged"), office.store.reading():
        raise sqlite3.DatabaseError("file is not a database, and here is a row")


def test_the_log_of_another_file_is_told_before_it_gets_into_the_record(
    office: Office, place: str, tmp_path: Path
) -> None:
    """Somebody copied an older file over the record, and its log stayed."""
    file, other = Path(place), tmp_path / "other.db"
    office.store.close()
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE letters (words)")
        database.executemany("INSERT INTO letters VALUES (?)", [("x" * 500,)] * 2000)
        database.commit()
    leave_a_log(file)
    shutil.copy(other, file)
    later = Path(f"{file}-wal").stat().st_mtime_ns + 1_000_000
    os.utime(file, ns=(later, later))
    content, log = file.read_bytes(), Path(f"{file}-wal").read_bytes()
    with pytest.raises(Unavailable, match="is that of another database file") as told:
        Store(place).prepare()
    assert f"move {file.name}-wal" in told.value.next
    assert (file.read_bytes(), Path(f"{file}-wal").read_bytes()) == (content, log)


def test_the_log_that_a_kill_left_is_taken_in(place: str) -> None:
    file = Path(place)
    leave_a_log(file)
    later = Path(f"{file}-wal").stat().st_mtime_ns + 1_000_000
    os.utime(file, ns=(later, later))
    store = Store(place)
    store.prepare()
    council_id = people.only_council(store)
    assert council_id is not None
    assert all(one.name.endswith("39") for one in people.people(store, council_id))
    store.close()
    assert damage_in(file) is None
