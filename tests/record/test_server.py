"""A PostgreSQL server that is away, comes back, or lets nobody in: told in a sentence each."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from conference.errors import Unavailable
from conference.law.access import Operation
from conference.record import server as server_module
from conference.record import store as store_module
from conference.record.changes import Notice
from conference.record.store import Store
from conference.review import evidence, live
from tests.databases import OWNER, REQUIRED, NoServer, PostgresServer, postgres_server
from tests.office import Office, set_up

SECRET = "hunter2-hunter2"
PATIENCE = 300.0
_HBA = """\
local all tester trust
local guarded all scram-sha-256
local closed all reject
local all all trust
hostssl all all 127.0.0.1/32 trust
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of this module's own, which it may stop; on loopback it takes nobody without TLS."""
    try:
        with postgres_server() as server:
            server.stop()
            (server.data / "pg_hba.conf").write_text(_HBA)
            server.options["port"] = "5432"
            server.start()
            for database in ("guarded", "closed", "there"):
                server.create(database)
            _give_password(server)
            yield server
    except NoServer as reason:
        if os.environ.get("CONFERENCE_TEST_POSTGRES") == REQUIRED:
            pytest.fail(f"PostgreSQL is required: {reason}")
        pytest.skip(f"no PostgreSQL here: {reason}")


