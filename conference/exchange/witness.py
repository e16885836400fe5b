"""A witness: a place outside the database that keeps what the head of the history was.

What is sent is one line of JSON with digests, a number, a moment and the council's name; nothing of
any case. The place is the end of a file that only grows, an address by e-mail, or a server that
takes the line by HTTPS.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import ssl
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conference.errors import BadInput, Problem, Unavailable
from conference.exchange.mail import Mail, MailState, Sent, is_address
from conference.record_files import must_not_be_record
from conference.text import one_line
from conference.verify_history import WITNESSED, witnessed_in

WAIT = 15.0
"""Seconds to wait for a server."""
_MAIL, _HTTPS = "mailto:", "https://"
_OPEN = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True)
class WitnessLine:
    """The head of a council's history at one moment."""

    council: str
    """The council's id; name: what it is called."""
    name: str
    at: str
    """The moment, in UTC, as ISO 8601 has it."""
    length: int
    """How many entries the council's chain had; head: the digest of the last of them."""
    head: str
    cases: int
    """Of how many cases that chain was told; heads: the digest of all their heads."""
    heads: str

    def written(self) -> str:
        """The line, without its end."""
        return json.dumps({"format": WITNESSED, **asdict(self)})


def read_witness(text: str) -> tuple[WitnessLine, ...]:
    """The lines of a witness's file, or of e-mails as they were copied, with whatever is around.

    Raises BadInput where there is none, or one cannot be read.
    """
    try:
        lines = tuple(_line(found) for found in witnessed_in(text))
    except (TypeError, ValueError):
        lines = ()
    if not lines:
        raise BadInput(
            "There is no line of a witness in that.",
            next="Give the witness's file, or the line as it came by e-mail, whole.",
        )
    return lines


def _line(found: dict[str, Any]) -> WitnessLine:
    line = WitnessLine(**{name: found[name] for name in found if name != "format"})
    if [type(found["length"]), type(found["head"])] != [int, str]:
        raise TypeError("no head")
    return line


def witness_place(words: str) -> str:
    """The place as it is kept, from how a person names it: a path, an e-mail or https: address.

    Raises BadInput.
    """
    said = words.strip()
    address = said.removeprefix(_MAIL)
    if is_address(address) and "/" not in address and "\\" not in address:
        return f"{_MAIL}{address}"
    if re.match(r"[a-z][a-z+.-]+:", said, re.IGNORECASE) and not Path(said).drive:
        return _https(said)
    if not (Path(said).is_absolute() and said.isprintable()):
        raise _no_place("the whole path of a file, such as one on a share")
    return said


def _https(said: str) -> str:
    try:
        parts = urlsplit(said)
        fits = parts.scheme == "https" and parts.hostname and parts.port != 0
    except ValueError:
        fits = None
    if not fits or parts.username or not said.isascii() or one_line(said) != said:
        raise _no_place("an address that begins with https:// and holds no password")
    return said


def _no_place(what: str) -> BadInput:
    return BadInput(
        "That is no place for a witness.",
        (Problem("place", what),),
        next="Name a file, an e-mail address, or an https: address.",
    )


def send_line(place: str, line: WitnessLine, sender: Callable[[], Callable[[Mail], Sent]]) -> None:
    """Give the line to the witness. sender: finds the mail account, where it is needed.

    place: as the record has it, which somebody may have been at. Raises BadInput where it is none,
    Unavailable with the reason where it did not certainly arrive.
    """
    place = witness_place(place)
    if place.startswith(_MAIL):
        _by_mail(place.removeprefix(_MAIL), line, sender())
    elif place.startswith(_HTTPS):
        _to_server(place, line)
    else:
        _to_file(Path(place), line)


def _to_file(file: Path, line: WitnessLine) -> None:
    """Add the line at the end, on the disk before this returns; what is there is left as it is."""
    must_not_be_record(file)
    try:
        number = os.open(file, _OPEN, 0o600)
        with os.fdopen(number, "r+b", buffering=0) as opened:
            start = opened.read(2000)
            if start and not any(witnessed_in(start.decode(errors="replace"))):
                raise _not_taken("the file that is there is not a witness's")
            opened.seek(0, os.SEEK_END)
            whole = not start or _ends_whole(opened)
            opened.write(f"{'' if whole else chr(10)}{line.written()}\n".encode())
            os.fsync(number)
    except OSError as error:
        raise _not_taken(error.strerror or type(error).__name__) from None


def _ends_whole(opened: Any) -> bool:
    """Whether the last line was written whole."""
    opened.seek(-1, os.SEEK_END)
    return bool(opened.read(1) == b"\n")


def _by_mail(to: str, line: WitnessLine, send: Callable[[Mail], Sent]) -> None:
    mail = Mail(
        to=to,
        subject=f"The head of the history of {line.name}",
        body=f"{line.written()}\n\nKeep this: it shows later whether the record was altered.\n",
        message_id=f"<{uuid.uuid4().hex}@case-conference.invalid>",
        date=datetime.fromisoformat(line.at),
    )
    sent = send(mail)
    if sent.state is not MailState.SENT:
        raise _not_taken(sent.problem)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A line goes to the server that was named, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


def _to_server(url: str, line: WitnessLine) -> None:
    request = urllib.request.Request(  # noqa: S310 - `witness_place` lets nothing but https: pass
        url,
        data=f"{line.written()}\n".encode(),
        headers={"Content-Type": "application/jsonl", "User-Agent": "case-conference"},
        method="POST",
    )
    secure = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    opener = urllib.request.build_opener(secure, _NoRedirect)
    try:
        with opener.open(request, timeout=WAIT):
            return
    except urllib.error.HTTPError as error:
        raise _not_taken(f"the server answered {error.code}") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLError):
            raise _not_taken("the server's certificate is not trusted") from None
        raise _not_taken("the server could not be reached") from None
    except (OSError, http.client.HTTPException):
        raise _not_taken("the server did not answer in time, or broke off") from None


def _not_taken(why: str) -> Unavailable:
    return Unavailable(
        f"The witness was not told: {one_line(why)}.",
        safe="The record is as it was.",
        next="It is tried again; or try now: conference history witness",
    )
