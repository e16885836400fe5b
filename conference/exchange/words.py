"""Small readings that several importers share."""

from __future__ import annotations

import re
from collections.abc import Set

from conference.law.when import When
from conference.text import one_line

_YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔", "☑", "ticked"})
_NO = frozenset({"", "no", "n", "false", "f", "0", "-", "☐", "none", "not known", "unknown"})


def yes_or_no(text: str, *, also_yes: Set[str] = frozenset()) -> bool:
    """Whether a tick or a word says yes; empty is no. Raises ValueError for any other word.

    also_yes: words of which any one makes it a yes, as "race" does in a column about hate.
    """
    word = one_line(text).lower()
    if word in _NO:
        return False
    if word in _YES or not also_yes.isdisjoint(re.findall(r"\w+", word)):
        return True
    raise ValueError(f"“{one_line(text)[:40]}” is neither yes nor no")


def check_order(happened: When, reported: When) -> None:
    """Raises ValueError where something was reported before it can have happened."""
    if happened.span and reported.span and reported.span[1] < happened.span[0]:
        raise ValueError(f"it was reported on {reported}, before it happened on {happened}")


def as_cell(text: str) -> str:
    """The text for a cell of a CSV file: one line, and never taken for a formula.

    Spreadsheet programs calculate what begins with one of four signs; an apostrophe before it has
    them show it as it is.
    """
    words = one_line(text)
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words
