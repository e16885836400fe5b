"""What many tests need: a clock that is moved by hand, a database of each kind, a council's office.

`store` runs a test on SQLite and on a real PostgreSQL server. Where there is no server software the
second is skipped, unless CONFERENCE_TEST_POSTGRES=required says that it must be there.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from zlib import crc32

import pyrage
import pytest
from hypothesis import HealthCheck, settings

from conference.record.store import Store
from conference.review import hashing
from conference.review.people import only_council
from tests.databases import REQUIRED, NoServer, PostgresServer, postgres_server
from tests.long import is_long
from tests.office import Clock, Office, set_up
from tests.passphrases import quickly_sealed

# How long an example takes says something of the machine, and nothing of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

_NUMBERS = count(1)
"""Numbers for databases that start empty."""


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Hashes that cost next to nothing; nothing but a test ever uses such."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = hashing.Argon2id(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(hashing, "hasher", cheap)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_passphrases() -> Iterator[None]:
    """Backups whose passphrase costs next to nothing to guess; pyrage opens them as any other."""
    with pytest.MonkeyPatch.context() as patch:
        if find_spec("cryptography"):
            patch.setattr(pyrage.passphrase, "encrypt", quickly_sealed)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_settings_file() -> Iterator[None]:
    """Whoever runs the tests may have settings of their own; no test takes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFERENCE_SETTINGS", "")
        yield


@pytest.fixture(autouse=True, scope="session")
def no_codes_key() -> Iterator[None]:
    """No key of one-time codes: the keyring of whoever runs the tests is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFERENCE_CODES_KEY", "")
        yield


@pytest.fixture(autouse=True, scope="session")
def no_own_device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What an account is known again by is kept in a folder of the tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True, scope="session")
def seldom_scanned() -> Iterator[None]:
    """Garbage is looked for seldom: a test lets go of little, and of the rest when it ends."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    yield
    gc.set_threshold(*before)


@pytest.fixture(autouse=True, scope="module")
def settled_heap() -> Iterator[None]:
    """What a module of tests leaves behind is set aside: scanning it again would slow the rest."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the session; with several test processes each has its own."""
    try:
        with postgres_server() as server:
            yield server
    except NoServer as reason:
        if os.environ.get("CONFERENCE_TEST_POSTGRES") == REQUIRED:
            pytest.fail(f"PostgreSQL is required: {reason}")
        pytest.skip(f"no PostgreSQL here: {reason}")


def _prepare(place: str) -> None:
    store = Store(place)
    store.prepare()
    set_up(store)
    store.close()


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with a council set up, to be copied; a run can bring one that is ready."""
    if ready := os.environ.get("CONFERENCE_TEST_PREPARED"):
        return Path(ready)
    file = tmp_path_factory.mktemp("prepared") / "council.db"
    _prepare(str(file))
    return file


@pytest.fixture(scope="session")
def prepared_postgres(postgres: PostgresServer) -> str:
    """A PostgreSQL database with a council set up, to be copied."""
    _prepare(postgres.create("prepared"))
    return "prepared"


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of each test in turn is."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture
def council_file(prepared_file: Path, desk_folder: Path) -> Path:
    """A fresh SQLite file with a council set up."""
    for old in desk_folder.iterdir():
        old.unlink()
    return Path(shutil.copy(prepared_file, desk_folder / "council.db"))


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a fresh database with a council set up is: a path or a URL."""
    if request.param == "sqlite":
        yield str(request.getfixturevalue("council_file"))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield server.create("council", like=request.getfixturevalue("prepared_postgres"))
    server.drop("council")


@pytest.fixture
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database could be: nothing is in it yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "new" / "council.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"test_{next(_NUMBERS)}"
    yield server.create(name)
    server.drop(name)


def _taken_to_the_server(metafunc: pytest.Metafunc) -> bool:
    """Whether a test that can run on both kinds of database does so in this run."""
    if os.environ.get("CONFERENCE_TEST_WHOLE") or "review" not in metafunc.definition.path.parts:
        return True
    return crc32(metafunc.definition.name.encode()) % 3 == 0


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever needs a database on both kinds, or on the one that its marker names.

    Storage itself is tried on both each time. Of what people do with it (tests/review), which has
    the same body for both, the normal run takes every third test to the server as well;
    CONFERENCE_TEST_WHOLE=1 takes them all there.
    """
    marker = metafunc.definition.get_closest_marker("database")
    kinds = marker.args if marker else ("sqlite", "postgresql")
    if not marker and not _taken_to_the_server(metafunc):
        kinds = ("sqlite",)
    for fixture in ("place", "empty_place"):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, kinds, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test` leaves to `make test-all`."""
    for item in items:
        if is_long(item):
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def stores() -> dict[str, Store]:
    """The stores by place: one that has compiled its statements once is quick for every test."""
    return {}


@pytest.fixture
def store(place: str, stores: dict[str, Store]) -> Iterator[Store]:
    """A record with a council set up, on each kind of database."""
    store = stores.setdefault(place, Store(place))
    council_id = only_council(store)
    yield store.within(council_id) if council_id else store
    store.close()


@pytest.fixture
def office(store: Store) -> Office:
    """Everybody at their desks, on each kind of database."""
    return Office.in_store(store)
