"""Keys of the presence ledger: who comes, goes, is replaced, has a conflict, accepts the notice."""

from __future__ import annotations

from functools import partial

from textual import work

from conference.review import attendance
from screens.dialogs.ask import Ask
from screens.entries.meeting_people import attendance_form, conflict_form
from screens.meeting_base import MeetingBase


class PeopleKeys(MeetingBase):
    """What is noted about the person chosen among the people."""

    def action_expect(self) -> None:
        """Expect somebody."""
        self.fill(lambda desk, case, now: attendance_form(desk, case, now.id), "Noted.")

    def action_presence(self) -> None:
        """The person comes, returns, or goes."""
        if (one := self.person()) is not None:
            here = one.is_here
            done = f"{one.name} {'left' if here else 'is here'}."
            self.do_to(one.id, attendance.leave if here else attendance.arrive, done)

    @work
    async def action_leave_why(self) -> None:
        """The person leaves, for a reason that the minutes tell."""
        one = self.person()
        if one is None or self.only_looking():
            return
        if not one.is_here:
            self.notify(f"{one.name} is not here.", markup=False)
            return
        asked = Ask(f"Why does {one.name} leave? The minutes tell it.", "Reason", save="Leaves")
        if why := await self.app.push_screen_wait(asked):
            self.do_to(one.id, partial(attendance.leave, why=why), f"{one.name} left.")

    def action_apologise(self) -> None:
        """The person sends apologies."""
        if (one := self.person()) is not None:
            self.do_to(one.id, attendance.apologise, f"{one.name} sends apologies.")

    @work
    async def action_substitute(self) -> None:
        """Somebody comes in place of the person."""
        one = self.person()
        if one is None or self.only_looking():
            return
        asked = Ask(f"Who comes in place of {one.name}?", "Name", save="Expect them")
        if name := await self.app.push_screen_wait(asked):
            done = f"{name} comes in place of {one.name}."
            self.do_to(one.id, partial(attendance.substitute, name=name), done)

    @work
    async def action_conflict(self) -> None:
        """The person declares a conflict of interest; one that was a mistake is lifted."""
        one = self.person()
        if self.case is None or one is None or self.only_looking():
            return
        if not one.conflict:
            self.fill_in(conflict_form(self.desk, self.case, one), "The conflict is recorded.")
            return
        asked = Ask(
            f"{one.name} has a conflict of interest: {one.conflict}\n\nWas that a mistake? Then "
            "say why. The history keeps both.",
            "Why it is lifted",
            save="Lift it",
        )
        if why := await self.app.push_screen_wait(asked):
            act = partial(attendance.withdraw_conflict, why=why)
            self.do_to(one.id, act, "The conflict is lifted.")

    def action_accept(self) -> None:
        """The person accepts the confidentiality notice."""
        if (one := self.person()) is not None:
            done = f"{one.name} accepts the notice."
            self.do_to(one.id, attendance.acknowledge_confidentiality, done)

    def action_accept_all(self) -> None:
        """Everybody who is here accepts it."""
        self.do(attendance.acknowledge_all, "Everybody here accepts the notice.")
