"""The Word letterhead: the neutral one that is shipped, and what any letterhead needs to be used.

`python -m conference.documents.letterhead FILE.docx` writes the neutral one, for a council to dress
in Word. A council's own letterhead keeps its header, footer, margins and styles; only styles that a
letter needs and the file lacks are added.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document as open_docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

from conference.documents.sheet import Masthead
from conference.documents.template import SHIPPED

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _BaseHeaderFooter
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

LETTERHEAD = SHIPPED / "letterhead.docx"
QUOTED = "Quoted words"
# Points: size, space before, space after. In large print the sizes grow by a third.
_SIZES = {
    "Normal": (12.0, 0.0, 8.0),
    "Heading 1": (16.0, 14.0, 8.0),
    "Heading 2": (13.5, 14.0, 4.0),
    "Heading 3": (12.0, 12.0, 4.0),
    "List Bullet": (12.0, 0.0, 3.0),
    "List Number": (12.0, 0.0, 3.0),
    QUOTED: (12.0, 0.0, 8.0),
}
_KEPT = {
    *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"),
    *("Header", "Header Char", "Footer", "Footer Char", "List Bullet", "List Number"),
    *(f"Heading {level}{kind}" for level in (1, 2, 3) for kind in ("", " Char")),
}
_LARGE = 16 / 12
_BLUE = RGBColor(0x0B, 0x3D, 0x5C)
_MARGIN = Cm(2.3)
_WIDTH = Length(Cm(21) - 2 * _MARGIN)


def make() -> bytes:
    """The neutral letterhead as a DOCX: A4, Arial, British English, a masthead and page numbers."""
    document = open_docx()
    _needed_parts_only(document)
    _needed_styles_only(document)
    _modern(document)
    _british_arial(document)
    set_sizes(document, large_print=False)
    add_missing_styles(document)
    section = document.sections[0]
    _page(section)
    _masthead_table(section)
    for footer in (section.first_page_footer, section.footer):
        _foot(footer.paragraphs[0])
    document.core_properties.author = document.core_properties.title = ""
    document.core_properties.comments = ""
    return _bytes(document)


def fill(document: Document, masthead: Masthead, footing: str) -> None:
    """Put a council's details into the neutral letterhead, and the reference at its foot."""
    section = document.sections[0]
    name, details = section.first_page_header.tables[0].rows[0].cells
    name.paragraphs[0].runs[0].text = masthead.name
    _lines(details.paragraphs[0].runs[0], masthead.details)
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].runs[0].text = footing


def mark_pages(document: Document, words: str) -> None:
    """Say something at the head of every page, above all else: on any letterhead."""
    for header in _headers(document):
        notice = header.add_paragraph()
        notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = notice.add_run()
        run.bold = True
        run._r.add_t(words)
        header._element.insert(0, notice._p)


def set_sizes(document: Document, *, large_print: bool) -> None:
    """The sizes and spaces of the letter's styles; in large print the text is 16 points."""
    for name, (size, before, after) in _SIZES.items():
        if name in document.styles:
            style: ParagraphStyle = document.styles[name]
            style.font.size = Pt(size * _LARGE if large_print else size)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.line_spacing = 1.25 if large_print else 1.1


def add_missing_styles(document: Document) -> None:
    """Add the styles a letter needs and this letterhead lacks; those it has stay as they are."""
    names = {style.name for style in document.styles}
    for level in (1, 2, 3):
        if f"Heading {level}" not in names:
            heading = document.styles.add_style(f"Heading {level}", WD_STYLE_TYPE.PARAGRAPH, True)
            heading.font.bold = True
            heading.paragraph_format.keep_with_next = True
            heading.element.get_or_add_pPr().append(_outline(level))
    if QUOTED not in names:
        quoted = document.styles.add_style(QUOTED, WD_STYLE_TYPE.PARAGRAPH)
        quoted.base_style = document.styles["Normal"]
        quoted.paragraph_format.left_indent = Cm(0.6)
    if "Hyperlink" not in names:
        link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, True)
        link.font.underline = True
        link.font.color.rgb = _BLUE


