"""A return form goes out and comes back on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.returns import AUTHOR, filled

ROW = {"date": "12/10/2026", "kind": "visit", "summary": "Two officers called at the flat."}


@pytest.fixture
def reference(run: Run, application: Path) -> str:
    """A case on which the police are asked."""
    found = run("case", "new", application).out.strip()
    assert run("case", "ask", found, "police").status == 0
    return found


@pytest.fixture
def form(run: Run, reference: str, tmp_path: Path) -> Path:
    """The form for the police."""
    ran = run("return", "make", reference, "police", "--out", tmp_path / "police.xlsx")
    assert ran.status == 0, ran.err
    return Path(ran.out.strip())


def fill(form: Path, *rows: dict[str, object], **answers: object) -> Path:
    path = form.with_name("filled.xlsx")
    filled(form.read_bytes(), {**AUTHOR, **answers}, rows).save(path)
    return path


def test_a_form_is_private_named_for_its_case_and_never_written_over_another(
    run: Run, reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("return", "make", reference, "police")
    path = tmp_path / ran.out.strip()
    assert path.name == f"{reference.lower()}-police-return.xlsx"
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    again = run("return", "make", reference, "police")
    assert again.status == 1
    assert "There is a file" in again.err
    assert path.read_bytes() == before


def test_a_return_is_previewed_confirmed_and_taken_in_once(
    run: Run, reference: str, form: Path
) -> None:
    path = fill(form, ROW, {**ROW, "date": "31/2/2026"}, job="Sergeant")
    refused = run("return", "read", path, answer="n\n")
    assert refused.status == 1
    assert "12 October 2026, visit: Two officers called" in refused.out
    assert "Left out, line 3: " in refused.out
    assert "Return by: Sgt Jo Bloggs, Sergeant" in refused.out
    assert "Two officers" not in run("case", "show", reference, "actions").out
    done = run("return", "read", path, answer="y\n")
    assert done.status == 0, done.err
    assert done.out.endswith(f"{reference}: Police, part answered; actions added: 1.\n")
    assert "Two officers" in run("case", "show", reference, "actions").out
    again = run("return", "read", path, "--yes")
    assert again.status == 0
    assert "This very file was taken in before." in again.out
    assert again.out.endswith("Nothing to add.\n")


def test_a_nil_return_is_taken_in(run: Run, form: Path) -> None:
    ran = run("return", "read", fill(form, nil="yes"), "--yes")
    assert ran.status == 0, ran.err
    assert ran.out.endswith("Police, nil return; actions added: 0.\n")


def test_an_agency_that_is_not_asked_gets_no_form(run: Run, reference: str, tmp_path: Path) -> None:
    ran = run("return", "make", reference, "health", "--out", tmp_path / "health.xlsx")
    assert ran.status == 1
    assert "is not asked for anything" in ran.err
    assert not (tmp_path / "health.xlsx").exists()


def test_a_form_that_was_altered_or_is_none_is_refused_in_words(
    run: Run, reference: str, form: Path
) -> None:
    path = fill(form, ROW)
    book = openpyxl.load_workbook(path)
    book["Read me first"]["B5"].value = "Council housing"
    book.save(path)
    before = run("case", "show", reference, "actions").out
    for file in (path, form.with_name("missing.xlsx"), form):
        ran = run("return", "read", file, "--yes")
        assert ran.status == 1
        assert ran.err.strip()
        assert "Traceback" not in ran.err
    assert run("case", "show", reference, "actions").out == before
