"""Text from people, made fit to be kept and shown: words are never changed, control codes go.

Cleaned once on the way in (`review/`, `exchange/`), so that every output can carry it: no terminal
control, no bidirectional override, nothing that XML, PDF or UTF-8 refuses, and no sign that nobody
can see: two names that look the same are the same, and a date copied from a list is a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028]")
# C0 but newline, DEL, C1, bidirectional embeddings, overrides and isolates, lone surrogates, and
# the noncharacters of every plane.
_UNFIT = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
REPLACEMENT = "\ufffd"
# Soft hyphen, marks of direction, zero-width spaces and joiners, invisible operators, the byte
# order mark, deprecated format characters, Hangul fillers, variation selectors, interlinear, stage
# and shorthand marks, tags.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# The flags of England, Scotland and Wales are a black flag, tags that spell them, and an end.
_FLAG = re.compile(
    "\U0001f3f4(?:\U000e0067\U000e0062"
    "(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)"
    "\U000e007f)"
)
# Scripts whose letters join or stack: Arabic and those beside it, those of India, Sinhala, Myanmar,
# Khmer, Mongolian.
_JOINING = re.compile(
    "[\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua8ff\ua9e0-\uaa7f\uabc0-\uabff"
    "\ufb50-\ufdcf\ufe70-\ufefc\U00010a00-\U00010eff\U00011000-\U00011fff]"
)
_NON_JOINER, _JOINER = "\u200c", "\u200d"


def clean(text: str) -> str:
    """The same words in text any output can carry.

    Line ends become newlines, a tab four spaces; what no output can carry becomes U+FFFD; what
    nobody can see goes, where no script needs it.
    """
    if text.isascii() and text.isprintable():
        return text  # Most names and cells are plain: nothing in them can be unfit.
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n").replace("\t", "    ")
    return "".join(_seen(_UNFIT.sub(REPLACEMENT, text)))


def hidden_in(text: str) -> int:
    """How many signs that nobody can see `clean` takes out of it."""
    if text.isascii() or not _HIDDEN.search(text):
        return 0
    unfit = _UNFIT.sub(REPLACEMENT, text)
    return len(unfit) - sum(map(len, _seen(unfit)))


def _seen(text: str) -> Iterator[str]:
    """The parts of a text without the signs that nobody can see, but for those that a script or a
    picture needs."""
    at, before = 0, ""
    while found := _HIDDEN.search(text, at):
        place = found.start()
        if place > at:
            before = text[place - 1]
            yield text[at:place]
        at = place + 1
        if flag := _FLAG.match(text, max(0, place - 1)):
            at, before = flag.end(), text[flag.end() - 1]
            yield text[place:at]
        elif _is_needed(found[0], before, text[at : at + 1]):
            before = found[0]
            yield before
    yield text[at:]


def _is_needed(sign: str, before: str, after: str) -> bool:
    """Whether what stands beside an unseen sign is written with it.

    Persian and the scripts of India are spelt with joiners and non-joiners after a letter, also at
    the end of a word, and some pictures are joined of several. A variation selector chooses the
    form of a picture, a digit or a Chinese, Mongolian or Myanmar sign; a second one, or one after a
    Latin letter, chooses nothing and can only hide something.
    """
    kind = unicodedata.category(before) if before else ""
    if sign == _NON_JOINER or (sign == _JOINER and _JOINING.match(before)):
        return bool(_JOINING.match(before))
    if sign == _JOINER:
        is_picture = kind in ("So", "Sk") or before == "\ufe0f"
        return is_picture and bool(after) and unicodedata.category(after) == "So"
    if sign == "\u180e":
        return "\u1800" <= before <= "\u18af"
    if "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return kind in ("So", "Sm", "Sk", "Lo", "Nd") or before in ("#", "*", "\u203c", "\u2049")
    return False


def one_line(text: str) -> str:
    """Cleaned text on one line, for names, titles and table cells."""
    return " ".join(clean(text).split())
