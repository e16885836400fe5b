"""The SQLite file is deleted or replaced under a program that has it open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conference.errors import Unavailable
from conference.review import drafts
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def take_away(file: Path, to: Path) -> None:
    """Move the file and what SQLite keeps beside it."""
    to.mkdir()
    for part in file.parent.glob(f"{file.name}*"):
        shutil.move(part, to / part.name)


def test_nothing_is_saved_to_a_file_that_is_gone(office: Office, tmp_path: Path) -> None:
    case_id = office.receive()
    file = office.store.file
    assert file is not None
    take_away(file, tmp_path / "away")
    for act in (lambda: office.case(case_id), lambda: office.decide(case_id)):
        with pytest.raises(Unavailable, match="cannot be found"):
            act()
    assert not file.exists(), "no empty file is made in its place"


def test_once_it_is_back_everything_goes_on(office: Office, tmp_path: Path) -> None:
    case_id = office.receive()
    file = office.store.file
    assert file is not None
    take_away(file, tmp_path / "away")
    with pytest.raises(Unavailable):
        drafts.keep(office.officer, "note", {"words": "typed meanwhile"})
    for part in (tmp_path / "away").iterdir():
        shutil.copy(part, file.parent / part.name)
    drafts.keep(office.officer, "note", {"words": "typed meanwhile"})
    assert drafts.kept(office.officer, "note") == {"words": "typed meanwhile"}
    assert office.case(case_id).reference == "ER-2026-0001"
