"""A record for the screens to open: a SQLite file with a council, and its office."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import Compositor

from conference.record.store import Store
from conference.review import opening
from tests.kept_store import KeptStore
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


@pytest.fixture(autouse=True, scope="session")
def kept_stores() -> Iterator[None]:
    """The application opens its record through stores that were used before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "Store", KeptStore.at)
        yield


@pytest.fixture
def file(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh record with a council set up, in the place of the one before."""
    folder = tmp_path_factory.getbasetemp() / "desk"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    return Path(shutil.copy(template, folder / "council.db"))


@pytest.fixture
def office(file: Path) -> Iterator[Office]:
    """Everybody at their desks, on the file the application opens."""
    store = KeptStore.at(str(file))
    yield Office.in_store(store)
    store.close()


@pytest.fixture(autouse=True, scope="module")
def drawn_when_looked_at(request: pytest.FixtureRequest) -> Iterator[None]:
    """No frame is drawn for a terminal that is not there: `screen_text` draws what is looked at.

    The tests of the widgets themselves have every frame drawn, as people have.
    """
    with pytest.MonkeyPatch.context() as patch:
        if "widgets" not in request.path.parts:
            patch.setattr(
                Compositor, "render_update", lambda self, **_: self._dirty_regions.clear()
            )
        yield
