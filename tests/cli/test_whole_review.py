"""One case from application to issued outcome letter, by commands alone."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REFERENCE = "ER-2026-0001"


def _received(run: Run, application: Path) -> None:
    ran = run("case", "new", application)
    assert (ran.status, ran.out) == (0, f"{REFERENCE}\n"), ran.err


def test_a_new_case_prints_its_reference_alone_and_tells_of_the_set_up_beside_it(
    run: Run, application: Path
) -> None:
    ran = run("case", "new", application)
    assert ran.out == f"{REFERENCE}\n"
    assert "Erewash Borough Council" in ran.err
    assert run("case", "new", application).out == "ER-2026-0002\n"


@pytest.mark.long
def test_a_case_goes_from_application_to_issued_letter_by_commands(
    run: Run, application: Path, tmp_path: Path
) -> None:
    _received(run, application)
    steps = [
        ("case", "acknowledge", REFERENCE),
        ("case", "decide", REFERENCE, "--met", "--reasons", "Three complaints in six weeks."),
        ("case", "ask", REFERENCE, "police", "--by", "2026-11-30"),
        ("case", "log", REFERENCE, "police", "--when", "3/10/2026", "--kind", "visit",
         "--what", "Spoke to the neighbour"),
        ("case", "answer", REFERENCE, "police", "answered"),
        ("meeting", "plan", REFERENCE, "--on", "2026-11-20", "--place", "Town Hall",
         "--independence", "Works for another service."),
        ("meeting", "expect", REFERENCE, "Sgt Example", "--agency", "police"),
        ("meeting", "open", REFERENCE),
        ("meeting", "arrive", REFERENCE, "Sgt Example"),
        ("meeting", "hear", REFERENCE, "declined"),
        ("meeting", "decide", REFERENCE, "The response to the reports", "--result",
         "not adequate", "--reason", "One visit in six weeks.", "--agency", "police"),
        ("case", "recommend", REFERENCE, "Visit every week", "--to", "police", "--owner",
         "Sgt Example", "--by", "2027-01-15"),
        ("meeting", "close", REFERENCE, "--review", "2027-02-20"),
        ("letter", "draft", REFERENCE, "outcome"),
        ("letter", "check", REFERENCE),
        ("letter", "approve", REFERENCE),
        ("letter", "issue", REFERENCE),
    ]  # fmt: skip
    for words in steps:
        ran = run(*words)
        if words[:2] == ("letter", "check"):
            # The set-up by default knows no telephone number, and a letter needs somebody to ask.
            assert ran.status == 1
            assert "telephone" in ran.out
            assert run("person", "Olive Officer", "--phone", "01632 960001").status == 0
            ran = run(*words)
        assert ran.status == 0, (words, ran.err)
    assert "issued" in run("case", "show", REFERENCE, "letters").out


def test_a_council_that_gave_its_telephone_number_issues_the_letter_and_saves_its_files(
    run: Run, application: Path, tmp_path: Path
) -> None:
    set_up = run(
        "set-up", "--council", "Exampleshire Council", "--code", "EX", "--phone", "01632 960001",
        "--person", "Olive Officer:officer+chair",
    )  # fmt: skip
    assert set_up.status == 0, set_up.err
    assert run("case", "new", application).out == "EX-2026-0001\n"
    for words in (
        ("case", "acknowledge"),
        ("case", "decide", "--met", "--reasons", "Three complaints in six weeks."),
        ("meeting", "plan", "--on", "2026-11-20", "--independence", "Of another service."),
        ("meeting", "open"),
        ("meeting", "arrive", "Olive"),
        ("meeting", "hear", "declined"),
        ("meeting", "decide", "The response", "--result", "adequate", "--reason", "Each was met.",
         "--item", "10"),
        ("meeting", "close", "--review", "2027-02-20"),
        ("letter", "draft", "outcome", "--write", "no_action=Everything that can help is done."),
        ("letter", "check"),
        ("letter", "approve"),
        ("letter", "issue"),
    ):  # fmt: skip
        ran = run(*words[:2], "EX-2026-0001", *words[2:])
        assert ran.status == 0, (words, ran.err)
    folder = tmp_path / "out"
    saved = run("letter", "save", "EX-2026-0001", folder)
    files = sorted(file.suffix for file in folder.iterdir())
    assert files == [".docx", ".html", ".md", ".pdf", ".txt"], saved.err
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in folder.iterdir())
    text = next(folder.glob("*.txt")).read_text(encoding="utf-8")
    assert "Everything that can help is done." in text
    assert run("letter", "show", "EX-2026-0001").out.strip() == text.strip()
    again = run("letter", "save", "EX-2026-0001", folder)
    assert again.status == 1
    assert "already" in again.err
    assert run("history", "verify").out == "1 case: nothing was altered.\n"
    closing = ("case", "close", "EX-2026-0001", "--why", "It stopped.")
    assert run(*closing, "--view", "Content.", "--yes").status == 0
    assert run("case", "list").out == "No cases.\n"


def test_the_meeting_cannot_be_closed_empty_and_every_missing_thing_is_named(
    run: Run, application: Path
) -> None:
    _received(run, application)
    run("case", "decide", REFERENCE, "--met", "--reasons", "Three complaints.")
    run("meeting", "plan", REFERENCE, "--on", "2026-11-20")
    run("meeting", "open", REFERENCE)
    ran = run("meeting", "close", REFERENCE)
    assert ran.status == 1
    for missing in ("attendance", "applicant's part", "decision", "review date"):
        assert missing in ran.err


def test_a_refusal_of_three_complaints_is_refused_with_the_section(
    run: Run, application: Path
) -> None:
    _received(run, application)
    ran = run("case", "decide", REFERENCE, "--not-met", "--reasons", "We think not.")
    assert ran.status == 1
    assert "104(4)" in ran.err
    assert "Traceback" not in ran.err


def test_a_case_is_printed_as_plain_lines_in_parts_and_as_json(run: Run, application: Path) -> None:
    _received(run, application)
    whole = run("case", "show", REFERENCE).out
    assert "APPLICATION" in whole
    assert "TIMELINE" in whole
    assert all(len(line) <= 80 for line in whole.splitlines())
    part = run("case", "show", REFERENCE, "timeline").out
    assert "APPLICATION" not in part
    assert "1 September 2026" in part
    shown = json.loads(run("case", "show", REFERENCE, "--json").out)
    assert shown["reference"] == REFERENCE
    assert len(shown["incidents"]) == 3


def test_the_applicant_is_not_shown_what_the_panel_keeps(run: Run, application: Path) -> None:
    _received(run, application)
    run("case", "log", REFERENCE, "police", "--when", "2026-10-02", "--kind", "intelligence",
        "--what", "A SECRET")  # fmt: skip
    assert "A SECRET" in run("case", "show", REFERENCE, "actions", "timeline").out
    seen = run("case", "show", REFERENCE, "actions", "timeline", "--seen-by", "applicant").out
    assert "A SECRET" not in seen


def test_the_caseload_says_what_is_next_and_who_has_not_answered(
    run: Run, application: Path
) -> None:
    _received(run, application)
    run("case", "decide", REFERENCE, "--met", "--reasons", "Three complaints.")
    run("case", "ask", REFERENCE, "health", "--by", "2026-12-01")
    line = run("case", "list").out
    assert re.search(r"ER-2026-0001 Mrs A\. Sample\. evidence: agencies' answers", line)
    assert "Waiting for: Health" in line
    assert json.loads(run("case", "list", "--json").out)[0]["outstanding"] == ["Health"]
