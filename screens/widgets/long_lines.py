"""A text area that stays quick when somebody pastes a very long line.

One line of a hundred thousand characters makes every key slow. Such lines are broken where they are
shown, each break marked with a character of no width, and joined again where they are read, so that
the words come out exactly as they went in.
"""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from conference.text import clean

LONGEST = 400
"""Characters a line may have before it is broken for the eye."""
BREAK = "\u2060\n"
"""WORD JOINER and a line end: nobody types it, and it takes no room."""


def broken(text: str) -> str:
    """`text` with its very long lines broken after a space, or anywhere if there is none."""
    return "\n".join(_broken_line(line) for line in text.split("\n"))


def joined(text: str) -> str:
    """`text` with the breaks of `broken` taken out again."""
    return text.replace(BREAK, "")


def _broken_line(line: str) -> str:
    parts = []
    start = 0
    while len(line) - start > LONGEST:
        space = line.rfind(" ", start, start + LONGEST) + 1
        end = space if space > start else start + LONGEST
        parts.append(line[start:end])
        start = end
    return BREAK.join([*parts, line[start:]])


class LongLineArea(TextArea):
    """A soft-wrapping text area for plain words; tab moves on."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:
        super().__init__(
            broken(clean(words)),
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            id=id,
            highlight_cursor_line=False,
        )

    @property
    def words(self) -> str:
        """The text as it was typed or pasted."""
        return joined(self.text)

    @words.setter
    def words(self, words: str) -> None:
        self.text = broken(clean(words))

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        # Textual calls the handler of every class in turn: TextArea's own inserts the text next.
        event.text = broken(clean(event.text))
