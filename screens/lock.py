"""The lock: a screen that shows nothing of any case, over whatever was being done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.law.calendar import london_time
from conference.text import one_line
from screens.widgets.fields import TextField
from screens.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from conference.review.desk import Desk


class LockScreen(Screen[None]):
    """Asks for the password of whoever sits here, or lets somebody else sign in.

    opened: called once the password was right. other: asks somebody else to sign in, and answers
    whether they did; the lock then takes nothing more, until they are there.
    """

    DEFAULT_CSS = """
    LockScreen { background: $background; align: center middle; }
    LockScreen > .title { dock: top; }
    LockScreen > Vertical { width: 64; max-width: 94%; height: auto; }
    LockScreen > Vertical Static { height: auto; margin-bottom: 1; }
    LockScreen #lock-told { color: $text-error; text-style: bold; }
    LockScreen ToastRack { display: none; }
    """
    AUTO_FOCUS = "Input"
    PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,enter", "unlock", "Unlock", tooltip="Go on where you were"),
        Binding("ctrl+o", "other", "Somebody else", tooltip="Let somebody else sign in"),
    ]
    told = query_one("#lock-told", Static)

    def __init__(
        self,
        desk: Desk,
        opened: Callable[[], object],
        other: Callable[[], Awaitable[bool]],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._opened = opened
        self._other = other
        self._password = TextField("password", "Password", password=True)
        self._since = f"{london_time(desk.clock()):%H:%M}"
        self._busy = False

    def compose(self) -> ComposeResult:
        """Whose screen it is, and the place for the password."""
        yield Static("Case Conference", classes="title", markup=False)
        with Vertical():
            name = one_line(self._desk.person.name)
            yield Static(f"Locked since {self._since}.", markup=False)
            yield Static(
                f"{name} works here. What was being typed is kept, and nobody else sees it.",
                markup=False,
            )
            yield self._password
            yield Static("", id="lock-told", markup=False)
        yield KeyFooter()

    def on_input_submitted(self) -> None:
        """Enter tries the password."""
        self.action_unlock()

    def action_unlock(self) -> None:
        """Try what was typed, once at a time."""
        if not self._busy:
            self._busy = True
            self._unlock()

    @work(group="unlock")
    async def _unlock(self) -> None:
        from conference.review.sign_in import prove

        try:
            await asyncio.to_thread(prove, self._desk, str(self._password.value))
        except ConferenceError as error:
            self.told.update(one_line(f"{error.what} {error.next}"))
            self._password.value = ""
            self._password.focus_control()
        else:
            self._opened()
        finally:
            self._busy = False

    @work(group="other", exclusive=True)
    async def action_other(self) -> None:
        """Let somebody else sign in; what this person had open is put away."""
        if not self._busy and await self._other():
            self._busy = True
            self.told.update("Somebody else signed in. One moment…")
