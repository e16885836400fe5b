"""The meeting of the panel: planned, gone through item by item, and closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.law.access import Operation
from conference.review import attendance, meeting
from conference.review.desk import Desk
from conference.review.papers import agenda_pack
from conference.review.people import people
from conference.views import (
    AgendaItemView,
    AttendanceView,
    CaseFile,
    ItemState,
    MeetingState,
    MeetingView,
)
from screens.acting import attempt
from screens.dialogs.ask import Ask
from screens.dialogs.confirm import Confirm
from screens.entries.meeting import (
    applicant_form,
    attendance_form,
    close_form,
    decision_form,
    note_form,
    plan_form,
)
from screens.entries.recommendations import recommendation_form
from screens.entry import Entry
from screens.reader import Reader
from screens.rights import ActingPane
from screens.save_dialog import ask_for_folder, save_with_care
from screens.widgets.line_list import Column, LineList, RowList
from screens.words.meeting import (
    agenda_rows,
    is_here,
    item_words,
    meeting_line,
    people_rows,
    record_words,
)

NONE = "No meeting is planned yet. The p key plans one."
_LIVE = (MeetingState.PLANNED, MeetingState.OPEN, MeetingState.ADJOURNED)
_HELD = (MeetingState.OPEN,)
STATES: dict[str, tuple[MeetingState | None, ...]] = {
    "plan": (None, *_LIVE),
    "open": (MeetingState.PLANNED, MeetingState.ADJOURNED),
    "expect": _LIVE,
    "applicant": _LIVE,
    "note": tuple(MeetingState),
    "record": tuple(MeetingState),
    **dict.fromkeys(("next", "park", "presence", "conflict", "decide", "adjourn", "close"), _HELD),
}
"""In which states of the meeting each thing can be done; None stands for no meeting."""
ALSO = {
    "note": ("N", "note"),
    "expect": ("x", "expect"),
    "conflict": ("y", "conflict"),
    "park": ("k", "park"),
    "record": ("w", "so far"),
    "adjourn": ("z", "adjourn"),
    "pack": ("P", "agenda pack"),
}
FormOf = Callable[[Desk, CaseFile, MeetingView], Entry]


class MeetingPane(ActingPane):
    """The agenda at the left, the item under its cursor, and who is here."""

    ABOUT: ClassVar[str] = (
        "The panel's meeting. Plan it, open it, go through the agenda with n, note who is here, "
        "how the applicant is heard, what is decided and recommended. It cannot be closed while "
        "something is missing that a letter or an ombudsman will ask for. Tab goes from the "
        "agenda to the people: enter goes to an item, or notes that somebody came or left."
    )
    DEFAULT_CSS = """
    MeetingPane { height: 1fr; }
    MeetingPane #meeting-line {
        height: 1; padding: 0 1; background: $panel; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    MeetingPane #meeting-keys { height: 1; padding: 0 1; color: $text-muted; }
    MeetingPane > Horizontal { height: 1fr; }
    MeetingPane #agenda { width: 36; }
    MeetingPane #beside { width: 1fr; layout: vertical; border-left: solid $primary; }
    MeetingPane #item { width: 1fr; height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    MeetingPane #item:focus { background: $surface; }
    MeetingPane #people { height: 7; border-top: solid $primary; }
    MeetingPane.-wide #agenda { width: 40; }
    MeetingPane.-wide #beside { layout: horizontal; }
    MeetingPane.-wide #people {
        width: 40; height: 1fr; border-top: none; border-left: solid $primary;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "plan", "Plan", tooltip="Plan the meeting, or change its plan"),
        Binding("o", "open", "Open it", tooltip="Open the meeting, or go on after a break"),
        Binding("n", "next", "Next", tooltip="Go to the next item of the agenda"),
        Binding("N,shift+n", "note", "Note", show=False, tooltip="Write this item's note"),
        Binding("k", "park", "Park", show=False, tooltip="Park this item for later"),
        Binding(
            "x", "expect", "Expect", show=False, tooltip="Expect somebody, or note their apologies"
        ),
        Binding("t", "presence", "Here", tooltip="Somebody chosen among the people comes, goes"),
        Binding("y", "conflict", "Conflict", show=False, tooltip="Declare a conflict of interest"),
        Binding("h", "applicant", "Heard", tooltip="How the applicant is heard"),
        Binding("d", "decide", "Decision", tooltip="Record a decision of the panel"),
        Binding("r", "recommend", "Recommend", tooltip="Record a recommendation"),
        Binding(
            "w", "record", "So far", show=False, tooltip="What is recorded of the meeting so far"
        ),
        Binding(
            "z", "adjourn", "Adjourn", show=False, tooltip="Adjourn the meeting; everybody leaves"
        ),
        Binding("c", "close", "Close", tooltip="Close the meeting"),
        Binding(
            "P,shift+p",
            "pack",
            "Agenda pack",
            show=False,
            tooltip="Make the agenda pack for the panel",
        ),
    ]
    RIGHTS: ClassVar = {
        "plan": Operation.PLAN_MEETING,
        "pack": Operation.MAKE_PACK,
        "expect": Operation.PLAN_MEETING,
        "decide": Operation.DECIDE,
        "recommend": Operation.RECOMMEND,
        **dict.fromkeys(
            ("open", "next", "note", "park", "presence", "conflict", "applicant", "adjourn"),
            Operation.RUN_MEETING,
        ),
        "close": Operation.RUN_MEETING,
    }

    line = query_one("#meeting-line", Static)
    """How the meeting stands."""
    keys = query_one("#meeting-keys", Static)
    """The keys the footer has no room for."""
    agenda = query_one("#agenda", LineList)
    """Its items."""
    item = query_one("#item Static", Static)
    """The item under the cursor, in words."""
    people = query_one("#people", LineList)
    """Who is expected, here, or has left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="meeting")

    def compose(self) -> ComposeResult:
        """How it stands above; below it the three parts."""
        yield Static(NONE, markup=False, id="meeting-line")
        yield Static("", markup=False, id="meeting-keys")
        with Horizontal():
            yield LineList(
                [Column("State", 7), Column("Agenda"), Column("Min", 3, align="right")],
                empty="No agenda yet.",
                id="agenda",
            )
            with Container(id="beside"):
                with VerticalScroll(id="item"):
                    yield Static("", markup=False)
                yield LineList(
                    [Column("Who"), Column("For", 12), Column("Here", 10)],
                    empty="Nobody is expected yet.",
                    id="people",
                )

    # What it shows

    @property
    def meeting(self) -> MeetingView | None:
        """The latest meeting."""
        return self.case.meeting if self.case else None

    def show(self, case: CaseFile) -> None:
        """Show the meeting anew; both cursors stay where they are."""
        super().show(case)
        now = case.meeting
        self.line.update(meeting_line(now) if now else NONE)
        self._say_keys()
        self.agenda.update(agenda_rows(now) if now else RowList())
        self.people.update(people_rows(now) if now else RowList())
        self._tell()

    def _tell(self) -> None:
        item = self._item()
        if self.case is not None and self.meeting is not None:
            self.item.update(item_words(self.case, self.meeting, item) if item else "")

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the item under the cursor is about."""
        event.stop()
        self._tell()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Enter on an item goes to it; on a person, they come or go."""
        event.stop()
        if event.line_list is self.people:
            self.action_presence()
        elif (item := self._item()) is not None:
            self._go_to(item)

    def _item(self) -> AgendaItemView | None:
        items = self.meeting.items if self.meeting else ()
        return next((item for item in items if item.id == self.agenda.key), None)

    def _person(self) -> AttendanceView | None:
        expected = self.meeting.attendance if self.meeting else ()
        return next((one for one in expected if one.id == self.people.key), None)

    # Its keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the meeting's state does not allow yet, or no longer."""
        states = STATES.get(action)
        state = self.meeting.state if self.meeting is not None else None
        if states is not None and state not in states:
            return False
        return super().check_action(action, parameters)

    def _say_keys(self) -> None:
        words = [f"{key} {words}" for action, (key, words) in ALSO.items() if self._offers(action)]
        self.keys.display = bool(words)
        self.keys.update(f"Also: {' · '.join(words)}")

    def _offers(self, action: str) -> bool:
        return self.meeting is not None and bool(self.check_action(action, ()))

    # Its life

    @work
    async def action_plan(self) -> None:
        """Plan a meeting; while one is not closed, change its plan."""
        everybody = await attempt(self, partial(people, self.desk.store, self.desk.council_id))
        if self.case is None or everybody is None:
            return
        chairs = tuple(person for person in everybody if "chair" in person.roles)
        now = self.meeting if self.meeting and self.meeting.closed_at is None else None
        self.fill_in(plan_form(self.desk, self.case, chairs, now), "The meeting is planned.")

    def action_open(self) -> None:
        """Open the meeting."""
        self._do(meeting.open_meeting, "The meeting is open.")

    @work
    async def action_pack(self) -> None:
        """Make the agenda pack, and save it in a folder."""
        if self.case is None or self.only_looking():
            return
        folder = await ask_for_folder(self, "Where should the agenda pack go?")
        if folder is None:
            return
        self.notify("The agenda pack is being made.", markup=False)
        pack = await attempt(self, partial(agenda_pack, self.desk, self.case.id))
        if pack is not None:
            await save_with_care(self, folder, pack.files)
            self.post_message(self.Recorded())

    @work
    async def action_adjourn(self) -> None:
        """Adjourn, after a question."""
        question = Confirm("Adjourn the meeting?", "Everybody who is here leaves with it.")
        if await self.app.push_screen_wait(question):
            self._do(meeting.adjourn, "The meeting is adjourned.")

    def _do(self, act: Callable[[Desk, str, str], None], done: str) -> None:
        now = self._now()
        if self.case is not None and now is not None:
            self.record(partial(act, self.desk, self.case.id, now.id), done)

    def _now(self) -> MeetingView | None:
        if self.meeting is None:
            self.notify(NONE, markup=False)
        return self.meeting

    def _fill(self, form: FormOf, done: str) -> None:
        now = self._now()
        if self.case is not None and now is not None:
            self.fill_in(form(self.desk, self.case, now), done)

    def action_close(self) -> None:
        """Close the meeting; the form says what is missing."""
        self._fill(close_form, "The meeting is closed.")

    # Its agenda

    def action_next(self) -> None:
        """Go to the item after the current one that is not done."""
        now = self._now()
        if now is None:
            return
        current = next((i.position for i in now.items if i.state is ItemState.CURRENT), 0)
        for item in now.items:
            if item.position > current and item.state in (ItemState.WAITING, ItemState.PARKED):
                self._go_to(item)
                return
        self.notify("That was the last item. The c key closes the meeting.", markup=False)

    def _go_to(self, item: AgendaItemView) -> None:
        if self.case is not None:
            self.agenda.go_to(item.id)
            self.record(partial(meeting.go_to_item, self.desk, self.case.id, item.id))

    def action_park(self) -> None:
        """Park the item under the cursor."""
        item = self._item()
        if self.case is not None and item is not None:
            act = partial(meeting.finish_item, self.desk, self.case.id, item.id, park=True)
            self.record(act, "Parked for later.")

    def action_note(self) -> None:
        """Write the note of the item under the cursor."""
        item = self._item()
        if self.case is not None and item is not None:
            self.fill_in(note_form(self.desk, self.case, item), "The note is kept.")

    # Who is here

    def action_expect(self) -> None:
        """Expect somebody."""
        self._fill(lambda desk, case, now: attendance_form(desk, case, now.id), "Noted.")

    def action_presence(self) -> None:
        """The person under the cursor comes, or goes."""
        one = self._person()
        if self.case is None or one is None:
            self.notify("Nobody is expected yet. The x key adds somebody.", markup=False)
            return
        act = attendance.leave if is_here(one) else attendance.arrive
        done = f"{one.name} {'left' if is_here(one) else 'is here'}."
        self.record(partial(act, self.desk, self.case.id, one.id), done)

    @work
    async def action_conflict(self) -> None:
        """Record a conflict of interest of the person under the cursor."""
        one = self._person()
        if self.case is None or one is None:
            return
        asked = Ask(
            f"What conflict of interest has {one.name}? Whoever has one loses sight of the case.",
            "Conflict of interest",
        )
        if words := await self.app.push_screen_wait(asked):
            self.record(
                partial(
                    attendance.declare_conflict, self.desk, self.case.id, one.id, conflict=words
                )
            )

    # What is decided

    def action_applicant(self) -> None:
        """Record how the applicant is heard."""
        self._fill(applicant_form, "The applicant's part is recorded.")

    def action_decide(self) -> None:
        """Record a decision."""
        self._fill(lambda desk, case, now: decision_form(desk, case, now.id), "Decision recorded.")

    def action_recommend(self) -> None:
        """Record a recommendation."""
        self._fill(lambda desk, case, _now: recommendation_form(desk, case), "Recorded.")

    def action_record(self) -> None:
        """Read what is recorded so far."""
        if self.case is not None and self.meeting is not None:
            words = record_words(self.case, self.meeting)
            self.app.push_screen(Reader("Recorded so far", words))
