"""What every key of the meeting starts from: the meeting, the chosen item, the chosen person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.getters import query_one

from conference.law.access import Operation
from conference.law.audience import AudienceKind
from conference.review.desk import Desk
from conference.views import AgendaItemView, AttendanceView, CaseFile, MeetingView, Visibility
from screens.acting_pane import ActingPane
from screens.entry import Entry
from screens.meeting_item import MeetingItem
from screens.meeting_keys import RIGHTS, STATES
from screens.meeting_side import MeetingSide
from screens.rights import may
from screens.widgets.line_list import LineList

NONE = "No meeting is planned yet. The p key plans one."
FormOf = Callable[[Desk, CaseFile, MeetingView], Entry]


class MeetingBase(ActingPane):
    """The parts of the meeting's stage, and what is chosen in them."""

    RIGHTS = RIGHTS
    _mirror: CaseFile | None = None
    """The case as the applicant may see it, while they are in the room."""

    agenda = query_one("#agenda", LineList)
    """Its items."""
    centre = query_one(MeetingItem)
    """The item under the agenda's cursor."""
    side = query_one(MeetingSide)
    """Who is here, what is owed, what came in."""

    @property
    def people(self) -> LineList:
        """Who is expected, here, or has left."""
        return self.side.people

    @property
    def meeting(self) -> MeetingView | None:
        """The latest meeting, as the person at the desk may see it."""
        return self.case.meeting if self.case else None

    @property
    def applicant_there(self) -> bool:
        """Whether the applicant is in the room."""
        return self.meeting is not None and self.meeting.applicant_in_room_since is not None

    @property
    def picture(self) -> CaseFile | None:
        """The case as it may be on this screen now: the applicant's view while they are there."""
        return self._mirror if self.mirrors else self.case

    @property
    def mirrors(self) -> bool:
        """Whether this screen shows what the applicant may see, for a chair who shares it."""
        panel = self.case is not None and self.case.audience.kind is AudienceKind.PANEL
        return self.applicant_there and panel and not self.viewed_as

    def meeting_in(self, case: CaseFile) -> MeetingView | None:
        """The same meeting as another picture of the case has it."""
        now = self.meeting
        return next((one for one in case.meetings if now and one.id == now.id), None)

    def items(self) -> tuple[AgendaItemView, ...]:
        """The items of the agenda that may be on this screen now."""
        items = self.meeting.items if self.meeting else ()
        if self.applicant_there:
            return tuple(item for item in items if item.visibility is Visibility.ROOM)
        return items

    def item(self) -> AgendaItemView | None:
        """The item under the agenda's cursor."""
        return next((item for item in self.items() if item.id == self.agenda.key), None)

    def person(self) -> AttendanceView | None:
        """The person chosen among the people.

        Whoever is elsewhere on the screen is brought to the people first, and chooses: nobody is
        sent out of a meeting by a key that was meant for something else.
        """
        if self.meeting is None or not self.meeting.attendance:
            self.notify("Nobody is expected yet. The x key adds somebody.", markup=False)
            return None
        if not self.people.has_focus:
            if self.side.display and self.people.display:
                self.people.focus(scroll_visible=False)
            else:
                self.look_at("people")
            self.notify("Choose somebody with the arrows, then press it again.", markup=False)
            return None
        found = self.meeting.attendance
        return next((one for one in found if one.id == self.people.key), None)

    def look_at(self, part: str) -> None:
        """Bring a part of the meeting into view: "all", "item", "people" or "news"."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the meeting's state does not allow yet, or no longer."""
        if action == "note_to_action" and not self._sees_notes:
            return False
        states = STATES.get(action)
        state = self.meeting.state if self.meeting is not None else None
        if states is not None and state not in states:
            return False
        return super().check_action(action, parameters)

    @property
    def _sees_notes(self) -> bool:
        """Whether the notes are there at all: they are for those who run the meeting."""
        return self.case is not None and may(self.desk, self.case, Operation.RUN_MEETING)

    # Acting

    def now(self) -> MeetingView | None:
        """The latest meeting; where there is none it is said."""
        if self.meeting is None:
            self.notify(NONE, markup=False)
        return self.meeting

    def do(self, act: Callable[[Desk, str, str], object], done: str) -> None:
        """Do something to the meeting. act: takes the desk, the case's id and the meeting's."""
        now = self.now()
        if self.case is not None and now is not None:
            self.record(partial(act, self.desk, self.case.id, now.id), done)

    def do_to(self, entry_id: str, act: Callable[[Desk, str, str], object], done: str = "") -> None:
        """Do something to an item or a person of the meeting, by its id."""
        if self.case is not None:
            self.record(partial(act, self.desk, self.case.id, entry_id), done)

    def fill(self, form: FormOf, done: str) -> None:
        """Open a form about the meeting."""
        now = self.now()
        if self.case is not None and now is not None:
            self.fill_in(form(self.desk, self.case, now), done)
