"""Each connection: what is answered to a request that is none, and how long it may take.

aiohttp itself waits for ever for the rest of a request that was begun.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from screens.serve.headers import harden
from screens.serve.lines import Lines
from screens.serve.log import log
from screens.serve.plan import Patience, Plan


class _Handler(RequestHandler):
    """One connection. lines: all that are no session's."""

    def __init__(self, manager: Any, lines: Lines, patience: Patience, **more: Any) -> None:
        super().__init__(manager, **more)
        self._lines = lines
        self._patience = patience
        self._end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It waits for its first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: BaseException | None) -> None:
        """It is over."""
        self.lasts(None)
        super().connection_lost(exc)

    async def _handle_request(self, *asked: Any) -> Any:
        self._lines.works(self)
        self._end_in(self._patience.answer)
        try:
            return await super()._handle_request(*asked)
        finally:
            self._wait()

    def _wait(self) -> None:
        if self.transport is not None:
            peer = self.transport.get_extra_info("peername")
            self._end_in(self._patience.head)
            self._lines.waits(self, str(peer[0]) if peer else "")

    def lasts(self, seconds: float | None) -> None:
        """Let what is being answered take so long from now on; None: it is a session's, or over."""
        self._end_in(seconds)
        if seconds is None:
            self._lines.leaves(self)

    def _end_in(self, seconds: float | None) -> None:
        if self._end is not None:
            self._end.cancel()
        loop = asyncio.get_running_loop()
        self._end = None if seconds is None else loop.call_later(seconds, self.cut)

    def cut(self) -> None:
        """End it at once, whatever is still to be sent: nobody may be there to take it."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    def handle_error(
        self,
        request: Any,  # noqa: ARG002 - the signature is aiohttp's
        status: int = 500,
        exc: BaseException | None = None,  # noqa: ARG002
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        """The answer to what could not be read as a request, or failed before it was one."""
        log.info("a request could not be read: %s", status)
        answer = web.Response(status=status, text="This request cannot be read.\n")
        harden(answer)
        answer.force_close()
        return answer


class _Server(web.Server):
    """Makes connections of our kind."""

    def __init__(self, usual: web.Server, plan: Plan) -> None:
        super().__init__(
            usual.request_handler,
            request_factory=usual.request_factory,
            loop=usual._loop,
            **usual._kwargs,
        )
        self._lines = Lines(plan.crowd)
        self._patience = plan.patience

    def __call__(self) -> _Handler:
        return _Handler(self, self._lines, self._patience, loop=self._loop, **self._kwargs)


class HardenedRunner(web.AppRunner):
    """Runs an application with connections of our kind."""

    def __init__(self, plan: Plan, application: web.Application) -> None:
        super().__init__(application, handle_signals=False, access_log=None)
        self._plan = plan

    async def _make_server(self) -> Any:
        return _Server(await super()._make_server(), self._plan)


def may_last(request: web.Request, seconds: float | None) -> None:
    """Let the answer to this request take so long from now on; None: it is a session's line."""
    if isinstance(request.protocol, _Handler):
        request.protocol.lasts(seconds)
