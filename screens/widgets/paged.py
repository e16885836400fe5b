"""Words to be read across a room: nothing scrolls or is cut; what does not fit is paged."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

EMPTY = Content("")


class PagedWords(Widget):
    """Paragraphs, wrapped and laid into pages of its own height; `turn` shows the next one.

    A paragraph is kept on one page where it fits on one. Posts `Turned` whenever the page or the
    number of pages has changed.
    """

    DEFAULT_CSS = "PagedWords { height: 1fr; width: 1fr; }"
    ALLOW_SELECT = False

    class Turned(Message):
        """Another page is shown, or there are more or fewer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs: tuple[Content, ...] = ()
        self._pages: list[list[Content]] = [[]]
        self._at = 0

    @property
    def page(self) -> int:
        """Which page is shown, from 1."""
        return self._at + 1

    @property
    def pages(self) -> int:
        """How many there are; at least one."""
        return len(self._pages)

    @property
    def lines_after(self) -> int:
        """How many lines with words stand on the pages after this one."""
        rest = self._pages[self._at + 1 :]
        return sum(bool(line.plain) for page in rest for line in page)

    def show(self, paragraphs: Sequence[Content], *, again: bool = False) -> None:
        """Show other words from their first page. again: the same item's, so the page stays."""
        if again and tuple(paragraphs) == self._paragraphs:
            return
        self._paragraphs = tuple(paragraphs)
        if not again:
            self._at = 0
        self._lay()

    def turn(self, by: int = 1) -> None:
        """Go so many pages on, round and round."""
        at = (self._at + by) % len(self._pages)
        if at != self._at:
            self._at = at
            self._tell()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the words anew for the room there is."""
        self._lay()

    def _lay(self) -> None:
        self._pages = laid(self._paragraphs, self.content_size.width, self.content_size.height)
        self._at = min(self._at, len(self._pages) - 1)
        self._tell()

    def _tell(self) -> None:
        self.refresh()
        self.post_message(self.Turned())

    def render(self) -> Content:
        """The lines of this page."""
        return Content("\n").join(self._pages[self._at])


def laid(paragraphs: Sequence[Content], width: int, height: int) -> list[list[Content]]:
    """The paragraphs as pages of at most `height` lines of `width` cells, a blank line between two.

    Every line of every paragraph stands on a page, whatever the size; there is always one page.
    """
    pages: list[list[Content]] = [[]]
    room = max(1, height)
    for paragraph in paragraphs:
        lines = [line for part in paragraph.split("\n") for line in _wrapped(part, max(1, width))]
        if pages[-1] and len(pages[-1]) + 1 + min(len(lines), room) > room:
            pages.append([])
        elif pages[-1]:
            pages[-1].append(EMPTY)
        for line in lines:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(line)
    return pages


def _wrapped(line: Content, width: int) -> list[Content]:
    return line.wrap(width) or [EMPTY]
