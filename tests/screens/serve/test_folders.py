"""What a server removes: its own folders, and never anything else, whoever names it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from screens.serve import folders


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a server, with a session's in it; the usual place for such is a test's own."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.chdir(place)
    root = folders.make_root()
    (root / "1" / "inbox").mkdir(parents=True)
    yield root


def test_its_own_folder_and_that_of_a_session_are_removed(own: Path) -> None:
    assert folders.remove(own / "1")
    assert own.is_dir()
    assert folders.remove(own)
    assert not own.exists()


def test_its_folder_is_for_nobody_else_to_look_into(own: Path) -> None:
    assert own.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", [".", "", "..", "work", "./work", "work/inner"])
def test_no_other_folder_is_removed_by_whatever_path(own: Path, name: str) -> None:
    kept = own.parent / "work" / "inner" / "kept.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept")
    for path in (Path(name), own.parent / name, own / name / ".." / "..", Path(own.name)):
        if path != own:
            assert not folders.remove(path)
    assert kept.read_text() == "kept"
    assert own.is_dir()


def test_what_only_looks_like_its_own_is_not_removed(own: Path) -> None:
    elsewhere = own.parent / "elsewhere" / own.name
    elsewhere.mkdir(parents=True)
    linked = own.parent / "case-conference-served-1-link"
    linked.symlink_to(elsewhere)
    assert not folders.remove(elsewhere)
    assert not folders.remove(linked)
    assert elsewhere.is_dir()


def test_what_a_server_left_that_was_cut_off_is_swept_and_a_running_one_is_left(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = own.parent / "case-conference-served-4194303-x"
    strange = own.parent / "case-conference-served-notes"
    left.mkdir()
    strange.mkdir()
    monkeypatch.setattr(folders, "_runs", lambda pid: pid == os.getpid())
    folders.sweep()
    assert not left.exists()
    assert own.is_dir()
    assert strange.is_dir()
