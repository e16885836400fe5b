"""A composed letter as passages: each with the words of it and where in the letter they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conference.documents.tree import (
    Block,
    Blocks,
    Figure,
    Heading,
    InLanguage,
    ItemList,
    Paragraph,
    Quote,
    Table,
    plain,
)

TOP = "at the top of the letter"


@dataclass(frozen=True)
class Passage:
    """A heading, a paragraph, an item of a list or a row of a table."""

    place: str
    """Where it stands, in words: under “What happens next”, paragraph 2."""
    text: str
    """Its words; a new line where the letter has one."""
    heading: bool = False

    @property
    def flat(self) -> str:
        """Its words on one line and in small letters, for looking something up."""
        return flat(self.text)


def flat(text: str) -> str:
    """Words on one line and in small letters."""
    return " ".join(text.split()).casefold()


def passages(body: Blocks) -> tuple[Passage, ...]:
    """The passages of a letter, in order; the ones in another language too."""
    return tuple(_placed(body))


def _placed(body: Blocks) -> Iterator[Passage]:
    under, number = TOP, 0
    for block in _opened(body):
        if isinstance(block, Heading):
            words = " ".join(plain(block.content).split())
            under, number = f"under “{words}”", 0
            yield Passage(under, words, heading=True)
            continue
        for text in _texts(block):
            number += 1
            yield Passage(f"{under}, paragraph {number}", text)


def _opened(body: Blocks) -> Iterator[Block]:
    for block in body:
        if isinstance(block, InLanguage):
            yield from _opened(block.blocks)
        else:
            yield block


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(content):
            yield plain(content)
        case Quote(blocks) | InLanguage(_, blocks):
            yield from _each(blocks)
        case ItemList():
            for item in block.items:
                yield "\n".join(_each(item))
        case Table():
            for row in block.rows:
                yield "\n".join(plain(cell.content) for cell in row)
        case Figure(drawing):
            yield drawing.alt


def _each(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from ([plain(block.content)] if isinstance(block, Heading) else _texts(block))
