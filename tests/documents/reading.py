"""Reading finished letters back: the words somebody would see in each kind of file."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

HAS_PDFTOTEXT = shutil.which("pdftotext") is not None
# Whitespace, places where a long word may break, and the marks a reader of PDF puts around
# right-to-left text.
_UNSEEN = re.compile(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
# The headings of a table come again on the next page.
_REPEATED = re.compile(r"\A(When Where What|No What is recommended Who answers for it By when)\n")


def squeezed(text: str) -> str:
    """The text without whitespace: lines break elsewhere in every format."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def undecorated(text: str) -> str:
    """Squeezed, and without the signs by which plain text shows headings, quotes and lists."""
    return re.sub("[-=>]", "", squeezed(text))


def pdf_words(data: bytes) -> str:
    """The words of a PDF in reading order, without the foot of each page."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    pages = done.stdout.decode().split("\f")
    foot = re.compile(r"Our reference: \S+ Page \d+ of \d+\s*$")
    first, *rest = (foot.sub("", page) for page in pages)
    return "\n".join([first, *(_REPEATED.sub("", page) for page in rest)])


def docx_words(data: bytes) -> str:
    """The words of a Word file: the first page's header, then the body."""
    document = Document(BytesIO(data))
    header = document.sections[0].first_page_header._element
    texts = (*header.iter(qn("w:t")), *document.element.body.iter(qn("w:t")))
    return "\n".join(text.text or "" for text in texts)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: list[str] = []
        self.style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.style = False

    def handle_data(self, data: str) -> None:
        if not self.style:
            self.words.append(data)


def html_words(data: bytes) -> str:
    """The words of an HTML file."""
    parser = _Words()
    parser.feed(data.decode())
    return "".join(parser.words)


def html_tags(data: bytes) -> set[str]:
    """The names of all elements of an HTML file."""
    parser = _Words()
    parser.feed(data.decode())
    return set(parser.tags)


def markdown_words(data: bytes) -> str:
    """The words a reader of Markdown shows, read by CommonMark with tables, HTML and all."""
    words: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(data.decode()):
        assert token.type not in ("html_block", "fence", "code_block"), token.content
        for child in token.children or ():
            assert child.type not in ("html_inline", "image", "code_inline"), child.content
            words.append(child.content if child.type == "text" else "\n")
    return "".join(words)


def text_words(data: bytes) -> str:
    """The words of a text file."""
    return data.decode()
