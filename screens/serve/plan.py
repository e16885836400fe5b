"""What `conference serve` was asked for, checked before anything begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from conference.errors import BadInput, Problem

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}")
_MOST_SESSIONS = 1000


@dataclass(frozen=True)
class Patience:
    """How long the server waits for what; all in seconds.

    start: for a session's first picture. alive: between two questions whether it still answers.
    hung: for that answer. grace: for an end of its own. warning: from the words that a session
    ends to its end. strangers: for somebody to sign in. fetch: for a file that is ready to be
    fetched. look: between two looks at a session. head: for a whole request, from the connection or
    the answer before it. answer: for one to be made and taken. body: for files, in or out; piece:
    between two pieces of one that comes in.
    """

    start: float = 45.0
    alive: float = 15.0
    hung: float = 60.0
    grace: float = 6.0
    warning: float = 120.0
    strangers: float = 300.0
    fetch: float = 600.0
    look: float = 1.0
    head: float = 15.0
    answer: float = 60.0
    body: float = 900.0
    piece: float = 30.0


@dataclass(frozen=True)
class Crowd:
    """How much those may take who have not signed in.

    each: sessions that one network may have at once before its people sign in. lines: connections
    that are no session's, in all; lines_each: from one address other than this machine's own,
    where a proxy stands for everybody.
    """

    each: int = 8
    lines: int = 384
    lines_each: int = 96


@dataclass(frozen=True)
class Plan:
    """One server.

    place: the record, a file's whole path or a URL. templates: the council's own. council: the
    one meant, where the record holds several; "" asks each time. host, port:
    where it listens; port 0 takes any that is free. public_url: what people type, where a proxy is
    in front; "" for none. origins: more addresses it is reached by. sessions: how many signed in.
    idle: minutes without a key after which a session ends; 0 for never. identity_header: where a
    proxy on this machine says who somebody is; "" for none. forked: sessions from one warm process.
    """

    place: str
    templates: Path | None = None
    council: str = ""
    host: str = "127.0.0.1"
    port: int = 8765
    public_url: str = ""
    origins: tuple[str, ...] = ()
    sessions: int = 100
    idle: float = 60
    identity_header: str = ""
    forked: bool = True
    patience: Patience = field(default_factory=Patience)
    crowd: Crowd = field(default_factory=Crowd)

    @property
    def reserve(self) -> int:
        """Sessions that may always be before sign-in, however many people are signed in."""
        return max(4, self.sessions // 4)

    @property
    def is_local(self) -> bool:
        """Whether it can be reached from this machine only."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_secure(self) -> bool:
        """Whether people reach it through TLS."""
        return self.public_url.startswith("https://")


def check(plan: Plan) -> tuple[str, ...]:
    """What whoever starts this server should be told. Raises BadInput for what cannot be."""
    problems = tuple(_problems(plan))
    if problems:
        raise BadInput("The server cannot be started so.", problems, next="Correct it.")
    return tuple(_warnings(plan))


def _problems(plan: Plan) -> list[Problem]:
    found = []
    if not 0 <= plan.port <= 65535:
        found.append(Problem("--port", "a number from 0 to 65535"))
    if not 1 <= plan.sessions <= _MOST_SESSIONS:
        found.append(Problem("--sessions", f"a number from 1 to {_MOST_SESSIONS}"))
    if plan.idle < 0:
        found.append(Problem("--idle", "minutes; 0 for never"))
    if plan.public_url and not origin_of(plan.public_url):
        found.append(Problem("--public-url", "an address such as https://reviews.example.gov.uk"))
    for origin in plan.origins:
        if not origin_of(origin):
            found.append(Problem("--origin", "an address such as https://reviews.example.gov.uk"))
    if plan.identity_header and not _TOKEN.fullmatch(plan.identity_header):
        found.append(Problem("--identity-header", "the name of a header, such as X-Remote-User"))
    return found


def _warnings(plan: Plan) -> list[str]:
    told = []
    if not plan.is_local and not plan.is_secure:
        told.append(
            f"WARNING: it listens on {plan.host}, beyond this machine, and no https address is "
            "named. Passwords and cases would cross the network for anybody to read. Put a proxy "
            "with TLS in front, and name its address: --public-url https://..."
        )
    if plan.identity_header and not plan.is_local:
        told.append(
            f"Only a proxy on this machine is believed about {plan.identity_header}: whoever "
            "comes any other way is sent away."
        )
    return told


def origin_of(url: str) -> str:
    """The origin a browser sends for this address, in lower case; "" where it is more or less.

    An address with a path is none: the application has a name of its own, not a corner of another.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    if usual is None or not parts.hostname or not bare or parts.path not in ("", "/"):
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else _ascii(parts.hostname)
    if not host:
        return ""
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def _ascii(host: str) -> str:
    """A name as browsers write it in what they send (IDNA); "" where it is no name."""
    if host.isascii():
        return host
    # Imported where it is needed: most names are plain, and its tables are large.
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return ""
