"""The finished files, checked as files: tags, fonts, languages, letterheads, print sizes."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from conference.documents import FORMATS, Document, compose, preview_markdown, write, write_pdf
from conference.documents.letterhead import LETTERHEAD, make
from conference.documents.sheet import PRACTICE
from conference.errors import BadInput
from conference.views import CaseFile, LetterKind
from tests.documents import factory, reading

PRACTICE_COUNCIL = replace(factory.COUNCIL, practice=True)
NEEDS_PDFTOTEXT = pytest.mark.skipif(
    not reading.HAS_PDFTOTEXT, reason="pdftotext (poppler-utils) is needed to read a PDF back"
)


def outcome(case: CaseFile) -> Document:
    return compose(
        LetterKind.OUTCOME,
        case,
        paragraphs={},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
    )


def file_of(form: Any, case: CaseFile | None = None, **options: Any) -> bytes:
    case = case or factory.case()
    return write(outcome(case), form, council=case.council, reference=factory.NUMBER, **options)


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Each font of a PDF, and whether its outlines are in the file."""
    found = {}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            found[str(item["/FontName"])] = any(key in item for key in files)
    return found


def structure(pdf: pikepdf.Pdf) -> list[str]:
    """The tags of a PDF in reading order."""
    tags = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                tags.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root.StructTreeRoot)
    return tags


@pytest.mark.parametrize("large", [False, True])
def test_the_pdf_is_tagged_titled_in_english_and_says_it_is_pdf_ua(large: bool) -> None:
    with pikepdf.open(BytesIO(file_of("pdf", large_print=large))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "The outcome of your anti-social behaviour case review"
            assert about["pdfuaid:part"] == "1"


def test_the_pdf_has_headings_lists_and_a_table_with_headings_in_reading_order() -> None:
    with pikepdf.open(BytesIO(file_of("pdf"))) as pdf:
        tags = structure(pdf)
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/L") < tags.index("/Table")
    assert tags.count("/TH") == 4
    assert tags.count("/TD") == 4 * len(factory.RECOMMENDATIONS)


def test_every_font_of_the_pdf_is_inside_it() -> None:
    with pikepdf.open(BytesIO(file_of("pdf"))) as pdf:
        fonts = fonts_of(pdf)
    assert fonts
    assert all(fonts.values())
    assert all("Arimo" in name for name in fonts)


def test_large_print_is_sixteen_points_and_more_in_a_hyperlegible_face() -> None:
    with pikepdf.open(BytesIO(file_of("pdf", large_print=True))) as pdf:
        fonts = fonts_of(pdf)
        sizes = {
            float(operands[1])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tf"
        }
    assert all("AtkinsonHyperlegible" in name for name in fonts)
    assert min(sizes) >= 14
    assert 16 in sizes


def test_the_same_letter_is_the_same_pdf_to_the_byte() -> None:
    assert file_of("pdf") == file_of("pdf")


def test_letters_can_be_made_in_several_threads() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: file_of("pdf"), range(8)))
    assert len(set(made)) == 1


def test_a_character_no_font_can_draw_is_replaced_and_reported() -> None:
    case = factory.with_meeting(applicant_words="Before \u0378 after \u0378\u0379")
    pdf = write_pdf(outcome(case), council=case.council, reference=factory.NUMBER)
    assert pdf.data.startswith(b"%PDF")
    assert pdf.undrawable == "\u0378\u0379"


def test_a_letter_that_can_be_drawn_reports_nothing() -> None:
    case = factory.with_meeting(applicant_words="Zażółć مرحبا שלום नमस्ते £ € ½ 😀")
    pdf = write_pdf(outcome(case), council=case.council, reference=factory.NUMBER)
    assert pdf.undrawable == ""


@NEEDS_PDFTOTEXT
def test_each_page_of_the_pdf_has_the_reference_and_its_number() -> None:
    import subprocess

    done = subprocess.run(
        ["pdftotext", "-", "-"], input=file_of("pdf"), capture_output=True, check=True
    )
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Our reference: {factory.NUMBER}" in page
        assert f"Page {number} of {len(pages)}" in page


# Practice


@pytest.mark.parametrize("form", FORMATS)
def test_a_practice_letter_says_that_it_is_not_real(form: str) -> None:
    data = file_of(form, factory.case(council=PRACTICE_COUNCIL))
    readers = {"docx": reading.docx_words, "pdf": _pdf_title, "html": reading.html_words}
    text = readers.get(form, bytes.decode)(data)
    assert PRACTICE in text
    assert PRACTICE not in readers.get(form, bytes.decode)(file_of(form))


def _pdf_title(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as about:
        return str(about["dc:title"])


@NEEDS_PDFTOTEXT
def test_every_page_of_a_practice_pdf_says_so() -> None:
    import subprocess

    data = file_of("pdf", factory.case(council=PRACTICE_COUNCIL))
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) > 1
    assert all(PRACTICE in page for page in pages)


