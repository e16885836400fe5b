"""What is held about one person, on the command line."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from tests.cli.conftest import Run


def received(run: Run, application: Path) -> str:
    """A case with a witness, whom the account names."""
    text = application.read_text(encoding="utf-8")
    text = text.replace("Nobody in the house sleeps.", "Mr Bert Byer hears it too.")
    application.write_text(text, encoding="utf-8")
    return str(run("case", "new", application).out.strip())


def test_what_is_held_is_listed_by_number_with_what_is_done_about_it(
    run: Run, application: Path
) -> None:
    reference = received(run, application)
    told = run("subject-access", reference, "Sample").out
    assert told.startswith(f"Held about Mrs A. Sample in {reference}:")
    assert f"1. {reference} Their details (about them alone)" in told
    assert "Mr Bert Byer hears it too." in told


def test_nothing_is_written_before_somebody_decided(
    run: Run, application: Path, tmp_path: Path
) -> None:
    reference = received(run, application)
    refused = run("subject-access", reference, "Sample", "--to", tmp_path / "out")
    assert refused.status == 1
    assert "show it or withhold it" in refused.err
    assert not (tmp_path / "out").exists()


def test_it_is_written_for_its_owner_alone_without_others_names(
    run: Run, application: Path, tmp_path: Path
) -> None:
    reference = received(run, application)
    out = tmp_path / "out"
    done = run("subject-access", reference, "Sample", "--to", out, "--show-rest")
    assert done.status == 0
    assert "0 are withheld" in done.out
    (file,) = out.iterdir()
    assert file.name == f"{reference.lower()}-subject-access.zip"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        told = archive.read("subject-access.json").decode()
    assert "Byer" not in told
    assert "Mrs A. Sample" in told


def test_what_is_withheld_needs_a_ground(run: Run, application: Path, tmp_path: Path) -> None:
    reference = received(run, application)
    act = ("subject-access", reference, "Sample", "--to", tmp_path / "out", "--show-rest")
    assert run(*act, "--withhold", "2").status == 1
    assert run(*act, "--withhold", "99=So").status == 1
    assert run(*act, "--withhold-rest", "So").status == 1
    done = run(*act, "--withhold", "2=It would name a witness")
    assert "1 are withheld" in done.out
