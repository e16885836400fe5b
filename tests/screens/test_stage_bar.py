"""The stages of a case in a row, in the room there is."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from screens.case import _STAGES
from screens.stage_bar import StageBar
from tests.screens.helpers import screen_text


class _Host(App[None]):
    def compose(self) -> ComposeResult:
        yield StageBar(_STAGES)


@pytest.mark.parametrize("shown", [name for name, _, _ in _STAGES])
async def test_every_stage_fits_80_cells_whichever_is_shown(shown: str):
    app = _Host()
    async with app.run_test(size=(80, 3)) as pilot:
        app.query_one(StageBar).shown = shown
        await pilot.pause()
        line = screen_text(app).splitlines()[0]
    assert all(f"{number}" in line for number in range(1, 9))
    assert line.count("[") == line.count("]") == 1
    assert "Record" in line


async def test_no_stage_is_shortened_where_there_is_room():
    app = _Host()
    async with app.run_test(size=(120, 3)) as pilot:
        await pilot.pause()
        assert "6 Recommendations" in screen_text(app)
