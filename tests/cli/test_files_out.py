"""No command writes over the record or a file that belongs to it, however the place is spelled."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conference.cli import files
from conference.cli.commands import tree
from conference.errors import Refused
from conference.record_files import BESIDE, must_not_be_record, protect
from conference.writing import write_file
from screens.saving import save_files
from tests.cli.conftest import Run
from tests.exchange.test_sealing import key

READ_ONLY = {
    ("restore", "file"),
    ("restore", "identity"),
    ("case new", "file"),
    ("case import", "file"),
    ("threshold", "file"),
    ("letter check-templates", "folder"),
    ("return read", "file"),
    ("history verify", "witness"),
}
"""What a command only reads."""
OVER_A_RECORD = {("restore", "to"), ("move", "target")}
"""Where a record itself goes: over another one it is asked, but never beside one."""


def commands(group: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its words."""
    group = group or tree(())
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, words)
        else:
            yield words, command


def places() -> Iterator[tuple[str, Any, Any]]:
    """Every command with a parameter that names a file or a folder, or takes a record."""
    for words, command in commands():
        for parameter in command.params:
            is_path = "Path" in str(parameter.type_descriptor.annotation)
            named = str(parameter.metavar) in ("FILE", "FOLDER")
            if is_path or named or (words, parameter.name) in OVER_A_RECORD:
                yield words, command, parameter


WRITTEN = [
    pytest.param(words, command, parameter, id=f"{words} {parameter.name}")
    for words, command, parameter in places()
    if (words, parameter.name) not in READ_ONLY
]


def arguments(words: str, command: Any, parameter: Any, place: str) -> list[str]:
    """The command with that place, and something for whatever else it must have."""
    given = words.split()
    for other in command.params:
        is_option = other.opts[0].startswith("-")
        if other is parameter:
            given += [other.opts[-1], place] if is_option else [place]
        elif other.required or (not is_option and other.name == "source"):
            given += [other.opts[-1], "EX-2026-0001"] if is_option else ["EX-2026-0001"]
    return given


def test_every_place_that_a_command_names_is_known_here() -> None:
    named = {(words, parameter.name) for words, _, parameter in places()}
    assert named >= READ_ONLY | OVER_A_RECORD, "a command is gone: take it off the list"
    assert len(WRITTEN) > 12


@pytest.mark.parametrize(("words", "command", "parameter"), WRITTEN)
def test_a_command_refuses_the_record_and_the_names_beside_it_before_it_does_anything(
    run: Run, database: Path, words: str, command: Any, parameter: Any
) -> None:
    before, there = database.read_bytes(), sorted(database.parent.iterdir())
    ends = BESIDE if (words, parameter.name) in OVER_A_RECORD else ("", *BESIDE)
    for end in ends:
        done = run(*arguments(words, command, parameter, f"{database}{end}"))
        assert (done.status, "belongs to it: nothing is written there" in done.err) == (1, True), (
            done.err
        )
    assert database.read_bytes() == before
    assert sorted(database.parent.iterdir()) == there


@pytest.mark.parametrize("how", [(), ("--encrypt",), ("--for",)])
def test_a_backup_over_the_record_is_refused_sealed_or_not(
    run: Run, database: Path, application: Path, how: tuple[str, ...], monkeypatch: Any
) -> None:
    """What made a record unreadable: it was named as the place of its own backup."""
    reference = run("case", "new", application).out.strip()
    monkeypatch.setenv("CONFERENCE_BACKUP_PASSPHRASE", "copper lantern orchard")
    if how == ("--for",):
        monkeypatch.delenv("CONFERENCE_BACKUP_PASSPHRASE")
        how = ("--for", key()[1])
    for place in (database, f"{database}-wal", f"{database}-queue"):
        assert run("backup", place, "--yes", *how).status == 1
    assert reference in run("case", "list").out


# However it is spelled --------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A file that stands for the record of this program."""
    record = tmp_path / "home" / "Réviews.db"
    record.parent.mkdir()
    record.write_bytes(b"SQLite format 3\x00 and all that was written")
    protect(record)
    return record


def spellings(record: Path) -> dict[str, Path]:
    """Other ways to the record, or to a name beside it."""
    folder = record.parent
    links = folder.parent / "links"
    links.mkdir()
    (links / "soft").symlink_to(record)
    (links / "hard").hardlink_to(record)
    (links / "folder").symlink_to(folder)
    (links / "dangling").symlink_to(folder / f"{record.name}-wal")
    return {
        "itself": record,
        "through a link": links / "soft",
        "through a link to a link": links / "folder" / ".." / "links" / "soft",
        "as a hard link": links / "hard",
        "up and down": folder / ".." / folder.name / record.name,
        "in a linked folder": links / "folder" / record.name,
        "its log that is not there": Path(f"{record}-wal"),
        "its log in a linked folder": links / "folder" / f"{record.name}-journal",
        "its log through a link": links / "dangling",
        "its log in capitals": folder / f"{record.name}-WAL".upper(),
        "in another composition": folder / "Re\u0301views.db-shm",
        "a file in a folder of that name": Path(f"{record}-wal") / "letter.pdf",
        "from where one stands": Path(os.path.relpath(record)),
    }


