"""Text from people laid into a fixed number of terminal cells."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len, set_cell_size

from conference.text import one_line

Align = Literal["left", "right"]
ELLIPSIS = "…"


def fit(text: str, width: int, align: Align = "left") -> str:
    """`text` from people on one line in exactly `width` cells, its control codes gone."""
    return cut(one_line(text), width, align)


def cut(text: str, width: int, align: Align = "left") -> str:
    """Clean `text` in exactly `width` cells: padded, or cut with an ellipsis.

    Wide characters count as two cells.
    """
    if width <= 0:
        return ""
    # A plain letter is one cell: the library would look each of them up.
    taken = len(text) if text.isascii() else cell_len(text)
    if taken > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
        taken = cell_len(text)
    space = " " * (width - taken)
    return space + text if align == "right" else text + space
