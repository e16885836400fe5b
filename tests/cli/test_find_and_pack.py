"""Finding words and making the agenda pack on the command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.cli.conftest import Run


def test_words_are_found_with_where_they_are(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    found = run("find", "shouting", "stairs")
    assert found.status == 0
    assert f"{reference} Mrs A. Sample, incident, 1 October 2026: Shouting on the stairs" in (
        found.out
    )
    hits = json.loads(run("find", "ex1 1aa", "--json").out)
    assert hits[0]["reference"] == reference


def test_nothing_found_is_said_and_too_little_is_refused(run: Run, application: Path) -> None:
    run("case", "new", application)
    assert run("find", "zebra").out == "Nothing was found.\n"
    refused = run("find", "z")
    assert refused.status == 1
    assert "too little to search for" in refused.err


def test_the_search_index_is_made_again_from_the_record(run: Run, application: Path) -> None:
    run("case", "new", application)
    assert run("find", "shouting", "--rebuild").status == 1
    made = run("find", "--rebuild")
    assert (made.status, made.out) == (0, "The search index was made again from the record.\n")
    assert "shouting" in run("find", "shouting").out.casefold()


def test_the_agenda_pack_is_written_for_its_owner_alone_and_over_nothing(
    run: Run, application: Path, tmp_path: Path
) -> None:
    reference = run("case", "new", application).out.strip()
    folder = tmp_path / "packs"
    made = run("case", "pack", reference, "--folder", folder)
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".docx", ".html", ".pdf", ".txt"]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert sorted(made.out.splitlines()) == [str(file.resolve()) for file in files]
    again = run("case", "pack", reference, "--folder", folder)
    assert again.status == 1
    assert "There is a file" in again.err
    assert run("case", "pack", reference, "--folder", folder, "--replace").status == 0
    assert run("case", "pack", reference, "--folder", folder, "--chair").status == 0
    assert (folder / f"{reference}-agenda-pack-chair.pdf").exists()


def test_the_response_by_agency_is_a_part_of_the_account(run: Run, application: Path) -> None:
    reference = run("case", "new", application).out.strip()
    shown = run("case", "show", reference, "responses").out
    assert "RESPONSE BY AGENCY" in shown
    assert "Police: 1 report received; no actions, 0 still open; 1 report never answered." in (
        " ".join(shown.split())
    )
