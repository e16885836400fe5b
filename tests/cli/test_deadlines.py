"""Watching the days on the command line."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.cli.conftest import Run


def test_what_falls_due_is_printed_with_its_state_in_words(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    told = run("deadlines").out
    assert f"{reference} acknowledge" in told
    assert told.startswith(("due", "OVERDUE"))


def test_a_stopped_clock_stands_with_its_reason_until_it_runs_again(
    run: Run, application: Path
) -> None:
    reference = run("case", "new", application).out.strip()
    stopped = run("clock", "stop", reference, "acknowledge", "--why", "Consent is awaited")
    assert stopped.status == 0
    assert (
        f"STOPPED              {reference} acknowledge: Consent is awaited" in run("deadlines").out
    )
    assert run("clock", "stop", reference, "outcome", "--why", "x").status == 1
    assert run("clock", "run", reference, "acknowledge").status == 0
    assert "STOPPED" not in run("deadlines").out


def test_the_calendar_file_is_for_its_owner_alone(
    run: Run, application: Path, tmp_path: Path
) -> None:
    run("case", "new", application)
    assert run("deadlines", "--folder", tmp_path).status == 0
    file = tmp_path / "asb-case-review-deadlines.ics"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"BEGIN:VEVENT" in file.read_bytes()
    assert run("deadlines", "--folder", tmp_path).status == 1
    assert run("deadlines", "--folder", tmp_path, "--replace").status == 0


def test_a_promise_is_noted_and_done_by_its_number(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    assert run("follow-up", "promise", reference, "Ring her", "--by", "2099-01-04").status == 0
    assert "1. update to the applicant, 4 January 2099: Ring her (to come)" in (
        run("follow-up", "list", reference).out
    )
    assert run("follow-up", "done", reference, 2, "--what", "Rang").status == 1
    assert run("follow-up", "done", reference, 1, "--what", "Rang").status == 0
    assert "Rang" in run("follow-up", "list", reference).out
