"""Databases for tests: a throwaway PostgreSQL server, and prepared ones to copy from."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

REQUIRED = "required"
OWNER = "county"
"""The role of every database for tests: it owns the tables, and is no superuser."""
_PLAIN = ("-E", "UTF8", "--locale=C")
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoServer(Exception):
    """Why there is no PostgreSQL server to test on."""


class PostgresServer:
    """A PostgreSQL server in a folder of its own, reached only through a socket in that folder.

    durable: whether what was committed outlives the machine, as it must where times are measured.
    """

    def __init__(self, folder: Path, account: str | None, *, durable: bool = False) -> None:
        self._folder = folder
        self._account = account
        self._durable = durable
        self._running: subprocess.Popen[bytes] | None = None
        self.options: dict[str, str] = {}
        """More of the server's own settings, for the next start."""

    @property
    def data(self) -> Path:
        """The folder of its data, and of the files that say whom it lets in."""
        return self._folder / "data"

    def start(self) -> None:
        """Let people in, for the first time or again; raise NoServer where it does not start."""
        options = {**({} if self._durable else _FORGETFUL), **self.options}
        with (self._folder / "log").open("ab") as log:
            self._running = _start(self._folder, self._account, log.fileno(), options)
        _wait_until_ready(self._running, self._folder)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Cut everybody off at once: SIGINT loses nothing, SIGQUIT is as if the power went."""
        if self._running is None:
            return
        self._running.send_signal(how)
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(10)
        self._running.kill()
        self._running.wait()
        self._running = None

    def url(self, database: str) -> str:
        """Where its owner reaches it: an ordinary role, which no wall lets through."""
        return f"postgresql://{OWNER}@/{database}?host={self._folder}"

    def url_of_superuser(self, database: str) -> str:
        """Where somebody reaches it whom no wall stops."""
        return f"postgresql://tester@/{database}?host={self._folder}"

    def _tell(self, statement: str) -> None:
        where = f"host={self._folder} user=tester dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(
        self, database: str, *, like: str = "template0", encoding: str = "UTF8", **settings: str
    ) -> str:
        """Make a database; settings: what `ALTER DATABASE ... SET` says of it."""
        self._tell(
            f'CREATE DATABASE "{database}" OWNER {OWNER} TEMPLATE "{like}" ENCODING \'{encoding}\''
        )
        self.set_only(database, **settings)
        return self.url(database)

    def set_only(self, database: str, **settings: str) -> None:
        """Have `ALTER DATABASE ... SET` say this and nothing else; __ stands for a dot."""
        self._tell(f'ALTER DATABASE "{database}" RESET ALL')
        for name, value in settings.items():
            self._tell(f'ALTER DATABASE "{database}" SET {name.replace("__", ".")} = {value}')

    def visitors(self, database: str) -> int:
        """How many connections to a database are open."""
        where = f"host={self._folder} user=tester dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
            found = connection.execute(asked, (database,)).fetchone()
        return int(found[0]) if found else 0

    def cut(self, database: str) -> None:
        """Cut every line to a database, as a switch that is pulled does."""
        self._tell(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        )

    def drop(self, database: str) -> None:
        self._tell(f'DROP DATABASE "{database}" WITH (FORCE)')


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Run a server until the end of the block; raise NoServer where this machine has none."""
    initdb = _program("initdb")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    account = _account()
    try:
        if account:
            shutil.chown(folder, account)
        _initialise(initdb, folder, account)
        server = PostgresServer(folder, account, durable=durable)
        try:
            server.start()
            server._tell(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS")
            yield server
        finally:
            server.stop(signal.SIGQUIT)  # At once: nothing in it is to be kept.
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


def _start(
    folder: Path, account: str | None, log: int, more: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "shared_buffers": "32MB",
        "max_connections": "60",
        "autovacuum": "off",
        **more,
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return subprocess.Popen(
        [_program("postgres"), "-D", folder / "data", *options],
        user=account,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )


def _wait_until_ready(running: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and running.poll() is None:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(f"host={folder} user=tester dbname=postgres"),
        ):
            return
        time.sleep(0.05)
    raise NoServer("the PostgreSQL server did not start: " + (folder / "log").read_text()[-300:])
