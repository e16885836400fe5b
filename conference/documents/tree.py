"""A letter as a small tree of frozen nodes: what every writer works from.

Text in it is plain text; no node carries markup of any output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from conference.documents.timeline_picture import TimelinePicture

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Text:
    """Words on one line."""

    text: str


@dataclass(frozen=True)
class Break:
    """A new line inside a paragraph."""


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    content: Inlines


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    content: Inlines


@dataclass(frozen=True)
class Link:
    """Words that lead to an http, https or mailto address."""

    href: str
    content: Inlines


Inline: TypeAlias = Text | Break | Strong | Emphasis | Link
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6; the first of level 1 is the letter's title."""

    level: int
    content: Inlines


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    content: Inlines


@dataclass(frozen=True)
class Quote:
    """Somebody's own words."""

    blocks: Blocks


@dataclass(frozen=True)
class ItemList:
    """A list with bullets, or numbers from `start`."""

    ordered: bool
    start: int
    items: tuple[Blocks, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    align: Align
    content: Inlines


@dataclass(frozen=True)
class Table:
    """A table with one row of headings."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    """The share of each column, by the words in it; 0 for one as narrow as its words."""


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True)
class Figure:
    """A drawing, made from data when the file is written."""

    drawing: TimelinePicture


@dataclass(frozen=True)
class InLanguage:
    """A part of the letter in another language than the rest."""

    language: str
    """A language tag: "cy"."""
    blocks: Blocks


Block: TypeAlias = Heading | Paragraph | Quote | ItemList | Table | Rule | Figure | InLanguage
Blocks: TypeAlias = tuple[Block, ...]


def tree(tokens: Sequence[Token], figures: Mapping[str, Figure] | None = None) -> Blocks:
    """The tree of a parsed and poured letter.

    figures: by the name that a template's fenced block gives to its place; of such a block nothing
    else is kept.
    """
    return _blocks(SyntaxTreeNode(tokens).children, figures or {})


def plain(content: Inlines) -> str:
    """The words alone; a break is a newline."""
    return "".join(_plain(inline) for inline in content)


def title_of(body: Blocks) -> str:
    """The first heading of level 1, or nothing."""
    headings = (block for block in body if isinstance(block, Heading) and block.level == 1)
    return next((" ".join(plain(heading.content).split()) for heading in headings), "")


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Break():
            return "\n"
        case Strong(content) | Emphasis(content) | Link(_, content):
            return plain(content)


def _blocks(nodes: Iterable[SyntaxTreeNode], figures: Mapping[str, Figure]) -> Blocks:
    return tuple(block for node in nodes if (block := _block(node, figures)))


def _block(node: SyntaxTreeNode, figures: Mapping[str, Figure]) -> Block | None:
    match node.type:
        case "heading":
            return Heading(int(node.tag[1]), _content(node))
        case "paragraph":
            return Paragraph(_content(node))
        case "blockquote":
            return Quote(_blocks(node.children, figures))
        case "bullet_list" | "ordered_list":
            items = tuple(_blocks(item.children, figures) for item in node.children)
            return ItemList(node.type[0] == "o", int(node.attrs.get("start", 1)), items)
        case "table":
            return _table(node)
        case "hr":
            return Rule()
        case "language":
            return InLanguage(str(node.attrs["lang"]), _blocks(node.children, figures))
        case "fence" if node.info.strip() in figures:
            return figures[node.info.strip()]
        case "fence" | "code_block":
            return Paragraph(_lines(node.content))
    return None


def _lines(text: str) -> Inlines:
    first, *rest = text.rstrip("\n").split("\n")
    return (Text(first), *(part for line in rest for part in (Break(), Text(line))))


def _content(node: SyntaxTreeNode) -> Inlines:
    """The words of a block: markdown-it keeps them in one inline child, none if there are none."""
    return _inlines(node.children[0].children) if node.children else ()


def _inlines(nodes: Iterable[SyntaxTreeNode]) -> Inlines:
    return tuple(inline for node in nodes if (inline := _inline(node)))


def _inline(node: SyntaxTreeNode) -> Inline | None:
    match node.type:
        case "text" | "code_inline":
            return Text(node.content) if node.content else None
        case "softbreak":
            return Text(" ")
        case "hardbreak":
            return Break()
        case "strong":
            return Strong(_inlines(node.children))
        case "em":
            return Emphasis(_inlines(node.children))
        case "link":
            return Link(str(node.attrs["href"]), _inlines(node.children))
    return None


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(map(_cell, row.children)) for part in node.children for row in part.children]
    return Table(rows[0], tuple(rows[1:]), _widths(rows))


def _cell(node: SyntaxTreeNode) -> Cell:
    style = str(node.attrs.get("style", ""))
    align: Align = "right" if "right" in style else "center" if "center" in style else "left"
    return Cell(align, _content(node))


def _widths(rows: Sequence[Sequence[Cell]]) -> tuple[float, ...]:
    return tuple(_share(column) for column in zip(*rows, strict=True))


def _share(column: Sequence[Cell]) -> float:
    """A column's share grows with the root of its longest text: much text gets room, not all.

    A column of figures is as wide as its longest word.
    """
    words = [plain(cell.content) for cell in column]
    longest = max(map(len, words))
    if longest > 6 and column[0].align == "right":
        return float(max(len(word) for text in words for word in text.split()) ** 0.5)
    return 0.0 if longest <= 6 else float(max(min(longest, 100) ** 0.5, 4.6))
