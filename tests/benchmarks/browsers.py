"""A server and those who come to it, as browsers do: over a line of their own each."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import aiohttp

from tests.benchmarks.terminal import TooLong, memory_of

_CONTROL = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)")
_SIZE = "width=120&height=40"
_SECONDS = 60
_WAITING = aiohttp.ClientWSTimeout(ws_close=2.0)
_CLOSED = (
    aiohttp.WSMsgType.CLOSE,
    aiohttp.WSMsgType.CLOSING,
    aiohttp.WSMsgType.CLOSED,
    aiohttp.WSMsgType.ERROR,
)
ROOT = Path(__file__).parents[2]


class Served:
    """A server that runs: where it is, and the memory of what it started."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process
        self._resting = 0

    @property
    def origin(self) -> str:
        """The address of its page."""
        return f"http://127.0.0.1:{self.port}"

    def health(self) -> str:
        """What it says of itself."""
        with urllib.request.urlopen(f"{self.origin}/health", timeout=10) as answer:
            return str(answer.read().decode())

    def sessions(self) -> list[int]:
        """The processes of its sessions: whatever it started that starts nothing itself."""
        parents = _parents()
        return [one for one in self._family(parents) if one not in parents.values()]

    def rests(self) -> None:
        """What it has now it has all the time: nobody is there."""
        self._resting = len(self._family(_parents()))

    @property
    def is_busy(self) -> bool:
        """Whether any session is still there."""
        return len(self._family(_parents())) > self._resting

    def _family(self, parents: Mapping[int, int]) -> set[int]:
        """Whatever it started, and what those started."""
        found, known = set[int](), {self.process.pid}
        while more := {one for one, parent in parents.items() if parent in known} - known:
            found |= more
            known |= more
        return found

    def memory(self, kind: str) -> list[float]:
        """Megabytes of each session's process, of a kind; none where there is no /proc."""
        return [mb for one in self.sessions() if (mb := memory_of(one, kind)) is not None]


def _parents() -> dict[int, int]:
    """Of each process its parent; empty where there is no /proc."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            facts = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            found[int(stat.parent.name)] = int(facts[1])
    return found


@contextmanager
def server(
    command: Sequence[str], port: int, more: Mapping[str, str], folder: Path
) -> Iterator[Served]:
    """Run a server until the end of the block, in a folder of its own where its lines are kept."""
    folder.mkdir(exist_ok=True)
    log = folder / "server.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            command,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | dict(more),
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            cwd=folder,
            start_new_session=True,
        )
    try:
        _wait_until_open(process, port, log)
        yield Served(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # A group of its own: whatever is left of it.
        process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TooLong(f"the server did not open: {log.read_text(errors='replace')[-400:]}")


class Visitor:
    """One browser's line to a session."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse, began: float) -> None:
        self._line = line
        self.began = began
        self._raw = bytearray()
        self.turned_away = ""
        """Why the server closed the line; empty while it is open."""

    @property
    def text(self) -> str:
        """What came since the last key, without control sequences."""
        return _CONTROL.sub(b"", bytes(self._raw)).decode(errors="replace")

    async def sees(self, words: str, seconds: float = _SECONDS) -> float:
        """Wait for words; milliseconds since it knocked, or since the last key."""
        try:
            async with asyncio.timeout(seconds):
                while words not in self.text and await self._hear():
                    pass
        except TimeoutError:
            self.turned_away = "no answer in time"
        if words not in self.text:
            raise TooLong(f"{self.turned_away or 'closed'}; shown: {self.text[-300:]!r}")
        return (time.perf_counter() - self.began) * 1000

    async def settles(self, quiet: float = 0.3) -> None:
        """Wait until nothing came for so many seconds."""
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout(quiet):
                    if not await self._hear():
                        return

    async def comes_to_front(self) -> None:
        """Say, as a page does, that its window has the keyboard."""
        await self._line.send_json(["focus"])

    async def types(self, keys: str) -> None:
        """Press keys, and look anew."""
        self._raw.clear()
        self.began = time.perf_counter()
        await self._line.send_json(["stdin", keys])

    async def _hear(self) -> bool:
        """Take one message in; False at the end."""
        message = await self._line.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            self._raw += message.data
        elif message.type in _CLOSED:
            said = message.extra if isinstance(message.extra, str) else ""
            self.turned_away = self.turned_away or f"{self._line.close_code} {said}".strip()
            return False
        return True


@asynccontextmanager
async def visiting(served: Served) -> AsyncIterator[Visitor]:
    """A line to a session of its own."""
    address = f"{served.origin}/ws?{_SIZE}"
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as browser:
        began = time.perf_counter()
        async with browser.ws_connect(address, origin=served.origin, timeout=_WAITING) as line:
            yield Visitor(line, began)
