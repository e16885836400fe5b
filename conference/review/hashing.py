"""Passwords made into what can be checked and not read back: Argon2id, two at a time at most."""

from __future__ import annotations

import secrets
from base64 import b64encode
from contextlib import AbstractContextManager
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from argon2 import PasswordHasher

turns: AbstractContextManager[object] = BoundedSemaphore(2)
"""Each takes 64 MB for a moment: many at once must not take the machine.

A server whose sessions are processes puts a lock of all of them in its place.
"""


class Hasher(Protocol):
    """Makes and checks hashes of passwords."""

    def hash(self, password: str) -> str:
        """The hash, with its salt and costs."""

    def fits(self, kept: str, password: str) -> bool:
        """Whether this is the password of a hash; False for what is no hash."""

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made with other costs than those that are used now."""

    def of_nobody(self) -> str:
        """What fits nothing, and takes as long to check as a hash. Nothing is hashed to make it."""


class Argon2id:
    """Argon2id through argon2-cffi, with its defaults unless costs are given.

    costs: time_cost, memory_cost (KiB) and parallelism. The library is loaded when first needed.
    """

    def __init__(self, **costs: Any) -> None:
        self._costs = costs

    @cached_property
    def _argon2(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(**self._costs)

    def hash(self, password: str) -> str:
        """The hash, with its salt and costs."""
        with turns:
            return self._argon2.hash(password)

    def fits(self, kept: str, password: str) -> bool:
        """Whether this is the password of a hash; False for what is no hash."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            with turns:
                return self._argon2.verify(kept, password)
        except (Argon2Error, InvalidHashError, UnicodeEncodeError):
            return False

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made with other costs than those that are used now."""
        return self._argon2.check_needs_rehash(kept)

    def of_nobody(self) -> str:
        """What fits nothing, and takes as long to check as a hash. Nothing is hashed to make it."""
        made = self._argon2
        costs = f"m={made.memory_cost},t={made.time_cost},p={made.parallelism}"
        salt, digest = (
            b64encode(secrets.token_bytes(size)).rstrip(b"=").decode()
            for size in (made.salt_len, made.hash_len)
        )
        return f"$argon2id$v=19${costs}${salt}${digest}"


hasher: Hasher = Argon2id()
"""What the program uses."""
