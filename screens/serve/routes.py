"""What the server answers, and to whom."""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from screens.serve import headers
from screens.serve.doors import Doors
from screens.serve.endings import Ending
from screens.serve.health import Health
from screens.serve.inbox import LARGEST, MEGABYTE, sending_page, take_in
from screens.serve.log import log, request_line
from screens.serve.messages import LARGEST as LARGEST_MESSAGE
from screens.serve.messages import asked_size
from screens.serve.names import attachment
from screens.serve.pages import asset_answer, terminal_page, words_page
from screens.serve.plan import Plan
from screens.serve.protocol import may_last
from screens.serve.session import Session
from screens.serve.sessions import Sessions
from screens.serve.starting import Starter

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HEARTBEAT = 15.0
"""Seconds between two looks at whether the line still stands."""
_GOODBYE = 2.0
"""Seconds a browser has to close its side of the line."""
_COOKIE_LETTERS = 43
_COOKIE_SECONDS = 90 * 24 * 3600
_SESSION = web.RequestKey("session", int)
_WORDS = {
    403: ("Not from here", "This is only for pages of Case Conference itself."),
    404: ("Not here", "There is no such page, or its session has ended."),
    421: (
        "Another name",
        "This server has no such name. Use the address you were given.",
    ),
    500: ("A fault", "There is a fault in the program. What was saved is safe. Try again."),
}


class Routes:
    """The answers of one server."""

    def __init__(self, plan: Plan, sessions: Sessions, starter: Starter, health: Health) -> None:
        self._plan = plan
        self._sessions = sessions
        self._starter = starter
        self._health = health
        self._doors = Doors(plan)
        self._cookie = "__Host-conference" if plan.is_secure else "conference"

    def application(self) -> web.Application:
        """All of them, each behind the same door."""
        made = web.Application(middlewares=[self._door], client_max_size=MEGABYTE)
        made.add_routes(
            [
                web.get("/", self._index),
                web.get("/ws", self._line, allow_head=False),
                web.get("/health", self._healthy),
                web.get("/static/{name}", self._asset),
                web.get("/download/{key}", self._download, allow_head=False),
                web.get("/send/{secret}", self._sending, allow_head=False),
                web.post("/send/{secret}", self._send),
            ]
        )
        made.on_response_prepare.append(self._harden)
        return made

    async def _harden(self, _request: web.Request, answer: web.StreamResponse) -> None:
        headers.harden(answer, secure=self._plan.is_secure)

    # The door

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Judge the name, answer, and write one line of it. Faults are told by their kind alone."""
        since = time.monotonic()
        answer: web.StreamResponse
        try:
            if not self._doors.is_our_host(request):
                answer = _refused(421)
            else:
                answer = await handler(request)
        except web.HTTPException as error:
            answer = _refused(error.status)
            if "Allow" in error.headers:
                answer.headers["Allow"] = error.headers["Allow"]
        except Exception as error:
            log.error("fault in the server: %s", type(error).__name__)
            answer = _refused(500)
        log.info(request_line(request, answer.status, since, request.get(_SESSION)))
        return answer

    def _browser(self, request: web.Request) -> str:
        """What this browser's cookie says; "" where it has none of ours."""
        kept = request.cookies.get(self._cookie, "")
        return kept if len(kept) == _COOKIE_LETTERS else ""

    # Pages

    async def _index(self, request: web.Request) -> web.StreamResponse:
        if self._doors.person(request) is None:
            return words_page(
                "Sign in first", "Come in through the address with your sign-in.", status=403
            )
        if self._sessions.is_full:
            words = "As many people as this server takes are here already. Try again in a minute."
            full = words_page("Every place is taken", words, status=503)
            full.headers["Retry-After"] = "60"
            return full
        page = terminal_page(request.host, secrets.token_urlsafe(16), LARGEST // MEGABYTE)
        # Kept beyond the day: by it a browser in which somebody signed in before is known again.
        page.set_cookie(
            self._cookie,
            self._browser(request) or secrets.token_urlsafe(32),
            max_age=_COOKIE_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=self._plan.is_secure,
        )
        return page

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        return asset_answer(request, request.match_info["name"]) or _refused(404)

    async def _healthy(self, _request: web.Request) -> web.StreamResponse:
        reached = await self._health.ask()
        words = "ok" if reached else "the database cannot be reached"
        at_work = self._sessions.signed_in
        count = f"sessions: {at_work} of {self._plan.sessions}"
        door = f"before sign-in: {len(self._sessions) - at_work}"
        return web.Response(text=f"{words}\n{count}\n{door}\n", status=200 if reached else 503)

    # Files

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if not self._doors.is_our_link(request):
            return _refused(403)
        parcel = self._sessions.fetch(request.match_info["key"], self._browser(request))
        if parcel is None:
            return _refused(404)
        request[_SESSION] = parcel.place.number
        may_last(request, self._plan.patience.body)
        try:
            content = parcel.file.read_bytes()
            parcel.file.unlink()
        except OSError:
            return _refused(404)
        return web.Response(
            body=content,
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": attachment(parcel.name),
            },
        )

    async def _sending(self, request: web.Request) -> web.StreamResponse:
        place = self._sessions.of_secret(request.match_info["secret"], self._browser(request))
        return sending_page() if place else _refused(404)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        if not self._doors.is_our_origin(request):
            return _refused(403)
        place = self._sessions.of_secret(request.match_info["secret"], self._browser(request))
        if place is None:
            return _refused(404)
        request[_SESSION] = place.number
        may_last(request, self._plan.patience.body)
        return await take_in(request, place, self._plan.patience.piece)

    # The line of a session

    async def _line(self, request: web.Request) -> web.StreamResponse:
        person = self._doors.person(request)
        if person is None or not self._doors.is_our_origin(request):
            return _refused(403)
        line = web.WebSocketResponse(
            heartbeat=_HEARTBEAT, timeout=_GOODBYE, max_msg_size=LARGEST_MESSAGE
        )
        await line.prepare(request)
        may_last(request, None)
        place = self._sessions.begin(self._browser(request), person, self._doors.network(request))
        if isinstance(place, Ending):
            await line.close(code=place.code, message=place.word.encode())
            return line
        request[_SESSION] = place.number
        size = asked_size(request.query.get("width", ""), request.query.get("height", ""))
        send_url = f"{request.headers['Origin']}/send/{place.secret}"
        session = Session(self._plan, self._sessions, self._starter, place, send_url)
        log.info("session %s begins", place.number)
        try:
            ending = await session.run(line, size)
        finally:
            self._sessions.end(place)
        log.info("session %s ends: %s", place.number, ending.word)
        if not line.closed:
            await line.close(code=ending.code, message=ending.word.encode())
        return line


def _refused(status: int) -> web.Response:
    """A page that says no, in words where there are some for it."""
    title, words = _WORDS.get(status, (HTTPStatus(status).phrase, "This cannot be done here."))
    return words_page(title, words, status=status)
