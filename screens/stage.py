"""What the stages of a case have in common: a desk, a picture of the case, and acting on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.message import Message

from conference.views import CaseFile
from screens.acting import succeeded
from screens.entry import Entry

if TYPE_CHECKING:
    from conference.review.desk import Desk


class StagePane(VerticalScroll, can_focus=False):
    """One stage of a case. A subclass composes itself and fills in `show`."""

    ABOUT: ClassVar[str] = ""
    """What the stage is for, in plain words for whoever asks for help."""

    class Recorded(Message):
        """Something was recorded: the case is read again, and every stage is shown anew."""

    def __init__(self, desk: Desk, *, id: str) -> None:
        super().__init__(id=id)
        self.desk = desk
        self.case: CaseFile | None = None
        self.viewed_as = ""
        """Whose case this is a view of; empty for one's own. Nothing is recorded in a view."""

    def show(self, case: CaseFile) -> None:
        """Show the case as it is now. Nobody's cursor, selection or typing moves because of it."""
        self.case = case

    @work
    async def record(self, act: Callable[[], object], done: str = "") -> None:
        """Record something; `done` is said when it worked. A refusal is told in words."""
        if self.only_looking():
            return
        if await succeeded(self, act):
            if done:
                self.notify(done, markup=False)
            self.post_message(self.Recorded())

    @work
    async def fill_in(self, entry: Entry, done: str = "Saved.") -> None:
        """Open a form; once it was saved the case is read again."""
        if self.only_looking():
            return
        if await self.app.push_screen_wait(entry):
            self.notify(done, markup=False)
            self.post_message(self.Recorded())

    def only_looking(self) -> bool:
        """Whether this is somebody else's view of the case; if so, it is said."""
        if self.viewed_as:
            words = f"You see the case as {self.viewed_as}. Press v for your own view to record."
            self.notify(words, severity="warning", markup=False)
        return bool(self.viewed_as)
