"""A record for the screens to open: a SQLite file with a council, and its office."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conference.record.store import Store
from tests.office import Office, set_up


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a council, its agencies and its people, to be copied."""
    file = tmp_path_factory.mktemp("template") / "council.db"
    store = Store(str(file))
    store.prepare()
    set_up(store)
    store.close()
    return file


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A fresh record with a council set up."""
    return Path(shutil.copy(template, tmp_path / "council.db"))


@pytest.fixture
def office(file: Path) -> Iterator[Office]:
    """Everybody at their desks, on the file the application opens."""
    store = Store(str(file))
    yield Office.in_store(store)
    store.close()
