"""A letter as a Word file on the council's letterhead; its header, footer and margins are kept."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from conference.documents.letterhead import (
    LETTERHEAD,
    QUOTED,
    add_missing_styles,
    fill,
    mark_pages,
    set_sizes,
)
from conference.documents.pdf import draw
from conference.documents.sheet import Sheet
from conference.documents.timeline_picture import TimelinePicture
from conference.documents.tree import (
    Block,
    Blocks,
    Break,
    Cell,
    Emphasis,
    Figure,
    Heading,
    InLanguage,
    Inlines,
    ItemList,
    Link,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)
from conference.documents.tree import Paragraph as Words
from conference.errors import BadInput

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_SIDES = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_TABLE_SIZE = Pt(10.5)
_NARROW = 0.09
"""The share of the text's width of a column as narrow as its words."""


def to_docx(sheet: Sheet, letterhead: Path | None = None) -> bytes:
    """The letter as DOCX on `letterhead`, or on the shipped one filled with the council's details.

    Raises BadInput where the letterhead is no Word document.
    """
    document = _open(letterhead or LETTERHEAD)
    add_missing_styles(document)
    if letterhead is None:
        fill(document, sheet.masthead, sheet.footing)
    if letterhead is None or sheet.large_print:
        set_sizes(document, large_print=sheet.large_print)
    for line in reversed(sheet.heads):
        mark_pages(document, line)
    _describe(document, sheet)
    _write(document, sheet.body)
    if sheet.signed:
        _keep_ending(document)
    else:
        _small_tables(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _open(path: Path) -> Document:
    try:
        document = open_docx(str(path))
    except (OSError, BadZipFile, OpcError, KeyError, ValueError) as error:
        raise BadInput(
            f"The letterhead {path.name} cannot be opened as a Word document.",
            next="Save it in Word as a .docx file, not as a template or an older format.",
        ) from error
    for paragraph in document.paragraphs:
        if not paragraph.text.strip() and not paragraph._p.xpath(".//w:drawing|.//w:sectPr"):
            paragraph._p.getparent().remove(paragraph._p)
    return document


def _describe(document: Document, sheet: Sheet) -> None:
    about = document.core_properties
    # Word's own limit for a property is 255 characters.
    about.title, about.subject = sheet.title[:255], sheet.reference[:255]
    about.author = about.last_modified_by = sheet.masthead.name[:255]
    about.language = sheet.language
    about.created = about.modified = datetime.combine(sheet.letter_date, time(12))


def _write(document: Document, blocks: Blocks, style: str | None = None) -> None:
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        _block(document, block, style, leads=isinstance(following, ItemList | Table | Quote))


def _block(document: Document, block: Block, style: str | None, *, leads: bool) -> None:
    """Write one block. leads: whether what follows belongs to it and may not leave it behind."""
    match block:
        case Heading(level, content):
            _inlines(document.add_paragraph(style=f"Heading {min(level, 3)}"), content)
        case Words(content):
            paragraph = _inlines(document.add_paragraph(style=style), content)
            if leads:
                paragraph.paragraph_format.keep_with_next = True
        case Quote(blocks):
            # Word's own "Quote" style is italic, which is hard to read.
            _write(document, blocks, QUOTED)
        case ItemList():
            _list(document, block)
        case Table():
            _table(document, block)
        case Rule():
            document.add_paragraph()
        case Figure(drawing):
            _figure(document, drawing)
        case InLanguage(language, blocks):
            _in_language(document, language, blocks)


def _in_language(document: Document, language: str, blocks: Blocks) -> None:
    """A part in another language: each run says so, for the spelling check and a screen reader.

    What follows in the letter's own language begins on a page of its own.
    """
    before = set(document.element.body.iter(qn("w:r")))
    _write(document, blocks)
    for run in document.element.body.iter(qn("w:r")):
        if run not in before:
            tag = OxmlElement("w:lang")
            tag.set(qn("w:val"), language)
            run.get_or_add_rPr().append(tag)
    document.add_page_break()  # type: ignore[no-untyped-call]


def _list(document: Document, block: ItemList) -> None:
    style = "List Number" if block.ordered else "List Bullet"
    known = style in document.styles
    numbering = _own_numbering(document, style, block.start) if known and block.ordered else None
    for number, (first, *rest) in enumerate(filter(None, block.items), block.start):
        paragraph = document.add_paragraph(style=style if known else None)
        if not known:
            paragraph.add_run(f"{number}. " if block.ordered else "• ")
        if numbering is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering
        if isinstance(first, Words):
            _inlines(paragraph, first.content)
        _write(document, tuple(rest), QUOTED)


def _own_numbering(document: Document, style: str, start: int) -> int | None:
    """A numbering of its own for a list, or it would go on counting from the list before."""
    found = document.styles[style].element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    if not found:
        return None
    numbering = document.part.numbering_part.element
    base = numbering.num_having_numId(int(found[0]))
    own = numbering.add_num(base.abstractNumId.val)
    own.add_lvlOverride(0).add_startOverride(start)
    return int(own.numId)


def _table(document: Document, block: Table) -> None:
    grid = "Table Grid" if "Table Grid" in document.styles else None
    table = document.add_table(rows=0, cols=len(block.head), style=grid)
    table.autofit = False
    widths = _widths(document, block)
    # Word obeys the cells, LibreOffice and Word for Mac obey the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, cells in enumerate((block.head, *block.rows)):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, place, width in zip(cells, row.cells, widths, strict=True):
            place.width = width
            _cell(place.paragraphs[0], cell, bold=number == 0)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _small_tables(document: Document) -> None:
    """Tables in a size that leaves a paper's many columns room."""
    for table in document.element.body.iter(qn("w:tbl")):
        for run in table.iter(qn("w:r")):
            run.get_or_add_rPr().sz_val = _TABLE_SIZE


def _figure(document: Document, drawing: TimelinePicture) -> None:
    """The drawing as wide as the text, with its words for those who cannot see it."""
    run = document.add_paragraph().add_run()
    picture = run.add_picture(BytesIO(draw(drawing, "png")), width=_room(document))
    picture._inline.docPr.set("descr", drawing.alt)


def _cell(paragraph: Paragraph, cell: Cell, *, bold: bool) -> None:
    _inlines(paragraph, (Strong(cell.content),) if bold else cell.content)
    if cell.align != "left":
        paragraph.alignment = _SIDES[cell.align]
    paragraph.paragraph_format.space_after = Pt(2)


def _room(document: Document) -> Emu:
    """The width between the margins."""
    section = document.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return Emu((page or 0) - (left or 0) - (right or 0))


def _widths(document: Document, block: Table) -> list[Emu]:
    room = _room(document)
    narrow = room * _NARROW
    rest = room - narrow * block.widths.count(0)
    total = sum(block.widths) or 1
    return [Emu(int(narrow if width == 0 else rest * width / total)) for width in block.widths]


def _inlines(
    paragraph: Paragraph,
    content: Inlines,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    link: Any = None,
) -> Paragraph:
    for part in content:
        match part:
            case Strong(inner):
                _inlines(paragraph, inner, bold=True, italic=italic, link=link)
            case Emphasis(inner):
                _inlines(paragraph, inner, bold=bold, italic=True, link=link)
            case Link(href, inner):
                _inlines(paragraph, inner, bold=bold, italic=italic, link=_link(paragraph, href))
            case Text() | Break():
                run = paragraph.add_run()
                run.bold, run.italic = bold, italic
                _say(run._r, part)
                if link is not None:
                    run.style = "Hyperlink"
                    link.append(run._r)
    return paragraph


def _say(run: Any, part: Text | Break) -> None:
    """Add the words to the run as they are; python-docx would read control codes in them."""
    if isinstance(part, Break):
        run.add_br()
    else:
        run.add_t(part.text)


def _link(paragraph: Paragraph, href: str) -> Any:
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    paragraph._p.append(link)
    return link


def _keep_ending(document: Document) -> None:
    """The farewell, the name under it and the words before are never parted by a page.

    The farewell leaves room for a signature.
    """
    for paragraph in document.paragraphs[-3:-1]:
        paragraph.paragraph_format.keep_with_next = True
    for paragraph in document.paragraphs[-2:-1]:
        paragraph.paragraph_format.space_after = Cm(1.4)
    for paragraph in document.paragraphs[-3:]:
        paragraph.paragraph_format.keep_together = True