def test_every_header_of_a_practice_word_file_says_so_on_any_letterhead(tmp_path: Path) -> None:
    own = own_letterhead(tmp_path)
    case = factory.case(council=PRACTICE_COUNCIL)
    for options in ({}, {"letterhead": own}):
        section = open_docx(BytesIO(file_of("docx", case, **options))).sections[0]
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            assert header.paragraphs[0].text == PRACTICE


def test_the_preview_of_a_practice_letter_says_so_first() -> None:
    text, _ = preview_markdown(outcome(factory.case(council=PRACTICE_COUNCIL)))
    assert text.startswith(f"**{PRACTICE}**")


# Word


def own_letterhead(folder: Path) -> Path:
    """A letterhead as a council might make it: its own header, and few styles."""
    document = open_docx()
    for style in list(document.styles):
        if style.name not in ("Normal", "Default Paragraph Font", "Header", "Footer"):
            style.element.getparent().remove(style.element)
    document.sections[0].header.paragraphs[0].text = "The Borough of Our Own"
    path = folder / "own.docx"
    document.save(str(path))
    return path


def test_the_shipped_letterhead_is_what_its_maker_makes() -> None:
    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(data)) as file:
            return {name: file.read(name) for name in file.namelist()}

    assert parts(make()) == parts(LETTERHEAD.read_bytes())


def test_the_shipped_letterhead_opens_in_no_compatibility_mode() -> None:
    settings = open_docx(BytesIO(file_of("docx"))).settings.element
    modes = [
        mode.get(qn("w:val"))
        for mode in settings.iter(qn("w:compatSetting"))
        if mode.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_the_shipped_letterhead_carries_the_councils_details_and_the_reference() -> None:
    section = open_docx(BytesIO(file_of("docx"))).sections[0]
    name, details = section.first_page_header.tables[0].rows[0].cells
    assert name.text == factory.COUNCIL.name
    assert details.text.split("\n") == [
        "Community Safety",
        "Town Hall, 1 Example Street, Exampleton, EX1 1AA",
        "01632 960001",
        "asb@erewater.example",
    ]
    for footer in (section.first_page_footer, section.footer):
        assert f"Our reference: {factory.NUMBER}" in footer.paragraphs[0].text


def test_a_councils_own_letterhead_keeps_its_header_and_gets_nothing_of_ours(
    tmp_path: Path,
) -> None:
    data = file_of("docx", letterhead=own_letterhead(tmp_path))
    document = open_docx(BytesIO(data))
    section = document.sections[0]
    assert [one.text for one in section.header.paragraphs] == ["The Borough of Our Own"]
    assert section.footer.paragraphs[0].text == ""
    assert document.paragraphs[0].text.startswith("Mrs A. Sample")
    assert any(one.style and one.style.name == "Heading 1" for one in document.paragraphs)


def test_a_letterhead_that_is_no_word_file_is_an_error_in_words(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"not a zip")
    with pytest.raises(BadInput, match=r"bad\.docx cannot be opened as a Word document"):
        file_of("docx", letterhead=bad)


def test_the_word_file_has_title_language_author_and_the_letters_date() -> None:
    about = open_docx(BytesIO(file_of("docx"))).core_properties
    assert about.title == "The outcome of your anti-social behaviour case review"
    assert about.language == "en-GB"
    assert about.author == factory.COUNCIL.name
    assert about.created is not None
    assert about.created.date() == factory.LETTER_DATE


def test_the_word_table_repeats_its_headings_and_its_widths_fill_the_page() -> None:
    document = open_docx(BytesIO(file_of("docx")))
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    for row in table.rows:
        widths = [cell.width or 0 for cell in row.cells]
        assert widths == [column.width or 0 for column in table.columns]
        assert abs(sum(widths) - room) < 10_000


def test_numbered_lists_each_start_at_one() -> None:
    document = compose(
        LetterKind.ACKNOWLEDGEMENT,
        factory.case(),
        paragraphs={},
        number=factory.NUMBER,
        letter_date=factory.LETTER_DATE,
        signed_by=factory.SPOC,
    )
    data = write(document, "docx", council=factory.COUNCIL, reference=factory.NUMBER)
    word = open_docx(BytesIO(data))
    numbers = {
        one._p.pPr.numPr.numId.val
        for one in word.paragraphs
        if one.style and one.style.name == "List Number"
    }
    assert len(numbers) == 1
    numbering = word.part.numbering_part.element.num_having_numId(numbers.pop())
    assert numbering.lvlOverride_lst[0].startOverride.val == 1


def test_large_print_reaches_word_and_html_too() -> None:
    word = open_docx(BytesIO(file_of("docx", large_print=True)))
    assert word.styles["Normal"].font.size.pt == 16  # type: ignore[attr-defined]
    assert b"font: 16pt" in file_of("html", large_print=True)


# HTML


def test_the_html_file_runs_and_fetches_nothing() -> None:
    data = file_of("html")
    assert not reading.html_tags(data) & {"script", "img", "link", "iframe", "object", "form"}
    assert b"default-src 'none'" in data
    assert b'<html lang="en-GB">' in data
    assert b'<th scope="col"' in data
