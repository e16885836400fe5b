"""Letters by e-mail: how the mail server is reached, what is sent, and what became of it.

The server's name and account come from the environment, its password from there or from the
system's own keyring, and from nowhere else: never from an argument, never into a log.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum

from conference.errors import BadInput, Problem, Unavailable
from conference.text import clean, one_line

KEYS = ("HOST", "PORT", "TLS", "STARTTLS", "USER", "PASSWORD", "FROM")
PREFIX = "CONFERENCE_SMTP_"
SERVICE = "case-conference smtp"
"""Under which name the keyring keeps the password of the account."""
SUBMISSION = 587
SUBMISSIONS = 465
"""The port where TLS begins with the first byte (RFC 8314)."""
WAIT = 20.0
"""Seconds to wait for the server at each step."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class MailServer:
    """How letters leave by e-mail."""

    host: str
    port: int
    sender: str
    """The address the letters come from."""
    starttls: bool = True
    tls: bool = False
    """Whether TLS begins with the first byte; there is no STARTTLS then."""
    user: str = ""
    password: str = field(default="", repr=False)


class MailState(StrEnum):
    """What became of a message."""

    SENT = "sent"
    FAILED = "failed"
    """It certainly did not go out."""
    UNCERTAIN = "uncertain"
    """The line broke after the words were handed over."""


@dataclass(frozen=True)
class Sent:
    """What became of a message, with the reason in words where it did not go out."""

    state: MailState
    problem: str = ""


def mail_server(
    environment: Mapping[str, str], *, keyring: Callable[[str, str], str | None] | None = None
) -> MailServer:
    """The mail server of the settings.

    keyring: gives the password of (service, user) where the environment has none. Raises
    Unavailable where no server is set, BadInput naming each key that is wrong.
    """
    given = {key: one_line(environment.get(PREFIX + key, "")) for key in KEYS}
    if not given["HOST"]:
        raise Unavailable(
            "No mail server is set, so nothing can be sent by e-mail from here.",
            safe="The letter is issued and its files are kept.",
            next=f"Set {PREFIX}HOST and {PREFIX}FROM, or save the files and send them yourself.",
        )
    problems = [*_port_problems(given["PORT"]), *_sender_problems(given["FROM"])]
    tls = _yes_or_no(given["TLS"], unsaid=given["PORT"] == str(SUBMISSIONS))
    starttls = _yes_or_no(given["STARTTLS"], unsaid=True)
    for key, said in (("TLS", tls), ("STARTTLS", starttls)):
        if said is None:
            problems.append(Problem(f"{PREFIX}{key}", "yes or no"))
    if starttls is False and not tls and given["HOST"] not in _LOOPBACK:
        what = "no is for a server on this machine alone: others could read the letters"
        problems.append(Problem(f"{PREFIX}STARTTLS", what))
    if problems:
        raise BadInput("The settings of the mail server are not right.", tuple(problems))
    # A password may begin or end with a space: it is taken as it stands.
    password = environment.get(f"{PREFIX}PASSWORD", "")
    if given["USER"] and not password and keyring is not None:
        password = keyring(SERVICE, given["USER"]) or ""
    return MailServer(
        host=given["HOST"],
        port=int(given["PORT"] or (SUBMISSIONS if tls else SUBMISSION)),
        sender=given["FROM"],
        starttls=bool(starttls and not tls),
        tls=bool(tls),
        user=given["USER"],
        password=password,
    )


def _port_problems(port: str) -> list[Problem]:
    right = not port or (port.isascii() and port.isdigit() and 0 < int(port) < 65536)
    return [] if right else [Problem(f"{PREFIX}PORT", "a number from 1 to 65535")]


def _sender_problems(sender: str) -> list[Problem]:
    return [] if is_address(sender) else [Problem(f"{PREFIX}FROM", "an e-mail address is needed")]


def _yes_or_no(words: str, *, unsaid: bool) -> bool | None:
    if not words:
        return unsaid
    if words.casefold() in ("yes", "true", "1"):
        return True
    return False if words.casefold() in ("no", "false", "0") else None


def is_address(words: str) -> bool:
    """Whether it is one plain e-mail address, such as name@council.gov.uk."""
    _, address = parseaddr(words)
    local, at, domain = address.partition("@")
    plain = address == words and words.isascii() and not set(words) & set(' \t\r\n,;<>()"')
    return bool(plain and at and local and "." in domain.strip("."))


@dataclass(frozen=True)
class Mail:
    """A message as it is sent; the same identity at each attempt."""

    to: str
    subject: str
    body: str
    message_id: str
    date: datetime
    """Aware."""
    file_name: str = ""
    pdf: bytes = b""
    """What goes with it; empty for nothing."""


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The message: the words as plain text, and a letter's PDF beside them.

    Raises BadInput where the address is none.
    """
    if not is_address(mail.to):
        problem = Problem("to", "one e-mail address, such as name@example.org")
        raise BadInput("The letter cannot be sent to that.", (problem,))
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = sender, mail.to
    message["Subject"] = one_line(mail.subject)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.date)
    # No machine answers it: an out-of-office note would go to the council's address.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(clean(mail.body))
    if mail.pdf:
        name = mail.file_name
        message.add_attachment(mail.pdf, maintype="application", subtype="pdf", filename=name)
    return message


def send(server: MailServer, mail: Mail) -> Sent:
    """Hand the message to the server, and tell what became of it; never raises for the server."""
    message = message_of(mail, server.sender)
    try:
        with _connected(server) as smtp:
            failed = _prepared(smtp, server, mail.to)
            return failed or _handed_over(smtp, message)
    except ssl.SSLError:
        return Sent(MailState.FAILED, "the server's certificate is not trusted")
    except (OSError, smtplib.SMTPException) as error:
        return Sent(MailState.FAILED, _words(error))


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=WAIT, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=WAIT)


def _prepared(smtp: smtplib.SMTP, server: MailServer, to: str) -> Sent | None:
    """Everything before the words are handed over: whatever fails here, nothing has gone out."""
    smtp.ehlo()
    if server.starttls:
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    if server.user:
        smtp.login(server.user, server.password)
    for code, answer in (smtp.mail(server.sender), smtp.rcpt(to)):
        if code not in (250, 251):
            return Sent(MailState.FAILED, _answer(code, answer))
    return None


def _handed_over(smtp: smtplib.SMTP, message: EmailMessage) -> Sent:
    try:
        code, answer = smtp.data(message.as_bytes())
    except smtplib.SMTPDataError as error:
        return Sent(MailState.FAILED, _words(error))
    except (OSError, smtplib.SMTPException):
        return Sent(
            MailState.UNCERTAIN,
            "the line broke after the letter was handed over: it may have gone out",
        )
    if code != 250:
        return Sent(MailState.FAILED, _answer(code, answer))
    return Sent(MailState.SENT)


def _answer(code: int, answer: bytes) -> str:
    """What the server said, on one line and not too much of it."""
    return f"the server refused: {code} {one_line(answer.decode('ascii', 'replace'))[:200]}"


def _words(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "the server did not take the account's name and password"
        case smtplib.SMTPNotSupportedError():
            return "the server does not offer what the settings ask for (STARTTLS or a sign-in)"
        case smtplib.SMTPResponseException():
            code, said = error.smtp_code, error.smtp_error
            return _answer(code, said if isinstance(said, bytes) else str(said).encode())
        case TimeoutError():
            return "the server did not answer in time"
        case _:
            return f"the server could not be reached ({type(error).__name__})"
