"""One session: what the browser types goes to its process, what that draws goes to the browser."""

from __future__ import annotations

import asyncio
import json
import time
from asyncio import IncompleteReadError
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from screens.serve.endings import Ending
from screens.serve.errand import OUTBOX, Errand
from screens.serve.log import log
from screens.serve.messages import Malformed, read_message
from screens.serve.plan import Plan
from screens.serve.process import SessionProcess
from screens.serve.sessions import Place, Sessions
from screens.serve.starting import CannotStart, Starter

_WHERE_LETTERS = 120
_STAY = "Nothing was typed for a while. Press a key to stay: otherwise this session ends soon."


class Session:
    """One session from its start to its end. send_url: the page where its files are sent."""

    def __init__(
        self,
        plan: Plan,
        sessions: Sessions,
        starter: Starter,
        place: Place,
        send_url: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._plan = plan
        self._sessions = sessions
        self._starter = starter
        self._place = place
        self._send_url = send_url
        self._clock = clock
        self._typed_at = self._answered_at = clock()
        self._asked_at: float | None = None
        self._warned = False
        self._rose_at = self._typed_at
        """When it began to be nobody's."""
        self._is_display = False
        self._left = False
        self._fault = ""

    async def run(self, line: web.WebSocketResponse, size: tuple[int, int]) -> Ending:
        """Serve one browser; why it ended. The process is gone when this comes back."""
        try:
            process = await asyncio.wait_for(self._begin(size), self._plan.patience.start)
        except (OSError, CannotStart) as error:
            log.error("session %s could not be started: %s", self._place.number, error)
            return Ending.FAULT
        ending = Ending.LOST
        try:
            ending = await self._serve(line, process)
        finally:
            await asyncio.shield(self._end(line, process, ending))
        return ending

    async def _begin(self, size: tuple[int, int]) -> SessionProcess:
        errand = Errand(
            place=self._plan.place,
            folder=str(self._place.folder),
            send_url=self._send_url,
            person=self._place.person,
            device=self._place.device,
            address=self._place.address,
            templates=str(self._plan.templates or ""),
            council=self._plan.council,
            width=size[0],
            height=size[1],
        )
        return await self._starter.start(errand)

    async def _serve(self, line: web.WebSocketResponse, process: SessionProcess) -> Ending:
        """Until the first reason for an end."""
        work = [
            asyncio.create_task(self._from_browser(line, process)),
            asyncio.create_task(self._from_process(line, process)),
            asyncio.create_task(self._look(line, process)),
            asyncio.create_task(self._stop()),
            asyncio.create_task(self._make_room()),
        ]
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            return next(iter(done)).result()
        except Exception as error:
            log.error("session %s: fault in the server (%s)", self._place.number, type(error))
            return Ending.FAULT
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _end(
        self, line: web.WebSocketResponse, process: SessionProcess, ending: Ending
    ) -> None:
        """Tell the browser, and see the process out."""
        told = asyncio.create_task(line.close(code=ending.code, message=ending.word.encode()))
        if not await process.end(self._plan.patience.grace):
            log.warning("session %s was killed: it did not end", self._place.number)
        await asyncio.gather(told, return_exceptions=True)

    async def _stop(self) -> Ending:
        await self._sessions.stopping.wait()
        return Ending.STOPPING

    async def _make_room(self) -> Ending:
        await self._place.leave.wait()
        return Ending.FULL if self._place.has_no_seat else Ending.MADE_ROOM

    # From the browser

    async def _from_browser(self, line: web.WebSocketResponse, process: SessionProcess) -> Ending:
        try:
            async for message in line:
                if message.type is not WSMsgType.TEXT:
                    return Ending.MALFORMED
                await self._take(message.data, line, process)
        except Malformed:
            return Ending.MALFORMED
        except OSError:
            # Its process is going: what that says last is still read.
            await asyncio.sleep(self._plan.patience.grace)
        return Ending.LOST

    async def _take(self, text: str, line: web.WebSocketResponse, process: SessionProcess) -> None:
        kind, content = read_message(text)
        if kind == "stdin":
            self._typed_at = self._clock()
            if self._warned:
                self._warned = False
                await line.send_json(["notice", ""])
            await process.send(b"D", content)
        elif kind == "resize":
            await process.send(b"M", content)
        elif kind == "ping":
            await line.send_str(content.decode())
        else:
            await process.tell(kind)

    # From its process

    async def _from_process(self, line: web.WebSocketResponse, process: SessionProcess) -> Ending:
        try:
            await asyncio.wait_for(process.prelude(), self._plan.patience.start)
            while True:
                kind, payload = await process.packet()
                if kind == b"D":
                    await line.send_bytes(payload)
                else:
                    await self._hear(json.loads(payload), line)
        except IncompleteReadError:
            return Ending.LEFT if self._left and not self._fault else Ending.FAULT
        except TimeoutError:
            return Ending.HUNG
        except (OSError, RuntimeError):
            return Ending.LOST

    async def _hear(self, told: dict[str, object], line: web.WebSocketResponse) -> None:
        kind = told.get("type")
        if kind == "exit":
            self._left = True
        elif kind == "alive":
            self._answered_at, self._asked_at = self._clock(), None
        elif kind == "seated":
            self._sessions.take_seat(self._place)
            self._is_display = bool(told.get("display"))
        elif kind == "risen":
            self._place.signed_in, self._is_display = False, False
            self._rose_at = self._clock()
        elif kind == "fault":
            self._fault = str(told.get("where", ""))[:_WHERE_LETTERS]
            log.error("session %s: fault in the program (%s)", self._place.number, self._fault)
        elif kind == "deliver":
            await self._deliver(told, line)
        elif kind == "open_url":
            await self._open(str(told.get("url", "")), line)

    async def _deliver(self, told: dict[str, object], line: web.WebSocketResponse) -> None:
        outbox = self._place.folder / OUTBOX
        file = outbox / str(told.get("file", ""))
        if file.parent == outbox and file.is_file():
            key = self._sessions.offer(self._place, file, str(told.get("name", "")))
            await line.send_json(["deliver_file_start", key])

    async def _open(self, url: str, line: web.WebSocketResponse) -> None:
        """Have the page open another: that of this session, or one on the web; nothing else."""
        if url == self._send_url or urlsplit(url).scheme in ("http", "https"):
            await line.send_json(["open_url", {"url": url, "new_tab": True}])

    # Now and then

    async def _look(self, line: web.WebSocketResponse, process: SessionProcess) -> Ending:
        while True:
            await asyncio.sleep(self._plan.patience.look)
            with suppress(OSError, RuntimeError):
                await self._ask(process)
                if (ending := self._judged()) is not None:
                    return ending
                await self._warn(line)

    async def _ask(self, process: SessionProcess) -> None:
        """Ask now and then whether the application still answers."""
        now, patience = self._clock(), self._plan.patience
        if self._asked_at is None and now - self._answered_at >= patience.alive:
            self._asked_at = now
            await asyncio.wait_for(process.tell("alive"), patience.look)

    def _judged(self) -> Ending | None:
        now = self._clock()
        if self._asked_at is not None and now - self._asked_at >= self._plan.patience.hung:
            return Ending.HUNG
        if not self._place.signed_in:
            # Keys do not make it longer: somebody who knows their password is in by then.
            waited = now - self._rose_at
            return Ending.STRANGER if waited >= self._plan.patience.strangers else None
        limit = self._limit
        return Ending.IDLE if limit and now - self._typed_at >= limit else None

    @property
    def _limit(self) -> float:
        """Seconds without a key after which it ends; 0 for never, and before anybody signed in.

        The display in the room is looked at, not typed at: it stays as long as it is wanted.
        """
        is_watched = self._is_display or not self._place.signed_in
        return 0 if is_watched else self._plan.idle * 60

    async def _warn(self, line: web.WebSocketResponse) -> None:
        before = self._limit - self._plan.patience.warning
        if self._limit and not self._warned and self._clock() - self._typed_at >= before > 0:
            self._warned = True
            await line.send_json(["notice", _STAY])
