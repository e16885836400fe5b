"""The server put together: it listens, serves, and ends well when it is told to."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import web

from conference.errors import Unavailable
from conference.review.serving import ServedRecord
from screens.serve.folders import sweep
from screens.serve.health import Health
from screens.serve.log import begin, log
from screens.serve.plan import Plan
from screens.serve.protocol import HardenedRunner
from screens.serve.routes import Routes
from screens.serve.sessions import Sessions
from screens.serve.starting import Starter, starter_for

_BACKLOG = 1024
"""Connections that wait to be taken: a crowd at the door is not to fill that alone."""
_MOST_FILES = 16 * 1024


@asynccontextmanager
async def serving(
    plan: Plan, answers: Callable[[], bool], start: Callable[[Path], Starter] | None = None
) -> AsyncIterator[int]:
    """A server of this plan as long as the context lasts; the port it listens on.

    answers: whether the record does. start: makes what starts sessions, of the folder
    that holds theirs; the usual one unless given. Raises
    Unavailable where the address cannot be used.
    """
    sweep()
    sessions = Sessions(plan)
    starter = (
        start(sessions.root)
        if start
        else starter_for(plan.place, sessions.root, forked=plan.forked)
    )
    routes = Routes(plan, sessions, starter, Health(answers))
    runner = HardenedRunner(plan, routes.application())
    await runner.setup()
    try:
        site = web.TCPSite(runner, plan.host, plan.port, backlog=_BACKLOG)
        try:
            await site.start()
        except OSError as error:
            raise Unavailable(
                f"Nothing can listen on {plan.host}, port {plan.port}: {error.strerror}.",
                safe="Nothing was changed.",
                next="Name another: --host, --port.",
            ) from None
        await starter.open()
        yield int(runner.addresses[0][1])
    finally:
        sessions.stopping.set()
        await _until_empty(sessions, plan)
        await runner.cleanup()
        await starter.close()
        sessions.close()


async def _until_empty(sessions: Sessions, plan: Plan) -> None:
    """Give every session time to write its drafts and end."""
    deadline = asyncio.get_running_loop().time() + 3 * plan.patience.grace
    while len(sessions) and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(0.02)


def serve(plan: Plan, record: ServedRecord, told: Callable[[str], None]) -> None:
    """Serve until somebody ends it with Ctrl+C or a signal. told: takes the address, in words."""
    begin()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(plan, record, told))


async def _serve(plan: Plan, record: ServedRecord, told: Callable[[str], None]) -> None:
    ended = asyncio.Event()
    _open_many_files()
    if sys.platform != "win32":
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, ended.set)
    async with serving(plan, record.answers) as port:
        told(plan.public_url or f"http://{_shown(plan.host)}:{port}")
        await ended.wait()
        log.info("the server is told to end; sessions are ended first")


def _open_many_files() -> None:
    """Have as many files open as the system lets: a session takes three, and a connection one."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
