"""A browser as far as the server sees one, and servers to point it at."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType

from screens.serve.errand import Errand
from screens.serve.plan import Patience, Plan
from screens.serve.process import SessionProcess
from screens.serve.server import serving

PATIENCE = 300.0
"""Seconds to wait for what is bound to come."""
QUICK = Patience(grace=0.5, look=0.02)

STANDS_IN = """
import json, os, struct, sys, time
def send(kind, data): os.write(1, kind + struct.pack('>I', len(data)) + data)
def tell(**words): send(b'M', json.dumps(words).encode())
def read(size):
    data = b''
    while len(data) < size:
        more = os.read(0, size - len(data))
        if not more: raise EOFError
        data += more
    return data
errand = json.loads(sys.argv[1])
os.write(1, b'__GANGLION__\\n')
send(b'D', b'READY')
deaf = False
try:
    while True:
        kind = read(1); data = read(int.from_bytes(read(4), 'big'))
        if kind == b'D':
            word, _, rest = data.decode().partition(' ')
            if word == 'crash': print('text of a case', file=sys.stderr); os._exit(3)
            elif word == 'fault': tell(type='fault', where='KeyError, x.py line 1'); break
            elif word == 'tell': tell(**json.loads(rest))
            elif word == 'leave': break
            elif word == 'sleep': time.sleep(1000)
            elif word == 'deaf': deaf = True
            elif word == 'file':
                open(errand['folder'] + '/outbox/one', 'w').write('Grüße')
                tell(type='deliver', file='one', name=rest)
            elif word == 'errand': send(b'D', json.dumps(errand).encode())
            elif word == 'environment': send(b'D', json.dumps(dict(os.environ)).encode())
            elif word == 'raw': os.write(1, b'X' * 20)
            else: send(b'D', b'<' + data + b'>')
        else:
            told = json.loads(data)
            if told['type'] == 'resize': send(b'D', data)
            if told['type'] == 'alive' and not deaf: tell(type='alive')
            if told['type'] == 'quit':
                if deaf: time.sleep(1000)
                send(b'D', b'GOODBYE')
                break
except EOFError:
    if deaf: time.sleep(1000)
tell(type='exit')
"""
"""Speaks as the application does, and does what it is typed to do."""


class StandIns:
    """Starts processes that stand in for the application: they begin in no time."""

    def __init__(self) -> None:
        self.started: list[SessionProcess] = []

    async def open(self) -> None:
        pass

    async def start(self, errand: Errand) -> SessionProcess:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", "-c", STANDS_IN, errand.line().decode()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdin and process.stdout
        made = SessionProcess(process.pid, process.stdout, process.stdin, process.kill)
        waiting = asyncio.create_task(process.wait())
        waiting.add_done_callback(lambda _: made.ended.set())
        self.started.append(made)
        return made

    async def close(self) -> None:
        for one in self.started:
            with suppress(ProcessLookupError):
                one.kill()


class Line:
    """One open line to a session."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seen = b""
        self.messages: list[Any] = []

    @property
    def code(self) -> int | None:
        """Why the line was closed."""
        return self.socket.close_code

    async def types(self, words: str) -> None:
        await self.says("stdin", words)

    async def says(self, *message: object) -> None:
        await self.socket.send_str(json.dumps(message))

    async def _next(self, limit: float) -> bool:
        """Take one message; False at the end."""
        message = await self.socket.receive(limit)
        if message.type is WSMsgType.BINARY:
            self.seen += message.data
        elif message.type is WSMsgType.TEXT:
            self.messages.append(json.loads(message.data))
        return message.type in (WSMsgType.BINARY, WSMsgType.TEXT)

    async def sees(self, words: str) -> None:
        """Wait until these words came."""
        while words.encode() not in self.seen:
            if not await self._next(PATIENCE):
                pytest.fail(f"the line was closed ({self.code}) before {words!r} came")

    async def hears(self, kind: str) -> Any:
        """The content of the next message of a kind."""
        while True:
            for message in self.messages:
                if message[0] == kind:
                    self.messages.remove(message)
                    return message[1]
            if not await self._next(PATIENCE):
                pytest.fail(f"the line was closed ({self.code}) before {kind!r} came")

    async def ends(self) -> int | None:
        """Wait for the end; its code."""
        # With each ping and each message the wait for the next begins anew.
        async with asyncio.timeout(6 * PATIENCE):
            while await self._next(PATIENCE):
                pass
        return self.code


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Somebody's browser, at one server."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.CookieJar(unsafe=True)
        )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def opens(self, size: str = "width=100&height=30", **headers: str) -> Line:
        headers = {"Origin": self.address} | headers
        socket = await self.http.ws_connect(
            f"{self.address}/ws?{size}", headers=headers, max_msg_size=0
        )
        return Line(socket)

    async def somebody(self) -> Line:
        """A line at which somebody has signed in."""
        line = await self.opens()
        await line.types('tell {"type": "seated", "display": false}')
        await line.types("in")
        await line.sees("<in>")
        return line

    async def asks(self, path: str, method: str = "GET", **more: Any) -> Answer:
        """The answer to one request."""
        asked = self.http.request(method, self.address + path, allow_redirects=False, **more)
        async with asked as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def other(self) -> Browser:
        """Another browser at the same server."""
        return Browser(self.port)

    async def sessions(self) -> int:
        """How many sessions there are."""
        words = (await self.asks("/health")).text
        return sum(int(words.split(kind)[1].split()[0]) for kind in ("sessions: ", "sign-in: "))

    async def until_sessions(self, number: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.sessions() != number:
                await asyncio.sleep(0.02)


@asynccontextmanager
async def served(
    *, answers: bool = True, patience: Patience = QUICK, stays: bool = False, **asked: Any
) -> AsyncIterator[Browser]:
    """A browser at a server whose application is stood in for.

    stays: the browser is there to the last, to hear why the server went.
    """
    plan = replace(Plan(place="nowhere", port=0, patience=patience), **asked)
    async with AsyncExitStack() as ends:
        browser = Browser()
        ends.push_async_callback(browser.http.close)
        server = serving(plan, lambda: answers, lambda _root: StandIns())
        browser.port = await ends.enter_async_context(server)
        if not stays:
            ends.push_async_callback(browser.http.close)
        yield browser
