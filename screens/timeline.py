"""The timeline of a case: the swim-lane, the entry under its cursor, and the silences."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.law.access import Operation
from conference.review.desk import Desk
from conference.timeline import Timeline, timeline
from conference.views import CaseFile
from screens.entries.timeline import incident_form, mark_form, report_form
from screens.reader import Reader
from screens.rights import ActingPane
from screens.widgets.swim_lane import SwimLane
from screens.widgets.swim_words import describe
from screens.words.timeline import entry_of, entry_words, silence_words

HINT = "No entry is chosen."


class CaseLane(SwimLane):
    """The swim-lane with the keys of a stage beside its own: the footer has room for few."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "step(1)", "Next", show=False, tooltip="The next entry in time"),
        Binding("left,p", "step(-1)", "Previous", show=False, tooltip="The entry before it"),
        Binding("minus", "zoom(-1)", "Wider", show=False, tooltip="Zoom out"),
        Binding("plus,equals_sign", "zoom(1)", "Zoom", key_display="+/-", tooltip="Zoom in"),
        Binding("f", "only_lane", "Lane", tooltip="Show only this lane, or all again"),
    ]


class TimelinePane(ActingPane):
    """Who told what when, what each agency did, and how long nothing came."""

    ABOUT: ClassVar[str] = (
        "Everything that happened, in order of time: the incidents, the reports of them, and what "
        "each agency did. Below each agency stands how many days went by from a report to its "
        "first action. The arrows move, + and - come closer and go back, enter reads an entry."
    )
    DEFAULT_CSS = """
    TimelinePane { height: 1fr; }
    TimelinePane SwimLane { height: 1fr; min-height: 8; }
    TimelinePane > Horizontal { height: auto; max-height: 38%; border-top: solid $primary; }
    TimelinePane VerticalScroll { height: auto; max-height: 100%; padding: 0 1; }
    TimelinePane #silences { display: none; border-left: solid $primary; }
    TimelinePane.-wide.-tall #silences { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "silences", "Silences", tooltip="How long nothing came, in sentences"),
        Binding("m", "mark", "Mark", tooltip="Who may be told this entry"),
        Binding("a", "add_incident", "Incident", tooltip="Add an incident"),
        Binding("r", "add_report", "Report", tooltip="Add a report of incidents"),
    ]
    RIGHTS: ClassVar = {
        "mark": Operation.MARK_ENTRY,
        "add_incident": Operation.ADD_CHRONOLOGY,
        "add_report": Operation.ADD_CHRONOLOGY,
    }

    lane = query_one(SwimLane)
    """The swim-lane."""
    entry = query_one("#entry Static", Static)
    """The entry under the cursor, in words."""
    told = query_one("#silences Static", Static)
    """The silences, in sentences."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="timeline")
        self._timeline: Timeline | None = None

    def compose(self) -> ComposeResult:
        """The swim-lane above, words below it."""
        yield CaseLane()
        with Horizontal():
            with VerticalScroll(id="entry", can_focus=False):
                yield Static(HINT, markup=False)
            with VerticalScroll(id="silences", can_focus=False):
                yield Static("", markup=False)

    def show(self, case: CaseFile) -> None:
        """Draw the case anew; the cursor stays on its entry."""
        super().show(case)
        self._timeline = timeline(case)
        self.lane.update(self._timeline)
        self.told.update(silence_words(self._timeline))
        self._describe()

    def on_swim_lane_highlighted(self, event: SwimLane.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._describe()

    def _describe(self) -> None:
        entry = self.lane.current
        if self._timeline is not None:
            self.entry.update(describe(entry, self._timeline.silences) if entry else HINT)

    def on_swim_lane_selected(self, event: SwimLane.Selected) -> None:
        """Open the entry in full."""
        event.stop()
        if self.case is not None and self._timeline is not None:
            words = entry_words(self.case, self._timeline, event.entry)
            self.app.push_screen(Reader(f"{event.entry.kind}, {event.entry.when}", words))

    def action_silences(self) -> None:
        """Read the silences."""
        if self._timeline is not None:
            self.app.push_screen(Reader("How long nothing came", silence_words(self._timeline)))

    def action_mark(self) -> None:
        """Change who may be told the entry under the cursor."""
        if self.case is None or self.lane.current is None:
            return
        marked = entry_of(self.case, self.lane.current)
        if marked is None:
            self.notify("A request carries no mark: its answer's entries do.", markup=False)
        else:
            self.fill_in(mark_form(self.desk, self.case, marked), "The mark was changed.")

    def action_add_incident(self) -> None:
        """Add an incident."""
        if self.case is not None:
            self.fill_in(incident_form(self.desk, self.case), "The incident was added.")

    def action_add_report(self) -> None:
        """Add a report."""
        if self.case is not None:
            self.fill_in(report_form(self.desk, self.case), "The report was added.")
