"""TOML as people write it: the standard library's reader, kept from what would take it for ever."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

LONGEST = 2_000_000
"""Characters. An application with a thousand incidents is a tenth of it."""
DEEPEST = 100
"""Names in one dotted key; the reader's time grows with the square of them."""
MOST_KEYS = 500
"""In one table. Each that is unknown is compared with all that are known."""
MOST_SIGNS = 40_000
"""Signs that begin a key or a table; an application with a thousand incidents has half as many."""
_RUN = re.compile(r"\.{2,}")
_DOT = re.compile(r"[ \t]{0,20}\.[ \t]{0,20}")
_BETWEEN_KEYS = re.compile(r"[\s=\[\]{},#]+")


def toml(text: str) -> dict[str, Any]:
    """What the text holds.

    Raises ValueError where it is no TOML, too long, too deep or has too many keys, RecursionError
    for brackets that nest too deeply.
    """
    if len(text) > LONGEST:
        raise ValueError("it is too long for a file that people write")
    if too_deep(text):
        raise ValueError("a key in it has too many dots")
    if too_many(text, "=[{"):
        raise ValueError(TOO_MANY)
    tree = tomllib.loads(text)
    if _has_a_crowd(tree):
        raise ValueError(TOO_MANY)
    return tree


TOO_MANY = "it has more keys than a file that people write"


def too_many(text: str, signs: Iterable[str]) -> bool:
    """Whether there are more keys and tables in a text than anybody writes, before it is read.

    signs: what each of them begins or ends with.
    """
    return sum(map(text.count, signs)) > MOST_SIGNS


def _has_a_crowd(value: object) -> bool:
    if isinstance(value, dict):
        return len(value) > MOST_KEYS or any(map(_has_a_crowd, value.values()))
    return isinstance(value, list) and any(map(_has_a_crowd, value))


def too_deep(text: str) -> bool:
    """Whether a dotted key has more names than anybody writes."""
    keys = _BETWEEN_KEYS.split(_DOT.sub(".", _RUN.sub("", text)))
    return any(key.count(".") > DEEPEST for key in keys)
