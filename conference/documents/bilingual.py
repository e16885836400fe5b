"""Letters in Welsh and English: the same letter twice, with places for the human translation.

A council in Wales writes in the language somebody chose, and in both where it does not know. No
Welsh is made here. Each part of the English letter, from one heading to the next, has a place where
the officer pastes what a translator wrote; it is laid out as the English is, part by part: heading,
paragraph, item and cell. Until a place is filled it says so, and the letter is not issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from conference.documents.readers import for_applicant
from conference.documents.template import FreeParagraph
from conference.law.procedure import Nation
from conference.text import clean
from conference.views import CaseFile, LetterKind

WELSH = "cy"
PREFIX = "welsh_"
"""What the name of each place begins with."""
_ENGLISH = ("english", "saesneg")
"""How a choice of English is written; the code "en" stands in the record unless somebody asks."""
_BLANK_LINES = re.compile(r"\n\s*\n")
_SECTION = ("h1", "h2")


@dataclass(frozen=True)
class WelshPlace:
    """One place for the human translation."""

    name: str
    title: str
    """The English heading."""
    english: tuple[str, ...]
    """What is to be translated, part by part."""
    given: int
    """How many parts the translation has; 0 where there is none."""

    @property
    def problem(self) -> str:
        """What is wrong with it, in words; empty where nothing is."""
        if not self.given:
            return "the human translation is not there yet"
        if self.given != len(self.english):
            return (
                f"the translation has {self.given} parts and the English {len(self.english)}; "
                "leave an empty line between two parts"
            )
        return ""

    @property
    def paragraph(self) -> FreeParagraph:
        """The place as a form asks for it."""
        parts = "; ".join(f"({n}) {text}" for n, text in enumerate(self.english, 1))
        count = len(self.english)
        return FreeParagraph(
            self.name,
            f"Welsh: {self.title}",
            f"A translator’s words, in {count} part{'s' * (count != 1)} with an empty line "
            f"between two: {parts}",
            required=True,
        )


def is_bilingual(kind: LetterKind, case: CaseFile) -> bool:
    """Whether the letter goes out in Welsh and English: to an applicant in Wales.

    Whoever is known to have chosen English gets English.
    """
    chosen = case.application.language.strip().casefold() if case.application else ""
    in_wales = case.procedure.nation is Nation.WALES or WELSH in case.procedure.languages
    return for_applicant(kind) and in_wales and chosen not in _ENGLISH


def both(tokens: Sequence[Token], words: Mapping[str, str]) -> list[Token]:
    """The letter's tokens in Welsh, then in English."""
    welsh = [token for section in _sections(tokens) for token in _translated(section, words)]
    opened = Token("language_open", "div", 1, attrs={"lang": WELSH}, block=True)
    closed = Token("language_close", "div", -1, block=True)
    return [opened, *welsh, closed, *tokens]


def welsh_places(tokens: Sequence[Token], words: Mapping[str, str]) -> tuple[WelshPlace, ...]:
    """The places of a letter, in order. tokens: of the English letter alone."""
    return tuple(
        WelshPlace(
            _name(section),
            _title(section),
            tuple(map(_words, _leaves(section))),
            len(_parts(section, words)),
        )
        for section in _sections(tokens)
    )


def _sections(tokens: Sequence[Token]) -> list[list[Token]]:
    """From one heading of the first or second level to the next; the top goes with the title."""
    sections: list[list[Token]] = [[]]
    titled = False
    for token in tokens:
        if token.type == "heading_open" and token.tag in _SECTION:
            if titled:
                sections.append([])
            titled = True
        sections[-1].append(token)
    return sections


def _headings(section: Sequence[Token]) -> Iterator[Token]:
    for before, token in pairwise(section):
        if before.type == "heading_open" and before.tag in _SECTION:
            yield token


def _title(section: Sequence[Token]) -> str:
    heading = next(_headings(section), None)
    return _words(heading) if heading else "the letter"


def _name(section: Sequence[Token]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", _title(section).casefold()).strip("_")
    return PREFIX + slug[:48]


def _leaves(section: Sequence[Token]) -> list[Token]:
    """What is to be translated: every piece of text but the envelope's address."""
    found = [token for token in section if token.type == "inline" and token.content.strip()]
    return found[1:] if _starts_with_address(section) else found


def _words(leaf: Token) -> str:
    """What a translator reads: the words without their markup."""
    pieces = (child.content or " " for child in leaf.children or () if not child.nesting)
    return " ".join("".join(pieces).split())


def _starts_with_address(section: Sequence[Token]) -> bool:
    """The part before the title begins with the reader's address, which stays as it is."""
    return bool(section) and section[0].type == "paragraph_open"


def _parts(section: Sequence[Token], words: Mapping[str, str]) -> list[str]:
    text = clean(words.get(_name(section), "")).strip()
    return [part.strip("\n") for part in _BLANK_LINES.split(text)] if text else []


def _translated(section: Sequence[Token], words: Mapping[str, str]) -> Iterator[Token]:
    parts, leaves = _parts(section, words), _leaves(section)
    if len(parts) != len(leaves):
        yield from _unfinished(section, parts)
        return
    said = {id(leaf): part for leaf, part in zip(leaves, parts, strict=True)}
    for token in section:
        yield _saying(token, said[id(token)]) if id(token) in said else token.copy()


def _unfinished(section: Sequence[Token], parts: Sequence[str]) -> Iterator[Token]:
    """The place for a translation, and what there is of it."""
    words = f"[Welsh translation of “{_title(section)}” goes here]"
    for text in (words, *parts):
        yield Token("paragraph_open", "p", 1, map=[0, 0], block=True)
        yield _inline(Token("inline", "", 0, map=[0, 0], block=True), text)
        yield Token("paragraph_close", "p", -1, block=True)


def _saying(token: Token, text: str) -> Token:
    children = token.children or []
    whole = len(children) > 2 and (children[0].type, children[-1].type) == (
        "strong_open",
        "strong_close",
    )
    made = _inline(token.copy(), text)
    if whole:
        made.children = [children[0], *(made.children or ()), children[-1]]
    return made


def _inline(token: Token, text: str) -> Token:
    pieces: list[Token] = []
    for number, line in enumerate(text.split("\n")):
        pieces += [Token("hardbreak", "br", 0)] if number else []
        pieces.append(Token("text", "", 0, content=line))
    token.children, token.content = pieces, text
    return token
