"""The devices on which somebody has signed in before.

The database holds only a digest of the token that a device keeps, so that whoever reads the
database cannot pass for it.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, select

from conference.record.tables import KnownDevice

if TYPE_CHECKING:
    from datetime import date

MOST = 20
"""Devices of one person that are known; the one that was not used for longest goes first."""
KEPT_FOR = timedelta(days=90)


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
