"""Databases for tests: a throwaway PostgreSQL server, and prepared ones to copy from."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

REQUIRED = "required"
_PLAIN = ("-E", "UTF8", "--locale=C")


class NoServer(Exception):
    """Why there is no PostgreSQL server to test on."""


class PostgresServer:
    """A PostgreSQL server in a folder of its own, reached only through a socket in that folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        return f"postgresql://tester@/{database}?host={self._folder}"

    def _tell(self, statement: str) -> None:
        where = f"host={self._folder} user=tester dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def create(self, database: str, *, like: str = "template0") -> str:
        self._tell(f'CREATE DATABASE "{database}" TEMPLATE "{like}" ENCODING \'UTF8\'')
        return self.url(database)

    def drop(self, database: str) -> None:
        self._tell(f'DROP DATABASE "{database}" WITH (FORCE)')


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server until the end of the block; raise NoServer where this machine has none."""
    initdb, postgres = _program("initdb"), _program("postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    account = _account()
    try:
        if account:
            shutil.chown(folder, account)
        _initialise(initdb, folder, account)
        with (folder / "log").open("wb") as log:
            running = _start(postgres, folder, account, log.fileno())
        try:
            _wait_until_ready(running, folder)
            yield PostgresServer(folder)
        finally:
            running.send_signal(signal.SIGQUIT)  # At once: nothing in it is to be kept.
            with suppress(subprocess.TimeoutExpired):
                running.wait(5)
            running.kill()
            running.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    if os.name == "nt":
        raise NoServer("the throwaway server is reached through a Unix socket")
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    program = shutil.which(name) or next((str(path) for path in found), None)
    if program is None:
        raise NoServer(f"PostgreSQL's {name} is not installed")
    return program


def _account() -> str | None:
    """Whose server it is: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NoServer("PostgreSQL does not run as root, and there is no other account to run it as")


def _initialise(initdb: str, folder: Path, account: str | None) -> None:
    made = subprocess.run(
        [initdb, "-D", folder / "data", "-U", "tester", "-A", "trust", "--no-sync", *_PLAIN],
        user=account,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise NoServer(f"initdb failed: {made.stderr.strip()}")


def _start(postgres: str, folder: Path, account: str | None, log: int) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "32MB",
        "max_connections": "60",
        "autovacuum": "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return subprocess.Popen(
        [postgres, "-D", folder / "data", *options],
        user=account,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )


def _wait_until_ready(running: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and running.poll() is None:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(f"host={folder} user=tester dbname=postgres"),
        ):
            return
        time.sleep(0.05)
    raise NoServer("the PostgreSQL server did not start: " + (folder / "log").read_text()[-300:])
