"""A letter for Textual's Markdown widget, without importing Textual.

The widget parses for itself. It is given the template's Markdown, in which each value is still a
token, and a parser that pours the values in: `Markdown(text, parser_factory=factory)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

from conference.documents.pour import parser
from conference.documents.sheet import PRACTICE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

    from conference.documents.letters import Document


def preview_markdown(document: Document) -> tuple[str, Callable[[], MarkdownIt]]:
    """The Markdown and the parser factory to give to the widget together.

    A table comes as one paragraph a row, of lines "heading: words". The widget would give each
    cell of a table a tooltip, read the cell's words as Textual's own markup there, and cut long
    words short.
    """
    first = f"**{PRACTICE}**\n\n" if document.practice else ""

    def factory() -> MarkdownIt:
        markdown = parser(document.values, document.welsh)
        markdown.core.ruler.push("stack tables", _stack)
        return markdown

    return first + document.markdown, factory


def _stack(state: StateCore) -> None:
    state.tokens = list(_stacked(state.tokens))


def _stacked(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with every table as paragraphs."""
    heads: list[Token] = []
    cells: list[Token] = []
    inside, before = False, ""
    for token in tokens:
        match token.type:
            case "language_open" | "language_close":
                continue
            case "table_open":
                inside, heads = True, []
            case "table_close":
                inside = False
            case "tr_open":
                cells = []
            case "tr_close" if cells:
                yield from _row(heads, cells)
            case "inline" if inside:
                (heads if before == "th_open" else cells).append(token)
            case _ if not inside:
                yield token
        before = token.type


def _row(heads: Sequence[Token], cells: Sequence[Token]) -> Iterator[Token]:
    words: list[Token] = []
    for head, cell in zip(heads, cells, strict=True):
        words += [Token("hardbreak", "br", 0)] if words else []
        words += [Token("strong_open", "strong", 1), *(head.children or ()), _text(":")]
        words += [Token("strong_close", "strong", -1), _text(" "), *(cell.children or ())]
    lines = cells[0].map
    yield Token("paragraph_open", "p", 1, map=lines, block=True)
    yield Token("inline", "", 0, map=lines, block=True, children=words)
    yield Token("paragraph_close", "p", -1, block=True)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
