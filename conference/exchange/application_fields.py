"""The fields of an application, with the names a form, a spreadsheet or a program gives them.

The union of what councils ask for. Each field knows its place in `forms`, the plain words it is
asked by, other words for it, and how what stands there is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from conference.exchange.columns import MOST_NAME, MOST_TEXT, nearest
from conference.exchange.days import parse_day, parse_when
from conference.exchange.sheets import plain_heading
from conference.exchange.words import yes_or_no
from conference.forms import Basis
from conference.law.when import When
from conference.text import clean, one_line
from conference.views import Channel, Consent, PartyRole

MOST_PARTS = 40
"""Lines of an address, strands of hate: of any one list."""


@dataclass(frozen=True)
class Field:
    """One thing an application says. `read` raises ValueError in plain words."""

    name: str
    """The attribute in `forms`, and the key in TOML and JSON."""
    label: str
    """The heading in CSV and XLSX."""
    read: Callable[[object], object]
    also: tuple[str, ...] = ()
    choices: type[StrEnum] | None = None


def _written(value: object) -> str:
    """What a person can have typed, as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return str(value)
    raise ValueError("text is needed here, not a list or a table")


def name(value: object) -> str:
    """A name, a number or a place, on one line. At most 200 characters."""
    text = one_line(_written(value))
    if len(text) > MOST_NAME:
        raise ValueError(f"this has {len(text):,} characters; at most {MOST_NAME} are taken")
    return text


def account(value: object) -> str:
    """What somebody wrote, as they wrote it. At most 20,000 characters."""
    text = clean(_written(value))
    if len(text) > MOST_TEXT:
        raise ValueError(f"this has {len(text):,} characters; at most {MOST_TEXT:,} are taken")
    return text


def day(value: object) -> date | None:
    """One day, or None for nothing."""
    text = _written(value)
    return parse_day(text) if text.strip() else None


def when(value: object) -> When:
    """A day, a range or a rough date."""
    return parse_when(_written(value))


def tick(value: object) -> bool:
    """Yes or no."""
    return yes_or_no(_written(value))


def parts(value: object) -> tuple[str, ...]:
    """A list, or text with a part on each line; on one line, commas divide it."""
    if not isinstance(value, list):
        text = clean(_written(value)).strip()
        value = text.split("\n") if "\n" in text else text.replace(";", ",").split(",")
    found = tuple(part for part in map(name, value) if part)
    if len(found) > MOST_PARTS:
        raise ValueError(f"this has {len(found)} parts; at most {MOST_PARTS} are taken")
    return found


def language(value: object) -> str:
    """The code of English or Welsh, or the name of another language."""
    said = name(value)
    return {"english": "en", "": "en", "welsh": "cy", "cymraeg": "cy"}.get(said.lower(), said)


def one_of(choices: type[StrEnum]) -> Callable[[object], StrEnum]:
    """A reader of one of the words of `choices`, however it is spelt."""
    known = {plain_heading(word): choice for choice in choices for word in (choice, choice.name)}

    def read(value: object) -> StrEnum:
        said = name(value)
        if (choice := known.get(plain_heading(said))) is not None:
            return choice
        words = tuple(choice.value for choice in choices)
        listed = ", ".join(f"“{word}”" for word in words)
        raise ValueError(f"“{said[:40]}” is not one of {listed}{nearest(said, words)}")

    return read


def _choice(field: str, label: str, choices: type[StrEnum], *also: str) -> Field:
    return Field(field, label, one_of(choices), also, choices)


PARTY = (
    Field("name", "Name", name, ("full name",)),
    _choice("role", "Role", PartyRole),
    Field("address", "Address", parts),
    Field("postcode", "Postcode", name, ("post code",)),
    Field("phone", "Telephone", name, ("phone", "phone number", "day phone", "daytime phone")),
    Field("mobile", "Mobile", name, ("mobile phone", "mobile number")),
    Field("email", "E-mail", name, ("email", "email address", "e mail address")),
    Field("born_on", "Date of birth", day, ("dob", "birth date", "born")),
    Field("organisation", "Organisation", name, ("agency or group", "group")),
    Field("relationship", "Relationship", name, ("relationship to the victim",)),
    _choice("consent", "Consent", Consent),
    Field("consent_on", "Date of consent", day, ("consent given on",)),
    Field("vulnerabilities", "Vulnerabilities", account, ("vulnerability",)),
)
APPLICATION = (
    Field("received_on", "Received on", day, ("date received", "received")),
    _choice("channel", "How it came", Channel, "received by"),
    _choice("basis", "Basis", Basis, "i apply as", "applying as"),
    Field("problem", "The problem", account, ("problem", "type of problem", "what is happening")),
    Field("location", "Location", account, ("where", "place of the problem")),
    Field("others_affected", "Others affected", account, ("who else is affected",)),
    Field("hate_strands", "Hate element", parts, ("hate", "hate strand")),
    Field("impact", "Impact", account, ("how it affects me", "effect")),
    Field("health_impact", "Impact on health", account, ("health",)),
    Field("routine_impact", "Impact on daily life", account, ("daily life", "routine")),
    Field("feeling_of_risk", "Feeling of risk", account, ("risk",)),
    Field("wanted_outcome", "Outcome wanted", account, ("desired outcome", "what i want")),
    Field("action_taken", "Any action taken", account, ("has action been taken",)),
    Field("tenure", "Tenure", name, ("housing", "type of tenancy")),
    Field("landlord", "Landlord", name),
    Field("adjustments", "Adjustments needed", account, ("adjustments", "access needs")),
    Field("letter_format", "Format of letters", name, ("format",)),
    Field("language", "Language", language, ("preferred language",)),
    Field("preferred_contact", "Preferred contact", name, ("how to contact me",)),
    Field("contact_notes", "Notes on contact", account, ("safe contact", "when to contact me")),
    Field("consent_to_share", "Consent to share", tick, ("consent to share information",)),
    Field("signed_on", "Signed on", day, ("date signed", "signature date", "date of signature")),
)
INCIDENT = (
    Field("when", "date", when, ("happened on", "date of incident", "on")),
    Field("time_words", "time", name),
    Field("summary", "details", account, ("description", "what happened", "brief details")),
    Field("place", "place", name, ("location", "where")),
    Field("hate", "hate", tick, ("hate incident", "hate crime")),
)
REPORT = (
    Field("when", "reported on", when, ("date reported", "reported", "date")),
    Field("told_to", "reported to", name, ("told", "agency", "to")),
    Field("reported_by", "reported by", name, ("by",)),
    Field("method", "how reported", name, ("reported how",)),
    Field("reference", "reference", name, ("ref", "crime number", "crime no", "log number")),
    Field("taken_by", "taken by", name, ("spoke to", "name of person")),
    Field("summary", "what was said", account, ("report summary", "report details")),
    Field("response", "action promised", account, ("action taken or promised", "response")),
    Field("formal", "formally reported", tick, ("formal report",)),
)


def by_word(fields: tuple[Field, ...]) -> Mapping[str, Field]:
    """Each field under every word for it, as `plain_heading` gives them."""
    return MappingProxyType(
        {
            plain_heading(word): field
            for field in fields
            for word in (*field.also, field.name, field.label)
        }
    )
