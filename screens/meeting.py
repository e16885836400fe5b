"""The meeting of the panel: the chair's screen, gone through item by item with everyone in it."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Static

from conference.errors import BadInput, ConferenceError
from conference.exchange.risk_questions import RiskQuestion, risk_questions
from conference.law.access import Operation
from conference.law.audience import APPLICANT
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile, ItemState, MeetingState
from screens.meeting_agenda import AgendaKeys
from screens.meeting_base import NONE
from screens.meeting_deciding import DecidingKeys
from screens.meeting_item import MeetingItem
from screens.meeting_keys import ALSO, BINDINGS
from screens.meeting_life import LifeKeys
from screens.meeting_people import PeopleKeys
from screens.meeting_room import RoomKeys
from screens.meeting_side import Arrival, MeetingSide
from screens.rights import may
from screens.widgets.line_list import Column, LineList, RowList
from screens.widgets.say import say
from screens.words.meeting import agenda_rows, applicant_banner, meeting_line, room_words
from screens.words.meeting_arrivals import arrived, logged_at_meeting
from screens.words.meeting_clock import clock_words, is_over
from screens.words.meeting_owed import missing_returns, owed_words
from screens.words.parts import counted

PARTS = {"all": "all", "item": "the item alone", "people": "the people", "news": "what is new"}
"""What can be brought into view, in the order of the l key."""
READING = "What the applicant may see is being read."


class MeetingPane(LifeKeys, AgendaKeys, PeopleKeys, DecidingKeys, RoomKeys):
    """The agenda at the left, the item in the middle, people and what is new at the right."""

    ABOUT: ClassVar[str] = (
        "The panel's meeting. Plan it with p, open it with o, then go through the agenda with n: "
        "the middle says what is done at each item and with which keys. At the right stand who is "
        "here, whose return is missing, what is still owed, and what came in meanwhile; on a "
        "small screen l brings each of them into view. Tab goes from part to part. Enter on an "
        "item goes to it, or returns to it; enter on a person notes that they came or left. H "
        "when the applicant comes in: this screen and the room display then show only what they "
        "may see. Space puts the holding screen on the room display at once. The meeting cannot "
        "be closed while something is missing that a letter or an ombudsman will ask for."
    )
    DEFAULT_CSS = """
    MeetingPane { height: 1fr; }
    MeetingPane > Static {
        height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    MeetingPane #meeting-line { background: $panel; text-style: bold; }
    MeetingPane #meeting-clock.-over { text-style: bold reverse; }
    MeetingPane #meeting-counts, MeetingPane #meeting-also { color: $text-muted; }
    MeetingPane #meeting-applicant { text-style: bold reverse; height: auto; text-wrap: wrap; }
    MeetingPane > Horizontal { height: 1fr; }
    MeetingPane #agenda { width: 36; }
    MeetingPane #item { width: 1fr; height: 1fr; border-left: solid $primary; }
    MeetingPane #side { width: 1fr; height: 1fr; display: none; }
    MeetingPane.-people #side, MeetingPane.-news #side { display: block; }
    MeetingPane.-people #agenda, MeetingPane.-people #item { display: none; }
    MeetingPane.-news #agenda, MeetingPane.-news #item { display: none; }
    MeetingPane.-people #news, MeetingPane.-news #people { display: none; }
    MeetingPane.-item #agenda { display: none; }
    MeetingPane.-item #item { border-left: none; }
    MeetingPane.-wide #meeting-also { height: auto; max-height: 2; text-wrap: wrap; }
    MeetingPane.-wide.-all #side {
        display: block; width: 37; border-left: solid $primary;
    }
    MeetingPane.-wide.-all #news { border-top: solid $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    line = query_one("#meeting-line", Static)
    """How the meeting stands."""
    clock = query_one("#meeting-clock", Static)
    """The time it takes, against what it was given."""
    banner = query_one("#meeting-applicant", Static)
    """That the applicant is in the room."""
    counts = query_one("#meeting-counts", Static)
    """The room display, and what stands in the parts that are out of view."""
    keys = query_one("#meeting-also", Static)
    """The keys the footer has no room for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="meeting")
        self.part = "all"
        self.came: list[Arrival] = []
        self._clock_said = ""
        self._followed = ""

    def compose(self) -> ComposeResult:
        """How it stands above; below it the three parts."""
        yield Static(NONE, markup=False, id="meeting-line")
        yield Static("", markup=False, id="meeting-applicant")
        for name in ("clock", "counts", "also"):
            yield Static("", markup=False, id=f"meeting-{name}")
        with Horizontal():
            yield LineList(
                [
                    Column("State", 6),
                    Column("Agenda"),
                    Column("Min", 6, align="right"),
                ],
                empty="No agenda yet.",
                id="agenda",
            )
            yield MeetingItem(self._risk_questions)
            yield MeetingSide()

    def on_mount(self) -> None:
        """Let the clock go on."""
        self.set_class(True, "-all")
        self.set_interval(1.0, self.tick)

    # What it shows

    def show(self, case: CaseFile) -> None:
        """Show the meeting anew; cursors, scrolling and typing stay where they are."""
        before = self.case
        super().show(case)
        self._take_in(before, case)
        if not self.mirrors:
            self._mirror = None
        self._show_agenda()
        self._tell()
        if self.mirrors:
            self._read_mirror(case)

    def _show_agenda(self) -> None:
        now = self.meeting
        self._say_line()
        banner = applicant_banner(now) if now else ""
        say(self.banner, banner)
        self.banner.display = bool(banner)
        covered = self.applicant_there and self.item() is None
        self.agenda.update(agenda_rows(self.items(), self.desk.clock()) if now else RowList())
        if covered:
            self._to_applicant()
        if now is not None and self._followed != now.id:
            # Whoever comes to the meeting comes in at its item; after that the cursor is theirs.
            self._followed = now.id
            self.agenda.go_to(now.current.id if now.current else "")
        self.tick()
        self._say_counts()
        self._say_keys()

    def _risk_questions(self) -> tuple[RiskQuestion, ...] | None:
        try:
            return risk_questions(self.desk.templates)
        except BadInput:  # told in the form, where it matters; here the shipped ones do
            return None

    def _say_line(self) -> None:
        """How the meeting stands; where the news is out of view, the newest of it too."""
        now = self.meeting
        newest = self.came[-1].line() if self.came and not self._beside and not self.mirrors else ""
        say(self.line, meeting_line(now, newest) if now else NONE)

    @property
    def _beside(self) -> bool:
        """Whether everything stands beside each other."""
        return self.has_class("-wide") and self.part == "all"

    def _to_applicant(self) -> None:
        """The chosen item left the screen with the panel's: go to where the applicant comes in."""
        items = self.items()
        current = [item for item in items if item.state is ItemState.CURRENT]
        theirs = [item for item in items if item.key == "applicant"]
        if found := next(iter((*current, *theirs)), None):
            self.agenda.go_to(found.id)

    def tick(self) -> None:
        """Say the time, where it is another than was said; the agenda's minutes go with it."""
        now, at = self.meeting, self.desk.clock()
        words = clock_words(now, at, max(self.size.width - 2, 40)) if now else ""
        if words != self._clock_said:
            self._clock_said = words
            say(self.clock, words)
            self.clock.display = bool(words)
            self.clock.set_class(now is not None and is_over(now, at), "-over")
            self.agenda.update(agenda_rows(self.items(), at) if now else RowList())

    def _say_counts(self) -> None:
        now = self.meeting
        self.counts.display = now is not None and now.state.live
        if self.case is None or now is None:
            return
        parts = [room_words(now) if now.state is MeetingState.OPEN else ""]
        if not self.mirrors and not self._beside:
            parts += [
                f"{counted(len(missing_returns(self.case)), 'return')} missing",
                f"{len(self.came)} new",
            ]
            if may(self.desk, self.case, Operation.RUN_MEETING):
                parts.insert(-1, f"{len(owed_words(self.case, now))} owed")
        say(self.counts, " · ".join(filter(None, parts)))

    def _say_keys(self) -> None:
        words = [f"{key} {words}" for action, (key, words) in ALSO.items() if self._offers(action)]
        self.keys.display = bool(words)
        say(self.keys, f"Also: {' · '.join(words)}")

    def _offers(self, action: str) -> bool:
        return self.meeting is not None and bool(self.check_action(action, ()))

    def _tell(self) -> None:
        """Say what the chosen item is about, and what stands beside it."""
        case, item = self.picture, self.item()
        if self.case is not None:
            runs = may(self.desk, self.case, Operation.RUN_MEETING)
            self.side.tell(self.case, self.meeting, self.came, runs=runs)
        meeting = self.meeting_in(case) if case is not None else None
        if item is None:
            self.centre.say("")
        elif case is None or meeting is None:
            self.centre.say(READING)
        elif found := next((one for one in meeting.items if one.id == item.id), None):
            hints = self._offers("note") and not self.mirrors
            self.centre.tell(case, meeting, found, hints=hints)
        else:
            self.centre.say(READING)

    @work(exclusive=True, group="mirror")
    async def _read_mirror(self, case: CaseFile) -> None:
        """Read the case as the applicant may see it; nothing else comes on this screen."""
        try:
            mirror = await asyncio.to_thread(
                read_case, self.desk, case.id, view_as=APPLICANT, again=True
            )
        except ConferenceError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        if self.mirrors:
            self._mirror = mirror
            self._tell()

    def _take_in(self, before: CaseFile | None, case: CaseFile) -> None:
        """Keep what came in since this screen last looked, with the time it was noticed."""
        now = case.meeting
        held = before.meeting if before is not None else None
        if now is None or not now.state.live or self.viewed_as:
            return
        if before is None or held is None or held.id != now.id:
            self.came = [Arrival(words) for words in logged_at_meeting(case)]
        elif before.audience == case.audience:
            at = self.desk.clock()
            new = arrived(before, case, reader=self.desk.person.name)
            self.came += [Arrival(words, at) for words in new]

    # What is in view

    def look_at(self, part: str) -> None:
        """Bring a part into view, with the focus in it."""
        self.part = part
        for name in PARTS:
            self.set_class(name == part, f"-{name}")
        self._make_room()
        self._say_line()
        self._say_counts()
        self.call_after_refresh(self._focus_part)

    def _focus_part(self) -> None:
        target = {
            "item": self.centre.scroll,
            "people": self.people,
            "news": self.side.scroll,
        }.get(self.part, self.agenda)
        self.screen.set_focus(target, scroll_visible=False)

    def action_look(self) -> None:
        """Bring the next part into view."""
        parts = list(PARTS)
        self.look_at(parts[(parts.index(self.part) + 1) % len(parts)])

    def on_resize(self) -> None:
        """Lay the parts out by the room there is."""
        super().on_resize()
        self._make_room()
        self._clock_said = ""
        if self.case is not None:
            self.tick()
            self._say_line()
            self._say_counts()

    def _make_room(self) -> None:
        self.centre.make_room(roomy=self.has_class("-wide") or self.part == "item")

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the item under the cursor is about."""
        event.stop()
        if event.line_list is self.agenda:
            self._tell()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Enter on an item goes to it; on a person, they come or go."""
        event.stop()
        if event.line_list is self.people:
            if self.check_action("presence", ()):
                self.action_presence()
        elif self.check_action("jump", ()):
            self.action_jump()
