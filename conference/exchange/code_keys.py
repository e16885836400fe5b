"""The key that seals one-time codes in the record: from the settings, or the system's keyring.

CONFERENCE_CODES_KEY, where it is set at all, counts alone, even empty. Else the keyring keeps the
key of each council under its id. A keyring that is locked or broken is none.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import pyrage  # type: ignore[import-untyped]

SETTING = "CONFERENCE_CODES_KEY"
SERVICE = "case-conference-codes"
"""Under which name the keyring keeps the keys of a council; the account is the council's id."""
_SEALED = "age:"


class Altered(Exception):
    """What was sealed is damaged, or was sealed for somebody else."""


class Keyring(Protocol):
    """What keeps secrets for an account of a machine."""

    def get_password(self, service: str, user: str) -> str | None:
        """What is kept; None for nothing."""

    def set_password(self, service: str, user: str, secret: str) -> None:
        """Keep it, in the place of what was kept."""


def _of_the_system() -> Keyring:
    # Loading it takes a while, and most of the time it is not needed.
    import keyring

    return cast("Keyring", keyring)


keyring_here = _of_the_system
"""Gives the keyring of this machine."""
_read: dict[str, tuple[CodesKey, ...]] = {}
"""What this process found in the keyring, by council."""


@dataclass(frozen=True)
class CodesKey:
    """A key, as the age secret key that it is: AGE-SECRET-KEY-1…"""

    secret: str = field(repr=False)

    @cached_property
    def _identity(self) -> pyrage.x25519.Identity:
        import pyrage

        return pyrage.x25519.Identity.from_str(self.secret)

    @cached_property
    def id(self) -> str:
        """What tells it from others, and opens nothing: of the SHA-256 of its public half.

        The public half itself is nowhere in the record: who has it could seal a secret of theirs.
        """
        return sha256(str(self._identity.to_public()).encode()).hexdigest()[:12]

    def seal(self, secret: str, person_id: str) -> str:
        """The secret of somebody's codes as it stands in the record."""
        import pyrage

        whole = f"{person_id}\n{secret}".encode()
        sealed = pyrage.encrypt(whole, [self._identity.to_public()])
        return f"{_SEALED}{self.id}:{b64encode(sealed).decode()}"

    def open(self, kept: str, person_id: str) -> str:
        """The secret. Raises Altered where it is damaged or another person's."""
        import pyrage

        try:
            sealed = b64decode(kept.rpartition(":")[2], validate=True)
            whole = bytes(pyrage.decrypt(sealed, [self._identity])).decode()
        except (pyrage.DecryptError, ValueError):
            raise Altered from None
        whose, _, secret = whole.partition("\n")
        if whose != person_id:
            raise Altered
        return secret


def is_sealed(kept: str) -> bool:
    """Whether what the record keeps of somebody's codes is sealed."""
    return kept.startswith(_SEALED)


def key_id_of(kept: str) -> str:
    """The id of the key that something was sealed with."""
    return kept.removeprefix(_SEALED).partition(":")[0]


def new_key() -> CodesKey:
    """A new one of 256 random bits, kept nowhere."""
    import pyrage

    return CodesKey(str(pyrage.x25519.Identity.generate()))


def keys_in(words: str) -> tuple[CodesKey, ...]:
    """The keys that stand in some words, with space between them. ValueError for what is none."""
    import pyrage

    found = tuple(CodesKey(word) for word in words.split())
    try:
        for key in found:
            key.id  # noqa: B018 - whether it can be read
    except pyrage.IdentityError:
        raise ValueError from None
    return found


def keys_of(council_id: str) -> Iterator[CodesKey]:
    """The keys this machine has for a council, one after the other: the first seals.

    The keyring is asked only by whoever looks further than what was found before.
    """
    if SETTING in os.environ:
        with suppress(ValueError):
            yield from keys_in(os.environ[SETTING])
        return
    before = _read.get(council_id, ())
    yield from before
    found = _in_keyring(council_id)
    if found:
        _read[council_id] = found
        yield from (key for key in found if key not in before)


def can_be_kept(council_id: str) -> bool:
    """Whether there is a keyring that answers, and has no key of the council."""
    return SETTING not in os.environ and _in_keyring(council_id) == ()


def keep(council_id: str, key: CodesKey) -> bool:
    """Keep a key in the keyring, before those that are there; whether it was kept."""
    there = _in_keyring(council_id)
    if SETTING in os.environ or there is None:
        return False
    words = " ".join(dict.fromkeys(one.secret for one in (key, *there)))
    # Keyrings fail in as many ways as there are systems, and some take what they do not keep.
    with suppress(Exception):
        keyring_here().set_password(SERVICE, council_id, words)
    _read.pop(council_id, None)
    return key in (_in_keyring(council_id) or ())


def _in_keyring(council_id: str) -> tuple[CodesKey, ...] | None:
    """The keys of a council that the keyring has; None where it does not answer, or is none."""
    try:
        return keys_in(keyring_here().get_password(SERVICE, council_id) or "")
    except Exception:  # Keyrings fail in as many ways as there are systems.
        return None
