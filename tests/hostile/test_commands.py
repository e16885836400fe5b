"""Every command that prints: text is text on a terminal too, and no file is written by it."""

from __future__ import annotations

import io

import pytest

from conference.cli import main
from tests.hostile.conftest import Hostile

PRINTING = (
    ("case", "list"),
    ("case", "show", "REF"),
    ("case", "account", "REF"),
    ("case", "timeline", "REF"),
    ("case", "threshold", "REF"),
    ("meeting", "show", "REF"),
    ("minutes", "places", "REF"),
    ("letter", "list", "REF"),
    ("appeal", "list", "REF"),
    ("recommendation", "overdue"),
    ("follow-up", "list", "REF"),
    ("deadlines",),
    ("chase",),
    ("find", "evil"),
    ("people",),
    ("history", "verify", "REF"),
    ("history", "head", "REF"),
)


def test_what_commands_print_is_literal_and_controls_no_terminal(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONFERENCE_DATABASE", str(hostile.file))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    reference = hostile.reference
    printed = 0
    for command in PRINTING:
        arguments = [reference if part == "REF" else part for part in command]
        status = main([*arguments, "--as", "Olive Officer"])
        out, err = capfd.readouterr()
        assert "Traceback" not in err, command
        if status == 2:
            continue  # A command without --as: it is not one that reads for somebody.
        printed += 1
        assert not any(ord(one) < 32 and one != "\n" for one in out + err), command
        assert not any(0x7F <= ord(one) <= 0x9F for one in out + err), command
        assert hostile.planted.faults_on_screen(out) == [], command
    assert printed > 10
    assert len(hostile.planted.seen) > 20
