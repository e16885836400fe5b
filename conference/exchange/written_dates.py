"""One date as somebody wrote it: a day, a month, a part of a month, a season or a year.

Days are read as in the United Kingdom, day first: 3/4/2025 is 3 April. A date that looks like one
and cannot be (31/02/2025, 4/25/2025) raises ValueError in plain words; what is not shaped like a
date at all is None, and the caller says what to write instead.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime

from conference.law.when import When, between, in_month, on, uk_day

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_YEAR, LAST_YEAR = 1900, 2100

_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_ANY_YEAR = r"'?(?P<year>[0-9]{4}|[0-9]{2})"
_DAYS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}[ -]?(?:of )?{_MONTH}[ -]?{_ANY_YEAR}",
        rf"{_MONTH}[ -]?{_DAY} {_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})(?P<by>[/.-])(?P<month>[0-9]{{1,2}})(?P=by){_ANY_YEAR}",
        rf"{_YEAR}(?P<by>[/.-])(?P<month>[0-9]{{1,2}})(?P=by)(?P<day>[0-9]{{1,2}})",
    )
)
_MONTHS = tuple(
    re.compile(form)
    for form in (
        rf"{_MONTH}[ -]?(?:of )?{_YEAR}",
        rf"{_MONTH}(?:-| ?')(?P<year>[0-9]{{2}})",
        rf"{_YEAR} {_MONTH}",
        rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}",
        rf"{_YEAR}-(?P<month>[0-9]{{1,2}})",
    )
)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? (?=[0-9a-z])")
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2}){1,2}(?:\.[0-9]+)?(?: ?[ap]\.?m\.?)?|[0-9]{1,2} ?[ap]\.?m\.?"
_TIME = re.compile(rf"(?:t|,? )(?:at )?({_CLOCK}|midnight|noon|morning|afternoon|evening|night)$")
_PART = re.compile(
    r"(?P<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -](?:in )?(?P<rest>.+)"
)
_SEASON = re.compile(rf"(?P<season>spring|summer|autumn|winter) (?:of )?{_YEAR}")
_WINTER = re.compile(rf"winter (?:of )?{_YEAR}[/-](?:[0-9]{{2}})?(?P<next>[0-9]{{2}})")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


def written_date(plain: str) -> When | None:
    """The date `plain` writes, or None where it has no such shape.

    plain: lower case, single spaces, no commas. Raises ValueError where the date cannot be.
    """
    for read in (_day, _month, _year, _part_of_month, _season):
        if (when := read(plain)) is not None:
            return when
    return None


def _day(plain: str) -> When | None:
    said = _WEEKDAY.match(plain)
    rest = plain[said.end() :] if said else plain
    time = _TIME.search(rest)
    found = _matched(_DAYS, rest[: time.start()] if time else rest)
    if found is None:
        return None
    day = _date(_year_number(found["year"]), _month_number(found), int(found["day"]))
    if said and WEEKDAYS[day.weekday()][:3].lower() != said[1]:
        weekday = next(name for name in WEEKDAYS if name.lower().startswith(said[1]))
        raise ValueError(f"{uk_day(day)} was a {WEEKDAYS[day.weekday()]}, not a {weekday}")
    return replace(on(day), words=plain) if time and not _is_midnight(time[1]) else on(day)


def _is_midnight(clock: str) -> bool:
    """Whether it is the empty time that spreadsheets add to a day."""
    return not clock.strip("0:.")


def _month(plain: str) -> When | None:
    found = _matched(_MONTHS, plain)
    if found is None:
        return None
    return in_month(_date(_year_number(found["year"]), _month_number(found), 1))


def _year(plain: str) -> When | None:
    if not re.fullmatch("[0-9]{4}", plain):
        return None
    year = _year_number(plain)
    return replace(between(date(year, 1, 1), date(year, 12, 31)), words=plain)


def _part_of_month(plain: str) -> When | None:
    """Early, mid or late: days 1 to 10, 11 to 20 and 21 to the end, this program's reading."""
    said = _PART.fullmatch(plain)
    month = _month(said["rest"]) if said else None
    if said is None or month is None or month.earliest is None or month.latest is None:
        return None
    first, last = month.earliest, month.latest
    if said["part"] == "early" or "beginning" in said["part"] or "start" in said["part"]:
        days = between(first, first.replace(day=10))
    elif said["part"] == "mid" or "middle" in said["part"]:
        days = between(first.replace(day=11), first.replace(day=20))
    else:
        days = between(first.replace(day=21), last)
    return replace(days, words=plain)


def _season(plain: str) -> When | None:
    """Whole months as the Met Office counts seasons; a winter needs both its years."""
    if winter := _WINTER.fullmatch(plain):
        year = _year_number(winter["year"])
        if (year + 1) % 100 != int(winter["next"]):
            raise ValueError("a winter runs from one year into the next")
        last = date(year + 1, 2, monthrange(year + 1, 2)[1])
        return replace(between(date(year, 12, 1), last), words=plain)
    said = _SEASON.fullmatch(plain)
    if said is None:
        return None
    year = _year_number(said["year"])
    if said["season"] == "winter":
        raise ValueError(f"a winter lies in two years: write winter {year}/{(year + 1) % 100:02}")
    first, last_month = _SEASONS[said["season"]]
    last = date(year, last_month, monthrange(year, last_month)[1])
    return replace(between(date(year, first, 1), last), words=plain)


def _matched(forms: tuple[re.Pattern[str], ...], plain: str) -> dict[str, str] | None:
    return next((found.groupdict() for form in forms if (found := form.fullmatch(plain))), None)


def _month_number(found: dict[str, str]) -> int:
    if name := found.get("name"):
        return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))
    return int(found["month"])


def _year_number(digits: str) -> int:
    """Two digits are 1969 to 2068, as a person writing about housing or neighbours means them."""
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if year <= 68 else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {digits} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _date(year: int, month: int, day: int) -> date:
    if month > 12 >= day >= 1 and month <= 31:
        raise ValueError(
            f"there is no month {month}; the day comes first, "
            f"so {month} {MONTHS[day - 1]} is {month}/{day}/{year}"
        )
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"there is no {day} {MONTHS[month - 1]} {year}")
    return date(year, month, day)


def instant_day(text: str) -> datetime | None:
    """The instant of an ISO date and time with an offset ("2025-04-03T22:30Z"), if it is one."""
    if not re.fullmatch(r"[0-9-]{10}[Tt ][0-9:.]+ ?(?:[Zz]|[+-][0-9:]{2,6})", text):
        return None
    try:
        instant = datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z").upper())
    except ValueError:
        return None
    return instant if instant.tzinfo else None
