"""The middle of the meeting: what its item is about, with the swim-lane where it helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from conference.exchange.risk_questions import RiskQuestion
from conference.timeline import Timeline, timeline
from conference.views import AgendaItemView, CaseFile, MeetingView
from screens.reader import Reader
from screens.widgets.swim_lane import SwimLane
from screens.words.meeting_item import item_words
from screens.words.timeline import entry_words

DRAWN = ("agencies", "gaps")
"""Keys of the items that the swim-lane belongs to."""


class MeetingLane(SwimLane, inherit_bindings=False):
    """The swim-lane with none of the letters that run the meeting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "Next entry", show=False, tooltip="The next entry in time"),
        Binding("left", "step(-1)", "Entry before", show=False, tooltip="The entry before it"),
        Binding("down", "lane(1)", "Lane below", show=False, tooltip="The lane below"),
        Binding("up", "lane(-1)", "Lane above", show=False, tooltip="The lane above"),
        Binding("pagedown", "page(1)", "Later", show=False, tooltip="One screenful later"),
        Binding("pageup", "page(-1)", "Earlier", show=False, tooltip="One screenful earlier"),
        Binding("home", "go(0)", "First", show=False, tooltip="The first entry"),
        Binding("end", "go(-1)", "Last", show=False, tooltip="The last entry"),
        Binding("plus,equals_sign", "zoom(1)", "Closer", show=False, tooltip="Zoom in"),
        Binding("minus", "zoom(-1)", "Wider", show=False, tooltip="Zoom out"),
        Binding("slash", "find", "Find", show=False, tooltip="Show entries with these words"),
        Binding("enter", "select", "Read", tooltip="Read this entry"),
    ]


class MeetingItem(Vertical):
    """One item in words; above them the swim-lane, for the items it belongs to."""

    DEFAULT_CSS = """
    MeetingItem #item-words { height: 2fr; padding: 0 1; scrollbar-size-vertical: 1; }
    MeetingItem #item-words:focus { background: $surface; }
    MeetingItem MeetingLane { display: none; height: 2fr; border-bottom: solid $primary; }
    MeetingItem.-drawn MeetingLane { display: block; }
    """

    scroll = query_one("#item-words", VerticalScroll)
    """What is scrolled."""
    said = query_one("#item-words Static", Static)
    """The words."""
    lane = query_one(MeetingLane)
    """The picture."""

    def __init__(self, questions: Callable[[], Sequence[RiskQuestion] | None]) -> None:
        """questions: reads the council's own about risk; None stands for the shipped ones."""
        super().__init__(id="item")
        self._questions = questions
        self._case: CaseFile | None = None
        self._drawn: CaseFile | None = None
        self._timeline: Timeline | None = None
        self._item: AgendaItemView | None = None
        self._words = Content("")
        self.roomy = False
        """Whether there is room for the picture."""

    def compose(self) -> ComposeResult:
        """The picture above the words."""
        yield MeetingLane()
        with VerticalScroll(id="item-words"):
            yield Static("", markup=False)

    def say(self, words: Content | str) -> None:
        """Show words in place of an item."""
        self._case = self._item = None
        self._write(words if isinstance(words, Content) else Content(words))
        self._arrange()

    def tell(
        self, case: CaseFile, meeting: MeetingView, item: AgendaItemView, *, hints: bool
    ) -> None:
        """Show an item; where it is the one already shown, what was scrolled to stays."""
        other = self._item is None or self._item.id != item.id
        self._case, self._item = case, item
        asked = self._questions() if item.key == "risk" else None
        self._write(item_words(case, meeting, item, hints=hints, questions=asked))
        if other:
            self.scroll.scroll_home(animate=False)
        self._arrange()

    @property
    def words(self) -> Content:
        """What is said now."""
        return self._words

    def _write(self, words: Content) -> None:
        if words != self._words:
            self._words = words
            self.said.update(words)

    def make_room(self, *, roomy: bool) -> None:
        """Show the picture where there is room for it."""
        if roomy != self.roomy:
            self.roomy = roomy
            self._arrange()

    def _arrange(self) -> None:
        drawn = self.roomy and self._item is not None and self._item.key in DRAWN
        if drawn and self._case is not None and self._case is not self._drawn:
            self._drawn = self._case
            self._timeline = timeline(self._case)
            self.lane.update(self._timeline)
        if not drawn and self.lane.has_focus:
            self.scroll.focus()
        self.set_class(drawn, "-drawn")

    def on_swim_lane_highlighted(self, event: SwimLane.Highlighted) -> None:
        """The words below stay those of the item."""
        event.stop()

    def on_swim_lane_selected(self, event: SwimLane.Selected) -> None:
        """Read an entry in full."""
        event.stop()
        if self._case is not None and self._timeline is not None:
            words = entry_words(self._case, self._timeline, event.entry)
            self.app.push_screen(Reader(f"{event.entry.kind}, {event.entry.when}", words))
