"""Words that are said again: drawn when they differ, in text or in look, and else left alone."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.widgets.say import say


class OneLine(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("as before", markup=False)


@pytest.mark.parametrize(
    ("first", "then", "drawn"),
    [
        ("as before", "as before", False),
        ("as before", "not as before", True),
        ("as before", Content("as before"), True),
        (Content.styled("said", "bold"), Content.styled("said", "bold"), False),
        (Content.styled("said", "bold"), Content.styled("said", "red"), True),
        (Content("said"), Content("said otherwise"), True),
    ],
)
async def test_only_what_differs_is_drawn(
    first: str | Content, then: str | Content, drawn: bool
) -> None:
    app = OneLine()
    async with app.run_test() as pilot:
        line = app.query_one(Static)
        say(line, first)
        await pilot.pause()
        assert say(line, then) is drawn
        await pilot.pause()
        assert str(line.visual) == str(then)


async def test_a_line_that_keeps_its_height_shows_its_new_words() -> None:
    app = OneLine()
    async with app.run_test() as pilot:
        line = app.query_one(Static)
        say(line, "other words", same_height=True)
        await pilot.pause()
        assert line.render_line(0).text.startswith("other words")
