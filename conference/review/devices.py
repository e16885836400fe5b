"""Where somebody signs in, and the devices on which they have done so before.

A device is a browser, or an account of a machine, that keeps a random token. The database holds
only a digest of it, so that whoever reads the database cannot pass for the device.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, select

from conference.record.tables import KnownDevice

if TYPE_CHECKING:
    from datetime import date

MOST = 20
"""Devices of one person that are known; the one that was not used for longest goes first."""
KEPT_FOR = timedelta(days=90)
_BYTES = 32


@dataclass(frozen=True)
class Client:
    """Where a password is given: a device, and the network address that a server sees.

    device: the random token that the browser or the account keeps; "" where none is kept. address:
    "" where there is none, as in a terminal.
    """

    device: str = field(default="", repr=False)
    address: str = ""

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


def own_device(folder: Path | None = None) -> str:
    """The token of this account on this machine, made when first asked for; "" where none can be.

    folder: where it is kept; by default the account's own folder for what programs remember. The
    file is readable by its owner alone.
    """
    try:
        file = (folder or _usual_folder()) / "device"
        return _kept(file) or _made(file)
    except (OSError, RuntimeError):
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
    beside = file.with_name(f"device.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as writing:
        writing.write(secrets.token_hex(_BYTES))
    beside.replace(file)
    return _kept(file)


def _usual_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("case-conference", appauthor=False)


def digest_of(person_id: str, device: str) -> str:
    """What is kept of a device: another for each person, so that rows cannot be brought together.

    "" for no device.
    """
    return sha256(f"{person_id}\n{device}".encode()).hexdigest() if device else ""


def is_known(session: Session, council_id: str, person_id: str, device: str, today: date) -> bool:
    """Whether the person signed in on this device within the last 90 days."""
    found = select(KnownDevice.digest).where(
        KnownDevice.council_id == council_id,
        KnownDevice.person_id == person_id,
        KnownDevice.digest == digest_of(person_id, device),
        KnownDevice.last_used >= today - KEPT_FOR,
    )
    return session.exec(found).first() is not None


def remember(session: Session, council_id: str, person_id: str, device: str, today: date) -> None:
    """Know the device from now on; forget those that are old, or too many."""
    if not device:
        return
    mine = select(KnownDevice).where(
        KnownDevice.council_id == council_id, KnownDevice.person_id == person_id
    )
    digest = digest_of(person_id, device)
    found = {row.digest: row for row in session.exec(mine)}
    this = found.pop(digest, None) or KnownDevice(
        council_id=council_id, person_id=person_id, digest=digest, last_used=today
    )
    this.last_used = today
    session.add(this)
    others = sorted(found.values(), key=lambda row: row.last_used, reverse=True)
    for place, row in enumerate(others):
        if place >= MOST - 1 or row.last_used < today - KEPT_FOR:
            session.delete(row)


def forget_all(session: Session, council_id: str, person_id: str) -> None:
    """Know none of the person's devices any more."""
    session.execute(
        delete(KnownDevice).where(
            col(KnownDevice.council_id) == council_id, col(KnownDevice.person_id) == person_id
        )
    )
