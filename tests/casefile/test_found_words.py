"""Words in texts: any case of letters, and the database never narrows away what fits."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from conference.casefile.found_words import ESCAPE, folded, found_in, pattern, snippet, words_of

TEXT = st.text(
    st.sampled_from("aAbBzZ09 %_\\\"'/[]éÉëËßẞσςΣıİżŻاب日\u0301ﬁſ"), min_size=1, max_size=12
)
LETTERS = st.text(
    st.sampled_from("aAbBzZ09%_\\\"'/[]éÉëËßẞσςΣıİżŻاب日\u0301ﬁſ"), min_size=1, max_size=4
)


def test_capitals_and_small_letters_are_one_in_any_alphabet() -> None:
    for one, other in (("ZOË", "zoë"), ("ŻÓŁW", "żółw"), ("ΟΔΟΣ", "οδος"), ("Straße", "straße")):
        assert found_in(words_of(one), [other]) == 0
        assert found_in(words_of(other), [one]) == 0


def test_a_letter_and_its_accent_apart_are_the_letter_with_the_accent() -> None:
    assert found_in(words_of("Zoe\u0308"), ["Zo\u00eb"]) == 0


def test_an_accent_makes_another_word() -> None:
    assert found_in(words_of("zoe"), ["Zoë"]) is None


def test_all_the_words_must_be_there_and_the_first_says_where() -> None:
    assert found_in(words_of("bins fire"), ["a fire", "of bins"]) == 1
    assert found_in(words_of("bins smoke"), ["a fire", "of bins"]) is None


@given(before=TEXT, word=LETTERS, after=TEXT)
def test_the_database_finds_at_least_all_that_fits(before: str, word: str, after: str) -> None:
    text = before + word + after
    words = words_of(word)
    if not words or found_in(words, [text]) is None:
        return
    with sqlite3.connect(":memory:") as connection:
        ask = "SELECT lower(?) LIKE lower(?) ESCAPE ?"
        (fits,) = connection.execute(ask, (text, pattern(words[0]), ESCAPE)).fetchone()
    connection.close()
    assert fits


@given(text=TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_snippet_is_one_line_with_the_word_and_its_neighbours() -> None:
    text = f"{'before ' * 30}\nthe BINS were on fire\n{'after ' * 40}"
    shown = snippet(text, "bins")
    assert "the BINS were on fire" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "\n" not in shown
    assert len(shown) < 130
