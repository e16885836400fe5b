"""A machine on which the commands of a page are run, each as it stands there."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import signal
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch
from urllib.request import urlopen

from conference.cli import main
from tests.databases import PostgresServer
from tests.documentation.pages import ROOT, Block

PASSWORD = "marmalade on the northern line"
_SERVER = re.compile(r"postgresql://[^\s\"]*@db\.example\.org/(\w+)[^\s\"]*")
_OF_THE_SYSTEM = ("sudo systemctl ", "sudo useradd ", "sudo cp ", "sudo python3 /opt/")
"""What is the operating system's own, and would change the machine the tests run on."""
_OPENS = ("conference", "conference demo")
_PLAIN = re.compile(r"([A-Z_]+=\S+)? ?conference ([^$|>]+)$")
"""A command that needs nothing of a shell, and the setting that stands before it."""
_BOUND = 600
"""Seconds until something that is bound to come is given up, on however busy a machine."""


class Machine:
    """A folder to work in, an environment, and what is still running at the end of a page."""

    def __init__(self, folder: Path, server: PostgresServer) -> None:
        self.folder = folder
        self._address = server.url_of_superuser("{}")
        self._running: list[subprocess.Popen[bytes]] = []
        self._port = _free_port()
        self.environment = {
            **{name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ},
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            "HOME": str(folder),
            "CONFERENCE_DATABASE": "reviews.db",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "CONFERENCE_PERSON": "Ada Admin",
            "CONFERENCE_PASSWORD": PASSWORD,
            "CONFERENCE_NEW_PASSWORD": PASSWORD,
            "CONFERENCE_BACKUP_PASSPHRASE": "four words and a comma",
        }

    def set_up(self) -> None:
        """A record with a council whose administrator gives a password."""
        self.run(
            'conference set-up --council "Erewash Borough Council" --code ER '
            '--person "Ada Admin:administrator+officer+chair"'
        )
        self.run("conference person password")

    def settings(self, block: Block) -> None:
        """Write a settings file as the page has it, in place of the environment."""
        file = self.folder / "config" / "case-conference" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(0o600)
        file.write_text(self._here(block.text), "utf-8")
        del self.environment["CONFERENCE_DATABASE"]

    def run(self, line: str) -> None:
        """Run one command of a page, and see that it does what the page says."""
        if line.startswith(_OF_THE_SYSTEM):
            self._names_files_that_are_there(line)
        elif line == "python3 install.py --command":
            self._installs()
        elif line in _OPENS:
            self._opens(line)
        elif line.startswith("conference serve"):
            self._serves(line)
        else:
            self._ends_well(self._here(line))

    def close(self) -> None:
        """End what still runs."""
        for one in self._running:
            one.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                one.wait(10)
            one.kill()
            one.wait()

    def _here(self, text: str) -> str:
        """The line with the names of example machines as what stands in for them here."""
        ours = self._address.replace("tester@", "case_conference@")
        text = _SERVER.sub(lambda found: ours.format(found[1]), text)
        # Whoever looks after the server is somebody else here.
        text = text.replace(
            "sudo -u postgres pg_dump", f"{_pg_dump()} --username=tester {self._host}"
        )
        text = text.replace("127.0.0.1:8765", f"127.0.0.1:{self._port}")
        return text.replace("/srv/backups/", f"{self.folder}/")

    @property
    def _host(self) -> str:
        return f"--host={self._address.partition('?host=')[2]}"

    def _ends_well(self, line: str) -> None:
        """Run it: what a shell has to read first by a shell, all else as the program does it."""
        plain = _PLAIN.match(line)
        status, told = self._command(plain[1], plain[2]) if plain else self._shell(line)
        assert status == 0, f"{line}\n{told}"

    def _command(self, setting: str | None, command: str) -> tuple[int, str]:
        environment = {**self.environment, **dict([setting.split("=", 1)] if setting else [])}
        told = StringIO()
        with (
            patch.dict(os.environ, environment, clear=True),
            patch.object(sys, "stdin", StringIO("yes\n")),
            chdir(self.folder),
            redirect_stdout(told),
            redirect_stderr(told),
        ):
            return main(shlex.split(command)), told.getvalue()

    def _shell(self, line: str) -> tuple[int, str]:
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.environment,
            input="yes\n",
            capture_output=True,
            text=True,
            timeout=_BOUND,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def _names_files_that_are_there(self, line: str) -> None:
        words = [word.removeprefix("/opt/case-conference/") for word in line.split()]
        named = [word for word in words if word.startswith("docs/") or word.endswith(".py")]
        assert all((ROOT / word).is_file() for word in named), line

    def _installs(self) -> None:
        """What is copied into an account has the command, the screens and the templates.

        That the installer does it, pinned and with digests, is held by tests/test_install.py.
        """
        where = self.folder / "wheel"
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", where]
        subprocess.run(build, cwd=ROOT, check=True, timeout=_BOUND, capture_output=True)
        (built,) = where.glob("*.whl")
        names = zipfile.ZipFile(built).namelist()
        told = zipfile.ZipFile(built).read(next(n for n in names if n.endswith("entry_points.txt")))
        assert b"conference = conference.cli:command" in told
        assert {"screens/app.tcss", "screens/serve/page/page.js"} <= set(names)
        assert "templates/agenda.toml" in names

    def _opens(self, line: str) -> None:
        """The application comes up in a terminal, and ends when the terminal goes."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execvpe("sh", ["sh", "-c", f"exec {line}"], {**self.environment, "TERM": "xterm"})
        try:
            assert b"Case Conference" in _read(terminal, until=b"Case Conference"), line
        finally:
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
            os.close(terminal)

    def _serves(self, line: str) -> None:
        command = f"exec {line} --port {self._port}"
        self._running.append(
            subprocess.Popen(["sh", "-c", command], cwd=self.folder, env=self.environment)
        )
        deadline = time.monotonic() + _BOUND
        while time.monotonic() < deadline and self._running[-1].poll() is None:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{self._port}/health") as answer:
                assert answer.status == 200
                return
            time.sleep(0.2)
        raise AssertionError(f"{line}: nobody answers")


def _read(terminal: int, until: bytes) -> bytes:
    seen, deadline = b"", time.monotonic() + _BOUND
    while until not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _pg_dump() -> str:
    """The program of the server's own version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), reverse=True)
    return str(found[0]) if found else "pg_dump"
