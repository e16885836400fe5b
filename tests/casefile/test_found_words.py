"""Words in texts: any case of letters, whatever stands around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conference.casefile.found_words import found_in, snippet, words_of
from conference.folding import folded

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
def test_whatever_stands_around_a_word_it_is_found(before: str, word: str, after: str) -> None:
    words = words_of(word)
    if len(words) == 1 and found_in(words, [before + word + after]) is not None:
        assert words[0] in folded("\n".join(("first", before + word + after, "last")))


@given(text=TEXT)
def test_words_of_plain_letters_fold_as_all_others_do(text: str) -> None:
    assert folded(text) == folded(text + "é")[: len(folded(text))]


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
