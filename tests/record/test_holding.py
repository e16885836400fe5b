"""While a record is restored or carried elsewhere the others are told, and kept out until then."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from conference.errors import Refused, Unavailable
from conference.record.changes.sqlite import FileListener
from conference.record.changes.watching import ANYTHING
from conference.record.holding import who_holds
from conference.record.store import Store
from conference.record.tables import Case
from conference.review import backups, carrying, drafts, move
from conference.review.desk import Desk
from tests.office import Clock, Office
from tests.record.test_schema_check import backup_of

WORDS = "The record is being restored by ICT, since 09:31."
HOLDS = """
import sys, time
from conference.record.store import Store
store = Store(sys.argv[1])
store = store.within(sys.argv[2]) if store.file is None else store
with store.alone(sys.argv[3]):
    print("held", flush=True)
    time.sleep(600)
"""
sqlite_only = pytest.mark.database("sqlite")


@contextmanager
def another_program(place: str, office: Office) -> Iterator[subprocess.Popen[str]]:
    """One that keeps everybody out until it is killed."""
    command = [sys.executable, "-c", HOLDS, place, office.council_id, WORDS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def write(desk: Desk) -> None:
    drafts.keep(desk, "note", {"words": "typed meanwhile"})


def test_whoever_writes_is_kept_out_and_let_in_again_when_the_program_is_killed(
    office: Office, place: str
) -> None:
    with another_program(place, office) as other:
        with pytest.raises(Unavailable, match=r"restored by ICT|carried over") as told:
            write(office.officer)
        assert "what you typed is kept" in told.value.safe
        other.kill()
        other.wait()
        with office.store.alone(WORDS):
            pass  # A server takes a moment to see that a program is gone: this waits for it.
        write(office.officer)
    assert drafts.kept(office.officer, "note") == {"words": "typed meanwhile"}


@sqlite_only
def test_in_a_file_nobody_reads_meanwhile_and_a_second_one_is_refused(
    office: Office, place: str
) -> None:
    with another_program(place, office):
        with pytest.raises(Unavailable, match="restored by ICT"):
            drafts.kept(office.officer, "note")
        with pytest.raises(Refused, match="restored by ICT"), office.store.alone("Me too."):
            pass
    assert drafts.kept(office.officer, "note") == {}


@sqlite_only
def test_who_holds_it_works_on_and_leaves_nothing_beside_the_record(
    office: Office, place: str
) -> None:
    with office.store.alone(WORDS):
        assert who_holds(Path(place)) == WORDS
        write(office.officer)
    assert who_holds(Path(place)) == ""
    assert not Path(f"{place}-held").exists()


@sqlite_only
def test_who_waited_for_a_turn_while_the_door_was_closed_writes_nothing(
    office: Office, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were let in, and then somebody closed the door before it was their turn."""
    from conference.record import store as store_module

    asked: list[Path] = []
    real = store_module.must_be_let_in

    def first_nobody(file: Path) -> None:
        asked.append(file)
        if len(asked) > 1:
            real(file)

    monkeypatch.setattr(store_module, "must_be_let_in", first_nobody)
    with another_program(place, office), pytest.raises(Unavailable, match="restored by ICT"):
        write(office.officer)
    monkeypatch.undo()
    assert drafts.kept(office.officer, "note") == {}


@sqlite_only
def test_who_writes_just_now_is_waited_for(office: Office, place: str) -> None:
    ended = threading.Event()
    with closing(sqlite3.connect(place, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("BEGIN IMMEDIATE")

        def end() -> None:
            while not who_holds(Path(place)):
                pass
            ended.set()
            writer.execute("COMMIT")

        ending = threading.Thread(target=end)
        ending.start()
        with office.store.alone(WORDS):
            assert ended.is_set()
        ending.join()


@sqlite_only
def test_who_watches_looks_when_the_door_closes_and_when_it_opens(
    office: Office, place: str
) -> None:
    """So a screen says at once why it waits, and comes back to work by itself."""
    ended = threading.Event()
    heard = FileListener(Path(place), office.council_id)(ended)
    assert next(heard) == frozenset()
    with office.store.alone(WORDS):
        office.receive()
        assert next(heard) is ANYTHING, "before what is recorded meanwhile"
        assert next(heard)
    office.receive()
    assert next(heard) is ANYTHING
    ended.set()


# Restoring and moving ---------------------------------------------------------------------------


@sqlite_only
def test_a_record_is_restored_while_nobody_else_is_let_in(
    office: Office, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, _ = backup_of(office)
    found = backups.open_backup(content, backups.Opening())
    told: list[str] = []
    real = backups._into_file

    def into_file(file: Path, *arguments: object, **more: object) -> object:
        told.append(who_holds(file))
        return real(file, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "_into_file", into_file)
    backups.restore(found, place, clock=office.clock, actor="ICT", replace=True)
    [words] = told
    assert words.startswith("The record is being restored by ICT, since ")
    write(office.officer)


@sqlite_only
def test_a_restore_that_is_killed_leaves_the_old_record_or_the_new_one(
    office: Office, place: str, tmp_path: Path
) -> None:
    content, _ = backup_of(office)
    office.receive()
    (tmp_path / "monday.backup").write_bytes(content)
    code = (
        "import sys, os, signal\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from conference.review import backups\n"
        "from conference.exchange.sealing import Opening\n"
        "found = backups.open_backup(Path(sys.argv[1]).read_bytes(), Opening())\n"
        "def kill(*_):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "setattr(backups, sys.argv[3], kill)\n"
        "backups.restore(found, sys.argv[2], clock=lambda: datetime.now(UTC), actor='ICT',"
        " replace=True)\n"
    )
    cases = []
    for at in ("_fill", "_tell"):
        command = [sys.executable, "-c", code, str(tmp_path / "monday.backup"), place, at]
        assert subprocess.run(command, check=False).returncode == -9
        there = Office.in_store(Store(place))
        with there.store.reading() as session:
            cases.append(len(session.exec(select(Case)).all()))
        write(there.officer)
        there.store.close()
    assert cases == [1, 0], "first the old one, then the new one, and nobody is locked out"


@sqlite_only
def test_a_damaged_record_is_put_aside_as_it_is(office: Office, tmp_path: Path) -> None:
    content, _ = backup_of(office)
    place = tmp_path / "reviews.db"
    place.write_bytes(b"no database at all" * 4096)
    (tmp_path / "reviews.db-wal").write_bytes(b"its log")
    found = backups.open_backup(content, backups.Opening())
    done = backups.restore(found, str(place), clock=office.clock, actor="ICT", replace=True)
    assert done.aside is not None
    assert done.aside.read_bytes() == b"no database at all" * 4096
    assert Path(f"{done.aside}-wal").read_bytes() == b"its log"
    there = Office.in_store(Store(str(place)))
    write(there.officer)
    there.store.close()


def test_nobody_writes_to_a_place_that_a_council_is_moved_from(
    office: Office, place: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_out: list[str] = []
    real = carrying.copy_rows

    def meanwhile(*arguments: object) -> None:
        with pytest.raises(Unavailable) as told:
            write(office.officer)
        kept_out.append(told.value.what)
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "copy_rows", meanwhile)
    move.move(place, str(tmp_path / "new.db"), clock=clock, actor="ICT")
    assert len(kept_out) == 1
    write(office.officer)
