"""The lock and what is put away behind it, in whatever order things come about."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual import work
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from screens.dialogs.message import Message
from screens.dialogs.password import AskPassword
from screens.lock import LockScreen
from screens.locking import LOCKED, LockingApp
from tests.office import Clock
from tests.screens.helpers import screen_text

if TYPE_CHECKING:
    from conference.review.desk import Desk

CASE = "Mrs Sample rang about number 4."


class Place(Screen[None]):
    """Where one person works."""

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of

    def compose(self) -> ComposeResult:
        yield Static(f"{self.of} works here.")
        yield Input()


class _Seated:
    """As much of a desk as the lock looks at."""

    class person:
        name = "Olive Officer"

    clock = Clock()


class Shifts(LockingApp):
    """Olive works here, then Carol; removing a screen takes as long as it can."""

    def __init__(self) -> None:
        super().__init__(Clock())
        self.people = iter(("Olive", "Carol", "Dora"))
        self.opens_late = False
        self.answers: list[asyncio.Future[None]] = []
        self.next_is_there = asyncio.Event()

    def on_mount(self) -> None:
        self.sit_down()
        self.guard(cast("Desk", _Seated()))

    @work
    async def sit_down(self) -> None:
        for name in self.people:
            self.unlock()
            got_up = self.push_screen(Place(name), wait_for_dismiss=True)
            if self.answers:
                self.next_is_there.set()
            self.answers.append(got_up)
            await got_up

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        if self.answers and self.answers[0].done():
            # Whoever was told that Olive got up is quicker than this.
            await self.next_is_there.wait()
        replaced = await super()._replace_screen(screen)
        if self.opens_late and isinstance(screen, Place) and screen.of == "Olive":
            self.opens_late = False
            self.push_screen(Place("Late"), mode=self.DEFAULT_MODE)
        return replaced

    async def let_other_in(self) -> bool:
        return False

    @property
    def works_here(self) -> str:
        return cast("Place", self.screen).of


async def put_away(pilot: Pilot[None], app: Shifts) -> None:
    await app.put_away()
    await pilot.pause()


async def test_who_signs_in_at_the_lock_stays_however_long_it_takes_to_put_the_other_away() -> None:
    app = Shifts()
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.push_screen(Place("Olive, further in"))
        app.lock()
        await pilot.pause()
        await put_away(pilot, app)
        assert app.works_here == "Carol"
        assert len(app.screen_stack) == 2
        assert not app.answers[1].done()


async def test_what_opens_while_a_persons_screens_are_put_away_goes_with_them() -> None:
    app = Shifts()
    app.opens_late = True
    async with app.run_test() as pilot:
        await pilot.pause()
        app.lock()
        await put_away(pilot, app)
        assert [one.of for one in cast("list[Place]", app.screen_stack[1:])] == ["Carol"]


async def test_a_screen_can_lock_again_in_the_moment_it_was_opened() -> None:
    app = Shifts()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.lock()
        app.unlock()
        app.lock()
        await pilot.pause()
        assert app.is_locked
        assert type(app.screen).__name__ == "LockScreen"
        app.unlock()
        await pilot.pause()
        assert app.works_here == "Olive"
        assert LOCKED not in app._screen_stacks


async def test_no_notification_is_read_over_the_lock_nor_by_the_next_person() -> None:
    app = Shifts()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        app.notify(CASE, timeout=3600)
        await until(pilot, lambda: "Mrs Sample" in screen_text(app))
        app.lock()
        # What asks there who comes in stands before the lock.
        app.push_screen(Place("Whoever comes in"), mode=LOCKED)
        app.notify(f"{CASE} Again.", timeout=3600)
        await until(pilot, lambda: len(app._notifications) == 2)
        await until(pilot, lambda: "Whoever comes in" in screen_text(app))
        assert "Mrs Sample" not in screen_text(app)
        app.unlock()
        await until(pilot, lambda: "Again." in screen_text(app))
        app.forget_what_was_shown()
        await until(pilot, lambda: "Mrs Sample" not in screen_text(app))


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait for what is bound to come, some hundred times that everything stood still."""
    for _ in range(500):
        if condition():
            return
        await pilot.pause()
    pytest.fail(f"it did not come about; on the screen:\n{screen_text(pilot.app)}")


@pytest.mark.parametrize("size", [(80, 24), (24, 6)])
async def test_nothing_of_a_case_is_read_at_the_lock_in_any_window(size: tuple[int, int]) -> None:
    app = Shifts()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.push_screen(Message("A case", CASE))
        await until(pilot, lambda: "Sample" in screen_text(app))
        app.lock()
        await until(pilot, lambda: type(app.screen).__name__ == "LockScreen")
        for columns in (12, 40, size[0]):
            await pilot.resize_terminal(columns, size[1])
            assert "Sample" not in screen_text(app)
            assert "number 4" not in screen_text(app)


async def test_nobody_pastes_what_the_person_before_cut_out() -> None:
    app = Shifts()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.copy_to_clipboard(CASE)
        app.forget_what_was_shown()
        assert app.clipboard == ""


async def test_once_somebody_else_signed_in_the_lock_takes_no_password_of_the_one_before() -> None:
    app = Shifts()
    tried: list[str] = []

    async def other() -> bool:
        return True

    async with app.run_test() as pilot:
        await pilot.pause()
        lock = LockScreen(cast("Desk", _Seated()), lambda: tried.append("opened"), other)
        lock._unlock = lambda: tried.append("tried")  # type: ignore[method-assign,assignment,return-value]
        await app.push_screen(lock)
        await pilot.press("ctrl+o")
        while "Somebody else signed in." not in screen_text(app):
            await pilot.pause()
        await pilot.press("enter")
        assert tried == []


async def test_a_password_that_is_being_tried_is_not_left_by_escape() -> None:
    app = Shifts()
    go_on = threading.Event()

    def attempt(password: str, _code: str | None) -> str:
        go_on.wait()
        return password

    async with app.run_test() as pilot:
        await pilot.pause()
        answers: list[str | None] = []
        dialog: AskPassword[str] = AskPassword("Sign in", "", attempt)
        await app.push_screen(dialog, answers.append)
        await pilot.press(*"right", "enter", "escape")
        in_front = app.screen
        go_on.set()
        assert in_front is dialog
        while not answers:
            await pilot.pause()
        assert answers == ["right"]
        assert app.works_here == "Olive"
