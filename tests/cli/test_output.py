"""What becomes of a command whose output nobody takes: it is told, and nothing is half done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMAND = f"{sys.executable} -c 'from conference.cli import command; command()'"


def in_a_shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line as somebody would type it; its status is that of the command, not of what follows."""
    words = line.replace("conference", COMMAND)
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {words}"], capture_output=True, text=True, check=False
    )


@pytest.mark.long
@pytest.mark.parametrize(
    "line",
    [
        "conference case list > /dev/full",
        "conference case list >&-",
        "conference case list --json > /dev/full",
        "conference case new --example toml > /dev/full",
        "conference case --help > /dev/full",
    ],
)
def test_an_output_that_takes_nothing_is_told(
    run: Run, database: Path, application: Path, line: str
) -> None:
    run("case", "new", application)
    done = in_a_shell(line)
    assert done.returncode == 1, done.stderr
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "a fault in the program" not in done.stderr


def test_who_reads_no_further_is_told_too(run: Run, database: Path, application: Path) -> None:
    run("case", "new", application)
    done = in_a_shell("(sleep 0.1; conference case list) | true")
    assert done.returncode == 1
    assert "could not be written: Broken pipe" in done.stderr


@pytest.mark.long
def test_what_a_command_was_to_record_is_recorded_once_and_that_is_said(
    run: Run, database: Path, application: Path
) -> None:
    done = in_a_shell(f"conference case new {application} > /dev/full")
    assert done.returncode == 1
    assert "what the command was to record or to write is done" in done.stderr
    assert len(run("case", "list").out.splitlines()) == 1
