"""Text cut to a number of terminal cells."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from screens.widgets.cells import fit


@pytest.mark.parametrize("width", range(1, 12))
@pytest.mark.parametrize(
    "text", ["short", "日本語の名前", "a日b本c語", "x" * 50, "", "e\u0301t\u0301e"]
)
def test_text_takes_exactly_the_cells_it_is_given(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert fit("Erewash Borough Council", 10) == "Erewash B…"


def test_figures_stand_at_the_right() -> None:
    assert fit("12", 5, "right") == "   12"