def test_every_other_spelling_is_refused_by_every_writer(record: Path) -> None:
    before = record.read_bytes()
    for told, place in spellings(record).items():
        writers = (
            lambda at=place: write_file(at, b"x", replace=True),
            lambda at=place: files.write_private(at.parent, at.name, b"x", replace=True),
            lambda at=place: save_files(at.parent, {at.name: b"x"}, replace=True),
        )
        for write in writers:
            with pytest.raises(Refused, match="nothing is written there"):
                write()
                pytest.fail(told)
    assert record.read_bytes() == before
    assert [one.name for one in record.parent.iterdir()] == [record.name]


def test_where_a_drive_numbers_no_files_the_names_decide(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As some network drives do: each file has the number 0."""
    real = Path.stat

    def without_number(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        facts = list(real(path, follow_symlinks=follow_symlinks))
        facts[stat.ST_INO] = 0
        return os.stat_result(facts)

    monkeypatch.setattr(Path, "stat", without_number)
    (record.parent / "soft").symlink_to(record)
    for place in (record, record.parent / "soft", record.with_name(f"{record.name}-queue")):
        with pytest.raises(Refused):
            must_not_be_record(place)
    must_not_be_record(record.with_name("monday.backup"))


def test_a_record_that_this_program_has_not_open_is_known_by_what_lies_beside_it(
    tmp_path: Path,
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\x00")
    must_not_be_record(other)  # A backup of last week is such a file, and may be written over.
    with pytest.raises(Refused):
        must_not_be_record(tmp_path / "other.db-wal")
    (tmp_path / "other.db-queue").touch()
    with pytest.raises(Refused):
        must_not_be_record(other)


def test_a_link_to_the_record_in_the_folder_of_papers_is_not_followed(
    run: Run, database: Path, application: Path, tmp_path: Path
) -> None:
    reference = run("case", "new", application).out.strip()
    link = tmp_path / f"{reference}-history.jsonl"
    link.symlink_to(database)
    done = run("history", "export", reference, "--folder", tmp_path, "--replace")
    assert (done.status, link.is_symlink()) == (1, True)
    assert reference in run("case", "list").out


def test_a_record_is_neither_restored_nor_moved_onto_its_own_source(
    run: Run, database: Path, application: Path, tmp_path: Path
) -> None:
    reference = run("case", "new", application).out.strip()
    (tmp_path / "link.db").symlink_to(database)
    for arguments in (
        ("restore", database, "--yes"),
        ("restore", tmp_path / "link.db", "--yes"),
        ("restore", database, "--to", tmp_path / "link.db", "--yes"),
        ("restore", database, "--to", f"sqlite:///{database}", "--yes"),
        ("move", database, "--yes"),
        ("move", tmp_path / "link.db", "--yes"),
        ("move", database, f"sqlite:///{database}", "--yes"),
    ):
        done = run(*arguments)
        assert done.status == 1, done.out
        assert "is the record that stands there" in done.err or "the same place" in done.err
    assert reference in run("case", "list").out
    assert list(database.parent.glob("*before*")) == []


# Whole or not at all ----------------------------------------------------------------------------


def test_what_is_checked_is_what_lies_on_the_disk(tmp_path: Path) -> None:
    """The check gets the bytes that were read back, before anything is covered."""
    place = tmp_path / "monday.backup"
    place.write_bytes(b"last week's")
    seen: list[tuple[bytes, bytes]] = []

    def check(read_back: bytes) -> None:
        seen.append((read_back, place.read_bytes()))
        raise Refused("It does not open.")

    with pytest.raises(Refused):
        write_file(place, b"this week's", replace=True, check=check)
    assert seen == [(b"this week's", b"last week's")]
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"last week's"]


def test_a_drive_without_links_holds_the_place_with_an_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_arguments: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", none)
    place = tmp_path / "letter.pdf"
    write_file(place, b"first")
    with pytest.raises(FileExistsError):
        write_file(place, b"second")
    assert place.read_bytes() == b"first"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_a_home_that_nobody_has_is_no_fault_here() -> None:
    must_not_be_record(Path("~nobody-of-that-name/letter.pdf"))
