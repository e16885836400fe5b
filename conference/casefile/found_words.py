"""Whether words are in a text: in any case of letters, and the same on every database.

Databases differ in what they know of letters beyond ASCII, so a database only narrows down where to
look (`pattern`), and `folded` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from conference.text import one_line

_BEFORE, _AFTER = 36, 64
"""Characters around a found word."""
ESCAPE = "\\"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, folded, each once."""
    return tuple(dict.fromkeys(folded(one_line(text)).split()))


def folded(text: str) -> str:
    """The text for comparing: capitals and small letters are one, and so are é and é."""
    return "".join(map(_fold, normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """One character; none from beyond ASCII becomes one of ASCII, which `pattern` would miss."""
    return next(
        (form for form in (char.casefold(), char.lower()) if char.isascii() or _beyond(form)), char
    )


def _beyond(text: str) -> bool:
    return not any(char.isascii() for char in text)


def pattern(word: str, *, in_json: bool = False) -> str:
    """A LIKE pattern with `ESCAPE` that fits at least all texts that hold the folded word.

    in_json: for a column of JSON, which writes most signs in its own way.
    """
    return f"%{''.join(_part(char, in_json=in_json) for char in word)}%"


def _part(char: str, *, in_json: bool) -> str:
    if char.isascii():
        if in_json and char in '"\\/':
            return "%"
        return f"{ESCAPE}{char}" if char in f"%_{ESCAPE}" else char
    plain = char.upper() == char and normalize("NFD", char) == char
    return char if plain and not in_json else "%"


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
