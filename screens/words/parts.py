"""Parts that words are put together from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from conference.law.when import uk_day
from conference.text import clean


def labelled(*pairs: tuple[str, object]) -> Content:
    """A line for each label and its words; pairs without words are passed over."""
    lines: list[str | Content | tuple[str, str]] = []
    for label, value in pairs:
        words = clean(str(value or "")).strip()
        if words:
            lines += ["\n"] if lines else []
            lines += [(f"{label}: ", "bold"), words]
    return Content.assemble(*lines)


def headed(title: str, words: str = "") -> Content:
    """A title in bold, with literal words below it."""
    below = clean(words).strip()
    return Content.assemble((clean(title), "bold"), f"\n{below}" if below else "")


def paragraphs(*parts: Content | str) -> Content:
    """The parts that are not empty, a blank line between them."""
    filled = [part if isinstance(part, Content) else Content(clean(part)) for part in parts if part]
    return Content("\n\n").join(part for part in filled if part.plain)


def day_words(day: date | None, none: str = "") -> str:
    """A day in words, or what stands for none."""
    return uk_day(day) if day is not None else none


def short_day(day: date | None, none: str = "") -> str:
    """A day short enough for a column: 3 Apr 2025."""
    return f"{day.day} {day:%b %Y}" if day is not None else none


def days_late(due: date, today: date) -> str:
    """How long something has been due: "1 day overdue"."""
    days = (today - due).days
    return f"{days} day{'' if days == 1 else 's'} overdue"


def listed(things: Iterable[str], none: str = "none") -> str:
    """Things one a line, each with a dash."""
    return "\n".join(f"- {clean(thing)}" for thing in things) or none


def counted(number: int, noun: str) -> str:
    """A number of things: "no action", "1 action", "2 actions"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
