"""When something happened, as exactly as anyone knows: its days, and the words for it."""

from datetime import date

import pytest

from conference.law.when import UNKNOWN, Precision, When, about, between, in_month, on

APRIL_3, APRIL_9 = date(2025, 4, 3), date(2025, 4, 9)


@pytest.mark.parametrize(
    ("make", "span", "exact", "words"),
    [
        (lambda: on(APRIL_3), (APRIL_3, APRIL_3), True, "3 April 2025"),
        (lambda: between(APRIL_3, APRIL_3), (APRIL_3, APRIL_3), True, "3 April 2025"),
        (
            lambda: between(APRIL_3, APRIL_9),
            (APRIL_3, APRIL_9),
            False,
            "3 April 2025 to 9 April 2025",
        ),
        (lambda: in_month(APRIL_3), (date(2025, 4, 1), date(2025, 4, 30)), False, "April 2025"),
        (
            lambda: in_month(date(2025, 12, 31)),
            (date(2025, 12, 1), date(2025, 12, 31)),
            False,
            "December 2025",
        ),
        (
            lambda: about(on(APRIL_9)),
            (date(2025, 4, 2), date(2025, 4, 16)),
            False,
            "about 9 April 2025",
        ),
        (
            lambda: about(in_month(APRIL_3)),
            (date(2025, 3, 25), date(2025, 5, 7)),
            False,
            "about April 2025",
        ),
    ],
    ids=["a day", "a range of one day", "a range", "a month", "December", "about", "about a month"],
)
def test_a_when_has_its_days_and_is_said_as_a_letter_says_it(make, span, exact, words):
    when = make()
    assert when.known
    assert when.span == span
    assert when.exact is exact
    assert str(when) == words


def test_a_day_that_nobody_knows_has_no_days_and_keeps_the_words_that_were_used():
    assert not UNKNOWN.known
    assert UNKNOWN.span is None
    assert str(UNKNOWN) == "date not known"
    assert str(When(None, None, Precision.UNKNOWN, "last winter")) == "last winter"
    assert about(When(APRIL_3, APRIL_3, Precision.DAY, "Easter")).words == "Easter"


@pytest.mark.parametrize(
    ("earliest", "latest"), [(APRIL_3, None), (None, APRIL_3), (APRIL_9, APRIL_3)]
)
def test_a_when_has_both_ends_in_their_order_or_neither(earliest, latest):
    with pytest.raises(ValueError, match=r"both ends|before it begins"):
        When(earliest, latest, Precision.RANGE)
