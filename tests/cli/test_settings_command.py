"""`conference settings`: what is set and from where, without a secret; nothing is made by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SECRET = "plum jam in the cellar"


def test_it_says_which_record_is_used_and_that_it_can_be_opened(run: Run, database: Path) -> None:
    run(
        "set-up",
        "--council",
        "Amber",
        "--code",
        "AV",
        "--person",
        "Ada:administrator+officer+chair",
    )
    told = run("settings")
    assert told.status == 0
    assert f"database: {database} (the environment)" in told.out
    assert "Record: opens. Amber." in told.out


def test_a_record_that_is_not_there_is_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "none.db"
    monkeypatch.setenv("CONFERENCE_DATABASE", str(place))
    assert "not there yet" in run("settings").out
    assert not place.exists()


def test_what_a_file_says_is_told_with_its_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('# of this machine\nperson = "Ada"\n', "utf-8")
    monkeypatch.setenv("CONFERENCE_SETTINGS", str(file))
    monkeypatch.delenv("CONFERENCE_PERSON")
    told = run("settings").out
    assert f"Settings file: {file}" in told
    assert "person: Ada (mine.toml (line 2))" in told


@pytest.mark.parametrize("name", ["PASSWORD", "NEW_PASSWORD", "CODE", "BACKUP_PASSPHRASE"])
def test_no_secret_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"CONFERENCE_{name}", SECRET)
    told = run("settings", "--json")
    assert SECRET not in told.out + told.err
    assert '"value": "set"' in told.out


def test_an_address_is_told_without_its_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://council:hidden@127.0.0.1:1/reviews"
    monkeypatch.setenv("CONFERENCE_DATABASE", address)
    told = run("settings")
    assert told.status == 1
    assert "hidden" not in told.out + told.err