def _give_password(server: PostgresServer) -> None:
    with psycopg.connect(server.url_of_superuser("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {OWNER} PASSWORD '{SECRET}'")


def refusal(place: str) -> Unavailable:
    """What is told when the record at the place is opened."""
    store = Store(place)
    try:
        with pytest.raises(Unavailable) as refused:
            store.prepare()
    finally:
        store.close()
    assert SECRET not in f"{refused.value} {refused.value!r}"
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    assert refused.value.next
    return refused.value


# Who is not let in ----------------------------------------------------------------------------


def test_a_wanted_password_is_asked_for(server: PostgresServer) -> None:
    assert "wants a password" in refusal(server.url("guarded")).what


def test_a_wrong_password_is_told(server: PostgresServer) -> None:
    place = server.url("guarded").replace(f"{OWNER}@", f"{OWNER}:not-{SECRET}@")
    assert "did not take the name or the password" in refusal(place).what


def test_the_right_password_is_taken_from_the_address_or_a_password_file(
    server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(server.url("guarded").replace(f"{OWNER}@", f"{OWNER}:{SECRET}@"))
    store.prepare()
    store.close()
    file = tmp_path / "pgpass"
    file.write_text(f"*:*:guarded:{OWNER}:{SECRET}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    store = Store(server.url("guarded"))
    store.prepare()
    store.close()


def test_a_database_that_is_not_there_is_told(server: PostgresServer) -> None:
    assert "no database of that name" in refusal(server.url("nowhere")).what


def test_a_role_that_is_not_there_is_told(server: PostgresServer) -> None:
    place = server.url("there").replace(f"{OWNER}@", "somebody@")
    assert "no role of that name" in refusal(place).what


def test_whoever_the_server_keeps_out_is_told(server: PostgresServer) -> None:
    assert "does not let this machine" in refusal(server.url("closed")).what


def test_an_option_that_there_is_none_of_is_told(server: PostgresServer) -> None:
    told = refusal(f"{server.url('there')}&sslmod=require")
    assert "an option in it that there is none of" in told.what


def test_too_many_at_once_are_told_so(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "RETRY_SECONDS", 0.2)
    with psycopg.connect(server.url_of_superuser("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {OWNER} CONNECTION LIMIT 0")
        try:
            told = refusal(server.url("there"))
        finally:
            connection.execute(f"ALTER ROLE {OWNER} CONNECTION LIMIT -1")
    assert "takes no more connections" in told.what


def test_a_server_that_is_too_old_is_told(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_OLDEST_SERVER", (99,))
    told = refusal(server.url("there"))
    assert "too old" in told.what
    assert "99 or newer" in told.next


# TLS ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded_line(server: PostgresServer) -> Iterator[str]:
    """The address of a server that speaks TLS on loopback, with a certificate of its own."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    made = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost -keyout server.key -out server.crt"
    )
    subprocess.run(made.split(), cwd=server.data, check=True, capture_output=True)
    owner = server.data.stat()
    for name in ("server.key", "server.crt"):
        (server.data / name).chmod(0o600)
        os.chown(server.data / name, owner.st_uid, owner.st_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server.stop()
    plain = dict(server.options)
    server.options |= {"listen_addresses": "127.0.0.1", "port": str(port), "ssl": "on"}
    os.environ["PGPORT"] = str(port)
    try:
        server.start()
        yield f"postgresql://{OWNER}@localhost:{port}/there"
    finally:
        server.stop()
        server.options = plain
        del os.environ["PGPORT"]
        server.start()


def test_the_certificate_of_the_server_is_held_against_the_one_that_was_named(
    server: PostgresServer, guarded_line: str, tmp_path: Path
) -> None:
    root = shutil.copy(server.data / "server.crt", tmp_path / "county.crt")
    store = Store(f"{guarded_line}?sslmode=verify-full&sslrootcert={root}")
    store.prepare()
    with store.reading() as session:
        asked = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert session.connection().exec_driver_sql(asked).scalar() is True
    store.close()


@pytest.mark.parametrize("root", ["/nowhere/at/all.crt", "another's"])
def test_a_certificate_that_does_not_fit_is_told(
    guarded_line: str, tmp_path: Path, root: str
) -> None:
    if root == "another's":
        made = (
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
            f"-keyout {tmp_path / 'other.key'} -out {tmp_path / 'other.crt'}"
        )
        subprocess.run(made.split(), check=True, capture_output=True)
        root = str(tmp_path / "other.crt")
    told = refusal(f"{guarded_line}?sslmode=verify-full&sslrootcert={root}")
    assert "could not be protected with TLS" in told.what


def test_a_line_without_tls_is_refused_where_the_server_wants_it(guarded_line: str) -> None:
    told = refusal(f"{guarded_line}?sslmode=disable")
    assert "does not let this machine" in told.what
    assert "sslmode=require" in told.next


def test_changes_are_heard_over_the_same_tls(
    server: PostgresServer, guarded_line: str, tmp_path: Path
) -> None:
    root = shutil.copy(server.data / "server.crt", tmp_path / "county.crt")
    store = Store(f"{guarded_line}?sslmode=verify-full&sslrootcert={root}")
    store.prepare()
    office = Office.in_store(store.within(set_up(store)))
    heard = threading.Event()
    watching = live.watch(office.officer, None, lambda _: heard.set())
    office.receive()
    assert heard.wait(PATIENCE)
    watching.stop()
    store.close()


# A server that goes and comes back ------------------------------------------------------------


@pytest.fixture
def office(server: PostgresServer) -> Iterator[Office]:
    store = Store(server.create("council"))
    store.prepare()
    yield Office.in_store(store.within(set_up(store)))
    store.close()
    server.drop("council")


def test_without_its_server_every_act_says_so_at_once_and_nothing_is_lost(
    server: PostgresServer, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = office.in_evidence()
    monkeypatch.setattr(store_module, "RETRY_SECONDS", 0.2)
    server.stop()
    try:
        for _ in range(2):
            with pytest.raises(Unavailable) as refused:
                evidence.log_action(office.police, case_id, office.action())
            assert "cannot be reached" in refused.value.what or "stopped" in refused.value.what
            assert "what you typed is kept" in refused.value.next
    finally:
        server.start()
    evidence.log_action(office.police, case_id, office.action())
    assert len(office.case(case_id).actions) == 1


def test_a_server_that_is_started_again_is_waited_for(
    server: PostgresServer, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever saves in that moment notices nothing: the save waits, and is made once."""
    monkeypatch.setattr(store_module, "RETRY_SECONDS", PATIENCE)
    case_id = office.in_evidence()
    server.stop()
    again = threading.Timer(0.5, server.start)
    again.start()
    try:
        evidence.log_action(office.police, case_id, office.action())
    finally:
        again.join()
    assert len(office.case(case_id).actions) == 1


def test_a_server_that_goes_in_the_middle_of_an_act_leaves_nothing_of_it(
    server: PostgresServer, office: Office
) -> None:
    case_id = office.in_evidence()
    before = office.case(case_id)
    logging = office.police.acting(Operation.LOG_ACTION, case_id)
    with pytest.raises(Unavailable), logging as work:
        work.note("half of an act")
        server.stop()
        server.start()
    assert office.case(case_id) == before


def test_watchers_are_told_that_it_went_and_that_it_is_back(
    server: PostgresServer, office: Office
) -> None:
    told: list[Notice] = []
    watching = live.watch(office.officer, None, told.append)
    server.stop()
    _until(lambda: Notice.LOST in told)
    server.start()
    _until(lambda: Notice.BACK in told)
    told.clear()
    office.receive()
    _until(lambda: Notice.CHANGED in told)
    watching.stop()


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_one_session_keeps_one_connection_and_lends_few_more(
    server: PostgresServer, office: Office
) -> None:
    def read() -> None:
        for _ in range(5):
            office.case(case_id)

    case_id = office.in_evidence()
    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'council'"
    with psycopg.connect(server.url_of_superuser("postgres")) as connection:
        assert connection.execute(asked).fetchone() == (1,)
