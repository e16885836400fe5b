"""A letter as its reader will have it, composed beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Markdown, Static

from conference.documents import Document, preview_markdown
from conference.errors import ConferenceError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PAUSE = 0.3
"""Seconds without typing after which the letter is composed again."""


class LetterPreview(VerticalScroll):
    """Shows a letter that is composed, or the frozen text of one that was issued."""

    DEFAULT_CSS = """
    LetterPreview { padding: 0 1; scrollbar-size-vertical: 1; background: $surface; }
    LetterPreview Markdown { padding: 0; margin: 0; background: $surface; }
    LetterPreview MarkdownH1, LetterPreview MarkdownH2 { content-align: left middle; }
    LetterPreview .letter--plain { display: none; height: auto; }
    LetterPreview.-plain .letter--plain { display: block; }
    LetterPreview.-plain Markdown { display: none; }
    """

    letter = query_one(Markdown)
    """The letter that is composed."""
    plain = query_one(".letter--plain", Static)
    """A frozen text, or why there is no letter to see."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parser: Callable[[], MarkdownIt] | None = None
        self._shown: Document | None = None

    def compose(self) -> ComposeResult:
        """One widget for each way of showing it."""
        yield Markdown("", parser_factory=self._make_parser, open_links=False)
        yield Static("", markup=False, classes="letter--plain")

    def _make_parser(self) -> MarkdownIt:
        """The parser that pours the letter's values in, so that they stay literal."""
        if self._parser is None:
            from markdown_it import MarkdownIt

            return MarkdownIt("commonmark")
        return self._parser()

    def say(self, words: str | Content) -> None:
        """Show literal text instead of a letter."""
        self._shown = None
        self.plain.update(words if isinstance(words, Content) else Content(words))
        self.add_class("-plain")

    async def follow(self, make: Callable[[], Document]) -> None:
        """Compose the letter in a thread and show it where it was scrolled to.

        What cannot be composed is said in place of the letter.
        """
        try:
            document = await asyncio.to_thread(make)
        except ConferenceError as error:
            self.say(str(error))
            return
        if document != self._shown:
            await self._show(document)
        self.remove_class("-plain")

    async def _show(self, document: Document) -> None:
        markdown, self._parser = preview_markdown(document)
        place = self.scroll_offset.y
        await self.letter.update(markdown)
        self._shown = document
        self.call_after_refresh(self.scroll_to, y=place, animate=False)
