"""Text from people, made fit to be kept and shown: words are never changed, control codes go.

Cleaned once on the way in (`review/`, `exchange/`), so that every output can carry it: no terminal
control, no bidirectional override, nothing that XML, PDF or UTF-8 refuses.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028]")
# C0 but newline, DEL, C1, bidirectional embeddings, overrides and isolates, the byte order mark,
# lone surrogates, and the noncharacters of every plane.
_UNFIT = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """The same words in text any output can carry.

    Line ends become newlines, a tab four spaces; what no output can carry becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text  # Most names and cells are plain: nothing in them can be unfit.
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n").replace("\t", "    ")
    return _UNFIT.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """Cleaned text on one line, for names, titles and table cells."""
    return " ".join(clean(text).split())
