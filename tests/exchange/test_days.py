"""Dates as people write them: day first, as vague as they were said, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.exchange.days import parse_day, parse_when
from conference.law.when import UNKNOWN, Precision, about, between, in_month, on, uk_day

THIRD = date(2025, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2025", "03/04/2025", "3.4.25", "3-4-25", "3 April 2025", "3 Apr 25", "03-Apr-25",
        "Thursday 3 April 2025", "Thu, 3 Apr 2025", "3rd April 2025", "3rd of April, 2025",
        "April 3, 2025", "on 3 April 2025.", "2025-04-03", "2025/04/03", "2025-04-03T00:00:00",
        " 3  april 2025 ", "3/4/2025 00:00",
    ],
)  # fmt: skip
def test_one_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_when(text) == on(THIRD)


def test_the_day_comes_first() -> None:
    assert parse_day("1/2/2025") == date(2025, 2, 1)


def test_a_time_of_day_is_kept_in_the_words() -> None:
    when = parse_when("3/4/2025 10.30pm")
    assert (when.earliest, when.precision, when.words) == (
        THIRD,
        Precision.DAY,
        "3/4/2025 10.30pm",
    )


def test_an_instant_of_late_evening_utc_in_summer_is_the_next_day_in_london() -> None:
    assert parse_when("2025-04-03T23:30:00Z") == on(date(2025, 4, 4))


@pytest.mark.parametrize(
    "text", ["2025-04", "April 2025", "04/2025", "Apr-25", "apr 2025", "in April 2025"]
)
def test_a_month_is_all_of_it(text: str) -> None:
    assert parse_when(text) == in_month(THIRD)


@pytest.mark.parametrize(
    "text",
    [
        "2025-04-03/2025-04-07", "3 to 7 April 2025", "3-7 April 2025", "3–7 April 2025",
        "between 3 April and 7 April 2025", "between 3 and 7 April 2025", "3/4/2025 - 7/4/2025",
        "3/4/2025-7/4/2025", "from 3 April 2025 to 7 April 2025",
    ],
)  # fmt: skip
def test_a_range_has_both_its_days(text: str) -> None:
    assert parse_when(text) == between(THIRD, date(2025, 4, 7))


def test_a_range_over_new_year_begins_in_the_old_year() -> None:
    assert parse_when("28 December to 3 January 2025") == between(
        date(2024, 12, 28), date(2025, 1, 3)
    )


def test_a_range_of_months_reaches_to_the_end_of_the_last() -> None:
    assert parse_when("2020-01/2020-03") == between(date(2020, 1, 1), date(2020, 3, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("early May 2025", date(2025, 5, 1), date(2025, 5, 10)),
        ("mid-May 2025", date(2025, 5, 11), date(2025, 5, 20)),
        ("late May 2025", date(2025, 5, 21), date(2025, 5, 31)),
        ("end of February 2024", date(2024, 2, 21), date(2024, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("summer 2022", date(2022, 6, 1), date(2022, 8, 31)),
        ("winter 2022/23", date(2022, 12, 1), date(2023, 2, 28)),
        ("night of 3/4 April 2025", date(2025, 4, 3), date(2025, 4, 4)),
    ],
)
def test_what_is_said_roughly_is_a_range_that_keeps_its_words(
    text: str, first: date, last: date
) -> None:
    when = parse_when(text)
    assert (when.earliest, when.latest, when.precision) == (first, last, Precision.RANGE)
    assert when.words == text


@pytest.mark.parametrize(
    "text", ["about 3 April 2025", "c. 3/4/25", "approx. 3 April 2025", "3 April 2025?"]
)
def test_about_a_day_reaches_a_week_each_side(text: str) -> None:
    when = parse_when(text)
    assert when.precision is Precision.ABOUT
    assert when.span == (date(2025, 3, 27), date(2025, 4, 10))


def test_on_or_about_is_kept_as_it_was_said() -> None:
    assert parse_when("On or about 3 April 2025").words == "On or about 3 April 2025"


def test_by_a_day_is_about_that_day_and_says_by() -> None:
    when = parse_when("by 10 October 2023")
    assert (when.precision, when.words) == (Precision.ABOUT, "by 10 October 2023")


def test_about_a_year_reaches_past_both_its_ends() -> None:
    assert parse_when("c.2019").span == (date(2018, 12, 25), date(2020, 1, 7))


@pytest.mark.parametrize("text", ["", " ", "?", "unknown", "Not known", "n/k", "date not known"])
def test_what_nobody_knows_is_unknown(text: str) -> None:
    assert parse_when(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/2025", "no 31 February 2025"),
        ("29/2/2023", "no 29 February 2023"),
        ("13/13/2025", "no month 13"),
        ("4/25/2025", "25 April is 25/4/2025"),
        ("3/4/20255", "write a day as 3/4/2025"),
        ("3 April 1025", "outside 1900 to 2100"),
        ("Friday 3 April 2025", "was a Thursday"),
        ("3 April", "no year"),
        ("May 25", "no year"),
        ("since March 2020", "only one end"),
        ("winter 2022", "winter 2022/23"),
        ("45750", "format the column as a date"),
        ("7 April 2025 to 3 April 2025", "ends before it begins"),
        ("two days before", "write a day as 3/4/2025"),
        ("1" * 500, "too long"),
    ],
)
def test_what_cannot_be_a_date_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(ValueError, match="cannot be read as a date") as refusal:
        parse_when(text)
    assert why in str(refusal.value)


@pytest.mark.parametrize(("digits", "year"), [("00", 2000), ("68", 2068), ("69", 1969)])
def test_two_digits_of_a_year_are_1969_to_2068(digits: str, year: int) -> None:
    assert parse_day(f"1/1/{digits}") == date(year, 1, 1)


def test_a_precision_column_makes_a_date_less_certain() -> None:
    assert parse_when("2022-02-08", "about") == about(on(date(2022, 2, 8)))
    assert parse_when("2022-02-08", "month") == in_month(date(2022, 2, 8))
    assert not parse_when("2022-02-08", "unknown").known


def test_a_precision_column_never_makes_a_month_a_day() -> None:
    assert parse_when("2022-02", "day") == in_month(date(2022, 2, 1))


def test_a_precision_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="not day, month, range, about or unknown"):
        parse_when("2022-02-08", "perhaps")


@pytest.mark.parametrize("text", ["April 2025", "about 3 April 2025", "", "3-7 April 2025"])
def test_one_day_is_asked_for_where_a_range_will_not_do(text: str) -> None:
    with pytest.raises(ValueError, match="is not one day"):
        parse_day(text)


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    ways = (
        uk_day(day),
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day:%A %d %B %Y}",
    )
    assert {parse_day(way) for way in ways} == {day}


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(1900, 1, 1), date(2100, 12, 31))
)
def test_a_range_as_it_is_shown_is_read_back(one: date, other: date) -> None:
    when = between(min(one, other), max(one, other))
    assert parse_when(str(when)) == when


_PIECES = (
    "3", "31", "4/25", "2025", "april", "early", "of", "to", "and", "between", "about", "by",
    "-", "/", ".", ",", "?", "19", "1st", "winter", "night of",
)  # fmt: skip
_WORDS = st.lists(st.sampled_from(_PIECES), max_size=8)


@given(
    st.one_of(st.text(), _WORDS.map(" ".join), _WORDS.map("".join)), st.sampled_from(["", "about"])
)
def test_any_text_is_a_date_or_a_plain_refusal(text: str, precision: str) -> None:
    try:
        when = parse_when(text, precision)
    except ValueError as refusal:
        assert "cannot be read as a date" in str(refusal)
    else:
        assert when.known is (when.precision is not Precision.UNKNOWN)
