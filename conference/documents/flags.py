"""What a person should look at twice before a letter goes out, each with its place.

A flag is no fault: whoever checks the letter takes the words out, or says why they may stay. Each
has a key that stays the same while the same thing stands in the letter, so that a reason given
once is not asked for again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conference.documents.hidden_wording import close_to_hidden
from conference.documents.known_names import known_names
from conference.documents.letters import Document
from conference.documents.numbers import addresses_in, allowed, mails_in, phones_in
from conference.documents.passages import Passage, flat, passages
from conference.documents.readability import LONG, Readability, length_of, readability, sentences
from conference.documents.tree import InLanguage
from conference.documents.wording import hard_words
from conference.views import CaseFile, PartyRole, PartyView


@dataclass(frozen=True)
class Flag:
    """One thing to look at twice."""

    key: str
    """Its kind and what was found; holds nothing that its place does not show."""
    place: str
    words: str
    """What was found and why it matters, in plain English."""

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


def flags(document: Document, case: CaseFile, panel: CaseFile) -> tuple[Flag, ...]:
    """What should be looked at in the letter, in the order of the kinds below.

    case: as the letter's reader sees it. panel: the same case with everything.
    """
    letter = passages(document.body)
    own = _own_words(document, letter, case)
    found = (
        *_format(case),
        *_names(letter, case, panel),
        *_numbers(letter, case, panel),
        *_hidden(letter, case, panel),
        *_hard_words(own, case),
        *_long_sentences(own),
    )
    return tuple({flag.key: flag for flag in reversed(found)}.values())[::-1]


def readability_of(document: Document) -> Readability:
    """How easy the whole letter is to read; headings, names and addresses do not count."""
    english = tuple(block for block in document.body if not isinstance(block, InLanguage))
    texts = (one.text for one in passages(english) if not one.heading)
    return readability(text for text in texts if text.rstrip().endswith((".", "?", "!")))


def _own_words(
    document: Document, letter: Iterable[Passage], case: CaseFile
) -> tuple[Passage, ...]:
    """The words somebody wrote for the case, where they stand; names and addresses are not."""
    names = {flat(name) for name in known_names(case)}
    told = [value for value in dict.fromkeys(document.values) if flat(value) not in names]
    own = []
    for value in told:
        first = flat(value.split("\n\n")[0])
        place = next((one.place for one in letter if first and first in one.flat), "")
        if place and len(value.split()) > 2:
            own.append(Passage(place, value))
    return tuple(own)


_MADE_WORDS = """
    and or by in please standard print large pdf word docx html text plain e-mail email letter
"""
MADE = frozenset(_MADE_WORDS.split())
"""Words of the formats that are made with every letter."""


def wants_large_print(case: CaseFile) -> bool:
    """Whether the applicant asked for letters in large print."""
    asked = case.application.letter_format if case.application else ""
    return "large" in flat(asked)


def _format(case: CaseFile) -> Iterator[Flag]:
    """A format that somebody has to make outside the program: its reason says how it is made."""
    asked = " ".join(case.application.letter_format.split()) if case.application else ""
    left = [word for word in re.findall(r"[\w-]+", asked.casefold()) if word not in MADE]
    if left:
        what = f"the applicant asked for “{asked}”, which is not made here: say how they get it"
        yield Flag(f"format/{flat(asked)}", "the whole letter", what)


# Names of other people


def _names(letter: Iterable[Passage], case: CaseFile, panel: CaseFile) -> Iterator[Flag]:
    known = {one.id for one in case.parties}
    others = [one for one in panel.parties if one.id not in known]
    ours = _usual_names(case, panel)
    for party in others:
        for words in _ways_to_name(party, ours):
            pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
            for place in (one.place for one in letter if pattern.search(one.text)):
                what = f"“{words}” names {_role(party)}"
                yield Flag(f"name/{party.id}", place, what)


def _usual_names(case: CaseFile, panel: CaseFile) -> frozenset[str]:
    """Words of names that stand in a letter anyway: of its reader, its sender, the bodies."""
    people = [one.name for one in case.parties]
    people += [one.name for one in (panel.spoc, panel.chair) if one is not None]
    people += [one.name for one in panel.agencies] + [panel.council.name]
    return frozenset(word for name in people for word in name.split())


def _ways_to_name(party: PartyView, ours: frozenset[str]) -> Iterator[str]:
    """The whole name, and each part of it that could be only theirs."""
    name = " ".join(party.name.split())
    parts = [part for part in re.split(r"[\s,]+", name) if part[:1].isupper() and len(part) > 2]
    if parts:
        yield name
    yield from (part for part in parts if part not in ours and part.rstrip(".") not in _TITLES)


_NO_NAMES = """
    Mrs Miss Mx Dr Sir Lady Lord Rev The Unknown Neighbour Male Female Man Woman Person Tenant
    Occupant Resident Upstairs Downstairs Flat House Number Son Daughter Mother Father
"""
_TITLES = frozenset(_NO_NAMES.split())


def _role(party: PartyView) -> str:
    names = {
        PartyRole.ALLEGED: "the person the application is about",
        PartyRole.WITNESS: "a witness",
        PartyRole.GROUP_MEMBER: "another member of the group",
        PartyRole.VICTIM: "somebody who was affected",
        PartyRole.ACTING: "somebody who acts for the applicant",
    }
    return names.get(party.role, "another person in the case")


# Telephone numbers and addresses


def _numbers(letter: Iterable[Passage], case: CaseFile, panel: CaseFile) -> Iterator[Flag]:
    ours = allowed(case, panel)
    for passage in letter:
        for number in phones_in(passage.text):
            if not ours.phone(number):
                what = f"the telephone number {number} is not the applicant’s or a contact’s"
                yield Flag(f"phone/{number}", passage.place, what)
        for mail in mails_in(passage.text):
            if not ours.mail(mail):
                what = f"the e-mail address {mail} is not the applicant’s or a contact’s"
                yield Flag(f"mail/{mail.casefold()}", passage.place, what)
        for address in addresses_in(passage.text):
            if not ours.address(address):
                what = f"the address {address} is not the applicant’s or a contact’s"
                yield Flag(f"address/{flat(address)}", passage.place, what)


# Wording and reading


def _hidden(letter: Iterable[Passage], case: CaseFile, panel: CaseFile) -> Iterator[Flag]:
    for passage, entry in close_to_hidden(letter, case, panel):
        what = f"the wording is close to {entry.name}, which the reader may not see"
        yield Flag(f"hidden/{entry.id}", passage.place, what)


def _hard_words(own: Iterable[Passage], case: CaseFile) -> Iterator[Flag]:
    names = " ".join(known_names(case))
    for passage in own:
        for word, why in hard_words(passage.text, names):
            yield Flag(f"word/{word.casefold()}", passage.place, f"“{word}”: {why}")


def _long_sentences(own: Iterable[Passage]) -> Iterator[Flag]:
    for passage in own:
        for sentence in sentences(passage.text):
            if (length := length_of(sentence)) > LONG:
                start = " ".join(sentence.split()[:6])
                digest = hashlib.sha256(sentence.encode()).hexdigest()[:12]
                what = f"the sentence “{start} …” has {length} words; two would be easier"
                yield Flag(f"long/{digest}", passage.place, what)
