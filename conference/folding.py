"""Text made comparable: capitals and small letters are one, whichever database holds it.

Databases differ in what they know of letters beyond ASCII. So what is compared is folded here, both
where words are kept to be found and where they are looked for.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize


def folded(text: str) -> str:
    """The text for comparing: capitals and small letters are one, and so are é and é."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold, normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """One character; none from beyond ASCII becomes one of ASCII: an accent makes another word."""
    return next(
        (form for form in (char.casefold(), char.lower()) if char.isascii() or _beyond(form)), char
    )


def _beyond(text: str) -> bool:
    return not any(char.isascii() for char in text)
