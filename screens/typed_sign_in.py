"""Signing in where nobody is listed: a name or an e-mail address, and a password."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from conference.errors import ConferenceError, NeedsCode
from conference.text import one_line
from screens.dialogs.base import button
from screens.widgets.fields import TextField
from screens.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from conference.review.desk import Desk


class TypedSignIn(Screen["Desk | None"]):
    """Asks who somebody is, without naming anybody; answered with their desk.

    enter: given the name, the password and the code, the desk; None where they went away again;
    what it raises is said here. said: whom a proxy vouched for, who is not asked for the name.
    password: whether one is asked for. back: answer None on escape; else
    escape leaves the program.
    """

    DEFAULT_CSS = """
    TypedSignIn { align: center middle; }
    TypedSignIn > .title, TypedSignIn > .about { dock: top; }
    TypedSignIn > .about { margin-top: 1; }
    TypedSignIn > VerticalScroll { width: 64; max-width: 94%; height: auto; max-height: 100%; }
    TypedSignIn TextField { margin-bottom: 1; }
    TypedSignIn #sign-in-told { height: auto; color: $text-error; text-style: bold; }
    TypedSignIn Button { margin-bottom: 1; background: $panel; color: $foreground; }
    TypedSignIn Button:focus { text-style: bold reverse; }
    """
    AUTO_FOCUS = "Input"
    PALETTE = False
    ABOUT: ClassVar[str] = (
        "Type your name as your colleagues write it, or your e-mail address, and your password. "
        "What you do is recorded under your name, and you see the cases your role lets you see."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "enter", "Sign in", priority=True, tooltip="Sign in with what is typed"),
        Binding("escape", "leave", "Leave", tooltip="Go back, or leave Case Conference"),
    ]
    told = query_one("#sign-in-told", Static)

    def __init__(
        self,
        enter: Callable[[str, str, str | None], Awaitable[Desk | None]],
        note: str = "",
        *,
        said: str = "",
        password: bool = True,
        back: bool = False,
    ) -> None:
        super().__init__()
        self._let_in = enter
        self._note = note
        self._vouched = said
        self._back = back
        self._who = TextField("name", "Your name or e-mail address", said, max_length=200)
        self._password = TextField("password", "Password", password=True)
        self._code = TextField(
            "code", "One-time code", help="From your authenticator, or a recovery code"
        )
        self._asks_password = password
        self._trying = False

    def compose(self) -> ComposeResult:
        """The fields, and room for what was wrong."""
        yield Static("Who are you?", classes="title", markup=False)
        words = f"{self._note} What you do is recorded under your name."
        yield Static(one_line(words), classes="about", markup=False)
        self._who.display = not self._vouched
        self._password.display, self._code.display = self._asks_password, False
        with VerticalScroll(can_focus=False):
            if self._vouched:
                yield Static(one_line(f"You come as {self._vouched}."), markup=False)
            yield self._who
            yield self._password
            yield self._code
            yield button("Sign in", "sign-in", main=True)
            yield Static("", id="sign-in-told", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin where something is to be typed."""
        if self._vouched and self._asks_password:
            self._password.focus_control()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the password, and from there in."""
        if event.input is self._who.control and self._asks_password and not self._password.value:
            self._password.focus_control()
        else:
            self.action_enter()

    def on_button_pressed(self, _event: Button.Pressed) -> None:
        """The button signs in."""
        self.action_enter()

    def action_enter(self) -> None:
        """Try what was typed, once at a time."""
        if not str(self._who.value).strip():
            self._say("Type your name or your e-mail address.")
            self._who.focus_control()
        elif not self._trying:
            self._trying = True
            self._say("Looking…")
            self._enter()

    @work(group="enter")
    async def _enter(self) -> None:
        code = str(self._code.value) if self._code.display else None
        try:
            name, password = str(self._who.value), str(self._password.value)
            desk = await self._let_in(name, password, code)
        except NeedsCode as needed:
            self._say(needed.what if code is None else "Type the code too.")
            self._code.display = True
            self._code.focus_control()
        except ConferenceError as error:
            self._begin_again()
            self._say(f"{error.what} {error.next}")
        else:
            self._say("")
            if desk is not None:
                self.dismiss(desk)
        finally:
            self._trying = False

    def _begin_again(self) -> None:
        """Clear what was typed last; who was meant stays."""
        last = self._password if self._asks_password else self._who
        if self._code.display:
            last = self._code
        if last is not self._who:
            last.value = ""
        last.focus_control()

    def _say(self, words: str) -> None:
        self.told.update(one_line(words))

    async def action_leave(self) -> None:
        """Nobody signs in: back to a lock or to the choice of a council, or out."""
        if self._back:
            self.dismiss(None)
        else:
            await self.app.run_action("app.quit")
