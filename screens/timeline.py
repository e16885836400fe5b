"""The timeline of a case: the swim-lane, the entry under its cursor, and the silences."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.law.access import Operation
from conference.likeness import accounts_of, offers
from conference.review import chronology
from conference.review.desk import Desk
from conference.timeline import Timeline, timeline
from conference.views import CaseFile, IncidentView, ReportView
from screens.acting_pane import ActingPane
from screens.dialogs.choose import Choose
from screens.entries.chronology import (
    account_line,
    correct_incident_form,
    correct_report_form,
    group_form,
)
from screens.entries.timeline import incident_form, mark_form, report_form
from screens.reader import Reader
from screens.widgets.say import say
from screens.widgets.swim_lane import SwimLane
from screens.widgets.swim_words import describe
from screens.words.timeline import entry_of, entry_words, offer_line, silence_of, silence_words

HINT = "No entry is chosen."
OTHERS = "others"
WHOLE = "whole"
NOT_KEPT = (
    "Nothing is grouped until you say so, and each account stays as it was told. That two are not "
    "the same is not kept: what you leave is offered again."
)


class CaseLane(SwimLane):
    """The swim-lane with the keys of a stage beside its own: the footer has room for few."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "step(1)", "Next", show=False, tooltip="The next entry in time"),
        Binding("left,p", "step(-1)", "Previous", show=False, tooltip="The entry before it"),
        Binding("minus", "zoom(-1)", "Wider", show=False, tooltip="Zoom out"),
        Binding("plus,equals_sign", "zoom(1)", "Zoom", key_display="+/-", tooltip="Zoom in"),
        Binding("f", "only_lane", "Lane", show=False, tooltip="Show only this lane, or all again"),
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
        Binding("e", "correct", "Correct", show=False, tooltip="Correct this incident or report"),
        Binding("g", "group", "Same?", tooltip="Incidents that may be one, told more than once"),
        Binding("u", "ungroup", "Ungroup", show=False, tooltip="These are not one incident"),
    ]
    RIGHTS: ClassVar = {
        "mark": Operation.MARK_ENTRY,
        "add_incident": Operation.ADD_CHRONOLOGY,
        "add_report": Operation.ADD_CHRONOLOGY,
        "correct": Operation.CORRECT_CHRONOLOGY,
        "group": Operation.GROUP_INCIDENTS,
        "ungroup": Operation.GROUP_INCIDENTS,
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
        say(self.told, silence_words(self._timeline))
        self._describe()

    def on_swim_lane_highlighted(self, event: SwimLane.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._describe()

    def _describe(self) -> None:
        entry = self.lane.current
        if self._timeline is not None:
            words = describe(entry, silence_of(entry, self._timeline)) if entry else HINT
            say(self.entry, words)

    def on_swim_lane_emptied(self, event: SwimLane.Emptied) -> None:
        """Say that no entry is left to stand on."""
        event.stop()
        self._describe()

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

    # Putting it right

    @work
    async def action_correct(self) -> None:
        """Correct the incident or report under the cursor; of several accounts, one is chosen."""
        case, entry = self.case, self.lane.current
        if case is None or entry is None or self.only_looking():
            return
        chosen = entry_of(case, entry)
        if len(entry.members) > 1:
            key = await self._one_of(entry.members, "Which account is to be corrected?")
            chosen = next((one for one in case.incidents if one.id == key), None)
            if chosen is None:
                return
        if isinstance(chosen, IncidentView):
            form = correct_incident_form(self.desk, case, chosen)
            self.fill_in(form, "The incident is corrected.")
        elif isinstance(chosen, ReportView):
            form = correct_report_form(self.desk, case, chosen)
            self.fill_in(form, "The report is corrected.")
        else:
            self.notify("Actions and requests are corrected under Evidence.", markup=False)

    async def _one_of(
        self, members: tuple[str, ...], question: str, *more: tuple[str, str]
    ) -> str | None:
        """Ask for one account of an incident, or for one of what else is offered."""
        if self.case is None:
            return None
        case = self.case
        lines = [(one.id, account_line(one, case)) for one in case.incidents if one.id in members]
        return await self.app.push_screen_wait(
            Choose("One incident, told more than once", [*more, *lines], question=question)
        )

    @work
    async def action_group(self) -> None:
        """Offer incidents that may be one, with the reason; nothing is grouped unasked."""
        case = self.case
        if case is None or self.only_looking():
            return
        found = offers(accounts_of(case))
        lines = [(str(n), offer_line(offer, case)) for n, offer in enumerate(found)]
        key = await self.app.push_screen_wait(
            Choose(
                "May be one incident, told more than once",
                [*lines, (OTHERS, "Other incidents: tick them yourself")],
                question=NOT_KEPT if found else f"Nothing looks alike. {NOT_KEPT}",
            )
        )
        if key is None:
            return
        ids, reason = ((), "") if key == OTHERS else (found[int(key)].keys, found[int(key)].reason)
        self.fill_in(group_form(self.desk, case, ids, reason), "They are one incident now.")

    @work
    async def action_ungroup(self) -> None:
        """Take the incident under the cursor apart, or one account out of it."""
        case, entry = self.case, self.lane.current
        if case is None or entry is None or self.only_looking():
            return
        if not entry.members:
            self.notify("This entry is no group: it was told once.", markup=False)
            return
        whole = (WHOLE, "All of them: each stands alone again")
        key = await self._one_of(entry.members, "Which account does not belong?", whole)
        if key is None:
            return
        group_id = next(one.group_id for one in case.incidents if one.id == entry.id) or ""
        self.record(
            lambda: chronology.ungroup(
                self.desk,
                case.id,
                group_id=group_id if key == WHOLE else "",
                incident_id="" if key == WHOLE else key,
            ),
            "Ungrouped.",
        )
