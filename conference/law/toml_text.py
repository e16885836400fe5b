"""TOML as people write it: the standard library's reader, kept from what would take it for ever."""

from __future__ import annotations

import re
import tomllib
from typing import Any

LONGEST = 2_000_000
"""Characters. An application with a thousand incidents is a tenth of it."""
DEEPEST = 100
"""Names in one dotted key; the reader's time grows with the square of them."""
_RUN = re.compile(r"\.{2,}")
_DOT = re.compile(r"[ \t]{0,20}\.[ \t]{0,20}")
_BETWEEN_KEYS = re.compile(r"[\s=\[\]{},#]+")


def toml(text: str) -> dict[str, Any]:
    """What the text holds.

    Raises ValueError where it is no TOML, too long or too deep, RecursionError for brackets that
    nest too deeply.
    """
    if len(text) > LONGEST:
        raise ValueError("it is too long for a file that people write")
    if too_deep(text):
        raise ValueError("a key in it has too many dots")
    return tomllib.loads(text)


def too_deep(text: str) -> bool:
    """Whether a dotted key has more names than anybody writes."""
    if text.count(".") <= DEEPEST:
        return False
    keys = _BETWEEN_KEYS.split(_DOT.sub(".", _RUN.sub("", text)))
    return any(key.count(".") > DEEPEST for key in keys)
