"""`conference threshold`: the answer for somebody on the telephone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    file = tmp_path / "reports.csv"
    file.write_text(
        "incident,reported,reported_to\n"
        "2025-01-14,2025-02-13,police\n"
        "2025-02-01,2025-02-02,council\n"
        "2025-02-20,2025-02-21,landlord\n",
        encoding="utf-8",
    )
    return file


def test_the_answer_comes_first_in_plain_lines(run: Run, reports: Path, database: Path) -> None:
    database.unlink()
    ran = run("threshold", reports, "--applied", "2025-08-02")
    assert ran.status == 0
    assert ran.out.splitlines()[0].startswith("By the statute")
    assert "MET" in ran.out
    assert not database.exists()


def test_the_json_has_the_keys_a_program_relies_on(run: Run, reports: Path) -> None:
    answer = json.loads(run("threshold", reports, "--applied", "2025-08-12", "--json").out)
    assert set(answer) == {"applied", "procedure", "statute", "local", "differs", "reports"}
    assert set(answer["statute"]) == {"result", "count", "count_worst", "needed"}
    assert set(answer["local"]) == {"result", "count", "count_worst", "needed", "conditions"}
    assert answer["reports"][0] == {
        "line": 2,
        "verdict": "qualifies",
        "rule": answer["reports"][0]["rule"],
        "last_report_date": "2025-02-13",
        "last_application_date": "2025-08-12",
    }
    assert [one["verdict"] for one in answer["reports"]] == ["qualifies", "does_not", "qualifies"]
    assert answer["statute"]["result"] == "not_met"


def test_another_procedure_can_say_no_where_the_statute_says_yes(run: Run, reports: Path) -> None:
    answer = json.loads(
        run(
            "threshold", reports, "--applied", "2025-08-01", "--procedure", "ashfield", "--json"
        ).out
    )
    assert answer["statute"]["result"] == "met"
    assert answer["local"]["result"] == "not_met"
    assert answer["differs"] is True
    assert [one["holds"] for one in answer["local"]["conditions"]].count(False) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--applied", "soon"),
        ("--applied", "2025-13-01"),
        ("--applied", "2025-08-12", "--unknown"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, reports: Path, arguments: tuple[str, ...]) -> None:
    assert run("threshold", reports, *arguments).status == 2


def test_a_procedure_nobody_ships_is_refused_with_the_known_names(run: Run, reports: Path) -> None:
    ran = run("threshold", reports, "--applied", "2025-08-12", "--procedure", "atlantis")
    assert ran.status == 1
    assert "erewash" in ran.err


def test_a_command_nobody_knows_ends_with_2(run: Run) -> None:
    assert run("foretell").status == 2
