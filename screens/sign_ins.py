"""Where somebody is signed in just now, and ending it there."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.law.calendar import london_time
from conference.law.when import uk_day
from conference.text import one_line
from screens.acting import succeeded
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, Row, RowList

if TYPE_CHECKING:
    from datetime import datetime

    from conference.review.desk import Desk
    from conference.review.sign_ins import OpenSignIn

_COLUMNS = (
    Column("Signed in on", share=3),
    Column("Since", share=2),
    Column("Last seen", share=2),
)


class SignIns(Screen[None]):
    """The open sign-ins of one person: one's own or, for an administrator, anybody's."""

    DEFAULT_CSS = """
    SignIns LineList { margin: 0 1; }
    """
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "Where somebody is signed in just now. What is ended here ends at once, on whatever "
        "machine it is; what is being typed there is kept."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "end", "End it", tooltip="Sign them out there, at once"),
        Binding("escape", "close", "Back", key_display="esc", tooltip="Back to where you were"),
    ]
    listed = query_one(LineList)

    def __init__(self, desk: Desk, person_id: str, name: str) -> None:
        super().__init__()
        self.desk = desk
        self._person_id = person_id
        self._name = one_line(name)
        self._found: dict[str, OpenSignIn] = {}

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield Static(f"Where {self._name} is signed in", classes="title", markup=False)
        yield LineList(_COLUMNS, empty="Reading…")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read them."""
        self.read()

    @work(exclusive=True, group="sign-ins")
    async def read(self) -> None:
        """Read them anew; the cursor stays where it is."""
        from conference.review.sign_ins import open_sign_ins

        try:
            found = await asyncio.to_thread(open_sign_ins, self.desk, self._person_id)
        except ConferenceError as error:
            self.listed.update(RowList(), empty=error.what)
            return
        self._found = {one.id: one for one in found}
        self.listed.update(RowList(map(_row, found)), empty="They are signed in nowhere.")

    @work(group="act")
    async def action_end(self) -> None:
        """End the chosen one at once."""
        from conference.review.sign_ins import end_sign_in

        one = self._found.get(self.listed.key or "")
        if one is None:
            return
        if one.is_this:
            self.notify("This is where you sit: leave the program to end it.", markup=False)
        elif await succeeded(self, partial(end_sign_in, self.desk, one.id)):
            self.notify("It is ended.", markup=False)
            self.read()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _row(one: OpenSignIn) -> Row:
    place = f"{one.place} (here)" if one.is_this else one.place
    return Row(one.id, (place, _moment(one.started_at), _moment(one.last_seen)))


def _moment(at: datetime) -> str:
    there = london_time(at)
    return f"{uk_day(there.date())} {there:%H:%M}"
