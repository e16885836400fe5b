"""Words in pages: nothing is cut, nothing is lost, and headings are set wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from screens.widgets.paged import laid
from screens.words.room import wide

PARAGRAPHS = st.lists(st.text(st.sampled_from("ab \n日é"), min_size=1, max_size=60), max_size=8)


@given(paragraphs=PARAGRAPHS, width=st.integers(2, 30), height=st.integers(1, 9))
def test_every_letter_stands_on_a_page_that_fits(
    paragraphs: list[str], width: int, height: int
) -> None:
    pages = laid([Content(text) for text in paragraphs], width, height)
    assert len(pages) >= 1
    assert all(len(page) <= height for page in pages)
    lines = [line.plain for page in pages for line in page]
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(paragraphs).split())


def test_a_paragraph_that_fits_on_a_page_is_not_broken_over_two() -> None:
    pages = laid([Content("one\ntwo"), Content("three\nfour")], 20, 4)
    assert [[line.plain for line in page] for page in pages] == [["one", "two"], ["three", "four"]]


@given(words=st.text(max_size=60), width=st.integers(1, 120))
def test_a_heading_is_set_wide_where_it_fits_and_never_loses_a_letter(
    words: str, width: int
) -> None:
    shown = wide(words, width)
    if shown != " ".join(shown.split()) or "\n" in shown:
        assert len(shown.split("\n")) <= 2
        assert all(cell_len(line) <= width for line in shown.split("\n"))


def test_a_heading_that_is_too_long_stands_as_it_is() -> None:
    assert wide("Close", 20) == "C L O S E"
    assert wide("Two words", 8) == "Two words"
    assert wide("Two words", 11) == "T W O\nW O R D S"
    assert wide("Dysgu ŵy", 40) == "D Y S G U   Ŵ Y"
