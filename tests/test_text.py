"""Text from people: the words stay, what no output can carry goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.text import REPLACEMENT, clean, one_line

HOSTILE = json.loads((Path(__file__).parent / "fixtures" / "hostile_text.json").read_text("utf-8"))
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_markup_is_left_as_it_is(words: str) -> None:
    assert clean(words) == words.replace("\t", "    ")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("one\r\ntwo\rthree\x85four\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("one\u2029two", "one\n\ntwo"),
        ("a\tb", "a    b"),
        ("\x1b[31mred\x1b[0m", f"{REPLACEMENT}[31mred{REPLACEMENT}[0m"),
        ("\x1b]52;c;aGk=\x07", f"{REPLACEMENT}]52;c;aGk={REPLACEMENT}"),
        ("\x9b31m", f"{REPLACEMENT}31m"),
        ("nul\x00 backspace\x08", f"nul{REPLACEMENT} backspace{REPLACEMENT}"),
        ("Mr \u202egnp.exe", f"Mr {REPLACEMENT}gnp.exe"),
        ("\ufeffmark", f"{REPLACEMENT}mark"),
        ("half \ud83d a pair", f"half {REPLACEMENT} a pair"),
        ("\ufffe\U0001ffff", REPLACEMENT * 2),
    ],
)
def test_control_codes_become_a_visible_mark(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    "words", ["Zoë O’Neill-Σιγμα", "مرحبا بالعالم", "👩‍👩‍👧 \u200e", "non‑breaking\u00a0space"]
)
def test_names_and_writing_of_every_language_stay(words: str) -> None:
    assert clean(words) == words


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(words: str) -> None:
    assert clean(clean(words)) == clean(words)
    assert one_line(one_line(words)) == one_line(words)


@given(ANY_TEXT)
def test_cleaned_text_can_be_written_anywhere(words: str) -> None:
    kept = clean(words)
    kept.encode("utf-8")
    assert not any(ord(sign) < 32 and sign != "\n" for sign in kept)
    assert not any(0x7F <= ord(sign) <= 0x9F for sign in kept)


@given(ANY_TEXT)
def test_one_line_is_one_line(words: str) -> None:
    kept = one_line(words)
    assert len(kept.splitlines()) <= 1
    assert kept == kept.strip()
