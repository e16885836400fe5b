"""Keys that go through the agenda, change it, and keep its notes."""

from __future__ import annotations

from functools import partial

from textual import work

from conference.review import agenda
from conference.views import AgendaItemView, ItemState, Visibility
from screens.dialogs.confirm import Confirm
from screens.entries.meeting_agenda import item_form, note_form
from screens.meeting_base import MeetingBase

APPLICANT_FIRST = (
    "That item is the panel's, and the applicant is still in the room. Press H when they leave."
)
_AHEAD = (ItemState.WAITING, ItemState.PARKED)


class AgendaKeys(MeetingBase):
    """Next, previous, jump, park; add, change, move and remove; the private note."""

    def action_next(self) -> None:
        """Go to the item after the current one that is not done; at the end, to a parked one."""
        now = self.now()
        if now is None:
            return
        at = now.current.position if now.current else 0
        ahead = [item for item in now.items if item.state in _AHEAD]
        later = [item for item in ahead if item.position > at]
        if item := next(iter((*later, *ahead)), None):
            self.go_to(item)
        else:
            self.notify("That was the last item. The c key closes the meeting.", markup=False)

    def action_previous(self) -> None:
        """Go back to the item before the current one."""
        now = self.now()
        if now is None or now.current is None:
            self.notify("No item is begun yet. The n key begins.", markup=False)
            return
        at = now.current.position
        before = [item for item in now.items if item.position < at]
        if before:
            self.go_to(before[-1])
        else:
            self.notify("This is the first item.", markup=False)

    def action_jump(self) -> None:
        """Go to the item under the cursor, or return to it."""
        if (item := self.item()) is not None:
            self.go_to(item)

    def go_to(self, item: AgendaItemView) -> None:
        """Make an item the current one, with the agenda's cursor on it."""
        if self.applicant_there and item.visibility is not Visibility.ROOM:
            self.notify(APPLICANT_FIRST, severity="warning", markup=False)
            return
        self.agenda.go_to(item.id)
        self.do_to(item.id, agenda.go_to_item)

    def action_park(self) -> None:
        """Park the item under the cursor."""
        if (item := self.item()) is not None:
            self.do_to(item.id, partial(agenda.finish_item, park=True), "Parked for later.")

    # The agenda itself

    def action_add_item(self) -> None:
        """Add an item after the one under the cursor."""
        after = self.item()
        self.fill(
            lambda desk, case, now: item_form(desk, case, now, after=after),
            "The item is on the agenda.",
        )

    def action_change_item(self) -> None:
        """Change the item under the cursor."""
        if (item := self.item()) is not None:
            self.fill(
                lambda desk, case, now: item_form(desk, case, now, item), "The item is changed."
            )

    def action_move_item(self, up: bool) -> None:
        """Move the item under the cursor up or down."""
        if (item := self.item()) is not None:
            self.do_to(item.id, partial(agenda.move_item, up=up))

    @work
    async def action_remove_item(self) -> None:
        """Take the item under the cursor off the agenda, after a question."""
        if (item := self.item()) is None or self.only_looking():
            return
        if await self.app.push_screen_wait(Confirm(f"Take “{item.title}” off the agenda?")):
            self.do_to(item.id, agenda.remove_item, "It is off the agenda.")

    def action_note(self) -> None:
        """Write the note of the item under the cursor."""
        if self.case is not None and (item := self.item()) is not None:
            self.fill_in(note_form(self.desk, self.case, item), "The note is kept.")
