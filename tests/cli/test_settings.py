"""A setting that cannot be meant is refused with its name, and no secret is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import conference
from conference.cli.settings import SETTINGS, check_settings
from conference.errors import BadInput
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CONFERENCE_DATABASE", "mysql://there/db", "begins with postgresql://"),
        ("CONFERENCE_DATABASE", "/", "names a folder"),
        ("CONFERENCE_TEMPLATES", "/nowhere/at/all", "no such folder"),
        ("CONFERENCE_PERSON", "Olive\nOfficer", "on one line"),
        ("CONFERENCE_PERSON", "x" * 201, "on one line"),
    ],
)
def test_a_wrong_one_is_refused_with_its_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    refused = run("people")
    assert refused.status == 1
    assert f"{name}: " in refused.err
    assert words in refused.err


def test_all_that_are_wrong_are_named_at_once() -> None:
    given = {
        "CONFERENCE_SMTP_HOST": "mail.example.org",
        "CONFERENCE_SMTP_PORT": "70000",
        "CONFERENCE_SMTP_FROM": "nobody",
        "CONFERENCE_SMTP_PASSWORD": "hunter2-hunter2",
        "CONFERENCE_TEMPLATES": "/nowhere",
    }
    with pytest.raises(BadInput) as refused:
        check_settings(given)
    assert {problem.where for problem in refused.value.problems} == {
        "CONFERENCE_TEMPLATES",
        "CONFERENCE_SMTP_PORT",
        "CONFERENCE_SMTP_FROM",
    }
    assert "hunter2" not in str(refused.value)


def test_an_address_with_a_password_is_never_told() -> None:
    with pytest.raises(BadInput) as refused:
        check_settings({"CONFERENCE_DATABASE": "oracle://me:hunter2@there/db"})
    assert "hunter2" not in str(refused.value)


def test_a_name_that_is_none_is_told_with_the_nearest(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFERENCE_DATABSE", "somewhere")
    done = run("procedures")
    assert done.status == 0
    assert "There is no setting CONFERENCE_DATABSE" in done.err
    assert "Was CONFERENCE_DATABASE meant?" in done.err
    assert "somewhere" not in done.err


def test_help_is_given_whatever_is_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFERENCE_TEMPLATES", "/nowhere/at/all")
    assert run("--help").status == 0


def test_everything_right_or_empty_is_taken(tmp_path: Path) -> None:
    assert check_settings(dict.fromkeys(SETTINGS, "")) == ()
    given = {"CONFERENCE_DATABASE": str(tmp_path / "new.db"), "CONFERENCE_TEMPLATES": str(tmp_path)}
    assert check_settings(given) == ()
    assert check_settings({"CONFERENCE_DATABASE": "postgresql://me@there/db"}) == ()


def test_every_setting_that_the_program_reads_is_one_that_is_checked() -> None:
    root = Path(conference.__file__).parents[1]
    files = [*(root / "conference").rglob("*.py"), *(root / "screens").rglob("*.py")]
    read = {
        name
        for file in files
        for name in re.findall(r"CONFERENCE_[A-Z_]*[A-Z]", file.read_text("utf-8"))
    }
    assert {name for name in read - set(SETTINGS) if not name.startswith("CONFERENCE_TEST")} <= {
        "CONFERENCE_SMTP"
    }