def _outline(level: int) -> Any:
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level - 1))
    return element


def _needed_parts_only(document: Document) -> None:
    """Drop the picture of python-docx's own template, and parts for Word 2010 alone."""
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(("thumbnail", "stylesWithEffects", "customXml")):
                del holder.rels[key]


def _needed_styles_only(document: Document) -> None:
    """Drop what a letter never uses: python-docx brings 160 styles and searches them each time."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)
    for name in ("Header", "Footer"):
        # Their tab stops are for paper of another size.
        properties = document.styles[name].element.pPr
        for tabs in properties.findall(qn("w:tabs")):
            properties.remove(tabs)


def _modern(document: Document) -> None:
    """Turn compatibility mode off: without this setting Word opens the file as one of Word 2007."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    mode = OxmlElement("w:compatSetting")
    mode.set(qn("w:name"), "compatibilityMode")
    mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
    mode.set(qn("w:val"), "15")
    compat.append(mode)


def _british_arial(document: Document) -> None:
    """Arial throughout, black headings, and British English as the language of the text."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    for tag in ("w:rFonts", "w:lang"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    fonts, language = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), "Arial")
    language.set(qn("w:val"), "en-GB")
    properties.insert(0, fonts)
    properties.append(language)
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _plain_font(style)


def _plain_font(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    if (style.name or "").startswith("Heading"):
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = True
        style.paragraph_format.keep_with_next = True


def _page(section: Section) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.4)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True


def _masthead_table(section: Section) -> None:
    """Name and details, down to where the window of an envelope shows the address."""
    header = section.first_page_header
    table = header.add_table(1, 2, _WIDTH)
    table.autofit = False
    row = table.rows[0]
    row.height, row.height_rule = Cm(3.4), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width in zip(
        row.cells, (Length(int(_WIDTH * 0.58)), Length(int(_WIDTH * 0.42))), strict=True
    ):
        cell.width = width
    for column, cell in zip(table.columns, row.cells, strict=True):
        column.width = cell.width
    name = row.cells[0].paragraphs[0].add_run("Name of the council")
    name.bold, name.font.size, name.font.color.rgb = True, Pt(20), _BLUE
    details = row.cells[1].paragraphs[0].add_run("Department, address, telephone and e-mail")
    details.font.size = Pt(10)
    _underline(table._tbl)
    # Word wants a paragraph after a table; the empty one that was first goes there.
    empty = header.paragraphs[0]
    header._element.remove(empty._p)
    header._element.append(empty._p)


def _underline(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "0"), ("color", "0B3D5C")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    # The schema has the borders before the layout and the look of a table.
    properties = table.tblPr
    later = [properties.find(qn(tag)) for tag in ("w:tblLayout", "w:tblLook")]
    anchor = next((element for element in later if element is not None), None)
    if anchor is None:
        properties.append(borders)
    else:
        anchor.addprevious(borders)


def _foot(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("Our reference")
    paragraph.add_run("\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")
    for run in paragraph.runs:
        run.font.size = Pt(10)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "begin":
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            paragraph.add_run()._r.append(instruction)
        elif kind == "separate":
            paragraph.add_run("1")


def _lines(run: Run, lines: tuple[str, ...]) -> None:
    run.text = ""
    for number, line in enumerate(lines):
        if number:
            run.add_break()
        run._r.add_t(line)


def _headers(document: Document) -> Iterator[_BaseHeaderFooter]:
    for number, section in enumerate(document.sections):
        headers: list[_BaseHeaderFooter] = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        # A linked header shows the one of the section before.
        yield from (header for header in headers if number == 0 or not header.is_linked_to_previous)


def _bytes(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else LETTERHEAD).write_bytes(make())
