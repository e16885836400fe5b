"""One case: where it stands always in view, and its stages each behind a digit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, ScrollableContainer
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker

from conference.errors import ConferenceError
from conference.law.audience import APPLICANT, COMMISSIONER, ROOM, Audience, AudienceKind, agency
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.text import one_line
from conference.views import CaseFile
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.dialogs.message import Message
from screens.returning import trail_of
from screens.stage import StagePane
from screens.stage_bar import StageBar
from screens.watch import follow, read_through
from screens.widgets.key_footer import KeyFooter
from screens.widgets.say import say
from screens.words.standing import audience_words, next_words, person_words, seen_by

_STAGES = (
    ("application", "Application", "Applic."),
    ("threshold", "Threshold", "Threshold"),
    ("timeline", "Timeline", "Timeline"),
    ("evidence", "Actions", "Actions"),
    ("meeting", "Meeting", "Meeting"),
    ("recommendations", "Recommendations", "Recs"),
    ("letters", "Letters", "Letters"),
    ("afterwards", "Afterwards", "After"),
    ("record", "Record", "Record"),
)
_PANES = {
    "application": "screens.application:ApplicationPane",
    "threshold": "screens.threshold:ThresholdPane",
    "timeline": "screens.timeline:TimelinePane",
    "evidence": "screens.evidence:EvidencePane",
    "meeting": "screens.meeting:MeetingPane",
    "recommendations": "screens.recommendations:RecommendationsPane",
    "letters": "screens.letters:LettersPane",
    "afterwards": "screens.afterwards:AfterwardsPane",
    "record": "screens.record_pane:RecordPane",
    "disposed": "screens.tombstone:TombstonePane",
}
HERE = Path(__file__).parent


def _pane(name: str, desk: Desk) -> StagePane:
    """The pane of a stage; its module is loaded when it is first wanted."""
    module, _, of = _PANES[name].partition(":")
    make = cast(Callable[[Desk], StagePane], getattr(import_module(module), of))
    return make(desk)


class CaseScreen(Screen[None]):
    """One case, as the person at the desk may see it, or as another audience would."""

    CSS_PATH = [
        "case.tcss",
        *(
            f"{style}.tcss"
            for style in (
                path.partition(":")[0].removeprefix("screens.") for path in _PANES.values()
            )
            if (HERE / f"{style}.tcss").exists()
        ),
    ]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"stage('{name}')", words, show=False, tooltip=f"Show: {words}")
            for number, (name, words, _) in enumerate(_STAGES, start=1)
        ),
        Binding("v,V", "view_as", "View as", show=False, tooltip="See the case as somebody else"),
        Binding("escape", "back", "Caseload", key_display="esc", tooltip="Back to the caseload"),
    ]
    STAGES: ClassVar[frozenset[str]] = frozenset(name for name, _, _ in _STAGES)
    bar = query_one(StageBar)

    def __init__(self, desk: Desk, case_id: str, *, stage: str = "application") -> None:
        super().__init__()
        self.desk = desk
        self.case: CaseFile | None = None
        self._case_id = case_id
        self._stage = stage
        self._audience: Audience | None = None
        self._panes: dict[str, StagePane] = {}
        self._behind: set[str] = set()
        self._showing = asyncio.Lock()
        self._unread = False
        """Whether the last look failed, and a warning says so."""

    # What it shows

    def compose(self) -> ComposeResult:
        """Where the case stands, its stages, the stage that is shown."""
        yield Static("Opening the case…", classes="title", id="case-title", markup=False)
        yield Static("", id="case-next", markup=False)
        yield Static("", id="case-people", markup=False)
        yield Static("", id="case-warning", classes="warning", markup=False)
        yield StageBar(_STAGES)
        yield Container(id="stages")
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Read the case, and meanwhile make ready the stage to show it in."""
        self.query_one("#case-warning").display = False
        self._follow(self.read(again=False))
        async with self._showing:
            await self._made(self._stage)

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        if self.case is not None:
            self._tell_standing(self.case)

    def on_screen_resume(self) -> None:
        """Look again when a form in front is closed."""
        if self.case is not None:
            self.read()

    @work(group="follow")
    async def _follow(self, first: Worker[None]) -> None:
        """Look again after each thing recorded; behind a form nothing is read or shown anew.

        The first picture does not wait for the watching to begin: what was recorded in between is
        found by the look that begins it.
        """
        await read_through(first)
        await follow(self.desk, self._look, self._case_id)

    def _look(self) -> Worker[None] | None:
        if self.case is None:
            return self.read(again=False)
        return self.read() if self.is_active else None

    @work(exclusive=True, group="case")
    async def read(self, *, again: bool = True) -> None:
        """Read the case and show what is new in it."""
        try:
            case = await asyncio.to_thread(
                read_case, self.desk, self._case_id, view_as=self._audience, again=again
            )
        except ConferenceError as error:
            await self._unreadable(error)
            return
        if not self.query("#case-title"):
            return  # The screen went while the case was read.
        if self.case is not None and not self.is_active:
            return  # Something opened in front meanwhile; when it closes the case is read again.
        if case != self.case or self._unread:
            self.case, self._unread = case, False
            self._tell_standing(case)
            self._behind = set(self._panes)
        await self._show_stage()

    async def _unreadable(self, error: ConferenceError) -> None:
        """A case that cannot be opened is left; one that is open stays as it was, and says so."""
        if self.case is None:
            await self.app.push_screen_wait(Message.of(error, "The case cannot be opened"))
            self._go_away()
        else:
            self._unread = True
            self._warn(str(error))

    def _tell_standing(self, case: CaseFile) -> None:
        applicant = case.applicant
        name = one_line(applicant.name) if applicant else "applicant not shown"
        name = "disposed of" if case.disposed else name
        practice = "PRACTICE · " if case.council.practice else ""
        again = f" (after {case.linked_reference})" if case.linked_reference else ""
        title = f"{practice}{case.reference}{again} · {name} · Stage: {case.stage}"
        say(self.query_one("#case-title", Static), title, same_height=True)
        following = f"Next: {one_line(next_words(case))}"
        say(self.query_one("#case-next", Static), following, same_height=True)
        people = self.query_one("#case-people", Static)
        people.set_class(self._audience is not None, "-as")
        say(people, one_line(self._people_words(case)), same_height=True)
        # What is missing is said among colleagues, not to the applicant beside the screen.
        self._warn(*(() if self._applicant_watches else case.warnings))

    @property
    def _applicant_watches(self) -> bool:
        """Whether the meeting is shown while the applicant is in the room."""
        meeting = self.case.meeting if self.case is not None else None
        inside = meeting is not None and meeting.applicant_in_room_since is not None
        return inside and self._stage == "meeting"

    def _people_words(self, case: CaseFile) -> str:
        """The single point of contact, who is looking, and with whose eyes."""
        seen = audience_words(case.audience, case.agencies)
        if self._audience is not None:
            return f"SEEN AS {seen.upper()} · nothing is recorded · v: back to your own view"
        contact = case.spoc.name if case.spoc else "not named"
        by = f"Seen by {seen_by(case)}"
        ways = (
            f"Single point of contact: {contact} · You: {person_words(self.desk.person)} · {by}",
            f"Contact: {contact} · You: {person_words(self.desk.person)} · {by}",
            f"Contact: {contact} · You: {self.desk.person.name} · {by}",
        )
        return next((words for words in ways if len(words) < self.size.width - 1), ways[-1])

    def _warn(self, *warnings: str) -> None:
        """One line for all of them; the application has each in full."""
        line = self.query_one("#case-warning", Static)
        line.display = bool(warnings)
        many = f"{len(warnings)} warnings: " if len(warnings) > 1 else ""
        words = f"! {many}{one_line(' '.join(warnings))}" if warnings else ""
        say(line, words, same_height=True)

    # Stages

    async def _show_stage(self) -> None:
        if self.case is not None:
            async with self._showing:
                await self._bring_up(self._pane_name(self.case), self.case)
            if trail := trail_of(self):
                trail.at(self._case_id, self._stage)

    def _pane_name(self, case: CaseFile) -> str:
        """The pane to show: of a case that was disposed of only its history is left."""
        gone = case.disposed is not None and self._stage != "record"
        return "disposed" if gone else self._stage

    async def _bring_up(self, name: str, case: CaseFile) -> None:
        pane = await self._made(name)
        if pane.case is None or name in self._behind:
            self._behind.discard(name)
            seen = audience_words(case.audience, case.agencies)
            pane.viewed_as = seen if self._audience is not None else ""
            pane.show(case)
        moved = self.bar.shown != name
        self.bar.shown = name
        for other, one in self._panes.items():
            one.display = other == name
        if moved and self.is_current:
            self.call_after_refresh(self._focus, pane)

    async def _made(self, name: str) -> StagePane:
        """The pane of that name, put into the screen when it is first wanted, and not yet seen.

        Without a case it would say that there is nothing.
        """
        if name not in self._panes:
            pane = self._panes[name] = _pane(name, self.desk)
            pane.display = False
            await self.query_one("#stages").mount(pane)
        return self._panes[name]

    def _focus(self, pane: StagePane) -> None:
        """Put the person into the stage: a list before a text, a text before the stage itself."""
        able = [widget for widget in pane.query("*").results(Widget) if widget.focusable]
        lists = [widget for widget in able if not isinstance(widget, ScrollableContainer)]
        if not able:
            pane.can_focus = True
        (*lists, *able, pane)[0].focus(scroll_visible=False)

    @work(exclusive=True, group="stage")
    async def action_stage(self, name: str) -> None:
        """Show a stage; away from the meeting only after a question while the applicant watches."""
        if name != "meeting" and not await self._may_show_more():
            return
        self._stage = name
        if self.case is not None:
            self._tell_standing(self.case)
        await self._show_stage()

    async def _may_show_more(self) -> bool:
        """Whether to show what the applicant, who is in the room, may not see."""
        if not self._applicant_watches:
            return True
        question = Confirm(
            "Show more while the applicant is in the room?",
            "Only the meeting is cut to what they may see.",
            yes="Show it",
            no="Stay",
        )
        return await self.app.push_screen_wait(question)

    def on_stage_bar_chosen(self, event: StageBar.Chosen) -> None:
        """Show the stage that was clicked."""
        self.action_stage(event.name)

    def on_stage_pane_recorded(self) -> None:
        """Something was recorded here: read the case again, and show what hangs on it anew.

        A ruling on a report changes the weighing and nothing in the case's own view.
        """
        self._unread = True
        self.read()

    @property
    def about_now(self) -> str:
        """What the stage in front is for."""
        pane = self._panes.get(self._pane_name(self.case)) if self.case else None
        about = pane.ABOUT if pane is not None else ""
        return (
            f"{about}\n\nThe digits 1 to 9 show the stages of the case in order. The lines at the "
            "top always say what is next and by when."
        ).strip()

    # Keys

    @work(exclusive=True, group="back")
    async def action_back(self) -> None:
        """Back to the caseload, which names other people: not before the applicant unasked."""
        if await self._may_show_more():
            self._go_away()

    def _go_away(self) -> None:
        if trail := trail_of(self):
            trail.nowhere()
        self.dismiss(None)

    @work(exclusive=True, group="view as")
    async def action_view_as(self) -> None:
        """See the case as another audience would; pressed again, as oneself."""
        if self._audience is not None:
            self._audience = None
        elif (chosen := await self._chosen_audience()) is None:
            return
        else:
            self._audience = chosen
        self.read()

    async def _chosen_audience(self) -> Audience | None:
        case = self.case
        if case is None:
            return None
        if case.audience.kind is not AudienceKind.PANEL:
            words = "Only the chair and the officer can see the case as somebody else."
            self.notify(words, severity="warning", markup=False)
            return None
        audiences = {
            "applicant": APPLICANT,
            "room": ROOM,
            "commissioner": COMMISSIONER,
            **{one.id: agency(one.id) for one in case.agencies},
        }
        choices = [(key, audience_words(one, case.agencies)) for key, one in audiences.items()]
        question = "Nothing can be recorded while you look. v brings your own view back."
        key = await self.app.push_screen_wait(Choose("See it as", choices, question=question))
        return audiences.get(key or "")
