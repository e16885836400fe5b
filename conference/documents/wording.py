"""Words that a letter to a frightened person is better without: jargon and unexplained letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

JARGON: dict[str, str] = {
    "signpost": "tell somebody where to go",
    "signposted": "told where to go",
    "signposting": "telling somebody where to go",
    "multi-agency": "several organisations together",
    "partner agencies": "the organisations that work with us",
    "partnership working": "working together",
    "stakeholder": "name who it is",
    "stakeholders": "name who they are",
    "liaise": "talk to",
    "liaised": "talked to",
    "facilitate": "help",
    "utilise": "use",
    "commence": "begin",
    "prior to": "before",
    "in respect of": "about",
    "with regard to": "about",
    "in relation to": "about",
    "pursuant to": "under",
    "aforementioned": "say which",
    "hereby": "leave it out",
    "henceforth": "from now on",
    "notwithstanding": "although",
    "safeguarding referral": "we asked social care to look after somebody’s safety",
    "single point of contact": "the person to ring",
    "perpetrator": "the person you reported",
    "perpetrators": "the people you reported",
    "complainant": "you",
    "positive requirement": "something a person has to do",
    "target hardening": "better locks and lights",
    "diversionary": "say what is done",
    "no further action": "say that nothing more is done, and why",
    "going forward": "from now on",
}
"""Words of the trade, each with plainer ones."""
_JARGON = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, sorted(JARGON, key=len, reverse=True)))})\b", re.IGNORECASE
)
_ACRONYM = re.compile(r"(?<![\w/.@-])[A-Z][A-Z&]{1,6}s?(?![\w/@-])")
_EVERYDAY_WORDS = "UK GP TV NHS PC OK ID DVD CCTV AM PM MP RSPCA BBC GBP VAT"
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())


def hard_words(text: str, names: str = "") -> Iterator[tuple[str, str]]:
    """Each word of the trade and each unexplained run of capitals, with what to do about it.

    names: proper names that may stand as they are. Letters that the text explains, as in
    "Community Protection Notice (CPN)", are no riddle.
    """
    for found in _JARGON.finditer(text):
        yield found[0], f"a word of the trade; perhaps “{JARGON[found[0].casefold()]}”"
    shouted = text.isupper()
    for found in _ACRONYM.finditer(text):
        letters = found[0].removesuffix("s")
        known = letters in _EVERYDAY or re.search(rf"\b{re.escape(letters)}\b", names)
        if not (known or shouted or f"({letters}" in text):
            yield found[0], "write it out the first time, with the letters in brackets"
