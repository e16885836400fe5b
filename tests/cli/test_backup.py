"""`conference backup` and `conference restore`, as an administrator runs them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.exchange.test_sealing import key

AS = ("--as", "Ada Administrator")


@pytest.fixture
def council(run: Run, application: Path) -> str:
    """A council with an officer, an administrator and one case; the case's reference."""
    people = ["Olive Officer:officer+chair", "Ada Administrator:administrator"]
    named = [part for one in people for part in ("--person", one)]
    assert run("set-up", "--council", "Exampleton Council", "--code", "EX", *named).status == 0
    done = run("case", "new", application)
    assert done.status == 0, done.err
    return "EX-2026-0001"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "monday.backup"


@pytest.fixture
def backed_up(run: Run, council: str, file: Path) -> Path:
    file.parent.mkdir()
    done = run("backup", file, *AS)
    assert done.status == 0, done.err
    assert "Written and checked" in done.out
    assert "can read every case" in done.err
    return file


def test_it_is_one_private_file(backed_up: Path) -> None:
    assert [one.name for one in backed_up.parent.iterdir()] == ["monday.backup"]
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600


@pytest.mark.long
def test_a_backup_restores_where_the_record_was_lost(
    run: Run, backed_up: Path, database: Path, council: str
) -> None:
    before = run("case", "show", council).out
    for part in database.parent.glob(f"{database.name}*"):
        part.unlink()
    done = run("restore", backed_up)
    assert (done.status, "Restored" in done.out) == (0, True), done.err
    assert run("case", "show", council).out == before
    verified = run("history", "verify")
    assert verified.status == 0, verified.out


@pytest.mark.long
def test_a_record_that_is_there_is_asked_about_and_put_aside(
    run: Run, backed_up: Path, database: Path, council: str
) -> None:
    refused = run("restore", backed_up, answer="n\n")
    assert refused.status == 1
    assert "Put it aside" in refused.err
    assert list(database.parent.glob("reviews-before-*")) == []
    done = run("restore", backed_up, answer="y\n")
    assert done.status == 0, done.err
    [aside] = list(database.parent.glob("reviews-before-*.db"))
    assert str(aside) in done.out


def test_no_file_is_written_over_unasked(run: Run, council: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("last week's")
    refused = run("backup", file, *AS, answer="n\n")
    assert refused.status == 1
    assert file.read_text() == "last week's"
    assert run("backup", file, *AS, "--yes").status == 0
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_an_officer_makes_none(run: Run, council: str, file: Path) -> None:
    file.parent.mkdir()
    refused = run("backup", file)
    assert refused.status == 1
    assert "for an administrator" in refused.err
    assert not file.exists()


def test_with_a_passphrase_nothing_can_be_read(
    run: Run, council: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    monkeypatch.setenv("CONFERENCE_BACKUP_PASSPHRASE", "copper lantern orchard")
    done = run("backup", file, *AS)
    assert done.status == 0, done.err
    assert "encrypted with a passphrase" in done.out
    assert "copper" not in done.out + done.err
    assert b"Sample" not in file.read_bytes()
    assert run("restore", file, "--to", tmp_path / "new.db").status == 0
    monkeypatch.setenv("CONFERENCE_BACKUP_PASSPHRASE", "another one of these")
    refused = run("restore", file, "--to", tmp_path / "other.db")
    assert refused.status == 1
    assert "does not open this backup" in refused.err
    assert not (tmp_path / "other.db").exists()


def test_for_a_key_it_opens_with_its_file(
    run: Run, council: str, file: Path, tmp_path: Path
) -> None:
    file.parent.mkdir()
    secret, public = key()
    (tmp_path / "key.txt").write_text(f"# public key: {public}\n{secret}\n")
    assert run("backup", file, *AS, "--for", public).status == 0
    refused = run("restore", file, "--to", tmp_path / "new.db")
    assert "--identity" in refused.err
    done = run("restore", file, "--to", tmp_path / "new.db", "--identity", tmp_path / "key.txt")
    assert done.status == 0, done.err


def test_a_short_passphrase_is_refused(
    run: Run, council: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    monkeypatch.setenv("CONFERENCE_BACKUP_PASSPHRASE", "summer")
    refused = run("backup", file, *AS)
    assert refused.status == 1
    assert "at least 12 characters" in refused.err
    assert "summer" not in refused.err


def test_nobody_can_be_asked_where_there_is_no_terminal(run: Run, council: str, file: Path) -> None:
    file.parent.mkdir()
    refused = run("backup", file, *AS, "--encrypt")
    assert refused.status == 1
    assert "CONFERENCE_BACKUP_PASSPHRASE" in refused.err


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda content: content[: len(content) // 2], "damaged or not whole"),
        (lambda _: b"", "not a backup"),
        (lambda _: b"%PDF-1.7", "not a backup"),
        (lambda _: b"age-encryption.org/v1\n-> scrypt x", "damaged or not whole"),
    ],
    ids=["half", "empty", "pdf", "torn"],
)
def test_what_cannot_be_restored_is_told_in_words_and_nothing_is_touched(
    run: Run,
    backed_up: Path,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[bytes], bytes],
    words: str,
) -> None:
    monkeypatch.setenv("CONFERENCE_BACKUP_PASSPHRASE", "copper lantern orchard")
    before = database.read_bytes()
    backed_up.write_bytes(spoil(backed_up.read_bytes()))
    refused = run("restore", backed_up, "--yes")
    assert refused.status == 1
    assert words in refused.err
    assert "Traceback" not in refused.err
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("backup", "nowhere/at/all.backup", *AS), "cannot be written"),
        (("backup", ".", *AS), "is a folder"),
        (("restore", "none.backup"), "cannot be read"),
        (("restore", "."), "cannot be read"),
        (
            ("restore", "x", "--to", "postgresql://me:secret@there/db"),
            "no place for a password",
        ),
    ],
)
def test_what_is_wrong_with_the_place_is_told(
    run: Run, council: str, arguments: tuple[str, ...], words: str
) -> None:
    refused = run(*arguments)
    assert refused.status == 1
    assert words in refused.err
    assert "secret" not in refused.err


def test_where_there_is_no_record_none_is_made_to_be_copied(
    run: Run, database: Path, file: Path
) -> None:
    database.unlink()
    refused = run("backup", file)
    assert refused.status == 1
    assert "There is no record" in refused.err
    assert not database.exists()


@pytest.mark.long
def test_no_secret_stands_in_what_the_system_shows_of_the_process(
    council: str, file: Path, database: Path
) -> None:
    """The passphrase is given in the environment, and never in an argument."""
    from conference.cli.backup_commands import backup, restore

    for command in (backup, restore):
        names = set(command.__annotations__)
        assert not names & {"passphrase", "password", "secret"}
    helped = subprocess.run(
        [sys.executable, "-m", "conference", "backup", "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "CONFERENCE_BACKUP_PASSPHRASE": "copper lantern orchard"},
        check=True,
    )
    assert "copper" not in helped.stdout + helped.stderr
