"""Dates as people write them in forms and spreadsheets, read into a `When`.

Readings that no rule gives, chosen here and kept with the words that were used:
early, mid and late are days 1 to 10, 11 to 20 and 21 to the end of the month; a season is the
Met Office's three months; "by 10 October" is about 10 October; a lone year is all of it. Whatever
could be two different days is refused with what to write instead, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from conference.exchange.written_dates import MONTHS, instant_day, written_date
from conference.law.calendar import london_day
from conference.law.when import UNKNOWN, Precision, When, about, between, in_month, on
from conference.text import one_line

LONGEST = 120
_HOW = (
    "write a day as 3/4/2025 or 3 April 2025, a month as April 2025, a range as "
    "3 April 2025 to 7 April 2025, or leave it empty if it is not known"
)
_NOT_KNOWN = re.compile(
    r"[?-]*|n/[ak]|na|nk|tbc|none|undated|(?:(?:exact )?date )?(?:is )?(?:un|not )known"
    r"|(?:unknown|no) date|not (?:given|stated|recorded|dated)|don'?t know"
)
_PRECISIONS = {
    "": None,
    **dict.fromkeys(("day", "exact", "date"), Precision.DAY),
    "month": Precision.MONTH,
    **dict.fromkeys(("range", "between", "year"), Precision.RANGE),
    **dict.fromkeys(("about", "approx", "approximate", "circa", "estimated"), Precision.ABOUT),
    **dict.fromkeys(("unknown", "not known", "none"), Precision.UNKNOWN),
}
_ROUGHLY = re.compile(
    r"(?:(?:on|in) or )?(?:about|around|circa|c\.|c(?= )|ca\.|ca(?= )|approx\.?|approximately"
    r"|roughly|estimated|est\.?|~)\s*"
)
_ROUGHLY_AFTER = re.compile(r" ?(?:\?|approx\.?|approximately|or so|estimated|est\.)$")
_BY = re.compile(r"(?:by|on or before) ")
_FILLER = re.compile(r"(?:(?:on|in|during|some ?time|the (?=night|evening|morning)) )+")
_LIGHT = re.compile(r"(?:the )?(?:night|evening|morning|afternoon|early hours) of (?:the )?")
_OPEN = re.compile(r"(?:since|from|after|before|until|till|prior to|later than) ")
_SEPARATORS = (" to ", " until ", " till ", " through ", " - ", "-", "/")


def parse_when(text: str, precision: str = "") -> When:
    """The day, month, range or rough date that `text` writes; empty or "not known" is UNKNOWN.

    precision: what a precision column says ("day", "month", "range", "about", "unknown"), which
    can only make the date less certain. Raises ValueError saying what is wrong and what to write.
    """
    said = one_line(text)
    try:
        return _no_more_certain(_read(said), _precision(precision))
    except ValueError as fault:
        shown = f"“{said[:40]}…”" if len(said) > 40 else f"“{said}”"
        raise ValueError(f"{shown} cannot be read as a date: {fault}") from None


def parse_day(text: str) -> date:
    """The one day that `text` writes. Raises ValueError where it is a month, a range or unsure."""
    when = parse_when(text)
    if not when.exact or when.earliest is None:
        shown = f"“{one_line(text)[:40]}”" if text.strip() else "nothing"
        raise ValueError(f"{shown} is not one day: write it as 3/4/2025 or 3 April 2025")
    return when.earliest


def _read(said: str) -> When:
    if len(said) > LONGEST:
        raise ValueError(f"it is too long for one; {_HOW}")
    if (instant := instant_day(said)) is not None:
        return on(london_day(instant))
    plain = _plain(said)
    if _NOT_KNOWN.fullmatch(plain):
        return UNKNOWN
    when = _roughly(plain) or _exactly(plain)
    if when is None:
        raise ValueError(_why_not(plain))
    return replace(when, words=said) if when.words else when


def _plain(said: str) -> str:
    """Lower case with plain hyphens and single spaces, without commas, brackets and full stop."""
    plain = re.sub("[\u2010-\u2015\u2212]", "-", said.lower()).replace("\u2019", "'")
    return " ".join(re.sub(r"[,()\[\]]", " ", plain).split()).rstrip(".;:")


def _roughly(plain: str) -> When | None:
    """What is said to be about a date, or by a date whose beginning nobody gave."""
    by = _BY.match(plain)
    mark = by or _ROUGHLY.match(plain)
    after = _ROUGHLY_AFTER.search(plain)
    if mark is None and after is None:
        return None
    rest = plain[mark.end() if mark else 0 : after.start() if after else None]
    inner = _exactly(rest)
    return None if inner is None else _about(inner, plain)


def _about(inner: When, words: str) -> When:
    """About a day or a month; a range reaches further at both ends instead."""
    rough = about(inner)
    if inner.precision is Precision.RANGE and rough.span is not None:
        return replace(between(*rough.span), words=words)
    return replace(rough, words="" if words.lower() == str(rough).lower() else words)


def _exactly(plain: str) -> When | None:
    light = _LIGHT.match(plain)
    rest = plain[light.end() :] if light else plain
    filler = _FILLER.match(rest)
    rest = rest[filler.end() :] if filler else rest
    if rest.startswith("throughout "):
        rest = rest.removeprefix("throughout ")
    when = written_date(rest) or _range(rest)
    return replace(when, words=plain) if when and light else when


def _range(plain: str) -> When | None:
    """Two dates with a separator; the first may leave out what the second says."""
    if spoken := re.fullmatch(r"between (.+) (?:and|to) (.+)", plain):
        return _from_to(spoken[1], spoken[2])
    text = plain.removeprefix("from ")
    for separator in _SEPARATORS:
        first, found, last = text.partition(separator)
        if found and separator not in last and (when := _from_to(first.strip(), last.strip())):
            return when
    return None


def _from_to(first: str, last: str) -> When | None:
    end = written_date(last)
    if end is None or end.earliest is None or end.latest is None:
        return None
    start = _start(first, end.earliest)
    if start is None or start.earliest is None:
        return None
    if start.earliest > end.latest:
        raise ValueError("the range ends before it begins")
    days = between(start.earliest, end.latest)
    worded = bool(start.words or end.words)
    return replace(days, words=f"{first} to {last}") if worded else days


def _start(first: str, end: date) -> When | None:
    """The beginning of a range, its month and year taken from the end where they are left out."""
    if (start := written_date(first)) is not None:
        return start
    if re.search("[a-z]{3}", first) and not re.search("[0-9]{4}", first):
        start = written_date(f"{first} {end.year}")
        if start and start.earliest and start.earliest > end:
            return written_date(f"{first} {end.year - 1}")
        return start
    if re.fullmatch("[0-9]{1,2}(?:st|nd|rd|th)?", first):
        return written_date(f"{first} {MONTHS[end.month - 1].lower()} {end.year}")
    return None


def _precision(word: str) -> Precision | None:
    plain = one_line(word).lower()
    if plain not in _PRECISIONS:
        raise ValueError(f"its precision “{plain[:20]}” is not day, month, range, about or unknown")
    return _PRECISIONS[plain]


def _no_more_certain(when: When, precision: Precision | None) -> When:
    """The date as vague as its precision says, and never more exact than it is written."""
    if when.earliest is None or precision is None:
        return when
    if precision is Precision.UNKNOWN:
        return replace(UNKNOWN, words=when.words or str(when))
    if precision is Precision.ABOUT and when.precision is not Precision.ABOUT:
        return _about(when, when.words or f"about {when}")
    if precision is Precision.MONTH and when.exact:
        return in_month(when.earliest)
    return when


def _why_not(plain: str) -> str:
    """What is wrong with words that are shaped like no date, and what to write."""
    if _OPEN.match(plain):
        return "it has only one end; write both, as in 3 April 2025 to 7 April 2025"
    if re.fullmatch("[0-9]{5}", plain):
        return "it is a spreadsheet's own number for a day; format the column as a date"
    if not re.search("[0-9]{4}", plain) and _lacks_year(plain):
        return "it has no year; write the year as well, as in 3 April 2025"
    return _HOW


def _lacks_year(plain: str) -> bool:
    """Whether a year would make it a date; 2024 had a 29 February."""
    try:
        return any(written_date(f"{plain}{by}2024") for by in (" ", "/", "-"))
    except ValueError:
        return False
