"""A fact of a case, declared once: what it is called, how it is asked for, and how it is told.

A declaration stands in the type of an attribute of a form or a view:

    outcome: Annotated[str, text("Outcome", question="What came of it")] = ""

Options of commands, columns of application files, and whatever tells a case in words are made from
it. So a fact that is added is told everywhere; an output names only what it leaves out. Whether it
is a day, a choice or a tick is said by the attribute's own type.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, StrEnum
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from conference.law.calendar import london_time
from conference.law.when import When, uk_day
from conference.text import clean, one_line


class Kind(StrEnum):
    """What sort of value a fact holds."""

    LINE = "line of text"
    TEXT = "text"
    PARTS = "list of texts"
    DAY = "day"
    WHEN = "day, range or rough date"
    INSTANT = "moment"
    CLOCK = "time of day"
    NUMBER = "number"
    TICK = "yes or no"
    CHOICE = "choice"
    ANSWERS = "answers by question"


@dataclass(frozen=True)
class Fact:
    """What is declared of one attribute."""

    label: str
    """What it is called where it is told: "How it came"."""
    question: str = ""
    """How a form asks for it; empty for the label."""
    help: str = ""
    """What a form says beside it."""
    heading: str = ""
    """Its heading in the files that the program writes; empty for the label."""
    also: tuple[str, ...] = ()
    """Further headings it has in other people's files."""
    long: bool = False
    """Whether people may write as much of it as they like."""
    lines: int = 1
    """How many lines a form has room for; in more than one, line breaks are kept."""
    last: bool = False
    """Whether it is told after the others: how the fact was come by, and not what it is."""
    tell: Callable[[Any], str] | None = None
    """How a value is told, where it is not told as all of its kind are."""


@dataclass(frozen=True)
class Declared:
    """A fact as it stands in its form or view."""

    name: str
    """The attribute."""
    fact: Fact
    kind: Kind
    choices: type[StrEnum] | None
    """What it is picked from, for `Kind.CHOICE`."""

    def words(self, value: Any) -> str:
        """The value in words; empty where there is nothing to tell."""
        return self.fact.tell(value) if self.fact.tell is not None else words_of(value)

    def tidy(self, value: Any) -> Any:
        """The value as it is kept: no control codes, and one line for what has one on the form."""
        if self.kind in (Kind.LINE, Kind.TEXT):
            return clean(value) if self.fact.lines > 1 else one_line(value)
        if self.kind is Kind.PARTS:
            return [one_line(part) for part in value if part.strip()]
        return value


def fact(label: str, **more: Any) -> Fact:
    """A fact on one line, or whatever the attribute's type says."""
    return Fact(label, **more)


def text(label: str, *, lines: int = 3, **more: Any) -> Fact:
    """A fact that people write as much of as they like."""
    return Fact(label, long=True, lines=lines, **more)


_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, Kind.TICK),
    (int, Kind.NUMBER),
    (datetime, Kind.INSTANT),
    (date, Kind.DAY),
    (time, Kind.CLOCK),
    (When, Kind.WHEN),
    (Enum, Kind.CHOICE),
)


_known: dict[type[Any], MappingProxyType[str, Declared]] = {}


def facts_of(kind: type[Any]) -> Mapping[str, Declared]:
    """The facts that a form or view declares, by attribute, in the order of its attributes."""
    if kind not in _known:
        _known[kind] = MappingProxyType(_read(kind))
    return _known[kind]


def _read(kind: type[Any]) -> dict[str, Declared]:
    hints = get_type_hints(kind, include_extras=True)
    found = {}
    for one in fields(kind):
        declared = next(
            (part for part in get_args(hints[one.name]) if isinstance(part, Fact)), None
        )
        if get_origin(hints[one.name]) is Annotated and declared is not None:
            found[one.name] = _declared(one.name, declared, get_args(hints[one.name])[0])
    return dict(sorted(found.items(), key=lambda item: item[1].fact.last))


def _declared(name: str, declared: Fact, hint: Any) -> Declared:
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    origin = get_origin(hint)
    if origin is tuple:
        return Declared(name, declared, Kind.PARTS, None)
    if origin is dict:
        return Declared(name, declared, Kind.ANSWERS, None)
    kind = next((kind for of, kind in _KINDS if issubclass(hint, of)), None)
    if kind is None:
        kind = Kind.TEXT if declared.long else Kind.LINE
    choices = hint if kind is Kind.CHOICE and issubclass(hint, StrEnum) else None
    return Declared(name, declared, kind, choices)


def values_of(form: Any) -> dict[str, Any]:
    """The value of each fact of a form as it is kept, by attribute."""
    return {
        name: declared.tidy(getattr(form, name)) for name, declared in facts_of(type(form)).items()
    }


def words_of(value: Any) -> str:
    """Any value of a fact in words: nothing for None, no, and what is not known."""
    match value:
        case None | False | 0:
            return ""
        case True:
            return "yes"
        case When():
            return str(value) if value.known or value.words else ""
        case datetime():
            at = london_time(value)
            return f"{uk_day(at.date())}, {at:%H:%M}"
        case date():
            return uk_day(value)
        case time():
            return f"{value:%H:%M}"
        case dict():
            return "; ".join(f"{name}: {words_of(part)}" for name, part in value.items() if part)
        case tuple():
            return ", ".join(filter(None, map(words_of, value)))
        case Enum():
            return str(value.value)
        case _:
            return str(value)


def told(view: Any, left_out: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """The label and the words of each fact of a view that holds something.

    left_out: the attributes that are not told here; a mapping gives the reason of each.
    """
    for name, declared in facts_of(type(view)).items():
        if name not in left_out and (words := declared.words(getattr(view, name))).strip():
            yield declared.fact.label, words


def parts_of(view: Any) -> Iterator[Any]:
    """Each view that stands in the view, in their order."""
    for one in fields(view):
        value = getattr(view, one.name)
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part) and facts_of(type(part)):
                yield part
