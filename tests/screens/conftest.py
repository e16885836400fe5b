"""A record for the screens to open: a SQLite file with a council, and its office."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from conference.record.store import Store
from conference.review import opening
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


class KeptStore(Store):
    """A store that is taken up again by a later test: it compiles each statement but once."""

    _free: ClassVar[list[KeptStore]] = []

    @classmethod
    def at(cls, place: str) -> Store:
        """One that nobody uses, for that place."""
        kept = next((one for one in cls._free if str(one.file) == place), None)
        if kept is None:
            return cls(place)
        cls._free.remove(kept)
        return kept

    def close(self) -> None:
        """Let go of everything, and be free for the next."""
        super().close()
        self.__dict__.pop("changes", None)
        if self not in self._free:
            self._free.append(self)


@pytest.fixture(autouse=True, scope="session")
def kept_stores() -> Iterator[None]:
    """The application opens its record through stores that were used before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "Store", KeptStore.at)
        yield


@pytest.fixture(scope="session")
def desk_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the record of each test in turn is."""
    return tmp_path_factory.mktemp("desk") / "council.db"


@pytest.fixture
def file(template: Path, desk_place: Path) -> Path:
    """A fresh record with a council set up."""
    for old in desk_place.parent.iterdir():
        old.unlink()
    return Path(shutil.copy(template, desk_place))


@pytest.fixture
def office(file: Path) -> Iterator[Office]:
    """Everybody at their desks, on the file the application opens."""
    store = KeptStore.at(str(file))
    yield Office.in_store(store)
    store.close()
