"""The plain log: when, who from, what kind of request, how it went. No case, no secret, no name."""

from __future__ import annotations

import logging
import sys
import time

from aiohttp import web

from screens.serve.doors import client_address

log = logging.getLogger("conference.serve")
_LIBRARIES = ("aiohttp", "asyncio")


class _Words(logging.Formatter):
    """One line each. Of a fault in a library, its kind alone: what it says may quote somebody."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        if record.name != log.name:
            kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
            words = f"{record.name} {record.levelname.lower()} {kind}".rstrip()
            return f"{self.formatTime(record, self.datefmt)} {words}"
        record.exc_info = record.exc_text = None
        return super().format(record)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """The time in UTC."""
        return time.strftime(datefmt or "", time.gmtime(record.created))


def begin() -> None:
    """Write the log to the standard error from now on, for a journal to keep."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Words())
    for name in (log.name, *_LIBRARIES):
        one = logging.getLogger(name)
        one.handlers, one.propagate = [handler], False
    log.setLevel(logging.INFO)


def request_line(request: web.Request, status: int, since: float, session: int | None) -> str:
    """The line for one request. since: when it began, by the monotonic clock."""
    milliseconds = round((time.monotonic() - since) * 1000)
    address = client_address(request) or "-"
    words = f"{address} {request.method} {_path(request)} {status} {milliseconds}ms"
    return f"{words} session {session}" if session else words


def _path(request: web.Request) -> str:
    """What was asked for; a secret in it, and whatever is no address of ours, are left out."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(unknown)"
