"""An appeal on the command line, from the day it is lodged to its result."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.cli.conftest import Run


def test_an_appeal_goes_its_whole_way(run: Run, application: Path, tmp_path: Path) -> None:
    reference = run("case", "new", application).out.strip()
    assert run("appeal", "list", reference).out == "No appeal is recorded.\n"
    lodged = run(
        "appeal", "lodge", reference, "--against", "threshold", "--ground", "Nobody rang me."
    )
    assert lodged.status == 0
    assert "the appeal is recorded. No last day to appeal was told" in lodged.out
    assert "publishes no time to appeal" in lodged.err
    assert run("appeal", "acknowledge", reference).status == 0
    refused = run("appeal", "send", reference)
    assert refused.status == 1
    assert "No bundle is made" in refused.err
    folder = tmp_path / "bundle"
    made = run("appeal", "bundle", reference, "--to", folder, "--hide", "Wayne")
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".txt", ".pdf", ".zip"]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert sorted(made.out.splitlines()) == [str(file.resolve()) for file in files]
    assert "Derbyshire Police and Crime Commissioner" in run("appeal", "send", reference).out
    result = run("appeal", "result", reference, "upheld", "--words", "Weigh it again.")
    again = result.out.splitlines()[-1].split()[0]
    assert again != reference
    assert f"Looks again at {reference}" in run("case", "show", again).out
    assert f"{again} looks at it again" in run("case", "show", reference).out
    shown = run("appeal", "list", reference).out
    assert f"Linked review: {again}" in shown
    assert "upheld and referred back" in shown


def test_the_list_is_for_programs_too(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    run("appeal", "lodge", reference, "--against", "threshold", "--ground", "[bold]x[/]")
    (told,) = json.loads(run("appeal", "list", reference, "--json").out)
    assert (told["ground"], told["out_of_time"]) == ("[bold]x[/]", False)


def test_a_number_that_is_not_there_is_refused(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    assert run("appeal", "acknowledge", reference).status == 1
    run("appeal", "lodge", reference, "--ground", "So.")
    assert "There is no appeal 2." in run("appeal", "acknowledge", reference, "--number", "2").err
