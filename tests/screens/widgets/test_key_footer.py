"""The keys at the bottom: whole words, at most two lines, help never pushed out."""

from __future__ import annotations

import gc

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button

from screens.widgets.key_footer import KeyFooter
from tests.screens.helpers import screen_text


class _Host(App[None]):
    BINDINGS = [
        *(Binding(letter, f"do('{letter}')", f"Do the thing {letter}") for letter in "abcdefghijk"),
        Binding("f1", "explain", "Help", priority=True),
    ]
    done = ""

    def compose(self) -> ComposeResult:
        yield Button("One")
        yield Button("Two")
        yield KeyFooter()

    def action_do(self, letter: str) -> None:
        self.done += letter


async def test_help_stands_last_and_no_word_is_cut():
    app = _Host()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        lines = screen_text(app).splitlines()[-2:]
    assert lines[-1].endswith("f1 Help")
    assert lines[0].startswith(" a Do the thing a")
    assert all(len(line) <= 80 for line in lines)


async def test_a_key_is_pressed_by_a_click():
    app = _Host()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        await pilot.click(KeyFooter, offset=(22, 0))
        await pilot.pause()
        assert app.done == "b"


async def test_moving_the_focus_leaves_no_widget_behind():
    app = _Host()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        before = _widgets()
        for _ in range(20):
            await pilot.press("tab")
        assert _widgets() <= before


def _widgets() -> int:
    gc.collect()
    return sum(isinstance(thing, Widget) for thing in gc.get_objects())
