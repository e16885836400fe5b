"""A letter as plain text, for e-mail and for a screen reader."""

from __future__ import annotations

from textwrap import TextWrapper
from urllib.parse import unquote

from conference.documents.sheet import Sheet
from conference.documents.tree import (
    Block,
    Blocks,
    Break,
    Emphasis,
    Figure,
    Heading,
    InLanguage,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    plain,
)

WIDTH = 72


def to_text(sheet: Sheet) -> bytes:
    """The letter as UTF-8 text in lines of 72 characters."""
    heads = list(sheet.heads)
    head = "\n".join([sheet.masthead.name, *sheet.masthead.details])
    parts = [*heads, head, _lines_of(sheet.body), sheet.footing, *heads]
    return ("\n\n".join(parts) + "\n").encode()


def _lines_of(blocks: Blocks) -> str:
    return "\n".join(_blocks(blocks, WIDTH))


def _blocks(blocks: Blocks, width: int) -> list[str]:
    """The lines of blocks, with an empty line between two."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] if lines else []
        lines += _block(block, width)
    return lines


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading(level, content):
            text = _wrapped(_words(content), width)
            return [*text, ("=" if level == 1 else "-") * max(map(len, text))]
        case Paragraph(content):
            return _wrapped(_words(content), width)
        case Quote(blocks):
            return [f"> {line}".rstrip() for line in _blocks(blocks, width - 2)]
        case ItemList():
            return _list(block, width)
        case Table():
            return _table(block, width)
        case Rule():
            return ["-" * width]
        case InLanguage(_, blocks):
            return [*_blocks(blocks, width), "", "-" * width]
        case Figure(drawing):
            return _wrapped(drawing.alt, width)


def _list(block: ItemList, width: int) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        first, *rest = _blocks(item, width - len(mark)) or [""]
        lines += [mark + first, *(" " * len(mark) + line for line in rest)]
    return lines


def _table(table: Table, width: int) -> list[str]:
    """Each row as lines of "heading: words", which can be read aloud; a table cannot."""
    heads = [plain(cell.content) for cell in table.head]
    lines: list[str] = []
    for row in table.rows:
        lines += [""] if lines else []
        for head, cell in zip(heads, row, strict=True):
            lines += _wrapped(f"{head}: {_words(cell.content)}", width, rest="   ")
    return lines


def _wrapped(text: str, width: int, rest: str = "") -> list[str]:
    """Lines of at most `width`; a longer word stays whole, so that an address can be copied."""
    wrapper = TextWrapper(width, subsequent_indent=rest)
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    lines: list[str] = []
    for line in text.split("\n"):
        wrapper.initial_indent = rest if lines else ""
        lines += wrapper.wrap(line) or [""]
    return lines


def _words(content: Inlines) -> str:
    return "".join(map(_word, content))


def _word(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Break():
            return "\n"
        case Strong(content) | Emphasis(content):
            return _words(content)
        case Link(href, content):
            words = _words(content)
            told = unquote(href).removeprefix("mailto:") == words.strip()
            return words if told else f"{words} <{href}>"
