"""Keys of the meeting's life: planned, opened, adjourned, closed or cancelled, and its papers."""

from __future__ import annotations

from functools import partial

from textual import work

from conference.quorum import quorum_words
from conference.review import meeting
from conference.review.people import people
from screens.acting import attempt
from screens.dialogs.ask import Ask
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.entries.meeting import close_form, plan_form
from screens.meeting_base import MeetingBase
from screens.meeting_papers import papers_of
from screens.reader import Reader
from screens.save_dialog import ask_where, hand_over
from screens.words.meeting import record_words


class LifeKeys(MeetingBase):
    """Plan, open, adjourn, close, cancel; the papers; what is recorded so far."""

    @work
    async def action_plan(self) -> None:
        """Plan a meeting; while one is not closed, change its plan."""
        everybody = await attempt(self, partial(people, self.desk.store, self.desk.council_id))
        if self.case is None or everybody is None:
            return
        chairs = tuple(person for person in everybody if "chair" in person.roles)
        now = self.meeting if self.meeting and self.meeting.closed_at is None else None
        form = await attempt(self, partial(plan_form, self.desk, self.case, chairs, now))
        if form is not None:
            self.fill_in(form, "The meeting is planned.")

    @work
    async def action_open(self) -> None:
        """Open the meeting, and say what its procedure's quorum lacks."""
        self.do(meeting.open_meeting, "The meeting is open. n begins; t notes who is here.")
        if self.case is None or self.meeting is None:
            return
        if few := quorum_words(self.meeting, self.case.procedure):
            self.notify(few, severity="warning", markup=False)

    @work
    async def action_adjourn(self) -> None:
        """Adjourn, after a question."""
        question = Confirm(
            "Adjourn the meeting?",
            "Everybody who is here leaves with it, and the room display shows its holding screen.",
        )
        if not self.only_looking() and await self.app.push_screen_wait(question):
            self.do(meeting.adjourn, "The meeting is adjourned.")

    @work
    async def action_cancel(self) -> None:
        """Cancel the meeting, with the reason."""
        if self.now() is None or self.only_looking():
            return
        asked = Ask(
            "Why is the meeting cancelled? It is not held, and another can be planned. The P key "
            "then makes the cancellation for calendars.",
            save="Cancel the meeting",
        )
        if why := await self.app.push_screen_wait(asked):
            self.do(partial(meeting.cancel, why=why), "The meeting is cancelled.")

    def action_close(self) -> None:
        """Close the meeting; the form says what is missing."""
        if self.applicant_there:
            words = "The applicant is still in the room. Press H when they leave, then close."
            self.notify(words, severity="warning", markup=False)
        else:
            self.fill(close_form, "The meeting is closed.")

    # Papers

    @work
    async def action_papers(self) -> None:
        """Choose a paper, make it, and save it in a folder."""
        if self.case is None or self.only_looking():
            return
        ways = papers_of(self.case)
        choices = [(str(place), one.words) for place, one in enumerate(ways)]
        chosen = await self.app.push_screen_wait(Choose("Papers of the meeting", choices))
        where = await ask_where(self, "Where should it go?") if chosen else None
        if chosen is None or where is None:
            return
        self.notify("It is being made.", markup=False)
        files = await attempt(self, partial(ways[int(chosen)].make, self.desk))
        if files is not None:
            await hand_over(self, where, files)
            self.post_message(self.Recorded())

    @work
    async def action_minutes(self) -> None:
        """Open the minutes of the meeting."""
        from screens.minutes import MinutesScreen

        now = self.now()
        if self.case is None or now is None or self.only_looking():
            return
        await self.app.push_screen_wait(MinutesScreen(self.desk, self.case.id, now.id))
        self.post_message(self.Recorded())

    def action_record(self) -> None:
        """Read what is recorded so far."""
        case = self.picture
        if case is not None and (now := self.meeting_in(case)) is not None:
            self.app.push_screen(Reader("Recorded so far", record_words(case, now)))
