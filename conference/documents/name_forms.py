"""The ways in which people's names and contact details are written, as one pattern to find them.

The fullest way is looked for first: "Mr Darren Oakes" before "Oakes". Names that stay are found
too, so that a surname inside an officer's name is left in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from conference.documents.name_words import CAPITAL_NEEDED, NO_NAME, Name, folded, name_of

_APOSTROPHES, _HYPHENS = "['\u2019\u02bc]", "[-\u2010\u2011\u2013]"
# Between two words of a name there may be a line's end, with the mark of a quotation behind it.
_BETWEEN = r"[\W_]*"
_LETTER_BEFORE, _LETTER_AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}")
_A_ROAD = re.compile(r"[^\W\d_]{3,}\W+[^\W\d_]{3,}")


@dataclass(frozen=True)
class Form:
    """One way in which something can be written: a pattern, and how much of it is told."""

    pattern: str
    words: int
    """How many words of a name it has: the fuller form is looked for first."""
    what: str = ""
    """For a contact detail, what it is: "e-mail of"."""
    start: str = ""
    """The letter it begins with, in any case; empty where it begins with none."""


class Forms:
    """The ways in which each person can be written, and what stands for each."""

    def __init__(self, applicant: str, details: Sequence[str], kept: Iterable[str]) -> None:
        """applicant, details: the name and the contact details that stay. kept: names that do."""
        own = name_of(applicant)
        self._own_words = {folded(word).rstrip(".") for word in own.words} if own else set()
        self._own_details = {folded(detail) for detail in details}
        self._own_numbers = {_digits(detail) for detail in details}
        homes = folded(" ".join(details))
        self._places = set(re.findall(r"[^\W\d_]+", homes))
        self._stay = [form for form in (applicant, *kept) if " " in form.strip()]
        if own and own.title:
            self._stay.append(f"{own.title} {own.surname}")
        self._stand_ins: dict[Form, dict[str, None]] = defaultdict(dict)
        """By form, the stand-ins it may mean: two people may share a surname."""

    def add(self, stand_in: str, names: Iterable[str], details: Iterable[str]) -> None:
        """Every way to write one person, and their contact details."""
        people = filter(None, map(name_of, names))
        forms = [form for name in people for form in self._of_name(name)]
        forms += [form for detail in details for form in self._of_detail(detail)]
        for form in forms:
            self._stand_ins[form][stand_in] = None

    def _of_name(self, name: Name) -> Iterator[Form]:
        words = name.words
        yield _phrase(words)
        if len(words) > 1:
            yield _phrase((words[-1], *words[:-1]))
            yield _phrase((words[0], words[-1]))
        if name.title:
            yield _phrase((name.title, *words))
            yield _phrase((name.title, words[-1]))
        for word in dict.fromkeys((name.surname, *name.forenames)):
            yield from self._alone(word)

    def _alone(self, word: str) -> Iterator[Form]:
        plain = folded(word).rstrip(".")
        if len(plain) < 2 or plain in NO_NAME | self._own_words | self._places:
            return
        if len(plain) > 3 and plain not in CAPITAL_NEEDED:
            bare = word.rstrip(".")
            yield Form(_any_case(f"{_spelt(bare)}(?:e?s)?"), 1, start=_start(bare))
        else:
            # A short name, or one that is a word too, counts only with a capital letter.
            ways = (word, word[0].upper() + word[1:], word.upper())
            told = "|".join(dict.fromkeys(map(_exact, ways)))
            yield Form(f"(?:{told})", 1, start=_start(word))

    def _of_detail(self, detail: str) -> Iterator[Form]:
        """The form of a telephone number, an e-mail, a postcode or a home."""
        plain, digits = folded(detail), _digits(detail)
        if plain in self._own_details or (len(digits) > 6 and digits in self._own_numbers):
            return
        if "@" in plain:
            yield Form(_any_case(re.escape(plain)), 9, "e-mail of")
        elif len(digits) > 6:
            rest = r"[\s()\-]*".join(digits.removeprefix("0"))
            yield Form(rf"(?:\+?44[\s()0\-]*|0[\s()\-]*)?{rest}", 9, "telephone number of")
        elif _POSTCODE.fullmatch(plain):
            close = "".join(plain.split())
            spaced = rf"{re.escape(close[:-3])}\s*{re.escape(close[-3:])}"
            yield Form(_any_case(spaced), 9, "postcode of")
        elif digits and _A_ROAD.search(plain):
            yield replace(_phrase(plain.split()), words=9, what="address of")

    def compiled(self) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
        """One pattern, its fullest forms first, and what is written for each of its groups."""
        if not self._stand_ins:
            return None, ()
        stay = dict.fromkeys(_phrase(form.split()) for form in self._stay)
        rows = [(form, "") for form in stay if form not in self._stand_ins]
        for form, who in self._stand_ins.items():
            names = " or ".join(who)
            rows.append((form, f"[{form.what} {names}]" if form.what else names))
        rows.sort(key=lambda row: (row[0].start, -row[0].words, -len(row[0].pattern)))
        whole = re.compile(f"{_LETTER_BEFORE}(?:{_by_first_letter(rows)}){_LETTER_AFTER}")
        return whole, tuple(instead for _, instead in rows)


def _by_first_letter(rows: Iterable[tuple[Form, str]]) -> str:
    """The forms in their order, a group each; those of one letter are tried only where it stands.

    Contact details, and forms whose first letter may be written in several ways, come first.
    """
    branches = []
    for start, same in groupby((form for form, _ in rows), key=lambda form: form.start):
        groups = "|".join(f"({form.pattern})" for form in same)
        branches.append(f"(?=(?i:{re.escape(start)}))(?:{groups})" if start else groups)
    return "|".join(branches)


def _phrase(words: Iterable[str]) -> Form:
    """Words one after another, in any case, with whatever between them is no letter."""
    told = [word.rstrip(".") for word in words if word.rstrip(".")]
    pattern = _any_case(_BETWEEN.join(map(_spelt, told)))
    return Form(pattern, len(told), start=_start(told[0]) if told else "")


def _any_case(pattern: str) -> str:
    return f"(?i:{pattern})"


def _spelt(word: str) -> str:
    """One word in any case, which can write another letter (ss for ß), and without its accents."""
    base = unicodedata.normalize("NFC", word.casefold())
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    written = (word, word.lower(), word.upper(), bare)
    ways = dict.fromkeys(unicodedata.normalize("NFC", one) for one in written)
    others = [one for one in ways if not re.fullmatch(re.escape(base), one, re.IGNORECASE)]
    told = [_exact(one) for one in dict.fromkeys((base, *others))]
    return f"(?:{'|'.join(told)})" if others else told[0]


def _exact(word: str) -> str:
    """One word as it is, with either kind of apostrophe and hyphen."""
    text = re.escape(unicodedata.normalize("NFC", word.rstrip(".")))
    text = re.sub("'|\u2019|\u02bc", _APOSTROPHES, text)
    return re.sub("\\\\-|\u2010|\u2011|\u2013", _HYPHENS, text)


def _start(word: str) -> str:
    """The letter a word begins with in any case; empty where it is none, or not always the same."""
    first = unicodedata.normalize("NFC", word)[:1]
    plain = first.isalpha() and len(first.casefold()) == 1 == len(first.upper())
    plain = plain and unicodedata.normalize("NFD", first) == first
    return first.casefold() if plain else ""


def _digits(text: str) -> str:
    """The digits of a telephone number, in the national way of writing it."""
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:].removeprefix("0") if digits.startswith("44") else digits
