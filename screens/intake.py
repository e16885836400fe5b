"""An application is taken in at the desk: who applies, what happened, and whom they told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from screens.acting import attempt
from screens.entries import application as asks
from screens.entry import Entry
from screens.keeper import Keeper
from screens.widgets.entry_list import EntryList, Filled, Kind
from screens.widgets.form import Form, Values
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column

if TYPE_CHECKING:
    from conference.review.desk import Desk

_TITLES = {
    "application": ("step 1 of 2: who applies", "ctrl+s goes on to the incidents."),
    "incidents": (
        "step 2 of 2: what happened",
        "a adds an incident, r a further report of it; ctrl+s takes all of it in.",
    ),
}


class NewApplicationScreen(Screen[str | None]):
    """Takes an application in; answered with the new case's id, or None when it was left.

    What is typed is kept as one draft, and comes back when the screen is opened again.
    """

    CSS_PATH = "intake.tcss"
    AUTO_FOCUS = ""
    ABOUT: ClassVar[str] = (
        "Take in an application for an ASB case review. First who applies and what they ask for, "
        "then each incident with the reports of it: the threshold is worked out from their dates."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "onward", "Take in", tooltip="Go on; at the end take it in"),
        Binding("r", "report", "Report", tooltip="Add a further report of this incident"),
        Binding("escape", "back", "Back", tooltip="Go back; nothing is lost"),
    ]
    switcher = query_one("#steps", ContentSwitcher)
    form = query_one("#application", Form)
    incidents = query_one("#incidents", EntryList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._keeper = Keeper(desk, "application/new", told=self._warn)

    def compose(self) -> ComposeResult:
        """The step's title, and the two steps."""
        yield Static("", classes="title", id="step", markup=False)
        yield Static("", classes="about", id="about", markup=False)
        with ContentSwitcher(initial="application", id="steps"):
            yield Form(
                asks.application_fields(self._desk.today),
                save="Next",
                leaving="What you typed is kept as a draft and comes back.",
                id="application",
            )
            yield EntryList(
                _INCIDENTS, id="incidents", desk=self._desk, place="application/new/incident"
            )
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Put a draft back that was left behind."""
        self._tell_step()
        draft = await self._keeper.kept()
        if draft:
            self.form.fill(draft.get("form", {}))
            self.incidents.items = draft.get("incidents", [])
            self.notify("What you had typed before is back.", markup=False)
        self.form.focus_first()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reports are added to incidents only."""
        if action == "report" and self.is_mounted:
            return self.switcher.current == "incidents"
        return super().check_action(action, parameters)

    # The draft

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self._keep()

    def on_entry_list_changed(self) -> None:
        """Keep the incidents."""
        self._keep()

    def _warn(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)

    def _keep(self) -> None:
        self._keeper.keep({"form": self.form.values, "incidents": list(self.incidents.items)})

    # Going on and back

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """The first step checks: go on to the incidents."""
        event.stop()
        self.switcher.current = "incidents"
        self._tell_step()
        self.incidents.lines.focus()

    def on_form_left(self, event: Form.Left) -> None:
        """Leave; the draft stays."""
        event.stop()
        self.dismiss(None)

    def _tell_step(self) -> None:
        title, about = _TITLES[self.switcher.current or "application"]
        self.query_one("#step", Static).update(f"New application · {title}")
        self.query_one("#about", Static).update(about)
        self.refresh_bindings()

    def action_back(self) -> None:
        """From the incidents back to the form."""
        self.switcher.current = "application"
        self._tell_step()
        self.form.focus_first()

    def action_onward(self) -> None:
        """Go on; at the end take it in."""
        if self.switcher.current == "application":
            self.form.action_submit()
        else:
            self._take_in()

    @work
    async def action_report(self) -> None:
        """Ask for a further report of the incident under the cursor."""
        incident = self.incidents.chosen
        if incident is None:
            return
        given: list[Values] = []

        def keep(values: Values) -> None:
            asks.check_told(values)
            given.append(values)

        entry = Entry(
            "Add a report",
            asks.report_fields({}),
            keep,
            desk=self._desk,
            place="application/new/report",
            save_words="Keep",
        )
        if await self.app.push_screen_wait(entry) and given[0]["told_to"]:
            self.incidents.put(_told({**incident, **given[0]}))

    @work(exclusive=True, group="take in")
    async def _take_in(self) -> None:
        from conference.review.intake import receive

        form = asks.application_in(self.form.values, self.incidents.items)
        received = await attempt(self, lambda: receive(self._desk, form))
        if received is not None:
            await self._keeper.let_go()
            self.notify(f"{received.reference} was taken in.", markup=False)
            self.dismiss(received.case_id)


def _told(values: Filled) -> Filled:
    """An incident whose report, asked for in the same form, has joined its other reports."""
    incident = {key: value for key, value in values.items() if key not in asks.REPORT_KEYS}
    report = {key: values[key] for key in asks.REPORT_KEYS if key in values}
    more = [report] if report.get("told_to") else []
    return {**incident, "reports": [*incident.get("reports", []), *more]}


def _cells(values: Filled) -> tuple[str, ...]:
    reports = values.get("reports", [])
    told = "; ".join(f"{one['told_to']}, {one['told_on']}" for one in reports)
    return (str(values["when"]), str(values["summary"]), told or "nobody")


_INCIDENTS = Kind(
    "an incident",
    (Column("When", width=18), Column("What happened", share=3), Column("Told to", share=3)),
    _cells,
    lambda values: asks.told_fields(values) if values else asks.incident_fields(values),
    asks.check_told,
    _told,
    empty="No incident yet. Press a to add one with the report of it.",
)
