"""Whatever somebody types in any place of a letter, a reader of the file sees exactly that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.documents import Document, Format, compose, write
from conference.text import clean
from conference.views import LetterKind
from tests.documents import factory, reading

TEMPLATE = """+++
[[paragraph]]
name = "text"
+++
# Title {{ words.text }} end

{{ words.text }}

Before {{ words.text }} after **{{ words.text }}** and _{{ words.text }}_.

- {{ words.text }}

1. {{ words.text }}

> {{ words.text }}

| A | B |
|---|--:|
| {{ words.text }} | {{ words.text }} |

[{{ words.text }}](https://x.example/{{ words.text }})
"""
STAND_IN = "Qqq"
# Letters, and many of the signs that mean something to some parser.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("*_`~[]()<>#+-=|\\!&;:.1a \n\t{}%$^@\"'/"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("letters")
    (place / "outcome.md.j2").write_text(TEMPLATE, encoding="utf-8")
    yield place


def letter(text: str, folder: Path) -> Document:
    return compose(
        LetterKind.OUTCOME,
        factory.case(),
        paragraphs={"text": text},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
        templates=folder,
    )


def words(form: Format, text: str, folder: Path) -> str:
    data = write(letter(text, folder), form, council=factory.COUNCIL, reference=factory.NUMBER)
    read = {
        "docx": reading.docx_words,
        "html": reading.html_words,
        "md": reading.markdown_words,
    }
    return reading.squeezed(read[form](data))


def expected(form: Format, text: str, folder: Path) -> str:
    shown = reading.squeezed(clean(text).replace("\ue000", "\ufffd").replace("\ue001", "\ufffd"))
    return words(form, STAND_IN, folder).replace(STAND_IN, shown)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_back_from_markdown(text: str, folder: Path) -> None:
    assert words("md", text, folder) == expected("md", text, folder)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_back_from_html(text: str, folder: Path) -> None:
    assert words("html", text, folder) == expected("html", text, folder)


@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_back_from_word(text: str, folder: Path) -> None:
    assert words("docx", text, folder) == expected("docx", text, folder)
