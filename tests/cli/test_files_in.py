"""Real input on the command line: applications, chronologies, and what is wrong with files."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.exchange.application_example import example
from tests.cli.conftest import Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
CHRONOLOGIES = sorted(file for file in CASES.glob("*.csv") if file.name != "index.csv")


@pytest.mark.parametrize("kind", ["toml", "json", "csv", "xlsx"])
def test_the_example_of_each_kind_is_an_application_that_can_be_taken_in(
    run: Run, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"example.{kind}"
    file.write_bytes(example(kind))
    ran = run("case", "new", file)
    assert ran.status == 0, ran.err
    assert ran.out.startswith("ER-")


def test_every_published_chronology_comes_in_and_a_second_time_adds_nothing(
    run: Run, application: Path
) -> None:
    reference = run("case", "new", application).out.strip()
    for file in CHRONOLOGIES:
        ran = run("case", "import", reference, file, "--yes")
        assert ran.status == 0, (file.name, ran.err)
        assert "rows added" in ran.out
    before = run("case", "show", reference, "timeline").out
    for file in CHRONOLOGIES:
        again = run("case", "import", reference, file, "--yes")
        assert again.out.endswith("Nothing to add.\n")
    assert run("case", "show", reference, "timeline").out == before


def test_nothing_is_added_before_the_person_agrees(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    before = run("case", "show", reference, "timeline").out
    refused = run("case", "import", reference, CHRONOLOGIES[0], answer="n\n")
    assert refused.status == 1
    assert "line 2" in refused.out
    assert run("case", "show", reference, "timeline").out == before
    assert run("case", "import", reference, CHRONOLOGIES[0], answer="y\n").status == 0
    assert run("case", "show", reference, "timeline").out != before


def test_the_bad_rows_of_a_chronology_are_told_and_the_good_ones_wait_for_a_yes(
    run: Run, application: Path, tmp_path: Path
) -> None:
    reference = run("case", "new", application).out.strip()
    file = tmp_path / "mixed.csv"
    file.write_text(
        "date,kind,agency,summary\n3/4/2026,action,police,Visited\n31/2/2026,action,police,Late\n",
        encoding="utf-8",
    )
    ran = run("case", "import", reference, file, "--yes")
    assert ran.status == 0, ran.err
    assert "3 April 2026" in ran.out
    assert "line 3" in ran.out
    shown = run("case", "show", reference, "actions").out
    assert "Visited" in shown
    assert "Late" not in shown


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("binary.csv", bytes(range(256)) * 20),
        ("no-columns.csv", b"a,b\n1,2\n"),
        ("not-a-workbook.xlsx", b"PK\x03\x04 nothing"),
        ("other.pdf", b"%PDF-1.7\n"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words_and_changes_nothing(
    run: Run, application: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    reference = run("case", "new", application).out.strip()
    before = run("case", "show", reference, "timeline").out
    file = tmp_path / name
    file.write_bytes(content)
    for command in (("case", "new", file), ("case", "import", reference, file, "--yes")):
        ran = run(*command)
        assert ran.status == 1, ran.out
        assert ran.err.strip()
        assert "Traceback" not in ran.err
    assert run("case", "show", reference, "timeline").out == before
    assert "1 case:" in run("history", "verify").out


def test_a_report_dated_before_its_incident_is_refused_with_its_place(
    run: Run, application: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    text = application.read_text(encoding="utf-8")
    wrong.write_text(text.replace("when = 2026-09-01\ntold", "when = 2026-08-01\ntold"), "utf-8")
    ran = run("case", "new", wrong)
    assert ran.status == 1
    assert "before it happened" in ran.err or "before the incident" in ran.err
    assert run("case", "new", application).out == "ER-2026-0001\n"
