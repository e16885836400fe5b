"""The application: what was asked for, by whom, and the days that run from it."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from conference.exchange.days import parse_day
from conference.law.access import Operation
from conference.law.when import uk_day
from conference.review import intake, people
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile, PartyView, PersonView
from screens.dialogs.choose import Choose
from screens.entries import correcting as asks
from screens.entries.days import day_in
from screens.entry import Entry
from screens.rights import may_on_case
from screens.stage import StagePane
from screens.widgets.fields import AreaField, DayField
from screens.widgets.form import Values
from screens.widgets.say import say
from screens.words.application import application_words


class ApplicationPane(StagePane, can_focus=True):
    """Everything the application says, to be scrolled through, and what is done about it."""

    ABOUT: ClassVar[str] = (
        "What was applied for, by whom, and when each step of the procedure is due. Acknowledge "
        "it, put it right, name the single point of contact, or bring in an agency's chronology."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "acknowledge", "Acknowledge", tooltip="Record that it was acknowledged"),
        Binding("e", "correct", "Correct", tooltip="Put right what the application says"),
        Binding("p", "person", "Person", tooltip="Put right how a person is named and reached"),
        Binding("c", "contact", "Contact", tooltip="Name the single point of contact"),
        Binding("h", "chair", "Chair", tooltip="Name who chairs the review"),
        Binding("w", "withdraw", "Withdraw", tooltip="Record that the applicant withdrew"),
        Binding("i", "bring_in", "Import", tooltip="Bring in an agency's chronology"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="application")

    def compose(self) -> ComposeResult:
        """The words."""
        yield Static("", id="application-words")

    def show(self, case: CaseFile) -> None:
        """The words anew; the place that was scrolled to stays."""
        super().show(case)
        say(self.query_one("#application-words", Static), application_words(case))

    def _ready(self, operation: Operation) -> CaseFile | None:
        """The case, where the person may do this to it; otherwise it is said why not."""
        if self.case is None or self.only_looking():
            return None
        return self.case if may_on_case(self, self.desk, self.case, operation) else None

    def action_acknowledge(self) -> None:
        """Record the acknowledgement, of today or an earlier day."""
        case = self._ready(Operation.ACKNOWLEDGE)
        if case is None:
            return
        if case.acknowledged_on is not None:
            self.notify(f"It was acknowledged on {uk_day(case.acknowledged_on)}.", markup=False)
            return
        today = uk_day(self.desk.today)
        entry = Entry(
            f"Acknowledge {case.reference}",
            [DayField("on", "Acknowledgement sent on", today, read=parse_day, required=True)],
            lambda values: intake.acknowledge(self.desk, case.id, on=day_in(values["on"])),
            desk=self.desk,
            place=f"acknowledge/{case.id}",
            about="The days for the next steps run from here where the procedure says so.",
            case_id=case.id,
        )
        self.fill_in(entry, "The acknowledgement is recorded.")

    def action_correct(self) -> None:
        """Put right what the application says; the earlier words stay in the history."""
        case = self._ready(Operation.CORRECT_APPLICATION)
        if case is None or case.application is None:
            return
        shown = [case.application]

        def save(values: Values) -> None:
            given = asks.corrected(values, shown[-1])
            version = shown[-1].version
            intake.correct_application(self.desk, case.id, shown=version, **given)

        def theirs() -> Values:
            now = read_case(self.desk, case.id, again=True).application
            shown.append(now or shown[-1])
            return asks.correction_values(shown[-1])

        entry = Entry(
            f"Correct the application {case.reference}",
            asks.correction_fields(case.application),
            save,
            desk=self.desk,
            place=f"application/{case.id}",
            about="The earlier words stay in the history.",
            case_id=case.id,
            theirs=theirs,
        )
        self.fill_in(entry, "The correction is recorded.")

    @work
    async def action_person(self) -> None:
        """Put right how somebody in the case is named and reached."""
        case = self._ready(Operation.CORRECT_APPLICATION)
        if case is None or not case.parties:
            return
        key: str | None = case.parties[0].id
        if len(case.parties) > 1:
            choices = [(party.id, f"{party.name}: {party.role}") for party in case.parties]
            key = await self.app.push_screen_wait(Choose("Whose details?", choices))
        party = next((party for party in case.parties if party.id == key), None)
        if party is None:
            return
        self._correct(case, party)

    def _correct(self, case: CaseFile, party: PartyView) -> None:
        shown = [party]

        def save(values: Values) -> None:
            given = asks.party_in(values, shown[-1])
            version = shown[-1].version
            intake.correct_applicant(self.desk, case.id, party.id, given, shown=version)

        def theirs() -> Values:
            people_now = read_case(self.desk, case.id, again=True).parties
            shown.extend(one for one in people_now if one.id == party.id)
            return asks.party_values(shown[-1])

        entry = Entry(
            f"Correct the details of {party.name}",
            asks.party_fields(party),
            save,
            desk=self.desk,
            place=f"party/{party.id}",
            case_id=case.id,
            theirs=theirs,
        )
        self.fill_in(entry, "The correction is recorded.")

    @work
    async def action_contact(self) -> None:
        """Name the one name that stands on every screen and letter."""
        case = self._ready(Operation.NAME_CONTACT)
        if case is None:
            return
        now = case.spoc.id if case.spoc else ""
        person = await self._chosen_person("Single point of contact", "officer", now)
        if person is not None:
            self.record(
                lambda: intake.name_contact(self.desk, case.id, person_id=person.id),
                f"{person.name} is the single point of contact.",
            )

    @work
    async def action_chair(self) -> None:
        """Name who chairs the review."""
        case = self._ready(Operation.NAME_CONTACT)
        if case is None:
            return
        person = await self._chosen_person("Chair", "chair", case.chair.id if case.chair else "")
        if person is not None:
            self.record(
                lambda: intake.name_chair(self.desk, case.id, person_id=person.id),
                f"{person.name} chairs the review.",
            )

    async def _chosen_person(self, title: str, role: str, now: str) -> PersonView | None:
        """One of those who hold the role."""
        everybody = await asyncio.to_thread(people.people, self.desk.store, self.desk.council_id)
        holding = {person.id: person for person in everybody if role in person.roles}
        choices = [(key, f"{one.name}, {one.title}") for key, one in holding.items()]
        key = await self.app.push_screen_wait(Choose(title, choices, at=now))
        return holding.get(key or "")

    def action_withdraw(self) -> None:
        """Record the withdrawal, with the reason; it stays counted as received."""
        case = self._ready(Operation.WITHDRAW)
        if case is None:
            return
        entry = Entry(
            f"Record that {case.reference} was withdrawn",
            [AreaField("why", "Why the applicant withdraws", required=True)],
            lambda values: intake.withdraw(self.desk, case.id, why=str(values["why"])),
            desk=self.desk,
            place=f"withdraw/{case.id}",
            about="The application stays counted as received.",
            case_id=case.id,
            save_words="Record the withdrawal",
        )
        self.fill_in(entry, "The withdrawal is recorded.")

    @work
    async def action_bring_in(self) -> None:
        """Bring an agency's chronology in, after a look at it."""
        from screens.import_chronology import import_chronology

        case = self._ready(Operation.IMPORT_CHRONOLOGY)
        if case is not None and await import_chronology(self, self.desk, case):
            self.post_message(self.Recorded())
