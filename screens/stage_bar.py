"""The stages of a case in a row, each reached by its digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

WIDE = 100
"""Cells from which the digits stand apart from the words and no word is cut."""


class StageBar(Widget):
    """One line: the digit and name of each stage; the one shown stands in brackets."""

    DEFAULT_CSS = """
    StageBar { height: 1; width: 1fr; background: $panel; }
    """
    shown = reactive("")

    @dataclass
    class Chosen(Message):
        """Somebody clicked a stage."""

        name: str

    def __init__(self, stages: Sequence[tuple[str, str, str]]) -> None:
        """stages: name, words, and short words of each, in order."""
        super().__init__()
        self._stages = tuple(stages)

    def render(self) -> Content:
        """The stages in the room there is."""
        parts = [
            (words, "bold reverse" if name == self.shown else "") for name, words in self._laid()
        ]
        return Content.assemble(*parts)

    def _laid(self) -> Iterator[tuple[str, str]]:
        wide = self.size.width >= WIDE
        for number, (name, words, short) in enumerate(self._stages, start=1):
            label = f"{number} {words}" if wide else f"{number}{short}"
            around = "[]" if name == self.shown else "  " if wide else ("" if number == 1 else " ")
            if len(around) == 2:
                yield name, f"{around[0]}{label}{around[1]}"
            else:
                yield name, f"{around}{label}"

    def on_click(self, event: events.Click) -> None:
        """Go to the stage that was clicked."""
        laid = list(self._laid())
        ends = accumulate(len(words) for _, words in laid)
        name = next((name for (name, _), end in zip(laid, ends, strict=True) if event.x < end), "")
        if name:
            self.post_message(self.Chosen(name))
