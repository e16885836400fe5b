"""Text from people comes through every format of every letter, character for character."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Markdown
from textual.widgets._markdown import MarkdownBlock

from conference.documents import Document, Format, compose, free_paragraphs, preview_markdown, write
from conference.documents.readers import About
from conference.documents.template import LETTERS
from conference.law.audience import APPLICANT, Audience
from conference.law.procedure import Contact as PublishedContact
from conference.law.procedure import Decider, Signpost
from conference.text import clean
from conference.views import (
    Answer,
    AppealView,
    AttendanceView,
    CaseFile,
    CouncilView,
    DecisionKind,
    LetterKind,
)
from tests.documents import factory, reading

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
)
READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": reading.pdf_words,
    "docx": reading.docx_words,
    "html": reading.html_words,
    "txt": reading.text_words,
    "md": reading.markdown_words,
}
ARABIC = "\u0645"
NEEDS_PDFTOTEXT = pytest.mark.skipif(
    not reading.HAS_PDFTOTEXT, reason="pdftotext (poppler-utils) is needed to read a PDF back"
)


class Places:
    """Hands out the text for each place of a letter, and remembers which place got which."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self.text_of = text_of
        self.given = 0

    def __call__(self) -> str:
        self.given += 1
        return self.text_of(self.given)


def stand_in(number: int) -> str:
    return f"Place{number:03}Place"


def person(put: Places) -> dict[str, str]:
    return {"name": put(), "title": put(), "phone": put(), "email": put()}


def council(put: Places) -> CouncilView:
    lines = (put(), put())
    return replace(
        factory.COUNCIL, name=put(), department=put(), address=lines, phone=put(), email=put()
    )


def case_of(audience: Audience, put: Places) -> CaseFile:
    """A case with a text from outside in every place a letter can print."""
    first, second, option = factory.MEETING.decisions
    meeting = replace(
        factory.MEETING,
        place=put(),
        link=put(),
        chair=put(),
        applicant_words=put(),
        applicant_reason=put(),
        attendance=(factory.representative("PC One", put()),),
        decisions=(
            replace(first, agency_name=put(), what=put(), reason=put()),
            replace(second, agency_name=put(), outcome=put(), reason=put()),
            replace(second, shortened=True, what=put(), reason="SECRET", agency_name="SECRET"),
            replace(option, kind=DecisionKind.OTHER, what=put(), outcome=put(), reason=put()),
        ),
    )
    contact = PublishedContact(put(), address=(put(), put()), phone=put(), email=put(), web=put())
    route = replace(
        factory.APPEAL, body=put(), contact=contact, grounds=(put(), put()), notes=(put(),)
    )
    post = PublishedContact(put(), phone=put(), email=put(), web=put())
    signpost = Signpost(Decider.PARTNERSHIP, post, put())
    refusal = replace(factory.THRESHOLD, met=False, reasons=put(), refusal_ground=put())
    return factory.case(
        audience,
        council=council(put),
        spoc=replace(factory.SPOC, **person(put)),
        procedure=replace(
            factory.PROCEDURE,
            appeal=route,
            signposts=(signpost,),
            third_party_consent=put(),
            refusal_grounds=("Reviewed before",),
        ),
        application=replace(factory.APPLICATION, adjustments=put(), language=put()),
        parties=(replace(factory.APPLICANT_PARTY, name=put(), address=(put(), put())),),
        threshold=refusal,
        meetings=(meeting,),
        recommendations=tuple(
            factory.recommendation(
                number,
                put(),
                put(),
                factory.LETTER_DATE,
                answer=Answer.DECLINED,
                answer_reason=put(),
                progress=(factory.progress(put()),),
            )
            for number in (1, 2)
        ),
        follow_ups=(factory.promise(put()),),
        requests=(replace(factory.REQUEST, agency_name=put(), asked=put(), legal_basis=put()),),
        incidents=(factory.incident(3, put(), put()), factory.incident(4, put(), put())),
    )


def letter(kind: LetterKind, text_of: Callable[[int], str]) -> tuple[Document, CouncilView]:
    put = Places(text_of)
    case = case_of(factory.audience_of(kind), put)
    document = compose(
        kind,
        case,
        paragraphs={one.name: put() for one in free_paragraphs(kind)},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=replace(factory.SPOC, name=put(), title=put()),
        about=about_of(kind, case, put),
    )
    return document, case.council


