"""A letter as one HTML file without scripts or anything fetched; a drawing is part of it."""

from __future__ import annotations

from html import escape

from conference.documents.pdf import draw
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
)

_STYLE = """\
body { font: %dpt/1.5 Arial, Arimo, sans-serif; color: #111; background: #fff;
  max-width: 42em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere; }
header { border-bottom: 2px solid #0b3d5c; margin-bottom: 2em; }
.council { color: #0b3d5c; font-size: 1.6em; font-weight: bold; margin: 0; }
.details { margin: .2em 0 1em; }
.head { border: 2px solid; font-weight: bold; padding: .3em; text-align: center; }
figure { margin: 1em 0; } figure svg { height: auto; max-width: 100%%; }
h1 { font-size: 1.35em; } h2 { font-size: 1.15em; }
table { border-collapse: collapse; width: 100%%; }
th, td { border: 1px solid #777; padding: .35em .5em; text-align: left; vertical-align: top; }
th { background: #eee; } .right { text-align: right; } .center { text-align: center; }
blockquote { border-left: 4px solid #777; margin: 1em 0; padding-left: 1em; }
footer { border-top: 1px solid #777; margin-top: 2em; }
thead { display: table-header-group; } tr { break-inside: avoid; }
@media print { .head { position: fixed; top: 0; left: 0; right: 0; } .head + .head { top: 2.4em; } }
"""
# Nothing may run or be fetched, even where a browser shows the file on the program's own address.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(sheet: Sheet) -> bytes:
    """The letter as UTF-8 HTML."""
    size = 16 if sheet.large_print else 12
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(sheet.title)}</title><style>{_STYLE % size}</style>"
    )
    parts = [_heads(sheet), _masthead(sheet), f"<main>\n{_blocks(sheet.body)}</main>\n"]
    page = "".join(parts) + f"<footer><p>{escape(sheet.footing)}</p></footer>\n"
    lang = escape(sheet.language)
    whole = (
        f'<!doctype html>\n<html lang="{lang}"><head>{head}</head>\n<body>\n{page}</body></html>'
    )
    return whole.encode()


def _heads(sheet: Sheet) -> str:
    return "".join(f'<p class="head">{escape(line)}</p>\n' for line in sheet.heads)


def _masthead(sheet: Sheet) -> str:
    details = "<br>".join(map(escape, sheet.masthead.details))
    name = escape(sheet.masthead.name)
    return f'<header><p class="council">{name}</p><p class="details">{details}</p></header>\n'


def _blocks(blocks: Blocks) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading(level, content):
            return f"<h{level}>{_inlines(content)}</h{level}>\n"
        case Paragraph(content):
            return f"<p>{_inlines(content)}</p>\n"
        case Quote(blocks):
            return f"<blockquote>\n{_blocks(blocks)}</blockquote>\n"
        case ItemList(ordered, start, items):
            tag = "ol" if ordered else "ul"
            first = f' start="{start}"' if ordered and start != 1 else ""
            inner = "".join(f"<li>{_item(item)}</li>\n" for item in items)
            return f"<{tag}{first}>\n{inner}</{tag}>\n"
        case Table(head, rows):
            top = "".join(_cell(cell, "th") for cell in head)
            body = "".join(f"<tr>{''.join(_cell(c, 'td') for c in row)}</tr>\n" for row in rows)
            return f"<table><thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table>\n"
        case Rule():
            return "<hr>\n"
        case InLanguage(language, blocks):
            return f'<div lang="{escape(language)}">\n{_blocks(blocks)}</div>\n<hr>\n'
        case Figure(drawing):
            label = escape(drawing.alt)
            svg = draw(drawing, "svg").decode().replace("<svg ", '<svg aria-hidden="true" ', 1)
            return f'<figure role="img" aria-label="{label}">{svg}</figure>\n'


def _item(blocks: Blocks) -> str:
    """An item of one paragraph needs no paragraph of its own."""
    match blocks:
        case (Paragraph(content),):
            return _inlines(content)
    return _blocks(blocks)


def _cell(cell: Cell, tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    side = "" if cell.align == "left" else f' class="{cell.align}"'
    return f"<{tag}{scope}{side}>{_inlines(cell.content)}</{tag}>"


def _inlines(content: Inlines) -> str:
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Break():
            return "<br>"
        case Strong(content):
            return f"<strong>{_inlines(content)}</strong>"
        case Emphasis(content):
            return f"<em>{_inlines(content)}</em>"
        case Link(href, content):
            return f'<a href="{escape(href)}">{_inlines(content)}</a>'
