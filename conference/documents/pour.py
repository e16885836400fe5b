"""The Markdown parser of letters, and the rule that pours the values into what it has parsed.

The parser sees the template and one opaque token for each value. When it has finished, the rule
replaces each token by its value inside finished text, where nothing reads it as markup again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from conference.documents.bilingual import both
from conference.documents.sandbox import CLOSE, OPEN

_TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_BLANK_LINES = re.compile(r"\n\s*\n")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
# What a whole web address may carry unquoted; a value inside one may carry much less.
_IN_URL = ";/?:@&=+$,#%-_.!~*'()"
_IN_PART = "@.-_"


class LetterMarkdown(MarkdownIt):
    """CommonMark with tables; no HTML, images or entities; addresses of links are left alone.

    markdown-it would turn the token inside `mailto:{{ address }}` into punycode.
    """

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table").disable(["image", "html_inline", "html_block", "entity"])

    def normalizeLink(self, url: str) -> str:
        """The same address."""
        return url

    def normalizeLinkText(self, link: str) -> str:
        """The same text."""
        return link


def parser(values: Sequence[str] = (), welsh: Mapping[str, str] | None = None) -> LetterMarkdown:
    """A parser that pours these values into what it parses.

    welsh: for a letter in Welsh and English, the human translation by the name of its place.
    """
    markdown = LetterMarkdown()

    def pour(state: StateCore) -> None:
        poured = list(_poured_blocks(state.tokens, values))
        state.tokens = poured if welsh is None else both(poured, welsh)

    markdown.core.ruler.push("pour", pour)
    return markdown


def _fill(text: str, values: Sequence[str], how: Callable[[str], str] = str) -> str:
    return _TOKEN.sub(lambda found: how(values[int(found[1])]), text)


def _poured_blocks(tokens: Sequence[Token], values: Sequence[str]) -> Iterator[Token]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "paragraph_open" and not token.hidden:
            yield from _poured_paragraph(tokens[index : index + 3], values)
            index += 3
            continue
        if token.type == "inline":
            _pour_inline(token, values, breaks=_may_break(tokens[index - 1]))
        elif token.type in ("fence", "code_block"):
            token.content = _fill(token.content, values)
        yield token
        index += 1


def _may_break(before: Token) -> bool:
    """Whether text may run over several lines: a heading may not."""
    return before.type != "heading_open"


def _poured_paragraph(paragraph: Sequence[Token], values: Sequence[str]) -> Iterator[Token]:
    """A paragraph; where it is one value with blank lines, a paragraph for each part of it."""
    opening, inline, closing = paragraph
    alone = _TOKEN.fullmatch(inline.content)
    parts = _BLANK_LINES.split(values[int(alone[1])]) if alone else []
    if len(parts) < 2:
        _pour_inline(inline, values, breaks=True)
        yield from paragraph
        return
    for part in parts:
        copy = inline.copy(content=part, children=_text(part, breaks=True))
        yield from (opening.copy(), copy, closing.copy())


def _pour_inline(token: Token, values: Sequence[str], *, breaks: bool) -> None:
    poured: list[Token] = []
    links: list[bool] = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                poured += _text(_fill(child.content, values), breaks=breaks)
            case "link_open":
                href = _address(str(child.attrs.get("href", "")), values)
                links.append(href is not None)
                if href is not None:
                    child.attrs["href"] = href
                    poured.append(child)
            case "link_close":
                # Where the address was no safe one, only the words of the link stay.
                poured += [child] if links.pop() else []
            case _:
                poured.append(child)
    token.children = poured
    token.content = _fill(token.content, values)


def _text(text: str, *, breaks: bool) -> list[Token]:
    if not breaks:
        return [Token("text", "", 0, content=text.replace("\n", " "))]
    tokens: list[Token] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            tokens.append(Token("hardbreak", "br", 0))
        tokens.append(Token("text", "", 0, content=line))
    return tokens


def _address(template: str, values: Sequence[str]) -> str | None:
    """A link's address with its values quoted, or None if it is no web or e-mail address."""
    safe = _IN_URL if _TOKEN.fullmatch(template) else _IN_PART
    address = _fill(template, values, lambda value: quote(value.strip(), safe=safe))
    return address if _LINK.fullmatch(address) else None
