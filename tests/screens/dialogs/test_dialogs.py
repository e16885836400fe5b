"""Dialogs, answered by key at 80 by 24."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from conference.errors import BadInput, Problem
from screens.dialogs.ask import Ask
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.dialogs.message import Message
from tests.screens.helpers import screen_text

NOT_ANSWERED = "not answered"
AGENCIES = [("p", "Derbyshire Police"), ("h", "Riverside [b]Homes[/b]")]


async def answer(dialog: Screen[Any], *keys: str) -> tuple[object, str]:
    """What the dialog answers to these keys, and what it showed before them."""
    app: App[None] = App()
    answers: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog, answers.append)
        await pilot.pause()
        shown = screen_text(app)
        await pilot.press(*keys)
        await pilot.pause()
    return (answers[0] if answers else NOT_ANSWERED), shown


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["y"], True),
        (["n"], False),
        (["escape"], False),
        (["enter"], False),
        (["tab", "enter"], True),
        (["right", "enter"], True),
    ],
)
async def test_a_hurried_enter_is_no_and_only_a_clear_yes_is_yes(
    keys: list[str], expected: bool
) -> None:
    answered, shown = await answer(
        Confirm("Issue the letter?", "It [b]cannot[/b] be undone."), *keys
    )
    assert answered is expected
    assert "It [b]cannot[/b] be undone." in shown


async def test_a_reason_is_given_in_one_line_and_enter() -> None:
    answered, _ = await answer(Ask("Why is it withdrawn?"), *" Moved ", "enter")
    assert answered == "Moved"


async def test_a_needed_reason_may_not_be_empty_but_escape_always_closes() -> None:
    assert (await answer(Ask("Why?"), "enter", "ctrl+s"))[0] == NOT_ANSWERED
    assert (await answer(Ask("Why?"), "x", "escape"))[0] is None
    assert (await answer(Ask("Why?", required=False), "enter"))[0] == ""


async def test_a_long_reason_has_lines_and_ctrl_s() -> None:
    answered, _ = await answer(Ask("Why?", long=True), "a", "enter", "b", "ctrl+s")
    assert answered == "a\nb"


async def test_an_error_says_what_happened_what_is_safe_and_what_next() -> None:
    error = BadInput(
        "The file cannot be read.", (Problem("line 3", "[b]no date[/b]"),), next="Mend it."
    )
    answered, shown = await answer(Message.of(error), "escape")
    assert answered is None
    for words in (
        "The file cannot be read.",
        "- line 3: [b]no date[/b]",
        "What is safe: Nothing was changed.",
        "What to do next: Mend it.",
    ):
        assert words in shown


async def test_a_hundred_faults_still_fit_with_their_button() -> None:
    error = BadInput("Bad.", tuple(Problem(f"line {n}", "no date") for n in range(100)))
    answered, shown = await answer(Message.of(error), "enter")
    assert answered is None
    assert "Close" in shown


async def test_one_is_chosen_from_a_list_with_the_cursor_where_it_was() -> None:
    answered, shown = await answer(Choose("Agency", AGENCIES, at="h"), "enter")
    assert answered == "h"
    assert "> Riverside [b]Homes[/b]" in shown
    assert (await answer(Choose("Agency", AGENCIES), "down", "enter"))[0] == "h"
    assert (await answer(Choose("Agency", AGENCIES), "escape"))[0] is None
    assert (await answer(Choose("Agency", []), "enter", "escape"))[0] is None