def about_of(kind: LetterKind, case: CaseFile, put: Places) -> About | None:
    """What the letter is about, with a text from outside in every place it can print."""
    match factory.about(kind, case):
        case AttendanceView() as invited:
            agency_name = case.meetings[0].attendance[0].agency_name
            return replace(invited, name=put(), agency_name=agency_name, substitute_for=put())
        case AppealView() as lodged:
            return replace(lodged, ground=put(), lodged_by=put(), sent_to=put())
        case other:
            return other


def poured(pattern: str, text_of: Callable[[int], str]) -> str:
    """What the letter of stand-ins must look like with the texts in their places."""
    expected = reading.squeezed(pattern)
    for number in range(1, 100):
        expected = expected.replace(stand_in(number), reading.squeezed(clean(text_of(number))))
    return expected


def shifted(texts: list[str], shift: int) -> Callable[[int], str]:
    """Another text in every place; over all shifts every text has been in every place."""
    return lambda number: texts[(number + shift) % len(texts)]


def difference(found: str, expected: str) -> str:
    at = next(
        (n for n, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]), 0
    )
    return f"...{found[max(at - 60, 0) : at + 60]}\nnot ...{expected[max(at - 60, 0) : at + 60]}"


FULLEST = (LetterKind.OUTCOME, LetterKind.ACKNOWLEDGEMENT)
"""Letters that have, between them, each shape that a letter can have."""
EVERY, FEW = 1, 4
"""How far apart the shifts are: a few still bring every text, to one place in four."""


def in_formats() -> Iterator[Any]:
    """The fullest letters in every format; each other in text, and in one of the rest in turn."""
    rest = cycle(form for form in READERS if form != "txt")
    for kind in LetterKind:
        formats = dict.fromkeys(READERS, EVERY)
        if kind not in FULLEST:
            formats = {"txt": EVERY, next(rest): FEW}
        for form, step in formats.items():
            marks = [NEEDS_PDFTOTEXT] if form == "pdf" else []
            yield pytest.param(kind, form, step, marks=marks, id=f"{kind}-{form}")


def shapes(document: Document) -> set[str]:
    """What a document is made of, and the elements of its preview."""
    text, parser_factory = preview_markdown(document)
    tokens = parser_factory().parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    return {f"{token.type} {token.tag}" for token in (*tokens, *inner)} | made_of(document)


def made_of(part: object) -> set[str]:
    if is_dataclass(part):
        within = [getattr(part, field.name) for field in fields(part)]
        return {type(part).__name__}.union(*map(made_of, within))
    return set().union(*map(made_of, part)) if isinstance(part, tuple | list) else set()


def test_the_fullest_letters_have_every_shape_that_a_letter_has() -> None:
    of_kind = {kind: shapes(letter(kind, stand_in)[0]) for kind in LetterKind}
    assert set().union(*(of_kind[kind] for kind in FULLEST)) == set().union(*of_kind.values())


@pytest.mark.parametrize(("kind", "form", "step"), tuple(in_formats()))
def test_every_text_in_every_place_reads_back_from_the_finished_file(
    kind: LetterKind, form: Format, step: int
) -> None:
    # pdftotext gives right-to-left text as it stands on the page; it has a test of its own.
    texts = [text for text in HOSTILE if form != "pdf" or ARABIC not in text]
    squeezed = reading.undecorated if form == "txt" else reading.squeezed

    def words(text_of: Callable[[int], str]) -> str:
        document, council = letter(kind, text_of)
        data = write(document, form, council=council, reference=factory.NUMBER)
        return squeezed(READERS[form](data))

    pattern = words(stand_in)
    for shift in range(0, len(texts), step):
        found, expected = words(shifted(texts, shift)), pattern
        for number in range(1, 100):
            text = squeezed(clean(shifted(texts, shift)(number)))
            expected = expected.replace(stand_in(number), text)
        assert found == expected, f"shift {shift}: {difference(found, expected)}"


@NEEDS_PDFTOTEXT
def test_arabic_reads_back_from_the_pdf() -> None:
    text = next(text for text in HOSTILE if ARABIC in text)
    case = factory.with_meeting(applicant_words=text)
    data = write(outcome(case), "pdf", council=case.council, reference=factory.NUMBER)
    found = reading.pdf_words(data)
    assert all(word in found for word in text.split())


