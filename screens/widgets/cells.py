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
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    space = " " * (width - cell_len(text))
    return space + text if align == "right" else text + space
