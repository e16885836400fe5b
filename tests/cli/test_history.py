"""`conference history`: the head of the record, and the witness who was told it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_backup import AS, council

__all__ = ["council"]


def test_a_witness_is_named_told_and_checked_against(
    run: Run, council: str, tmp_path: Path
) -> None:
    file = tmp_path / "witness.jsonl"
    assert "has no witness" in run("history", "witness", *AS).err
    assert run("history", "witness", "--set", file).status == 1
    named = run("history", "witness", "--set", file, *AS)
    assert named.status == 0, named.err
    assert "The witness was told: entry " in named.out
    told = file.read_text()
    for given in ((file, ""), ("-", told), ("-", run("history", "head").out)):
        checked = run("history", "verify", "--witness", given[0], answer=given[1])
        assert (checked.status, checked.out) == (0, "1 case: nothing was altered.\n"), checked.err
    file.write_text(told.replace('"head": "', '"head": "0'))
    altered = run("history", "verify", "--witness", file)
    assert altered.status == 1
    assert "is not the one that the witness was told" in altered.out
    assert run("history", "verify", council, "--witness", file).status == 1
    assert run("history", "verify", "--witness", tmp_path / "none").status == 1
    assert run("history", "witness", "--none", *AS).status == 0
    assert "has no witness" in run("history", "witness", *AS).err


def test_the_councils_own_history_is_exported_without_a_case(
    run: Run, council: str, tmp_path: Path
) -> None:
    done = run("history", "export", "--folder", tmp_path)
    assert done.status == 0, done.err
    assert council in (tmp_path / "council-history.jsonl").read_text()
