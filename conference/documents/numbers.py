"""Telephone numbers, e-mail and postal addresses in a letter, and whose may stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conference.documents.passages import flat
from conference.law.procedure import NOT_PUBLISHED, Contact, NotPublished
from conference.views import CaseFile

_PHONE = re.compile(r"(?<![\w/@.-])(?:\+44|0)(?:[ ()-]*\d){9,10}(?![\w@-])")
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREETS = (
    "street road close avenue lane drive way court crescent place terrace grove gardens row square "
    "hill walk mews rise view green park parade wharf yard house heights towers"
)
_STREET = re.compile(
    r"\b(?:(?:[Ff]lat|[Aa]partment|[Uu]nit) \d+[A-Za-z]?,? )?\d{1,4}[A-Za-z]? "
    rf"(?:[A-Z][\w'’-]+ ){{1,3}}(?:{'|'.join(word.title() for word in _STREETS.split())})\b"
)
_NO_PERSONS = re.compile(r"0(?:800|808|3\d\d)")
"""Freephone and 03 numbers are for organisations: no private person has one."""


@dataclass(frozen=True)
class Allowed:
    """The numbers and addresses that may stand in a letter."""

    phones: frozenset[str]
    mails: frozenset[str]
    places: str
    """Every known address, flat, one after the other."""

    def phone(self, number: str) -> bool:
        """Whether the number is a known one, or one that only organisations have."""
        digits = _digits(number)
        return digits in self.phones or bool(_NO_PERSONS.match(digits))

    def mail(self, address: str) -> bool:
        """Whether the e-mail address is a known one."""
        return address.casefold() in self.mails

    def address(self, words: str) -> bool:
        """Whether the postal address, or the postcode, is part of a known one."""
        return _bare(words) in self.places


def phones_in(text: str) -> Iterator[str]:
    """The telephone numbers in a text, as they stand there."""
    return (" ".join(found[0].split()) for found in _PHONE.finditer(text))


def mails_in(text: str) -> Iterator[str]:
    """The e-mail addresses in a text."""
    return (found[0].rstrip(".") for found in _MAIL.finditer(text))


def addresses_in(text: str) -> Iterator[str]:
    """The postcodes, and the streets with a number, in a text."""
    for pattern in (_STREET, _POSTCODE):
        yield from (" ".join(found[0].split()) for found in pattern.finditer(text))


def allowed(case: CaseFile, panel: CaseFile) -> Allowed:
    """Those of the letter's reader, of whoever they may ask, and of the bodies.

    case: as the letter's reader sees it. panel: the same case with everything.
    """
    texts = list(_texts(case, panel))
    phones = frozenset(_digits(number) for text in texts for number in phones_in(text))
    mails = frozenset(mail.casefold() for text in texts for mail in mails_in(text))
    return Allowed(phones, mails, "\n".join(map(_bare, texts)))


def _texts(case: CaseFile, panel: CaseFile) -> Iterator[str]:
    for party in case.parties:
        yield ", ".join(party.address)
        yield from (party.postcode, party.phone, party.mobile, party.email)
    for person in filter(None, (panel.spoc, panel.chair)):
        yield from (person.phone, person.email)
    council = panel.council
    yield from (", ".join(council.address), council.phone, council.email)
    yield from (text for one in panel.agencies for text in (one.phone, one.email))
    for meeting in case.meetings:
        yield from (meeting.place, meeting.link)
    route = panel.procedure.appeal.contact
    yield from _contact(None if route is NOT_PUBLISHED else route)
    yield from _contact(panel.procedure.contact)
    for post in panel.procedure.signposts:
        yield from _contact(post.contact)


def _contact(contact: Contact | None) -> Iterable[str]:
    if contact is None:
        return ()
    parts = (contact.phone, contact.email, contact.web)
    return (", ".join((contact.name, *contact.address)), *map(_published, parts))


def _published(value: str | NotPublished) -> str:
    return "" if value is NOT_PUBLISHED else value


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:].removeprefix('0')}" if number.lstrip().startswith("+44") else digits


def _bare(text: str) -> str:
    """Without what may differ between two writings of one address."""
    return re.sub(r"[\s,.]+", "", flat(text))
