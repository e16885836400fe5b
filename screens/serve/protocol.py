"""What is answered to a request that is none: hardened as everything else, and quoting nothing."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from screens.serve.headers import harden
from screens.serve.log import log


class _Handler(RequestHandler):
    """One connection."""

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

    def __call__(self) -> _Handler:
        return _Handler(self, loop=self._loop, **self._kwargs)


class HardenedRunner(web.AppRunner):
    """Runs an application with connections of our kind."""

    async def _make_server(self) -> Any:
        usual = await super()._make_server()
        return _Server(
            usual.request_handler,
            request_factory=usual.request_factory,
            loop=usual._loop,
            **usual._kwargs,
        )
