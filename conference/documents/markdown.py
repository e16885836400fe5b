"""A letter as Markdown that shows the same words: every sign that could be markup is escaped.

CommonMark with tables, and careful enough that the usual dialects agree.
"""

from __future__ import annotations

import re

from conference.documents.sheet import Sheet
from conference.documents.tree import (
    Block,
    Blocks,
    Break,
    Cell,
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

_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~&$^@!]")
_ESCAPED = r"\\\g<0>"
# What begins a list, a heading's underline, a definition or a title only at the start of a line.
_AT_START = re.compile(r"^(?:([-+=:%])|(\(?\w{1,9})([.)]))")


def to_markdown(sheet: Sheet) -> bytes:
    """The letter as UTF-8 Markdown."""
    heads = [f"**{_ANYWHERE.sub(_ESCAPED, line)}**" for line in sheet.heads]
    head: list[Inline] = [Text(sheet.masthead.name)]
    for detail in sheet.masthead.details:
        head += [Break(), Text(detail)]
    parts = [*heads, _lines(tuple(head)), "\n".join(_blocks(sheet.body))]
    return ("\n\n".join([*parts, _lines((Text(sheet.footing),)), *heads]) + "\n").encode()


def _blocks(blocks: Blocks) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += [""] if lines else []
        lines += _block(block)
    return lines


def _block(block: Block) -> list[str]:
    match block:
        case Heading(level, content):
            return [f"{'#' * level} {_one_line(content)}"]
        case Paragraph(content):
            return _lines(content).split("\n")
        case Quote(blocks):
            return [f"> {line}".rstrip() for line in _blocks(blocks)]
        case ItemList():
            return _list(block)
        case Table(head, rows):
            return [_row(head), _ruler(head), *map(_row, rows)]
        case Rule():
            return ["***"]
        case InLanguage(_, blocks):
            return [*_blocks(blocks), "", "***"]
        case Figure(drawing):
            return _lines((Text(drawing.alt),)).split("\n")


def _list(block: ItemList) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        first, *rest = _blocks(item) or [""]
        lines += [mark + first, *((" " * len(mark) + line).rstrip() for line in rest)]
    return lines


def _row(cells: tuple[Cell, ...]) -> str:
    return f"| {' | '.join(_one_line(cell.content) for cell in cells)} |"


def _ruler(cells: tuple[Cell, ...]) -> str:
    rulers = {"left": "---", "center": ":-:", "right": "--:"}
    return f"| {' | '.join(rulers[cell.align] for cell in cells)} |"


def _one_line(content: Inlines) -> str:
    """For a heading or a cell, which cannot run over lines."""
    return " ".join(_inlines(content).replace("\n", " ").split())


def _lines(content: Inlines) -> str:
    """A paragraph: a backslash ends a line that the letter ends there."""
    lines = [_at_start(line.strip()) for line in _inlines(content).strip().split("\n")]
    return "\\\n".join(lines)


def _at_start(line: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"

    return _AT_START.sub(escaped, line)


def _inlines(content: Inlines) -> str:
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return _ANYWHERE.sub(_ESCAPED, text)
        case Break():
            return "\n"
        case Strong(content):
            return _marked("**", content)
        case Emphasis(content):
            return _marked("*", content)
        case Link(href, content):
            return f"[{_inlines(content)}](<{_quoted(href)}>)"


def _marked(mark: str, content: Inlines) -> str:
    """Emphasis where CommonMark is certain to read it so; otherwise the words alone."""
    text, words = _inlines(content), plain(content)
    simple = all(isinstance(part, Text) for part in content)
    certain = simple and words[:1].isalnum() and (words[-1:].isalnum() or words[-1:] in ".:?")
    return f"{mark}{text}{mark}" if certain else text


def _quoted(href: str) -> str:
    return href.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("&", "\\&")
