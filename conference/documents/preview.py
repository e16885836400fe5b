"""A letter for Textual's Markdown widget, without importing Textual.

The widget parses for itself. It is given the template's Markdown, in which each value is still a
token, and a parser that pours the values in: `Markdown(text, parser_factory=factory)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from conference.documents.sheet import PRACTICE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from conference.documents.letters import Document


def preview_markdown(document: Document) -> tuple[str, Callable[[], MarkdownIt]]:
    """The Markdown and the parser factory to give to the widget together."""
    from conference.documents.pour import parser

    first = f"**{PRACTICE}**\n\n" if document.practice else ""
    return first + document.markdown, lambda: parser(document.values)
