"""Stand-ins for the names of third parties: Person A, Witness B, the same one throughout.

The applicant's own name stays, and so do those who act in their office. What a text holds of a
third party's telephone number, e-mail and home goes with the name. Names that the record does not
know can only be found where a form of address stands before them: whoever makes a bundle may name
further ones, and reads it before it goes out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from itertools import count
from typing import Any, TypeVar

from conference.documents.name_forms import Forms
from conference.documents.name_words import (
    Name,
    folded,
    is_title,
    name_of,
)

_Any = TypeVar("_Any")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b\.?\s+(?:[A-Z]\.?\s+)*"
    r"[A-Z][\w'\u2019-]+(?:[ ]+[A-Z][\w'\u2019-]+)?"
)


@dataclass(frozen=True)
class Hidden:
    """Somebody who is not to be named. details: their telephone numbers, e-mails and addresses."""

    name: str
    noun: str = "Person"
    """What the stand-in calls them: "Witness" for Witness B."""
    details: tuple[str, ...] = ()
    listed: bool = True
    """Named in the case as a person of their own; else read from a field that may name anybody."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class StandIns:
    """Who stands for whom in one set of papers."""

    key: tuple[tuple[str, str], ...]
    """(stand-in, name) of each, for the chair and the officer alone."""
    _pattern: re.Pattern[str] | None = field(default=None, repr=False)
    _by_group: tuple[str, ...] = field(default=(), repr=False)
    """What is written in place of each group of the pattern; empty for words that stay."""

    def hide(self, text: str) -> str:
        """The text with each name and contact detail replaced; composed characters (NFC)."""
        text = unicodedata.normalize("NFC", text)
        return self._pattern.sub(self._instead, text) if self._pattern else text

    def hide_all(self, value: _Any) -> _Any:
        """The same value with every text in it hidden: dataclasses, tuples, lists, mappings."""
        hidden: _Any = _mapped(value, self)
        return hidden

    def _instead(self, found: re.Match[str]) -> str:
        return self._by_group[(found.lastindex or 1) - 1] or found[0]


def stand_ins(
    hidden: Iterable[Hidden], *, applicant: Hidden, kept: Iterable[str], texts: Iterable[str]
) -> StandIns:
    """Give each person one stand-in, in the order given, then those whom only a text names.

    kept: names that stay, such as officers, agencies and the council. texts: everything the papers
    will say; a stand-in that they already contain as words is passed over.
    """
    words = [unicodedata.normalize("NFC", text) for text in texts]
    stay = [name for name in kept if name.strip()]
    people = _people(hidden, applicant, stay, words)
    said = folded("\n".join(words))
    letters = (letter for letter in _letters())
    key: list[tuple[str, Hidden]] = []
    for one in people:
        key.append((next(_free(one.noun, letters, said)), one))
    forms = Forms(applicant.name, applicant.details, stay)
    for stand_in, one in key:
        forms.add(stand_in, (one.name, *one.aliases), one.details)
    pattern, by_group = forms.compiled()
    return StandIns(tuple((stand_in, one.name) for stand_in, one in key), pattern, by_group)


def _people(
    hidden: Iterable[Hidden], applicant: Hidden, kept: list[str], texts: list[str]
) -> list[Hidden]:
    """Each person once; the applicant and descriptions ("a neighbour") are not among them."""
    own = name_of(applicant.name)
    found: list[Hidden] = []
    for one in (*hidden, *_titled(texts, kept)):
        name = name_of(one.name)
        if name is None or (own and _is_applicant(name, own)):
            continue
        same = [at for at, other in enumerate(found) if _same(one, name, other)]
        if not same:
            found.append(one)
        elif len(same) == 1:
            found[same[0]] = _joined(found[same[0]], one)
    return found


def _is_applicant(name: Name, own: Name) -> bool:
    """Whether it is the applicant's own name, in full or with no more than the form of address."""
    if folded(name.written) == folded(own.written):
        return True
    surname = len(name.words) == 1 and folded(name.surname) == folded(own.surname)
    return surname and (not own.title or folded(name.title) in ("", folded(own.title)))


def _same(one: Hidden, name: Name, other: Hidden) -> bool:
    """Whether somebody is a person who is known already.

    Two who are listed are one only by the same words; a field may give less of a name.
    """
    known = name_of(other.name)
    if known is None or (name.title and known.title and folded(name.title) != folded(known.title)):
        return False
    words, others = (tuple(map(folded, each.words)) for each in (name, known))
    if words == others or one.listed:
        return words == others
    if len(words) == 1:
        return words[0] in others
    initial = words[0].rstrip(".")
    return words[-1] == others[-1] and len(initial) == 1 and others[0].startswith(initial)


def _joined(known: Hidden, one: Hidden) -> Hidden:
    """One person from two mentions."""
    aliases = (*known.aliases, *([one.name] if one.name != known.name else []), *one.aliases)
    details = tuple(dict.fromkeys((*known.details, *one.details)))
    return replace(known, details=details, aliases=tuple(dict.fromkeys(aliases)))


def _titled(texts: Iterable[str], kept: Iterable[str]) -> Iterator[Hidden]:
    """Those whom a text names with a form of address, "Mrs Doe", but for those who are kept."""
    names = [name for name in map(name_of, kept) if name]
    stay = {(folded(name.surname), folded(name.title)) for name in names}
    for text in texts:
        for found in _TITLED.findall(text):
            name = name_of(found)
            if name is None or any(is_title(word) for word in name.words):
                continue
            surname = folded(name.surname)
            if (surname, folded(name.title)) not in stay and (surname, "") not in stay:
                yield Hidden(name.written, listed=False)


def _letters() -> Iterator[str]:
    """A to Z, AA to AZ, BA ..."""
    for number in count():
        name, rest = "", number + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("A") + letter) + name
        yield name


def _free(noun: str, letters: Iterator[str], said: str) -> Iterator[str]:
    """Stand-ins with the next letters that no text contains yet."""
    for letter in letters:
        stand_in = f"{noun} {letter}"
        words = folded(stand_in)
        if words not in said or not re.search(rf"\b{re.escape(words)}\b", said):
            yield stand_in


def _mapped(value: Any, how: StandIns) -> Any:
    match value:
        case Enum():
            return value
        case str():
            return how.hide(value)
        case list() | tuple():
            return type(value)(_mapped(part, how) for part in value)
        case Mapping():
            return {name: _mapped(part, how) for name, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: _mapped(getattr(value, f.name), how) for f in fields(value)}
        )
    return value
