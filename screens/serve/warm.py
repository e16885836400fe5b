"""The warm process: it has loaded the whole application, and becomes a session whenever asked.

A session forked from it starts in a quarter of the time and shares what was loaded. It has one
thread and no connection of any kind, so that it can be forked at all. It is the parent of every
session: when the server is gone it sees to it that they end, and ends last.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import resource
import selectors
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from screens.serve.errand import Errand
from screens.serve.folders import remove

_PACKAGES = (
    "screens",
    "screens.dialogs",
    "screens.entries",
    "screens.widgets",
    "screens.words",
    "conference.review",
    "conference.casefile",
    "conference.documents",
    "conference.exchange",
)
_MOST_FILES = 256
"""More than this process ever has open."""
_SETTLE_SECONDS = 5.0
"""So long threads of the rehearsal have to end."""
_PROGRAM = (sys.executable, "-P", "-m", "screens.serve.warm")
_LAST_SECONDS = 8.0
"""So long sessions have for an end of their own once the server is gone."""


def load_everything(others: Sequence[str] = ()) -> None:
    """Import what a session may come to need, so that all share it; others: modules beside it."""
    gc.disable()
    for package in _PACKAGES:
        for found in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
            if not found.ispkg:
                import_module(found.name)
    for module in ("screens.serve.child", "sqlalchemy.dialects.sqlite", *others):
        import_module(module)
    import_module("sqlalchemy.orm").configure_mappers()
    gc.enable()


def freeze() -> None:
    """What is there now is never looked through again: looking would copy it into each session."""
    gc.collect()
    gc.freeze()


def threads() -> int:
    """How many threads this process has, those of libraries counted as well."""
    with suppress(OSError):
        return len(list(Path("/proc/self/task").iterdir()))
    return threading.active_count()


class Warm:
    """Takes requests from the server over one socket, a line of JSON each, and forks."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._root: Path | None = None
        self._children: set[int] = set()
        self._pipes: deque[int] = deque()
        self._unread = b""
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wake, False)

    def run(self) -> None:
        """Serve until the server is gone."""
        signal.set_wakeup_fd(self._wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._tell({"ready": os.getpid(), "threads": threads()})
        with selectors.DefaultSelector() as selector:
            selector.register(self._line, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while self._turn({key.fd for key, _ in selector.select()}):
                pass
        self._end()

    def _turn(self, ready: set[int]) -> bool:
        """One look at what came; False when the server is gone."""
        if self._woken in ready:
            with suppress(BlockingIOError):
                os.read(self._woken, 4096)
            self._reap()
        if self._line.fileno() not in ready:
            return True
        try:
            data, pipes, _, _ = socket.recv_fds(self._line, 65536, 3)
        except OSError:
            return False
        self._pipes.extend(pipes)
        *lines, self._unread = (self._unread + data).split(b"\n")
        for asked in lines:
            self._answer(json.loads(asked))
        return bool(data)

    def _answer(self, asked: dict[str, Any]) -> None:
        if "root" in asked:
            self._root = Path(asked["root"])
        elif "kill" in asked:
            if asked["kill"] in self._children:
                os.kill(asked["kill"], signal.SIGKILL)
        elif "start" in asked:
            pipes = [self._pipes.popleft() for _ in range(3)]
            self._start(asked["start"], Errand(**asked["errand"]), pipes)
            for pipe in pipes:
                os.close(pipe)

    def _start(self, number: int, errand: Errand, pipes: list[int]) -> None:
        if threads() != 1:
            self._tell({"failed": number, "why": f"it has {threads()} threads"})
            return
        try:
            pid = os.fork()
        except OSError as error:
            self._tell({"failed": number, "why": str(error.strerror)})
            return
        if pid == 0:
            self._become(errand, pipes)
        self._children.add(pid)
        self._tell({"started": number, "pid": pid})

    def _become(self, errand: Errand, pipes: list[int]) -> None:
        """Be a session from here on; never comes back."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for name in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(name, signal.SIG_DFL)
            os.setsid()
            self._line.close()
            for number, pipe in enumerate(pipes):
                os.dup2(pipe, number)
            os.closerange(3, _MOST_FILES)
            status = import_module("screens.serve.child").run_session(errand)
        finally:
            # Nothing of the warm process is run again, and no fault is printed with its text.
            os._exit(status)

    def _reap(self) -> None:
        for pid in list(self._children):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                self._children.discard(pid)
                self._tell({"ended": pid, "status": os.waitstatus_to_exitcode(status)})

    def _tell(self, words: dict[str, Any]) -> None:
        with suppress(OSError):
            self._line.sendall(json.dumps(words).encode() + b"\n")

    def _end(self) -> None:
        """The server is gone: sessions see that themselves; those that do not are killed."""
        deadline = time.monotonic() + _LAST_SECONDS
        while self._children and time.monotonic() < deadline:
            time.sleep(0.02)
            self._reap()
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        if self._root is not None:
            remove(self._root)


def _rehearsed() -> bool:
    """Go through the application once; whether it left nothing running behind."""
    with suppress(Exception):
        import_module("screens.serve.rehearsal").rehearse()
    # The application set what a shutdown does to it; here that is for sessions to do.
    threading.excepthook = threading.__excepthook__
    deadline = time.monotonic() + _SETTLE_SECONDS
    while threads() != 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    return threads() == 1


def main(number: int, *, rehearses: bool, others: Sequence[str]) -> None:
    """Load everything and serve the socket of this number.

    rehearses: go through the application once before. others: modules to load as well.
    """
    os.umask(0o077)
    # What a process held when it crashed would be text of cases.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    load_everything(others)
    if rehearses and not _rehearsed():
        # A process with threads cannot be forked: begin again, and leave the rehearsal out.
        os.set_inheritable(number, True)
        os.execv(sys.executable, [*_PROGRAM, str(number), "", *others])  # noqa: S606
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    freeze()
    Warm(socket.socket(fileno=number)).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), rehearses=bool(sys.argv[2]), others=sys.argv[3:])
