"""What a password may be: long, not among the commonest, not made of names; nothing else."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conference.exchange.common_passwords import common_passwords
from conference.law.passwords import (
    BY_PERSON,
    BY_PERSON_AND_PLACE,
    BY_PLACE,
    LONGEST,
    SHORTEST,
    Limit,
    faults,
    normalised,
)

NAMES = ("Olive Officer", "Erewash Borough Council", "Police")
DENIED = common_passwords()
PLAIN = st.characters(exclude_categories=("Cs", "Cc"))
ODD = "wjvkq"
"""Letters that make no word of the list."""


def told(password: str) -> str:
    return " ".join(faults(password, names=NAMES, denied=DENIED))


@pytest.mark.parametrize(
    "password",
    [
        "lamp otter bridge",
        "cat-dog-pig",
        "olive grove trumpet",
        "dwy afon hir",
        "七つの静かな港の船と灯台",
        "correct battery lighthouse",
        "7391 5520 8846 1107",
        "Kx9#vTq2!mRz",
    ],
)
def test_what_is_long_enough_and_nobodys_guess_will_do(password: str) -> None:
    assert told(password) == ""


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too short"),
        ("Kx9#vTq2!mR", "too short"),
        (" " * 30, "too short"),
        ("ox ox ox", "too short"),
        ("password1234!", "tried first"),
        ("P@ssw0rd1234", "tried first"),
        ("passwordpassword", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("123456789012", "tried first"),
        ("qwertyuiopas", "tried first"),
        ("zyxwvutsrqpo", "tried first"),
        ("abababababab", "tried first"),
        ("Olive Officer 1970", "names"),
        ("erewash2026erewash", "names"),
        ("PoliceHousing01", "names"),
        ("Summer2026Summer!", "names"),
        ("\ud800" * 13, "cannot be typed"),
        ("lamp otter\x00 bridge", "cannot be typed"),
        ("\ufdfa" * 12, "longer than 200"),
    ],
)
def test_what_will_not_do_says_why(password: str, why: str) -> None:
    assert why in told(password)


@given(st.text(PLAIN))
def test_nothing_that_can_be_typed_breaks_the_rule(password: str) -> None:
    assert len(faults(password, names=NAMES, denied=DENIED)) <= 1


@given(st.text(PLAIN, min_size=SHORTEST, max_size=60), st.sampled_from(["NFC", "NFD", "NFKD"]))
def test_every_keyboard_gives_the_same_answer(password: str, form: str) -> None:
    other = unicodedata.normalize(form, password)
    assert normalised(other) == normalised(password)
    if len(other) <= LONGEST:
        assert told(other) == told(password)


@given(st.text(ODD, min_size=14, max_size=80))
def test_no_kind_of_character_is_asked_for(letters: str) -> None:
    assume(len(set(letters)) > 3)
    assume(letters not in (letters + letters)[1:-1])
    assert told(letters) == ""


@given(st.text(st.characters(categories=("L",)), min_size=1, max_size=SHORTEST - 1))
def test_one_short_word_is_never_enough(password: str) -> None:
    words = normalised(password)
    assume(len(words) < SHORTEST and words.isalpha())
    assert "too short" in told(password)


@given(st.sampled_from(sorted(DENIED)), st.integers(0, 9999), st.sampled_from(["", "!", "!!", "."]))
def test_a_common_one_with_figures_behind_it_stays_a_common_one(
    word: str, number: int, mark: str
) -> None:
    assert told(f"{word}{number}{mark}") != ""
    assert told(f"{word.title()}{number}{mark}") != ""


@given(st.integers(0, 10_000), st.sampled_from([BY_PERSON, BY_PERSON_AND_PLACE, BY_PLACE]))
def test_waits_only_grow_and_never_beyond_the_longest(wrong: int, limit: Limit) -> None:
    assert timedelta() <= limit.wait_after(wrong) <= limit.wait_after(wrong + 1) <= limit.longest
    assert limit.wait_after(limit.free - 1) == timedelta()
    assert limit.wait_after(limit.free) == timedelta(seconds=1)
    assert limit.wait_after(limit.free + 20) == limit.longest


def test_from_a_new_place_nobody_waits_longer_than_a_quarter_of_an_hour_for_others() -> None:
    assert BY_PERSON.longest == timedelta(minutes=15)
    # One place that guesses leaves three turns of four to everybody else.
    assert BY_PERSON_AND_PLACE.longest >= 4 * BY_PERSON.longest


def test_a_council_adds_to_the_list_and_takes_nothing_away(tmp_path) -> None:
    (tmp_path / "common-passwords.txt").write_text("# ours\nMarket Day Erewash\n", encoding="utf-8")
    both = common_passwords(tmp_path)
    assert both == DENIED | {"market day erewash"}
    assert faults("market day erewash", denied=both) != ()
