"""Where somebody signs in: a device that can be known again, and an address on the network.

A device is a browser, or an account of a machine, that keeps a random token. Nothing here loads a
database library.
"""

from __future__ import annotations

import platform
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from conference.errors import ConferenceError
from conference.text import one_line
from conference.writing import write_file

_BYTES = 32


@dataclass(frozen=True)
class Client:
    """Where a password is given: a device, and the network address that a server sees.

    device: the random token that the browser or the account keeps; "" where none is kept. address:
    "" where there is none, as in a terminal. place: what it is, in words; "" for the command line.
    """

    device: str = field(default="", repr=False)
    address: str = ""
    place: str = ""

    @property
    def whence(self) -> str:
        """What tries from an unknown device are counted by; "" where nothing tells it apart.

        The address first: a device that is not known can be a new one with every try.
        """
        return self.address or self.device

    def with_device(self) -> Client:
        """The same, with a device of this sitting alone where none is kept."""
        return self if self.device else replace(self, device=secrets.token_hex(_BYTES))


NOWHERE = Client()
"""Nothing is known of where."""
BROWSER = "a browser"


def terminal() -> str:
    """The place of whoever sits at a terminal of this machine."""
    return f"a terminal on {_machine()}"


def command_line() -> str:
    """The place of a command that is given on this machine."""
    return f"the command line on {_machine()}"


def _machine() -> str:
    return one_line(platform.node()) or "this machine"


def own_device(folder: Path | None = None) -> str:
    """The token of this account on this machine, made when first asked for; "" where none can be.

    folder: where it is kept; by default the account's own folder for what programs remember. The
    file is readable by its owner alone.
    """
    try:
        file = (folder or _usual_folder()) / "device"
        return _kept(file) or _made(file)
    except (OSError, RuntimeError, ConferenceError):
        return ""


def _kept(file: Path) -> str:
    """The token in the file; "" where there is none, or not a whole one."""
    with suppress(FileNotFoundError, ValueError):
        token = file.read_text("ascii").strip()
        return token if len(token) == 2 * _BYTES else ""
    return ""


def _made(file: Path) -> str:
    """A new token, put there whole; of two that are made at once the later one counts."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_file(file, secrets.token_hex(_BYTES).encode(), replace=True)
    return _kept(file)


def _usual_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("case-conference", appauthor=False)
