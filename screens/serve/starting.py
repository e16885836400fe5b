"""Starting the processes of sessions: forked from one warm process, or plainly."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from screens.serve.errand import Errand, allowed_environment
from screens.serve.log import log
from screens.serve.process import SessionProcess, reader_of, writer_of

_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the warm process is started anew, longer each time it did not last."""
_WARM = (sys.executable, "-P", "-m", "screens.serve.warm")
_POSTGRES = ("psycopg", "sqlalchemy.dialects.postgresql.psycopg")


class CannotStart(Exception):
    """A session's process could not be started; the words are for the log."""


class _Gone(CannotStart):
    """The warm process is not there."""


class Starter(Protocol):
    """Starts the processes of sessions."""

    async def open(self) -> None:
        """Make ready."""

    async def start(self, errand: Errand) -> SessionProcess:
        """Start one. Raises CannotStart."""

    async def close(self) -> None:
        """Let go of what was made ready."""


def starter_for(place: str, root: Path, *, forked: bool) -> Starter:
    """The one for this machine. root: the folder that holds the sessions' own."""
    can_fork = sys.platform in ("linux", "darwin")
    return WarmStarter(place, root) if forked and can_fork else PlainStarter()


class PlainStarter:
    """Each session is a program of its own, loaded anew."""

    async def open(self) -> None:
        """Nothing is kept ready."""

    async def start(self, errand: Errand) -> SessionProcess:
        """Start one. Raises CannotStart."""
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "screens.serve.child"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=allowed_environment(os.environ),
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            raise CannotStart(error.strerror or "it could not be started") from None
        if process.stdin is None or process.stdout is None:
            raise CannotStart("it has no pipes")
        process.stdin.write(errand.line())

        def kill() -> None:
            with suppress(ProcessLookupError):
                process.kill()

        made = SessionProcess(process.pid, process.stdout, process.stdin, kill)
        waiting = asyncio.create_task(process.wait())
        waiting.add_done_callback(lambda _: made.ended.set())
        return made

    async def close(self) -> None:
        """Nothing was kept."""


class WarmStarter:
    """Sessions are forked from one process that has loaded everything; it is kept alive."""

    def __init__(self, place: str, root: Path, *, rehearses: bool = True) -> None:
        """place: of the record. root: the folder of the sessions' own. rehearses: see `warm`."""
        self._rehearses = rehearses
        self._others = _POSTGRES if place.startswith("postgres") else ()
        self._root = root
        self._numbers = count(1)
        self._ready = asyncio.Event()
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._asked: dict[int, asyncio.Future[int]] = {}
        self._running: dict[int, SessionProcess] = {}

    @property
    def pid(self) -> int | None:
        """The warm process, once it is ready."""
        return self._process.pid if self._process and self._ready.is_set() else None

    async def open(self) -> None:
        """Begin to load; sessions wait until it is done."""
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Let the warm process end; it takes what sessions are left with it."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    async def start(self, errand: Errand) -> SessionProcess:
        """Start one. Raises CannotStart."""
        try:
            return await self._fork(errand)
        except _Gone:
            # It died just now: another is on its way.
            self._ready.clear()
            return await self._fork(errand)

    async def _fork(self, errand: Errand) -> SessionProcess:
        await self._ready.wait()
        number = next(self._numbers)
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        started = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            asked = {"start": number, "errand": asdict(errand)}
            self._tell(asked, [theirs_in, theirs_out, nowhere])
            pid = await started
        except BaseException:
            os.close(ours_in)
            os.close(ours_out)
            raise
        finally:
            self._asked.pop(number, None)
            for pipe in (theirs_in, theirs_out, nowhere):
                os.close(pipe)
        reader, writer = await reader_of(ours_out), await writer_of(ours_in)
        made = SessionProcess(pid, reader, writer, lambda: self._kill(pid))
        self._running[pid] = made
        return made

    def _tell(self, words: dict[str, Any], pipes: list[int]) -> None:
        if self._line is None:
            raise _Gone("the warm process is gone")
        try:
            socket.send_fds(self._line, [json.dumps(words).encode() + b"\n"], pipes)
        except OSError as error:
            raise _Gone(error.strerror or "the warm process does not listen") from None

    def _kill(self, pid: int) -> None:
        """Kill a session: by its parent, who knows whether it is still there; or else directly."""
        if pid not in self._running:
            return
        try:
            self._tell({"kill": pid}, [])
        except CannotStart:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            self._ended(pid)

    # The warm process

    async def _keep(self) -> None:
        """Keep one running, for ever."""
        for attempt in count():
            began = asyncio.get_running_loop().time()
            line = self._launch()
            try:
                await self._listen(line)
            finally:
                self._ready.clear()
                self._line = None
                line.close()
            lasted = asyncio.get_running_loop().time() - began
            log.warning("the process that sessions are forked from ended; it is started anew")
            self._forget()
            if self._process is not None:
                await asyncio.to_thread(self._process.wait)
            pause = _PAUSES[0] if lasted > _PAUSES[-1] else _PAUSES[min(attempt, len(_PAUSES) - 1)]
            await asyncio.sleep(pause)

    def _launch(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        ours.setblocking(False)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [*_WARM, str(theirs.fileno()), "rehearse" * self._rehearses, *self._others],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=allowed_environment(os.environ),
                start_new_session=True,
            )
        self._line = ours
        self._tell({"root": str(self._root)}, [])
        return ours

    async def _listen(self, line: socket.socket) -> None:
        """Take what the warm process says until it is gone."""
        loop, unread = asyncio.get_running_loop(), b""
        with suppress(OSError):
            while data := await loop.sock_recv(line, 65536):
                *lines, unread = (unread + data).split(b"\n")
                for told in lines:
                    self._heard(json.loads(told))

    def _heard(self, told: dict[str, Any]) -> None:
        if "ready" in told:
            self._ready.set()
        elif "ended" in told:
            self._ended(told["ended"])
        elif "started" in told:
            self._answer(told["started"], told["pid"])
        elif "failed" in told:
            asked = self._asked.get(told["failed"])
            if asked is not None and not asked.done():
                asked.set_exception(CannotStart(str(told["why"])))

    def _answer(self, number: int, pid: int) -> None:
        asked = self._asked.get(number)
        if asked is not None and not asked.done():
            asked.set_result(pid)

    def _ended(self, pid: int) -> None:
        process = self._running.pop(pid, None)
        if process is not None:
            process.ended.set()

    def _forget(self) -> None:
        """The warm process is gone: what was asked of it fails; its sessions go on without it."""
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(_Gone("the warm process is gone"))
        for process in self._running.values():
            process.alone = True
