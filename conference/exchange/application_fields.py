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

from conference.case.facts import Declared, Kind, facts_of
from conference.exchange.columns import MOST_NAME, MOST_TEXT, nearest
from conference.exchange.days import parse_day, parse_when
from conference.exchange.sheets import plain_heading
from conference.exchange.words import yes_or_no
from conference.forms import NewApplication, NewIncident, NewParty, NewReport
from conference.law.when import When
from conference.text import clean, one_line

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


_READERS: Mapping[Kind, Callable[[object], object]] = {
    Kind.LINE: name,
    Kind.TEXT: account,
    Kind.PARTS: parts,
    Kind.DAY: day,
    Kind.WHEN: when,
    Kind.TICK: tick,
}


def fields_of(kind: type) -> tuple[Field, ...]:
    """A field for each fact that a form declares."""
    return tuple(map(_field, facts_of(kind).values()))


def _field(declared: Declared) -> Field:
    fact = declared.fact
    read = _READERS.get(declared.kind) or one_of(declared.choices or StrEnum)
    if declared.name == "language":
        read = language
    also = tuple(filter(None, (*fact.also, fact.label, fact.question)))
    return Field(declared.name, fact.heading or fact.label, read, also, declared.choices)


PARTY, APPLICATION = fields_of(NewParty), fields_of(NewApplication)
INCIDENT, REPORT = fields_of(NewIncident), fields_of(NewReport)


def by_word(fields: tuple[Field, ...]) -> Mapping[str, Field]:
    """Each field under every word for it, as `plain_heading` gives them."""
    return MappingProxyType(
        {
            plain_heading(word): field
            for field in fields
            for word in (*field.also, field.name, field.label)
        }
    )
