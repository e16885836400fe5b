"""The list of what everybody tries first as a password: a text file that a council may add to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from conference.exchange.own_lists import SHIPPED

NAME = "common-passwords.txt"
LARGEST = 4 * 1024 * 1024
"""Bytes of a council's own list that are read."""


def common_passwords(templates: Path | None = None) -> frozenset[str]:
    """The shipped list, and what the council's own folder adds to it; in small letters.

    A list of its own that cannot be read takes nothing from the shipped one.
    """
    own = _read(templates / NAME) if templates is not None else frozenset()
    return _read(SHIPPED / NAME) | own


@lru_cache(maxsize=4)
def _read(path: Path) -> frozenset[str]:
    try:
        with path.open("rb") as file:
            words = file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return frozenset()
    lines = (line.strip().casefold() for line in words.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
