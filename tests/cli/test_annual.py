"""The yearly figures on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run

YEAR = ("--from", "2026-04-01", "--to", "2027-03-31")


def enter(run: Run, *numbers: int, answer: str = "", note: str = "") -> Ran:
    names = ("--received", "--not-met", "--reviews", "--with-recommendations", "--appeals")
    given = [word for pair in zip(names, numbers, strict=False) for word in pair]
    days = ("--from", "2019-04-01", "--to", "2020-03-31")
    return run("annual", "enter", *days, *given, "--note", note, answer=answer)


def test_the_figures_are_printed_in_the_words_councils_publish(run: Run, application: Path) -> None:
    run("case", "new", application)
    told = run("annual", *YEAR)
    assert told.status == 0
    assert "1 April 2026 to 31 March 2027" in told.out
    line = next(x for x in told.out.splitlines() if x.startswith("Applications for an ASB case"))
    assert line.split()[-1] == "1"
    assert "These agree." in told.out


def test_every_number_names_the_cases_behind_it(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    assert f"received: {reference}" in run("annual", *YEAR, "--cases").out
    found = json.loads(run("annual", *YEAR, "--format", "json").out)
    assert found["figures"]["received"] == 1
    assert found["cases"]["received"] == [reference]


def test_published_years_stand_in_every_format(run: Run, application: Path, tmp_path: Path) -> None:
    run("case", "new", application)
    assert enter(run, 4, 3, 1, 1, 0, note="=1+1").status == 0
    for kind in ("text", "html", "csv", "json"):
        assert run("annual", *YEAR, "--format", kind, "--folder", tmp_path).status == 0
    file = tmp_path / "asb-case-reviews-2026-04-01-to-2027-03-31.csv"
    this, earlier = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    assert this["received"] == "1"
    assert [earlier[key] for key in ("received", "not_met", "reviews", "appeals")] == list("4310")
    assert earlier["note"] == "'=1+1"
    page = file.with_suffix(".html").read_text()
    assert "<td>4</td><td>3</td><td>1</td><td>1</td><td>0</td>" in page


def test_impossible_figures_ask_before_they_are_kept(run: Run) -> None:
    assert enter(run, 4, 4, 4, 0, answer="n").status == 1
    assert enter(run, 4, 4, 4, 0, answer="y").status == 0


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("--from", "2026-04-01"), "both its days"),
        (("--from", "2026-04-01", "--to", "2027-04-01"), "12 months"),
        (("--from", "2026-04-01", "--to", "2026-03-01"), "before it begins"),
    ],
)
def test_what_is_no_period_is_refused(run: Run, days: tuple[str, ...], said: str) -> None:
    told = run("annual", *days)
    assert told.status == 1
    assert said in told.err


def test_what_requests_ask_for_is_one_set_of_answers(run: Run, application: Path) -> None:
    run("case", "new", application)
    told = run("annual", "requested", *YEAR).out
    for words in (
        "Applications received: 1",
        "Who decides an appeal:",
        "How applicants were heard",
    ):
        assert words in told
