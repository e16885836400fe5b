"""Letters from the command line: any kind, from files, checked with reasons, templates checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.views import LetterKind
from tests.cli.conftest import Run

REFERENCE = "EX-2026-0001"


@pytest.fixture
def case(run: Run, application: Path) -> str:
    """A case that was taken in by a council with a telephone number."""
    ran = run(
        "set-up", "--council", "Exampleshire Council", "--code", "EX", "--phone", "01632 960001",
        "--person", "Olive Officer:officer+chair",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert run("case", "new", application).out == f"{REFERENCE}\n"
    return REFERENCE


def test_words_come_from_options_and_from_files(run: Run, case: str, tmp_path: Path) -> None:
    words = tmp_path / "needed.txt"
    words.write_text("A signed note.\n\nA date.", encoding="utf-8")
    ran = run(
        "letter", "draft", case, "consent-request",
        "--from", f"needed={words}", "--write", "by=By 1 December 2026.",
    )  # fmt: skip
    assert ran.out == f"{case}/1: drafted.\n", ran.err
    shown = run("letter", "show", case).out
    assert "A signed note.\n\nA date." in shown
    assert "By 1 December 2026." in shown
    assert run("letter", "write", case, "--write", "opening=Hello again.").status == 0
    listed = run("letter", "write", case).out
    assert "needed (needed): What you need." in listed
    assert "    A signed note." in listed
    assert "    Hello again." in listed


def test_a_file_that_cannot_be_read_drafts_nothing(run: Run, case: str, tmp_path: Path) -> None:
    ran = run("letter", "draft", case, "delay", "--from", f"why={tmp_path / 'nowhere'}")
    assert ran.status == 1
    assert "cannot be read" in ran.err
    assert run("letter", "show", case).status == 1


def test_a_flag_is_let_stand_with_a_reason(run: Run, case: str) -> None:
    opening = "opening=Ring 07700 900123."
    assert run("letter", "draft", case, "acknowledgement", "--write", opening).status == 0
    ran = run("letter", "check", case)
    assert ran.status == 1
    assert "the telephone number 07700 900123" in ran.out
    assert "[phone/07700 900123]" in ran.out
    assert run("letter", "issue", case).status == 1
    ran = run("letter", "check", case, "--override", "phone/07700 900123=The night line.")
    assert ran.status == 0, ran.out
    assert "It may stay: The night line." in ran.out
    assert "Reading: " in ran.out
    assert ran.out.endswith(f"{case}/1: nothing is missing.\n")
    ran = run("letter", "issue", case, "--channel", "e-mail", "--sent-to", "a@b.example")
    assert ran.status == 0, ran.err
    assert run("history", "verify").out == "1 case: nothing was altered.\n"


def test_a_correction_takes_over_the_words_and_supersedes(run: Run, case: str) -> None:
    assert run("letter", "draft", case, "acknowledgement", "--write", "opening=Hello.").status == 0
    assert run("letter", "issue", case).status == 0
    assert run("letter", "draft", case, "acknowledgement", "--corrects", 1).status == 0
    assert "Hello." in run("letter", "show", case).out
    assert run("letter", "issue", case, 2).status == 0
    assert "superseded" in run("case", "show", case, "letters").out


def test_an_invitation_names_who_is_expected(run: Run, case: str) -> None:
    ran = run("letter", "draft", case, "invitation-panel", "--to", "Nobody")
    assert ran.status == 1
    assert "Expected are: nobody yet" in ran.err


@pytest.mark.parametrize(
    "kind", [LetterKind.CLOSURE, LetterKind.DELAY, LetterKind.NOT_INVITED, LetterKind.OUTCOME]
)
def test_any_kind_can_be_begun_and_says_what_it_lacks(
    run: Run, case: str, kind: LetterKind
) -> None:
    assert run("letter", "draft", case, kind).status == 0
    ran = run("letter", "check", case)
    assert ran.status == 1
    assert "Missing: " in ran.out


def test_templates_are_checked_from_a_folder_or_as_shipped(run: Run, tmp_path: Path) -> None:
    assert run("letter", "check-templates").out.endswith("can be used.\n")
    (tmp_path / "delay.md.j2").write_text("# T\n{{ refrence }} {{ contact.phone }}\n")
    ran = run("letter", "check-templates", tmp_path)
    assert ran.status == 1
    assert "delay.md.j2, line 2: there is no value called 'refrence'" in ran.out
    assert "did you mean 'reference'" in ran.out


def test_the_councils_own_folder_is_the_one_that_is_checked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "delay.md.j2").write_text("no title\n")
    monkeypatch.setenv("CONFERENCE_TEMPLATES", str(tmp_path))
    ran = run("letter", "check-templates")
    assert ran.status == 1
    assert "delay.md.j2: it has no title" in ran.out
