"""Incidents told more than once, on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

REFERENCE = "ER-2026-0001"
CSV = """date,kind,summary,reported to,reported on
2026-09-15,incident,Shouting heard on the stairs,police,2026-09-16
"""


def with_a_log_of_the_police(run: Run, application: Path, folder: Path) -> None:
    assert run("case", "new", application).status == 0
    log = folder / "police.csv"
    log.write_text(CSV, encoding="utf-8")
    ran = run("case", "import", REFERENCE, log, "--yes")
    assert ran.status == 0, ran.err


def test_what_may_be_one_is_printed_with_its_reason_grouped_and_parted_by_number(
    run: Run, application: Path, tmp_path: Path
) -> None:
    with_a_log_of_the_police(run, application, tmp_path)
    ran = run("case", "duplicates", REFERENCE)
    assert "Perhaps one incident: same day, both speak of ‘shouting’ and ‘stairs’" in ran.out
    numbers = [line.split(".")[0].strip() for line in ran.out.splitlines() if line[:2] == "  "]
    assert len(numbers) == 2
    grouped = run("case", "group", REFERENCE, *numbers, "--why", "One evening.")
    assert grouped.status == 0, grouped.err
    assert "Grouped as one incident:" in run("case", "duplicates", REFERENCE).out
    shown = run("case", "show", REFERENCE, "timeline").out
    assert "told to two bodies" in " ".join(shown.split())
    for words in ("Shouting on the stairs", "Shouting heard on the stairs", "police.csv, line 2"):
        assert words in " ".join(shown.split())
    parted = run("case", "ungroup", REFERENCE, numbers[0])
    assert parted.status == 0, parted.err
    assert "Perhaps one incident" in run("case", "duplicates", REFERENCE).out


def test_a_number_that_is_none_and_a_reason_that_is_missing_are_refused(
    run: Run, application: Path, tmp_path: Path
) -> None:
    with_a_log_of_the_police(run, application, tmp_path)
    ran = run("case", "group", REFERENCE, "1", "9", "--why", "So.")
    assert ran.status == 1
    assert "There is no incident 9." in ran.err
    assert run("case", "group", REFERENCE, "1", "2").status != 0
    assert run("case", "ungroup", REFERENCE, "1").status == 1
    every = run("case", "duplicates", REFERENCE, "--all").out.splitlines()
    assert [line.split(".")[0] for line in every] == ["1", "2", "3", "4"]


def test_whatever_a_screen_takes_of_an_entry_a_command_takes(run: Run, application: Path) -> None:
    assert run("case", "new", application).status == 0
    logged = run(
        "case", "log", REFERENCE, "police", "--when", "1/9/2026", "--kind", "visit",
        "--what", "Spoke at the door.", "--outcome", "Nobody was in.",
        "--contact-with", "applicant", "--still-open", "--more", "A camera.",
        "--reference", "CAD 17", "--yes",
    )  # fmt: skip
    assert logged.status == 0, logged.err
    told = run(
        "case", "incident", REFERENCE, "--when", "2/9/2026", "--time", "about 2 am",
        "--what", "A brick was thrown.", "--place", "The yard", "--hate",
    )  # fmt: skip
    assert told.status == 0, told.err
    reported = run(
        "case", "report", REFERENCE, "--of", "2/9/2026", "--when", "3/9/2026", "--told-to",
        "police", "--reported-by", "a neighbour", "--method", "101", "--reference", "LOG 9",
        "--taken-by", "the call handler", "--response", "Somebody will ring.", "--not-logged",
    )  # fmt: skip
    assert reported.status == 0, reported.err
    shown = run("case", "show", REFERENCE, "entries", "actions").out
    for words in (
        "Contact with: applicant", "State: still open", "More could be done: A camera.",
        "Reference: CAD 17", "Time: about 2 am", "Place: The yard", "Hate incident: yes",
        "Reported by: a neighbour", "How: 101", "Taken by: the call handler",
        "Response: Somebody will ring.", "Logged as a report: no", "What was said: A brick was",
    ):  # fmt: skip
        assert words in shown, words


def test_a_report_of_no_incident_of_the_case_adds_nothing(run: Run, application: Path) -> None:
    assert run("case", "new", application).status == 0
    before = run("case", "show", REFERENCE, "entries").out
    report = ("case", "report", REFERENCE, "--when", "3/9/2026", "--told-to", "police")
    refused = run(*report, "--of", "1/1/2020")
    assert (refused.status, "No incident of the case is of 1/1/2020" in refused.err) == (1, True)
    assert run("case", "show", REFERENCE, "entries").out == before
