"""Text from people: the words stay, what no output can carry goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.text import REPLACEMENT, clean, hidden_in, one_line

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
        ("half \ud83d a pair", f"half {REPLACEMENT} a pair"),
        ("\ufffe\U0001ffff", REPLACEMENT * 2),
    ],
)
def test_control_codes_become_a_visible_mark(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    "words",
    [
        *("Zoë O’Neill-Σιγμα", "مرحبا بالعالم", "👩‍👩‍👧", "non‑breaking\u00a0space"),
        pytest.param("می\u200cخواهم علی\u200cرضا", id="a Persian name, with non-joiners"),
        pytest.param("ه\u200d", id="the Arabic letter for an Islamic year"),
        pytest.param("क्\u200dष र\u200d्य ශ්\u200dරී ন্\u200cল", id="Hindi, Sinhala, Bengali"),
        pytest.param("അവന്\u200d", id="Malayalam, a joiner at the end of a word"),
        pytest.param("🏴\u200d☠\ufe0f 👩🏽\u200d🚒 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈", id="pictures"),
        pytest.param("1\ufe0f⃣ #\ufe0f⃣ ©\ufe0e", id="keys and signs"),
        pytest.param("葛\U000e0100 辻\U000e0101", id="forms of Japanese names"),
        *("🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru",),
    ],
)
def test_names_and_writing_of_every_language_stay(words: str) -> None:
    assert clean(words) == words


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\u200e3/4/2025\u200e", "3/4/2025"),
        ("\ufeffmark", "mark"),
        ("Ad\u200ba Tes\u00adter", "Ada Tester"),
        ("\u200fשלום\u061c", "שלום"),
        ("Te\u200cst\u200der", "Tester"),
        ("می\u200c\u200cخ", "می\u200cخ"),
        ("a\ufe0fb\ufe0f\ufe01", "ab"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f"),
        ("👩\u200d", "👩"),
        ("x" + "".join(chr(0xE0000 + ord(sign)) for sign in "hidden"), "x"),
        ("🏴\U000e0067\U000e0062\U000e0058\U000e007f", "🏴"),
        ("\ufff9base\ufffanote\ufffb", "basenote"),
        ("\u2060\u2061\u2064\u206a\u206f\u3164\uffa0\U0001d173", ""),
    ],
)
def test_what_nobody_can_see_goes_and_is_counted(given: str, kept: str) -> None:
    assert clean(given) == kept
    assert hidden_in(given) == len(given) - len(kept)


def test_nothing_is_counted_where_all_can_be_seen() -> None:
    assert hidden_in("plain, ŵ, می\u200cخ, 👩\u200d👧\t\x00") == 0


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
