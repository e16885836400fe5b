"""Forms, filled in with the keyboard alone."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Footer

from conference.errors import Problem
from screens.widgets.fields import AreaField, ChoiceField, DayField, TextField, TickField
from screens.widgets.form import Form, Values
from tests.screens.helpers import screen_text


def read_day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        raise ValueError(f"“{text}” is not a day.") from None


class Filling(App[None]):
    """A form to log an action, and what it told."""

    form: Form

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.name_given = name
        self.drafts: list[Values] = []
        self.saved: list[Values] = []
        self.left = 0

    def compose(self) -> ComposeResult:
        self.form = Form(
            [
                TextField("who", "Contact [b]with[/b]", self.name_given, required=True),
                DayField("on", "Day", read=read_day, required=True),
                ChoiceField("kind", "Kind", [("visit", "Visit [b]"), ("advice", "Advice")]),
                TickField("open", "Still open"),
                AreaField("what", "What was done", help="In plain words"),
            ],
            save="Log this action",
        )
        yield self.form
        yield Footer()

    @on(Form.Changed)
    def keep_draft(self, event: Form.Changed) -> None:
        self.drafts.append(event.values)

    def on_form_submitted(self, event: Form.Submitted) -> None:
        self.saved.append(event.values)

    def on_form_left(self) -> None:
        self.left += 1


async def test_a_form_is_filled_and_saved_by_keyboard_alone() -> None:
    app = Filling()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Mx B", "tab", *"3/4/2025", "tab", "enter", "down", "enter")
        await pilot.press("tab", "space", "tab", *"Went", "enter", *"there", "ctrl+s")
        assert app.saved == [
            {"who": "Mx B", "on": "3/4/2025", "kind": "visit", "open": True, "what": "Went\nthere"}
        ]
        assert app.drafts[-1] == app.saved[0]
        drafts = len(app.drafts)
        await pilot.press("ctrl+s")
        assert len(app.drafts) == drafts, "saving is no new draft"


async def test_each_key_gives_a_draft_with_every_value_and_opening_gives_none() -> None:
    app = Filling("Mx")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.drafts == []
        await pilot.press("end", "a", "b")
        assert [draft["who"] for draft in app.drafts] == ["Mxa", "Mxab"]
        assert set(app.drafts[0]) == {"who", "on", "kind", "open", "what"}


async def test_faults_are_said_in_words_and_the_first_has_the_focus() -> None:
    app = Filling("Mx")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", *"31/2/2025", "tab", "ctrl+s")
        assert app.saved == []
        assert "Put right: “31/2/2025” is not a day." in screen_text(app)
        assert app.focused is app.form.fields["on"].control
        await pilot.press(*["backspace"] * 9, *"3/4/2025")
        assert "Put right" not in screen_text(app)
        assert "Understood as 3 April 2025" in screen_text(app)


async def test_faults_found_on_saving_come_back_to_their_fields() -> None:
    app = Filling()
    async with app.run_test(size=(80, 30)) as pilot:
        faults = [Problem("what", "Say what was done."), Problem("elsewhere", "It is closed.")]
        app.form.show_faults(faults, "Nothing was saved.")
        await pilot.pause()
        shown = screen_text(app)
        assert "Put right: Say what was done." in shown
        assert "Nothing was saved.\n It is closed." in shown
        assert app.focused is app.form.fields["what"].control


async def test_a_field_with_its_label_and_fault_is_in_view_at_80_by_24() -> None:
    app = Filling()
    async with app.run_test(size=(80, 12)) as pilot:
        app.form.show_problems({"what": "Say what was done."})
        await pilot.pause()
        await pilot.pause()
        shown = screen_text(app)
        assert "What was done" in shown
        assert "Put right: Say what was done." in shown


async def test_escape_leaves_at_once_when_nothing_was_typed() -> None:
    app = Filling("Mx")
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert app.left == 1


async def test_escape_asks_when_something_was_typed_and_staying_loses_nothing() -> None:
    app = Filling()
    async with app.run_test() as pilot:
        await pilot.press("a", "escape")
        assert "What you typed has not been saved." in screen_text(app)
        await pilot.press("escape")
        assert (app.left, app.form.values["who"]) == (0, "a")
        await pilot.press("escape", "y")
        assert app.left == 1


async def test_a_draft_put_back_is_no_new_draft_but_is_unsaved() -> None:
    app = Filling()
    async with app.run_test() as pilot:
        app.form.fill({"who": "Mx", "kind": "gone", "open": True, "what": "x" * 5000, "odd": "y"})
        await pilot.pause()
        assert app.drafts == []
        assert app.form.touched
        assert app.form.values == {
            "who": "Mx",
            "on": "",
            "kind": "",
            "open": True,
            "what": "x" * 5000,
        }


@pytest.mark.parametrize(("width", "side_by_side"), [(80, False), (109, False), (120, True)])
async def test_two_columns_where_there_is_room(width: int, side_by_side: bool) -> None:
    app = Filling()
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        first, second = app.form.fields["who"].region, app.form.fields["on"].region
        assert (first.y == second.y) is side_by_side


async def test_a_tick_is_a_character_and_not_only_a_colour() -> None:
    app = Filling()
    async with app.run_test(size=(80, 30)) as pilot:
        assert "[ ] Still open" in screen_text(app)
        app.form.fields["open"].focus_control()
        await pilot.press("space")
        assert "[x] Still open" in screen_text(app)


async def test_labels_choices_and_values_are_literal() -> None:
    app = Filling("[red]x[/] [@click=app.quit]y[/]")
    async with app.run_test(size=(80, 30)) as pilot:
        app.form.fields["kind"].value = "visit"
        await pilot.pause()
        shown = screen_text(app)
        for text in ("Contact [b]with[/b]", "[red]x[/] [@click=app.quit]y[/]", "Visit [b]"):
            assert text in shown
