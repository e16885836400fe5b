"""A command line on a record of its own, run as a person would run it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from conference.cli import main, office
from conference.record.store import Store
from tests.kept_store import KeptStore


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def desk_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the record of each test in turn is."""
    return tmp_path_factory.mktemp("commands") / "reviews.db"


@pytest.fixture(scope="session")
def prepared_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with its tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("tables") / "reviews.db"
    store = Store(str(file))
    store.prepare()
    store.close()
    return file


@pytest.fixture
def database(
    desk_place: Path,
    prepared_tables: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The record that the commands of this test work on; nobody has set it up yet."""
    for old in desk_place.parent.iterdir():
        old.unlink()
    shutil.copy(prepared_tables, desk_place)
    monkeypatch.setenv("CONFERENCE_DATABASE", str(desk_place))
    monkeypatch.setenv("CONFERENCE_PERSON", "Olive Officer")
    monkeypatch.setattr(office, "Store", KeptStore.at)
    return desk_place


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; `answer` is what the person types when asked."""

    def _run(*arguments: object, answer: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        capsys.readouterr()
        status = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return _run


@pytest.fixture
def application(tmp_path: Path) -> Path:
    """An application with three reports, as an officer would write it down."""
    file = tmp_path / "application.toml"
    incidents = "".join(
        f"""
[[incidents]]
when = {day}
summary = "Shouting on the stairs"

[[incidents.reports]]
when = {day}
told_to = "{body}"
"""
        for day, body in (
            ("2026-09-01", "police"),
            ("2026-09-15", "council housing"),
            ("2026-10-01", "environmental health"),
        )
    )
    file.write_text(
        f"""
received_on = 2026-10-12
impact = "Nobody in the house sleeps."
wanted_outcome = "For it to stop."

[applicant]
name = "Mrs A. Sample"
address = ["1 Example Street", "Exampleton"]
postcode = "EX1 1AA"
{incidents}
""",
        encoding="utf-8",
    )
    return file
