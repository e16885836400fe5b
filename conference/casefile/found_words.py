"""Whether words are in a text: in any case of letters, and the same on every database."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from conference.folding import folded
from conference.text import one_line

_BEFORE, _AFTER = 36, 64
"""Characters around a found word."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, folded, each once."""
    return tuple(dict.fromkeys(folded(one_line(text)).split()))


def found_in(words: Sequence[str], texts: Sequence[str]) -> int | None:
    """The index of the text that holds the first word, if every word is in one of the texts."""
    seen = [folded(text) for text in texts]
    if not all(any(word in text for text in seen) for word in words):
        return None
    return next(place for place, text in enumerate(seen) if words[0] in text)


def snippet(text: str, word: str) -> str:
    """The word with what stands around it, on one line."""
    line = normalize("NFC", one_line(text))
    at = max(folded(line).find(word), 0)
    start, end = max(at - _BEFORE, 0), at + len(word) + _AFTER
    if start and (space := line.find(" ", start, at)) >= 0:
        start = space + 1
    if end < len(line) and (space := line.rfind(" ", at + len(word), end)) >= 0:
        end = space
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
