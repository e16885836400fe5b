"""A password, and a one-time code where one is used, tried in front of whoever types it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, Static

from conference.errors import ConferenceError, NeedsCode
from conference.text import one_line
from screens.dialogs.base import Dialog, button, paragraph
from screens.widgets.fields import TextField

ResultT = TypeVar("ResultT")


class AskPassword(Dialog["ResultT | None"], Generic[ResultT]):
    """Asks for a password until it is right; answers with what trying it gave, None when closed.

    attempt: called in a thread with the password and the code; what it raises is said here.
    """

    DEFAULT_CSS = """
    AskPassword .password--told { height: auto; color: $text-error; text-style: bold; }
    AskPassword TextField { margin-bottom: 1; }
    """
    PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "try_it", "Go on", priority=True, tooltip="Go on with this password"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        title: str,
        about: str,
        attempt: Callable[[str, str | None], ResultT],
        *,
        go_on: str = "Go on",
    ) -> None:
        super().__init__(title)
        self._about = about
        self._attempt = attempt
        self._go_on = go_on
        self._password = TextField("password", "Password", password=True)
        self._code = TextField(
            "code", "One-time code", help="From your authenticator, or a recovery code"
        )
        self._told = Static("", markup=False, classes="password--told")
        self._trying = False

    def words(self) -> list[Static]:
        """What it is for."""
        return [paragraph(self._about)]

    def controls(self) -> list[Widget]:
        """The password; the code comes where it is asked for."""
        self._code.display = False
        return [self._password, self._code, self._told]

    def buttons(self) -> list[Button]:
        """Try it, or leave it."""
        return [button("Cancel", "cancel"), button(self._go_on, "go-on", main=True)]

    def on_input_submitted(self) -> None:
        """Enter goes on."""
        self.action_try_it()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        if event.button.id == "go-on":
            self.action_try_it()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Close it, unless a password is being tried: what comes of that is not thrown away."""
        if not self._trying:
            super().action_close()

    def action_try_it(self) -> None:
        """Try what was typed, once at a time."""
        if not self._trying:
            self._trying = True
            self._told.update("Looking…")
            self._try_it()

    @work(group="password")
    async def _try_it(self) -> None:
        password = str(self._password.value)
        code = str(self._code.value) if self._code.display else None
        try:
            result = await asyncio.to_thread(self._attempt, password, code)
        except NeedsCode as needed:
            self._say(needed.what if code is None else "Type the code too.")
            self._code.display = True
            self._code.focus_control()
        except ConferenceError as error:
            self._say(f"{error.what} {error.next}")
            self._begin_again()
        else:
            self.dismiss(result)
        finally:
            self._trying = False

    def _begin_again(self) -> None:
        field = self._code if self._code.display else self._password
        field.value = ""
        field.focus_control()

    def _say(self, words: str) -> None:
        self._told.update(one_line(words))
