"""What a browser may say over its line; anything else is malformed."""

from __future__ import annotations

import json
from typing import Any

LARGEST = 1024 * 1024
"""Bytes in one message: a long statement can be pasted."""
_WIDTH, _HEIGHT = (20, 500), (8, 200)
"""The smallest and the largest window, in cells."""


class Malformed(ValueError):
    """A message that no page of ours sends."""


def clamped(value: Any, limits: tuple[int, int]) -> int:
    """A number of cells within the limits. Raises Malformed for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Malformed
    return max(limits[0], min(limits[1], value))


def asked_size(width: str, height: str) -> tuple[int, int]:
    """The window asked for in an address; the usual one where it is not told rightly."""
    try:
        return clamped(int(width[:6]), _WIDTH), clamped(int(height[:6]), _HEIGHT)
    except ValueError:
        return 80, 24


def read_message(text: str) -> tuple[str, bytes]:
    """The kind of a message and what goes on from it, in bytes. Raises Malformed.

    For a key what was typed, for a new size the message to the process, for a ping the answer.
    """
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(message, list) or not 1 <= len(message) <= 2:
        raise Malformed
    kind, given = message[0], message[-1] if len(message) == 2 else None
    if kind in ("focus", "blur"):
        return str(kind), b""
    if kind == "stdin" and isinstance(given, str):
        return "stdin", given.encode("utf-8", "replace")
    if kind == "ping" and isinstance(given, str) and len(given) <= 40:
        return "ping", json.dumps(["pong", given]).encode()
    if kind == "resize" and isinstance(given, dict):
        size = {
            "width": clamped(given.get("width"), _WIDTH),
            "height": clamped(given.get("height"), _HEIGHT),
        }
        return "resize", json.dumps({"type": "resize", **size}).encode()
    raise Malformed
