"""Real age files for a passphrase, at a cost that suits a test.

pyrage makes guessing a passphrase cost about a second, twice for each backup: to seal it and to
see that it opens. Tests that are not about that cost have the same file for next to nothing.
pyrage itself opens it: see https://age-encryption.org/v1 for what is in one.
"""

from __future__ import annotations

import hmac
import os
from base64 import b64encode
from hashlib import scrypt, sha256

WORK = 4
"""The logarithm of the cost; pyrage takes 16 to 20, as the machine is."""
_MAGIC = b"age-encryption.org/v1"
_CHUNK = 64 * 1024


def quickly_sealed(content: bytes, passphrase: str) -> bytes:
    """An age file that the passphrase opens."""
    key, salt = os.urandom(16), os.urandom(16)
    header = b"%s\n-> scrypt %s %d\n%s\n---" % (
        _MAGIC,
        _plain64(salt),
        WORK,
        _plain64(_locked(_stretched(passphrase, salt), bytes(12), key)),
    )
    mac = hmac.digest(_derived(key, b"", b"header"), header, "sha256")
    nonce = os.urandom(16)
    return b"%s %s\n%s" % (header, _plain64(mac), nonce) + _chunks(
        content, _derived(key, nonce, b"payload")
    )


def cost_of(sealed: bytes) -> int:
    """The logarithm of what each guess at the passphrase costs, as an age file says it."""
    return int(sealed.splitlines()[1].split()[-1])


def _stretched(passphrase: str, salt: bytes) -> bytes:
    salt = _MAGIC + b"/scrypt" + salt
    return scrypt(passphrase.encode(), salt=salt, n=2**WORK, r=8, p=1, dklen=32)


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256, of 32 bytes."""
    return hmac.digest(hmac.digest(salt, key, sha256), purpose + b"\x01", sha256)


def _chunks(content: bytes, key: bytes) -> bytes:
    starts = range(0, max(len(content), 1), _CHUNK)
    return b"".join(
        _locked(
            key,
            number.to_bytes(11, "big") + bytes([start + _CHUNK >= len(content)]),
            content[start : start + _CHUNK],
        )
        for number, start in enumerate(starts)
    )


def _locked(key: bytes, nonce: bytes, content: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).encrypt(nonce, content, None)


def _plain64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
