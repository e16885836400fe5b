"""The settings file says what the environment would; its faults are told with file and line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conference.cli.settings import SETTINGS, check_settings
from conference.cli.settings_file import in_file, read_settings, settings_file, take_settings
from conference.errors import BadInput

SECRET = "hunter2-hunter2"
needs_modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.touch(mode=0o600)
    return file


def taken(file: Path, **said: str) -> dict[str, str]:
    """The environment after the file was read."""
    environment = {"CONFERENCE_SETTINGS": str(file), **said}
    take_settings(environment)
    return environment


def test_it_says_what_the_environment_would(file: Path) -> None:
    file.write_text(
        'database = "postgresql://county@db.example/reviews?sslmode=verify-full"\n'
        'council = "AV"\nsmtp_host = "mail.example"\nsmtp_port = 587\nsmtp_starttls = true\n'
    )
    found = taken(file)
    assert found["CONFERENCE_DATABASE"].startswith("postgresql://county@db.example/")
    assert found["CONFERENCE_COUNCIL"] == "AV"
    assert (found["CONFERENCE_SMTP_PORT"], found["CONFERENCE_SMTP_STARTTLS"]) == ("587", "yes")


def test_the_environment_counts_before_the_file(file: Path) -> None:
    file.write_text('council = "AV"\nperson = "Olive Officer"\n')
    found = taken(file, CONFERENCE_COUNCIL="ER", CONFERENCE_PERSON="")
    assert (found["CONFERENCE_COUNCIL"], found["CONFERENCE_PERSON"]) == ("ER", "")


def test_a_path_is_meant_from_where_the_file_stands(file: Path) -> None:
    file.write_text('database = "reviews.db"\ntemplates = "own"\n')
    (file.parent / "own").mkdir()
    found = taken(file)
    assert found["CONFERENCE_DATABASE"] == str(file.parent / "reviews.db")
    assert check_settings({name: said for name, said in found.items() if name in SETTINGS}) == ()


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ('\ndatabse = "x.db"\n', "settings.toml (line 2), databse", "was database meant?"),
        ('# one\n# two\ncouncil = ["AV"]\n', "settings.toml (line 3), council", "one value"),
        ('council = "AV\n', "settings.toml (line 1", "not TOML"),
        ('code = "123456"\n', "settings.toml (line 1), code", "no such setting"),
        ('settings = "other.toml"\n', "settings.toml (line 1), settings", "no such setting"),
        ('[database]\nplace = "x.db"\n', "settings.toml (line 1), database", "one value"),
    ],
)
def test_a_fault_names_the_file_and_the_line(file: Path, text: str, where: str, what: str) -> None:
    file.write_text(text)
    with pytest.raises(BadInput) as refused:
        read_settings(file)
    [problem] = refused.value.problems
    assert problem.where.startswith(where)
    assert what in problem.what


def test_a_value_that_cannot_be_meant_names_them_too(file: Path) -> None:
    file.write_text('council = "AV"\ntemplates = "nowhere"\n')
    environment = {"CONFERENCE_SETTINGS": str(file)}
    places = take_settings(environment)
    with pytest.raises(BadInput) as refused:
        check_settings(environment, places)
    [problem] = refused.value.problems
    assert problem.where == "settings.toml (line 2), templates"
    assert "no such folder" in problem.what


@needs_modes
@pytest.mark.parametrize(
    "line",
    [
        f'password = "{SECRET}"',
        f'smtp_password = "{SECRET}"',
        f'backup_passphrase = "{SECRET}"',
        f'database = "postgresql://county:{SECRET}@db.example/reviews"',
    ],
)
def test_a_secret_is_taken_only_from_a_file_nobody_else_may_read(file: Path, line: str) -> None:
    file.write_text(f"{line}\n")
    assert SECRET in str(taken(file).values())
    for mode in (0o644, 0o640, 0o604):
        file.chmod(mode)
        with pytest.raises(BadInput, match="cannot be used") as refused:
            read_settings(file)
        assert "chmod 600 settings.toml" in str(refused.value)
        assert SECRET not in str(refused.value)


@needs_modes
def test_without_a_secret_others_may_read_it(file: Path) -> None:
    file.write_text('database = "postgresql://county@db.example/reviews"\ncouncil = "AV"\n')
    file.chmod(0o644)
    assert taken(file)["CONFERENCE_COUNCIL"] == "AV"


def test_what_it_says_is_not_printed(file: Path) -> None:
    file.write_text(f'smtp_password = "{SECRET}"\n')
    assert SECRET not in f"{read_settings(file)!r}"
    file.write_text(f'smtp_password = "{SECRET}\n')
    with pytest.raises(BadInput) as refused:
        read_settings(file)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00", b"a.b" * 200 + b" = 1"])
def test_a_file_that_is_no_settings_is_told(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(BadInput, match="cannot be used"):
        read_settings(file)


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be used"):
        taken(tmp_path / "nowhere.toml")


def test_an_empty_name_is_no_file_and_none_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_file({"CONFERENCE_SETTINGS": " "}) is None
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings_file({}) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is another one elsewhere")
def test_it_is_found_in_the_users_own_configuration(tmp_path: Path) -> None:
    folder = tmp_path / "case-conference"
    folder.mkdir()
    (folder / "settings.toml").write_text('databse = "x.db"\n')
    environment = {
        name: said for name, said in os.environ.items() if not name.startswith("CONFERENCE_")
    }
    ran = subprocess.run(
        [sys.executable, "-m", "conference", "people"],
        env={**environment, "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "settings.toml (line 1), databse" in ran.stderr


def test_every_setting_of_the_environment_can_stand_in_it_or_is_for_one_command() -> None:
    known = {f"CONFERENCE_{key.upper()}" for key in in_file()}
    one_command = {"CONFERENCE_SETTINGS", "CONFERENCE_NEW_PASSWORD", "CONFERENCE_CODE"}
    assert known | one_command == set(SETTINGS)
