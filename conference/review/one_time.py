"""One-time codes: six figures of the moment (TOTP, RFC 6238) and recovery codes, each used once."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime, timedelta

from conference.record.tables import Credential
from conference.review import hashing

STEP = 30
"""Seconds that a code stands for."""
_NEIGHBOURS = (0, -1, 1)
"""Steps that are taken beside the present one: clocks differ, and typing takes time."""
RECOVERY_CODES = 8
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter or figure that is easily taken for another."""


def new_secret() -> str:
    """A new shared secret, base 32."""
    import pyotp

    return pyotp.random_base32()


def address_of(secret: str, person: str, council: str) -> str:
    """The otpauth:// address that an authenticator takes."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=person, issuer_name=council)


def readable(groups: int = 3, letters: int = 4) -> str:
    """A secret that can be read out and typed: k7mf-x2wq-9tbn; five bits for each letter."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(letters)) for _ in range(groups)
    )


def step_of(secret: str, code: str, at: datetime, *, after: int = 0) -> int | None:
    """The time step a code is of, where it is right and later than step `after`; else None."""
    import pyotp

    said, totp = _plain(code), pyotp.TOTP(secret)
    present = int(at.timestamp()) // STEP
    fitting = [
        present + near
        for near in _NEIGHBOURS
        if secrets.compare_digest(totp.at(at + timedelta(seconds=near * STEP)), said)
        and present + near > after
    ]
    return min(fitting) if fitting else None


def takes(row: Credential, secret: str, code: str, at: datetime) -> bool:
    """Whether a code or a recovery code is right; it is used up, and never taken again.

    secret: of the row's codes, opened; "" where it cannot be, and only recovery codes are taken.
    """
    step = step_of(secret, code, at, after=row.totp_last) if secret else None
    if step is not None:
        row.totp_last = step
        return True
    said = _plain(code)
    if len(said) <= 6:
        return False
    for kept in row.recovery:
        if hashing.hasher.fits(kept, said):
            row.recovery = [one for one in row.recovery if one != kept]
            return True
    return False


def new_recovery_codes() -> tuple[tuple[str, ...], list[str]]:
    """Recovery codes, and what is kept of them."""
    codes = tuple(readable() for _ in range(RECOVERY_CODES))
    return codes, [hashing.hasher.hash(_plain(code)) for code in codes]


def _plain(code: str) -> str:
    """A code without what people put between its letters; plain ASCII, at most 40 of it."""
    said = unicodedata.normalize("NFKC", code[:80]).casefold()
    return "".join(letter for letter in said if letter.isascii() and letter.isalnum())[:40]
