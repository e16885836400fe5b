"""Letters in Wales: Welsh and English alike, the Welsh from a human translator alone."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from conference.documents import Document, gaps, preview_markdown, write
from conference.documents.tree import Block, Heading, InLanguage, ItemList, Paragraph, Table
from conference.law.procedure import Nation
from conference.views import CaseFile, LetterKind
from tests.documents import factory, reading

OF_WALES = replace(factory.PROCEDURE, nation=Nation.WALES, languages=("en", "cy"))
KINDS = [
    kind
    for kind in LetterKind
    if kind
    not in (LetterKind.AGENCY_REQUEST, LetterKind.INVITATION_PANEL, LetterKind.APPEAL_BUNDLE)
]


def in_wales(kind: LetterKind, **other: Any) -> CaseFile:
    return factory.ready(kind, procedure=OF_WALES, **other)


def translated(document: Document) -> dict[str, str]:
    """A stand-in for what a translator would send back: each part marked."""
    return {
        place.name: "\n\n".join(f"Cymraeg: {text}" for text in place.english)
        for place in document.welsh_places
    }


def whole(kind: LetterKind) -> Document:
    case = in_wales(kind)
    return factory.compose_ready(kind, case, **translated(factory.compose_ready(kind, case)))


def shape(blocks: tuple[Block, ...]) -> list[str]:
    names = []
    for block in blocks:
        rows = len(block.rows) if isinstance(block, Table) else 0
        items = len(block.items) if isinstance(block, ItemList) else 0
        level = block.level if isinstance(block, Heading) else 0
        names.append(f"{type(block).__name__} {level} {items} {rows}")
    return names


@pytest.mark.parametrize("kind", KINDS)
def test_the_welsh_comes_first_in_the_same_layout(kind: LetterKind) -> None:
    welsh, *english = whole(kind).body
    assert isinstance(welsh, InLanguage)
    assert welsh.language == "cy"
    assert shape(welsh.blocks) == shape(tuple(english))


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_that_is_not_filled_says_so_and_holds_the_letter_back(kind: LetterKind) -> None:
    case = in_wales(kind)
    document = factory.compose_ready(kind, case)
    text = " ".join(
        write(document, "txt", council=factory.COUNCIL, reference=factory.NUMBER).decode().split()
    )
    assert f"[Welsh translation of “{document.title}” goes here]" in text
    found = gaps(
        case,
        kind,
        paragraphs=factory.WRITTEN.get(kind, {}),
        about=factory.about(kind, case),
        document=document,
    )
    assert [one.where for one in found] == [f"Welsh: {x.title}" for x in document.welsh_places]
    assert {one.what for one in found} == {"the human translation is not there yet"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_missing_once_each_place_is_filled(kind: LetterKind) -> None:
    case, document = in_wales(kind), whole(kind)
    words = {**factory.WRITTEN.get(kind, {}), **translated(document)}
    about = factory.about(kind, case)
    assert gaps(case, kind, paragraphs=words, about=about, document=document) == ()


def test_a_translation_with_a_part_too_few_says_how_many_there_are() -> None:
    case = in_wales(LetterKind.DELAY)
    words = translated(factory.compose_ready(LetterKind.DELAY, case))
    words["welsh_why_it_is_late"] = "Cymraeg: Why it is late"
    document = factory.compose_ready(LetterKind.DELAY, case, **words)
    (problem,) = [place.problem for place in document.welsh_places if place.problem]
    assert problem.startswith("the translation has 1 parts and the English 2")


@pytest.mark.parametrize(
    ("language", "both"), [("", True), ("en", True), ("cy", True), ("English", False)]
)
def test_only_a_choice_of_english_makes_it_english_alone(language: str, both: bool) -> None:
    application = replace(factory.APPLICATION, language=language)
    document = factory.compose_ready(
        LetterKind.DELAY, in_wales(LetterKind.DELAY, application=application)
    )
    assert bool(document.welsh_places) is both


def test_letters_in_england_and_between_bodies_have_no_welsh() -> None:
    assert factory.compose_ready(LetterKind.DELAY).welsh_places == ()
    for kind in set(LetterKind) - set(KINDS):
        assert factory.compose_ready(kind, in_wales(kind)).welsh_places == ()


def test_every_letter_welcomes_both_languages() -> None:
    for kind in KINDS:
        text = write(whole(kind), "txt", council=factory.COUNCIL, reference=factory.NUMBER)
        assert "Rydym yn croesawu gohebiaeth yn Gymraeg" in " ".join(text.decode().split())


def test_the_translators_words_are_literal_in_every_file() -> None:
    case = in_wales(LetterKind.DELAY)
    words = translated(factory.compose_ready(LetterKind.DELAY, case))
    words["welsh_why_it_is_late"] = "**Pam** <b>x</b>\n\n{{ contact.name }} [a](javascript:x)"
    document = factory.compose_ready(LetterKind.DELAY, case, **words)
    data = {
        form: write(document, form, council=factory.COUNCIL, reference=factory.NUMBER)  # type: ignore[arg-type]
        for form in ("docx", "html", "txt", "md")
    }
    for text in ("**Pam** <b>x</b>", "{{ contact.name }} [a](javascript:x)"):
        assert text in reading.docx_words(data["docx"])
        assert text in reading.html_words(data["html"])
        assert text in data["txt"].decode()
        assert text in reading.markdown_words(data["md"])


def test_the_files_say_which_part_is_welsh() -> None:
    document = whole(LetterKind.DELAY)
    html = write(document, "html", council=factory.COUNCIL, reference=factory.NUMBER).decode()
    assert '<html lang="en-GB">' in html
    assert '<div lang="cy">' in html
    pdf = write(document, "pdf", council=factory.COUNCIL, reference=factory.NUMBER)
    with pikepdf.open(BytesIO(pdf)) as file:
        assert str(file.Root.Lang) == "en-GB"
        tagged = {str(one.Lang) for one in file.objects if _has_language(one)}
    assert tagged >= {"cy-GB"} or tagged >= {"cy"}
    if reading.HAS_PDFTOTEXT:
        assert "Cymraeg: Why it is late" in reading.pdf_words(pdf)


def _has_language(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/Lang" in one and "/S" in one


def test_the_preview_shows_both() -> None:
    text, parser_factory = preview_markdown(whole(LetterKind.OUTCOME))
    tokens = parser_factory().parse(text)
    words = " ".join(child.content for token in tokens for child in token.children or ())
    assert "Cymraeg: Why" not in words
    assert "Cymraeg: What the panel found" in words
    assert not [token for token in tokens if token.type.startswith("language")]


def test_a_paragraph_of_the_translation_keeps_its_place_in_a_list_and_a_table() -> None:
    welsh = whole(LetterKind.OUTCOME).body[0]
    assert isinstance(welsh, InLanguage)
    (table,) = [block for block in welsh.blocks if isinstance(block, Table)]
    assert table.rows[0][1].content[0].text.startswith("Cymraeg: Name one officer")  # type: ignore[union-attr]
    assert any(isinstance(block, Paragraph) for block in welsh.blocks)
