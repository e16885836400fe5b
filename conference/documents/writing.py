"""A composed letter as a file, in each of the formats a council sends or keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from conference.documents.letters import Document
from conference.documents.pdf import Pdf, to_pdf
from conference.documents.sheet import Sheet, masthead, practice_title
from conference.text import one_line
from conference.views import CouncilView, LetterKind

Format = Literal["pdf", "docx", "html", "txt", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write(
    document: Document,
    format: Format,
    *,
    council: CouncilView,
    reference: str,
    letterhead: Path | None = None,
    large_print: bool = False,
    record: str = "",
) -> bytes:
    """The letter as the bytes of a file.

    reference: what the foot of each page quotes. record: beside it, the head of the council's
    history, for what is frozen. letterhead: the council's own DOCX in place of
    the shipped one. Text and Markdown are UTF-8 and have no large print. Raises BadInput where the
    letterhead cannot be read, ConferenceError where no PDF can be made.
    """
    sheet = replace(_sheet(document, council, reference, large_print), record=record)
    match format:
        case "pdf":
            return to_pdf(sheet).data
        case "docx":
            from conference.documents.docx import to_docx

            return to_docx(sheet, letterhead)
        case "html":
            from conference.documents.html import to_html

            return to_html(sheet)
        case "txt":
            from conference.documents.plain import to_text

            return to_text(sheet)
        case "md":
            from conference.documents.markdown import to_markdown

            return to_markdown(sheet)


def write_pdf(
    document: Document, *, council: CouncilView, reference: str, large_print: bool = False
) -> Pdf:
    """The letter as PDF, and the characters that no font could draw, to tell the officer of."""
    return to_pdf(_sheet(document, council, reference, large_print))


def _sheet(document: Document, council: CouncilView, reference: str, large_print: bool) -> Sheet:
    practice = document.practice or council.practice
    return Sheet(
        title=practice_title(document.title, practice=practice),
        language=document.language,
        body=document.body,
        masthead=masthead(council),
        reference=one_line(reference),
        letter_date=document.letter_date,
        practice=practice,
        large_print=large_print,
        marking=document.marking,
        signed=isinstance(document.kind, LetterKind),
    )
