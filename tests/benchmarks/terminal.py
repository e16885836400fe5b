"""A pseudo-terminal of 120 by 40 cells: start a program in it, wait for words, press keys.

POSIX only. It answers what a usual terminal answers, so that a program waits for nothing.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

COLUMNS, LINES = 120, 40
_READ = 1 << 16
_CONTROL = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # cursor, colours, modes
    rb"|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and other strings
    rb"|\x1b[()][A-Z0-9]|\x1b[=>78]"
)
_WORD = re.compile(r"[A-Za-z]{3}")
_ANSWERS = (
    (b"\x1b[6n", b"\x1b[1;1R"),  # where is the cursor
    (b"\x1b[c", b"\x1b[?62;22c"),  # what are you
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronised output: known
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # telling of a new size in the stream: not known
)
_LONGEST_QUESTION = max(len(question) for question, _ in _ANSWERS)


class TooLong(Exception):
    """What was waited for did not come in time; holds the end of what was shown instead."""


class Terminal:
    """One program in a terminal of its own; ended by its own id when the block is left."""

    def __init__(self, command: Sequence[str], home: Path, more: Mapping[str, str]) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._fd = ours
        self._raw = bytearray()
        self._mark = 0
        self._asked = 0
        self.ended = False
        self.settled_for = 0.0
        """Seconds that it was waited for the last time until nothing more came."""
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=_surroundings(home, more),
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What was written since the last key, without control sequences."""
        return _CONTROL.sub(b"", bytes(self._raw[self._mark :])).decode(errors="replace")

    def wait_for(self, *words: str, seconds: float = 60) -> float:
        """Wait until any of the words is written after the last key; the moment it was.

        Raises TooLong when they do not come, or the program ends before.
        """
        return self._wait(lambda: any(word in self.text for word in words), words, seconds)

    def wait_for_picture(self, seconds: float = 60) -> float:
        """Wait for the first word of any kind; the moment it was written."""
        return self._wait(lambda: _WORD.search(self.text), ("a word",), seconds)

    def _wait(self, seen: Callable[[], object], words: tuple[str, ...], seconds: float) -> float:
        deadline = time.perf_counter() + seconds
        while not seen():
            if self.ended or time.perf_counter() > deadline:
                shown = self.text[-400:].strip()
                raise TooLong(f"{' or '.join(words)!r} did not come; shown was: {shown!r}")
            self._pump(0.25)
        return time.perf_counter()

    def settle(self, quiet: float = 0.15, seconds: float = 10) -> None:
        """Wait until nothing has been written for `quiet` seconds."""
        began = time.perf_counter()
        while self._pump(quiet) and time.perf_counter() < began + seconds:
            pass
        self.settled_for = time.perf_counter() - began

    def look_anew(self) -> None:
        """Count only what is written from now on."""
        self._mark = len(self._raw)

    def press(self, keys: bytes) -> float:
        """Send keys, and look anew; the moment they were sent."""
        self.look_anew()
        sent = time.perf_counter()
        os.write(self._fd, keys)
        return sent

    def wait_for_end(self, seconds: float = 20) -> float:
        """Wait until the program has ended; the moment it let go of the terminal."""
        deadline = time.perf_counter() + seconds
        while not self.ended:
            if time.perf_counter() > deadline:
                raise TooLong(f"the program did not end; shown was: {self.text[-400:].strip()!r}")
            self._pump(0.25)
        ended = time.perf_counter()
        self._process.wait(seconds)
        return ended

    @property
    def cpu_seconds(self) -> float | None:
        """Processor time it has used, in seconds; None where the system has no /proc."""
        try:
            facts = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return None
        user, system = facts.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float | None:
        """Megabytes of its own and its share of what is shared; None without a /proc."""
        return memory_of(self._process.pid)

    def fileno(self) -> int:
        """What `select` waits on."""
        return self._fd

    def pump(self) -> None:
        """Take in what is there, without waiting."""
        while not self.ended and self._pump(0):
            pass

    def _pump(self, seconds: float) -> bool:
        """Read what is there; False when nothing came."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, _READ)
        except OSError:  # Linux says so when the last holder of the other side is gone.
            data = b""
        self.ended = not data
        self._raw += data
        self._answer()
        return bool(data)

    def _answer(self) -> None:
        """Answer each question once, also one that came in two pieces."""
        new = bytes(self._raw[self._asked :])
        reached = 0
        for question, answer in _ANSWERS:
            if (place := new.find(question)) >= 0:
                os.write(self._fd, answer)
                reached = max(reached, place + len(question))
        self._asked += max(reached, len(new) - _LONGEST_QUESTION + 1)


def memory_of(process: int, kind: str = "Pss:") -> float | None:
    """Megabytes of a process, of the kind that Linux calls so; None where there is no /proc."""
    try:
        facts = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    found = (line.split() for line in facts.splitlines() if line.startswith(kind))
    return sum(int(line[1]) for line in found) / 1024


def start(command: Sequence[str], home: Path, **more: str) -> Terminal:
    """Start a command. home: an empty folder, so that nobody's settings play a part."""
    return Terminal(command, home, more)


def python(home: Path, *arguments: str, **more: str) -> Terminal:
    """Start this very Python with arguments. more: environment variables."""
    return start([sys.executable, *arguments], home, **more)


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of this very Python."""
    return [sys.executable, "-m", name, *arguments]


def _surroundings(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
    return kept | own | dict(more)
