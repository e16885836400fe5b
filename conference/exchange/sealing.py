"""Backups that nobody reads without the key: age files, by the library pyrage.

Sealed by a passphrase, or for the public keys of people who hold the secret ones. Nothing here
keeps a passphrase, and none of it is ever shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import pyrage  # type: ignore[import-untyped]

from conference.errors import BadInput, Problem

MAGIC = b"age-encryption.org/v1\n"
SERVICE = "case-conference backup"
"""Under which name the keyring keeps the passphrase."""
_BY_PASSPHRASE = b"-> scrypt "


@dataclass(frozen=True)
class Sealing:
    """How a backup is sealed: by a passphrase, for some age public keys ("age1…"), or not."""

    passphrase: str = field(default="", repr=False)
    recipients: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How, in words."""
        if self.passphrase:
            return "encrypted with a passphrase"
        if self.recipients:
            return f"encrypted for {len(self.recipients)} key(s)"
        return "not encrypted"


@dataclass(frozen=True)
class Opening:
    """What opens a sealed backup: its passphrase, or age secret keys."""

    passphrase: str = field(default="", repr=False)
    identities: tuple[str, ...] = field(default=(), repr=False)


def is_sealed(content: bytes) -> bool:
    """Whether it is an age file."""
    return content.startswith(MAGIC)


def wants_passphrase(content: bytes) -> bool:
    """Whether a sealed backup opens by a passphrase, and not by a key."""
    return content[len(MAGIC) :].startswith(_BY_PASSPHRASE)


def seal(content: bytes, sealing: Sealing) -> tuple[bytes, Opening]:
    """The content sealed, and what opens it; as it is where nothing seals it.

    For keys, whose secret ones are elsewhere, it is one that is made for this alone: it proves that
    the whole opens, and is forgotten by whoever asked. Raises BadInput for a public key that is
    none.
    """
    if sealing.passphrase and sealing.recipients:
        raise BadInput("A backup is encrypted by a passphrase or for keys, not both.")
    if sealing.passphrase:
        words = same_on_every_keyboard(sealing.passphrase)
        return bytes(pyrage.passphrase.encrypt(content, words)), Opening(passphrase=words)
    if sealing.recipients:
        ours = pyrage.x25519.Identity.generate()
        sealed = pyrage.encrypt(content, [*_recipients(sealing.recipients), ours.to_public()])
        return bytes(sealed), Opening(identities=(str(ours),))
    return content, Opening()


def same_on_every_keyboard(passphrase: str) -> str:
    """The passphrase as it seals: é is one character, however a keyboard puts it together."""
    return normalize("NFC", passphrase)


def _recipients(keys: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    found = []
    for key in keys:
        try:
            found.append(pyrage.x25519.Recipient.from_str(key.strip()))
        except pyrage.RecipientError:
            raise BadInput(
                "That is not an age public key.",
                (Problem(key.strip()[:12], "such a key begins with age1 and has 62 characters"),),
                next="Ask whoever keeps the secret key for the public one.",
            ) from None
    return found


def unseal(content: bytes, opening: Opening) -> bytes:
    """What was sealed. Raises BadInput where it does not open."""
    if not wants_passphrase(content):
        return _opened(content, lambda: pyrage.decrypt(content, _identities(opening.identities)))
    # Earlier versions sealed with the characters as they came from the keyboard.
    ways = [normalize("NFC", opening.passphrase), opening.passphrase]
    *others, last = dict.fromkeys([*ways, normalize("NFD", opening.passphrase)])
    for words in others:
        with suppress(pyrage.DecryptError):
            return bytes(pyrage.passphrase.decrypt(content, words))
    return _opened(content, lambda: pyrage.passphrase.decrypt(content, last))


def _opened(content: bytes, opened: Callable[[], Any]) -> bytes:
    try:
        return bytes(opened())
    except pyrage.DecryptError as error:
        raise _refusal(str(error), by_passphrase=wants_passphrase(content)) from None


def _identities(keys: Sequence[str]) -> list[pyrage.x25519.Identity]:
    found = []
    for key in keys:
        try:
            found.append(pyrage.x25519.Identity.from_str(key))
        except pyrage.IdentityError:
            raise BadInput(
                "The key file holds no age secret key.",
                next="Name the file whose line begins with AGE-SECRET-KEY-1.",
            ) from None
    if not found:
        raise BadInput(
            "This backup opens with a secret key.", next="Name its file with --identity."
        )
    return found


def _refusal(said: str, *, by_passphrase: bool) -> BadInput:
    if said == "Decryption failed" and by_passphrase:
        return BadInput("The passphrase does not open this backup.", next="Try it again.")
    if said == "No matching keys found":
        return BadInput(
            "That key does not open this backup.", next="Name the key that it was made for."
        )
    return BadInput(
        "This backup is damaged or not whole.",
        next="Take another copy of it, or the backup before it.",
    )
