"""Keys of the shared displays: the room's screen, and the applicant in the room."""

from __future__ import annotations

from textual import work

from conference.review import applicant, room
from screens.dialogs.confirm import Confirm
from screens.meeting_base import MeetingBase


class RoomKeys(MeetingBase):
    """Hold, show and take back; the applicant comes in and leaves."""

    def action_hold(self) -> None:
        """Put the holding screen on the room display, at once."""
        self.do(room.hold, "The room display shows its holding screen.")

    def action_show_room(self) -> None:
        """Let the room display follow the meeting."""
        self.do(room.show, "The room display follows the meeting.")

    def action_show_item(self) -> None:
        """Show the chosen item on the room display."""
        now, item = self.now(), self.item()
        if self.case is None or now is None or item is None:
            return
        case_id, meeting_id, item_id = self.case.id, now.id, item.id
        self.record(
            lambda: room.show_item(self.desk, case_id, meeting_id, item_id),
            f"The room display shows item {item.position}.",
        )

    def action_undo_room(self) -> None:
        """Take a wrong showing back."""
        self.do(room.undo, "Taken back.")

    def action_applicant_present(self) -> None:
        """The applicant comes in; while they are there, they leave, after a question."""
        if self.applicant_there:
            self._leaves()
        else:
            done = "Every shared display now shows only what the applicant may see."
            self.do(applicant.applicant_enters, done)

    @work
    async def _leaves(self) -> None:
        if self.only_looking():
            return
        question = Confirm(
            "Has the applicant left the room?",
            "The panel's items can be seen again on this screen and on the room display.",
            yes="Yes, they have left",
            no="No, they are still here",
        )
        if await self.app.push_screen_wait(question):
            self.do(applicant.applicant_leaves, "The applicant has left; it is recorded.")
