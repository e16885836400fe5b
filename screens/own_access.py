"""Who can get in: one's own password and codes and, for an administrator, everybody's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import BadInput, ConferenceError, NeedsCode, Problem
from conference.law.access import Role
from conference.law.passwords import RULE
from conference.text import one_line
from screens.acting import attempt, succeeded
from screens.dialogs.ask import Ask
from screens.dialogs.confirm import Confirm
from screens.dialogs.message import Message
from screens.entry import Entry
from screens.gate import offer_words, show_recovery
from screens.sign_ins import SignIns
from screens.widgets.fields import TextField
from screens.widgets.form import Values
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Cell, Column, LineList, Row, RowList

if TYPE_CHECKING:
    from conference.review.desk import Desk
    from conference.review.sign_in import Access

_COLUMNS = (
    Column("Name", share=2),
    Column("Roles", share=2, hide_below=100),
    Column("Sign-in", share=3),
)


class OwnAccess(Screen[None]):
    """One's own row, or everybody's for an administrator, and what can be done about them."""

    DEFAULT_CSS = """
    OwnAccess LineList { margin: 0 1; }
    """
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "How people get in. Everybody changes their own password, turns one-time codes on or off, "
        "and ends what they left open elsewhere. An administrator gives somebody who has no "
        "password, or forgot it, one to come in with once, and unlocks whom new devices wait for "
        "after wrong tries."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "change", "Change my password", tooltip="Change your own password"),
        Binding("t", "codes", "My codes", tooltip="Turn your one-time codes on or off"),
        Binding("s", "sign_ins", "Signed in on", tooltip="Where they are signed in; end it there"),
        Binding("r", "reset", "Give a password", tooltip="Give them a password for one sign-in"),
        Binding("u", "unlock", "Unlock", tooltip="Let them try again at once"),
        Binding("x", "codes_off", "Codes off", tooltip="Take their one-time codes off"),
        Binding("escape", "close", "Back", key_display="esc", tooltip="Back to where you were"),
    ]
    listed = query_one(LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._administers = Role.ADMINISTRATOR in desk.person.roles
        self._found: dict[str, Access] = {}

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield Static("Who can get in", classes="title", markup=False)
        yield Static(RULE, classes="about", markup=False)
        yield LineList(_COLUMNS, empty="Reading…", at=self.desk.person.id)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read how everybody stands."""
        self.read()

    @work(exclusive=True, group="access")
    async def read(self) -> None:
        """Read how everybody stands; the cursor stays on its person."""
        from conference.review import sign_in

        try:
            if self._administers:
                found = await asyncio.to_thread(sign_in.who_gets_in, self.desk)
            else:
                found = (await asyncio.to_thread(sign_in.own_access, self.desk),)
        except ConferenceError as error:
            self.listed.update(RowList(), empty=error.what)
            return
        self._found = {one.person_id: one for one in found}
        self.listed.update(RowList(map(_row, found)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an administrator does anything about others."""
        if action in ("reset", "unlock", "codes_off"):
            return self._administers
        return super().check_action(action, parameters)

    # One's own

    @work(group="act")
    async def action_change(self) -> None:
        """Change one's own password with the old one."""
        codes = self._own is not None and self._own.codes
        fields = [
            TextField("old", "Password until now", required=True, password=True),
            TextField("password", "New password", help=RULE, required=True, password=True),
            TextField("again", "The same again", required=True, password=True),
            *([TextField("code", "One-time code", required=True)] if codes else []),
        ]
        form = Entry("Change my password", fields, self._change, desk=None)
        if await self.app.push_screen_wait(form):
            self.notify("Your password is changed.", markup=False)

    def _change(self, values: Values) -> None:
        from conference.review.sign_in import change_own_password

        if values["password"] != values["again"]:
            fault = Problem("again", "It is not the same as above.")
            raise BadInput("The two are not the same.", (fault,))
        old, new = str(values["old"]), str(values["password"])
        try:
            change_own_password(self.desk, old, new, code=str(values.get("code", "")) or None)
        except NeedsCode as needed:
            raise BadInput(needed.what, (Problem("code", "It is needed."),)) from None

    @property
    def _own(self) -> Access | None:
        return self._found.get(self.desk.person.id)

    @work(group="act")
    async def action_codes(self) -> None:
        """Turn one's own codes on, proved by one of them, or off."""
        from conference.review import codes

        if self._own is not None and self._own.codes:
            question = Confirm(
                "Turn your one-time codes off?", "Your password alone then lets you in."
            )
            if await self.app.push_screen_wait(question) and await succeeded(
                self, partial(codes.turn_off, self.desk)
            ):
                self.read()
            return
        offered = await attempt(self, partial(codes.offer, self.desk))
        if offered is None:
            return
        words = offer_words(offered)
        while code := await self.app.push_screen_wait(Ask(words, "Code", save="Go on")):
            recovery = await attempt(self, partial(codes.confirm, self.desk, offered, code))
            if recovery is not None:
                await show_recovery(self.app, recovery)
                self.read()
                return

    def action_sign_ins(self) -> None:
        """Show where the chosen person is signed in; for most, where they are themselves."""
        one = self._chosen
        if one is not None:
            self.app.push_screen(SignIns(self.desk, one.person_id, one.name))

    # Others'

    @work(group="act")
    async def action_reset(self) -> None:
        """Give somebody a password to come in with once."""
        from conference.review.sign_in import reset_password

        one = self._chosen
        if one is None:
            return
        question = Confirm(
            f"Give {one.name} a password for one sign-in?",
            "It is shown to you once. They choose their own with it; an earlier one is gone.",
        )
        if not await self.app.push_screen_wait(question):
            return
        given = await attempt(self, partial(reset_password, self.desk, one.person_id))
        if given is not None:
            await self.app.push_screen_wait(
                Message(
                    "A password for one sign-in",
                    f"{one.name}: {given}",
                    next="Tell it to them yourself, not by e-mail. It is shown this once.",
                )
            )
            self.read()

    def action_unlock(self) -> None:
        """Let somebody try again at once."""
        from conference.review.sign_in import unlock

        self._do(unlock, "They can try again.")

    def action_codes_off(self) -> None:
        """Take somebody's codes off, who lost what makes them."""
        from conference.review.codes import turn_off_for

        self._do(turn_off_for, "They need no code any longer.")

    @work(group="act")
    async def _do(self, act: Callable[[Desk, str], object], done: str) -> None:
        one = self._chosen
        if one is not None and await succeeded(self, partial(act, self.desk, one.person_id)):
            self.notify(f"{one.name}: {done}", markup=False)
            self.read()

    @property
    def _chosen(self) -> Access | None:
        return self._found.get(self.listed.key or "")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _row(one: Access) -> Row:
    tone = "error" if one.waits or not one.has_password else ""
    return Row(one.person_id, (one_line(one.name), ", ".join(one.roles), Cell(one.words, tone)))
