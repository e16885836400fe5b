"""Several councils from the command line: another is set up, one is named, one is moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

EREWASH = ("set-up", "--council", "Erewash Borough Council", "--code", "er")
AMBER = ("set-up", "--council", "Amber Valley", "--code", "av", "--procedure", "rutland")
PEOPLE = ("--person", "Olive Officer:officer+chair+administrator")


@pytest.fixture
def two(run: Run, database: Path) -> Path:
    """A record with two councils, each with its own Olive."""
    assert run(*EREWASH, *PEOPLE).status == 0
    made = run(*AMBER, *PEOPLE, "--person", "Amy Amber:observer", "--another")
    assert made.status == 0
    assert "To work in it: CONFERENCE_COUNCIL=AV" in made.out
    return database


def test_a_second_council_is_only_made_where_that_is_said(run: Run, two: Path) -> None:
    refused = run("set-up", "--council", "Third", "--code", "th", *PEOPLE)
    assert refused.status == 1
    assert "--another" in refused.err


def test_with_several_a_command_says_which_there_are(run: Run, two: Path) -> None:
    refused = run("people")
    assert refused.status == 1
    assert "CONFERENCE_COUNCIL: Amber Valley (AV), Erewash Borough Council (ER)" in refused.err
    assert refused.out == ""


@pytest.mark.parametrize("named", ["AV", "av", "amber valley", " Amber Valley "])
def test_the_council_is_named_by_name_or_code(
    run: Run, two: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("CONFERENCE_COUNCIL", named)
    assert "Amy Amber" in run("people").out
    monkeypatch.setenv("CONFERENCE_COUNCIL", "ER")
    assert "Amy Amber" not in run("people").out


def test_a_council_that_is_not_there_is_refused(
    run: Run, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFERENCE_COUNCIL", "Nowhere")
    refused = run("people")
    assert refused.status == 1
    assert "There is no one council 'Nowhere'" in refused.err


def test_none_is_set_up_by_itself_where_one_was_named(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFERENCE_COUNCIL", "AV")
    refused = run("people")
    assert refused.status == 1
    assert "conference set-up --help" in refused.err


@pytest.mark.long
def test_a_council_is_moved_into_a_file_of_its_own_and_what_to_do_next_is_said(
    run: Run, two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, new = two.read_bytes(), tmp_path / "amber.db"
    refused = run("move", str(two), str(new), "--yes")
    assert (refused.status, new.exists()) == (1, False)
    assert "--council" in refused.err
    moved = run("move", str(two), str(new), "--council", "AV", "--yes")
    assert moved.status == 0, moved.err
    assert "Moved: Amber Valley, 0 cases." in moved.out
    assert "as many as before" in moved.out
    assert "Proved there: 1 history, with the same last entry" in moved.out
    assert "Put it away" in moved.out
    assert two.read_bytes() == before
    monkeypatch.setenv("CONFERENCE_DATABASE", str(new))
    assert "Amy Amber" in run("people").out


def test_moving_asks_first_and_where_nobody_says_yes_nothing_is_moved(
    run: Run, two: Path, tmp_path: Path
) -> None:
    refused = run("move", str(two), str(tmp_path / "new.db"), "--council", "AV")
    assert refused.status == 1
    assert not (tmp_path / "new.db").exists()


def test_from_one_place_to_the_same_is_refused(run: Run, two: Path) -> None:
    refused = run("move", str(two), str(two), "--yes")
    assert "the same place" in refused.err


def test_no_password_is_taken_from_an_argument(run: Run, two: Path) -> None:
    for places in (
        (str(two), "postgresql://me:hunter2@there/db"),
        ("postgresql://me:hunter2@there/db", str(two)),
    ):
        refused = run("move", *places, "--yes")
        assert refused.status == 1
        assert "no place for a password" in refused.err
        assert "hunter2" not in refused.err
