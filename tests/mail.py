"""A real mail server on this machine, which keeps what it gets and can misbehave."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from conference.exchange.mail import MailServer

USER, PASSWORD = "letters", "a long pass phrase "
SENDER = "asb@council.example"


class Postbox:
    """What came in, and how the server behaves."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuses = ""
        """An address that is refused."""
        self.breaks_off = False
        """Whether the line breaks once the words were taken."""
        self.full = False

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address == self.refuses:
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        if self.full:
            return "452 the postbox is full"
        read = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.messages.append(read)
        if self.breaks_off:
            server.transport.abort()
        return "250 OK"


def _login(_server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
    right = (
        isinstance(given, LoginPassword)
        and given.login == USER.encode()
        and given.password == PASSWORD.encode()
    )
    return AuthResult(success=right, handled=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mail_server_here(**more: Any) -> Iterator[tuple[Postbox, MailServer]]:
    """A server on a free port of the loopback; more: what aiosmtpd's server takes."""
    box = Postbox()
    port = _free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield box, MailServer("127.0.0.1", port, SENDER, starttls=False)
    finally:
        controller.stop()


def with_login() -> dict[str, Any]:
    """A server that takes letters only after a sign-in."""
    return {"authenticator": _login, "auth_required": True, "auth_require_tls": False}