def test_a_line_of_signs_stays_as_it_is_in_the_text_file() -> None:
    for text in ("---", "> not a quote", "- not a bullet", "===", "# no heading"):
        case = factory.with_meeting(decisions=(factory.finding(1, "", "", text),))
        data = write(outcome(case), "txt", council=case.council, reference=factory.NUMBER)
        assert f"\n\n{text}\n\n" in data.decode()


@pytest.mark.parametrize("kind", LetterKind)
def test_every_text_in_every_place_reaches_the_preview(kind: LetterKind) -> None:
    def words(text_of: Callable[[int], str]) -> str:
        text, parser_factory = preview_markdown(letter(kind, text_of)[0])
        tokens = parser_factory().parse(text)
        children = [child for token in tokens for child in token.children or ()]
        return "\n".join(child.content for child in children)

    pattern = words(stand_in)
    for shift in range(len(HOSTILE)):
        expected = poured(pattern, shifted(HOSTILE, shift))
        assert reading.squeezed(words(shifted(HOSTILE, shift))) == expected


@pytest.mark.parametrize("kind", FULLEST)
async def test_the_preview_shows_every_text_as_it_is(kind: LetterKind) -> None:
    async with App[None]().run_test(size=(120, 60)) as pilot:

        async def words(text_of: Callable[[int], str]) -> str:
            text, parser_factory = preview_markdown(letter(kind, text_of)[0])
            widget = Markdown(text, parser_factory=parser_factory)
            await pilot.app.mount(widget)
            await pilot.pause()
            shown = "\n".join(block_text(block) for block in widget.walk_children())
            await widget.remove()
            return shown

        pattern = await words(stand_in)
        # A letter has so many places that a few of them show every text.
        for shift in (0, 17, 34):
            found = reading.squeezed(await words(shifted(HOSTILE, shift)))
            expected = poured(pattern, shifted(HOSTILE, shift))
            assert found == expected, f"shift {shift}: {difference(found, expected)}"


def block_text(block: object) -> str:
    return block._content.plain if isinstance(block, MarkdownBlock) else ""


async def test_no_words_of_the_preview_are_read_as_markup_when_the_mouse_rests_on_them() -> None:
    bad = "[b]bold[/b] [@click=app.bell]x[/] [/nope]"
    case = factory.case(recommendations=(factory.recommendation(1, bad, bad, None),))
    text, parser_factory = preview_markdown(outcome(case))
    app = App[None]()
    app.TOOLTIP_DELAY = 0.01
    async with app.run_test(size=(100, 100), tooltips=True) as pilot:
        widget = Markdown(text, parser_factory=parser_factory)
        await app.mount(widget)
        await pilot.pause()
        blocks = [one for one in widget.walk_children(MarkdownBlock) if bad in block_text(one)]
        assert blocks
        for block in blocks:
            block.scroll_visible(animate=False)
            await pilot.pause()
            await pilot.hover(block, offset=(20, 1))
            await pilot.pause(0.05)
            assert not any(one.tooltip for one in block.ancestors_with_self if one is not app)


def outcome(case: CaseFile) -> Document:
    return compose(
        LetterKind.OUTCOME,
        case,
        paragraphs={},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
    )


@pytest.mark.parametrize("kind", LetterKind)
def test_no_text_becomes_an_element_of_the_page(kind: LetterKind) -> None:
    def tags(text_of: Callable[[int], str]) -> set[str]:
        document, council = letter(kind, text_of)
        return reading.html_tags(write(document, "html", council=council, reference=factory.NUMBER))

    usual = tags(stand_in) | {"a"}
    for shift in range(len(HOSTILE)):
        assert tags(shifted(HOSTILE, shift)) <= usual


def test_each_place_of_the_case_is_printed_by_some_letter() -> None:
    def html(kind: LetterKind) -> str:
        document, council = letter(kind, stand_in)
        data = write(document, "html", council=council, reference=factory.NUMBER)
        return reading.squeezed(reading.html_words(data))

    printed = "".join(map(html, LetterKind))
    places = Places(stand_in)
    case_of(APPLICANT, places)
    assert not [n for n in range(1, places.given + 1) if stand_in(n) not in printed]
    assert "SECRET" not in printed


def test_the_shipped_templates_are_one_for_each_kind_of_letter() -> None:
    assert {path.name for path in LETTERS.glob("*.md.j2")} == {
        f"{kind}.md.j2" for kind in LetterKind
    }
