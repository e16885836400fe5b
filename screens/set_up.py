"""The first run: the council, its procedure, its agencies and its people, then one confirmation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from conference.exchange.procedures import shipped
from conference.law.access import Role
from conference.law.procedure import Procedure
from screens.acting import succeeded
from screens.dialogs.confirm import Confirm
from screens.entries import setting_up as asks
from screens.entries.many import chosen
from screens.widgets.entry_list import EntryList, Filled, Kind
from screens.widgets.form import Form
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, Row, RowList
from screens.words.parts import headed, labelled, listed, paragraphs
from screens.words.procedure import procedure_words

if TYPE_CHECKING:
    from conference.review.opening import OpenRecord
    from conference.review.people import SetUp

FIRST_CHOICE = "erewash"
_STEPS = {
    "council": ("the council", "Who runs the reviews. Letters carry this name and address."),
    "procedure": ("the procedure", "Whose published review procedure you follow."),
    "agencies": ("the agencies", "Who is asked for information and sits at the meeting."),
    "people": ("the people", "At least one officer and one chair; it may be one person."),
    "summary": ("is this right?", "Nothing is kept until you confirm. Escape goes back."),
}


class SetUpScreen(Screen[None]):
    """Asks for everything a council needs, step by step; dismissed when it is set up.

    Going back and forth loses nothing: every step stays as it was left.
    """

    CSS_PATH = "set_up.tcss"
    AUTO_FOCUS = ""
    ABOUT: ClassVar[str] = (
        "The first run asks for your council, the review procedure it follows, the agencies and "
        "the people. Each can be changed later. ctrl+s goes on, escape goes back, and nothing is "
        "kept before you confirm at the end."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "onward", "Next", tooltip="Go on to the next step"),
        Binding("escape", "back", "Back", tooltip="Go back; nothing is lost"),
    ]
    switcher = query_one("#steps", ContentSwitcher)
    council = query_one("#council", Form)
    agencies = query_one("#agencies", EntryList)
    people = query_one("#people", EntryList)
    choice = query_one("#choice", LineList)

    def __init__(self, record: OpenRecord, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._store = record.store
        self._clock = clock
        self._procedures: dict[str, Procedure] = {}

    # What it shows

    def compose(self) -> ComposeResult:
        """The title of the step, what it is for, and the step."""
        from conference.review.people import USUAL_AGENCIES

        yield Static("", classes="title", id="step", markup=False)
        yield Static("", classes="about", id="about", markup=False)
        with ContentSwitcher(initial="council", id="steps"):
            yield Form(
                asks.council_fields(),
                save="Next",
                leaving="Nothing is set up yet, and what you typed is not kept.",
                id="council",
            )
            with Horizontal(id="procedure"):
                yield LineList((Column("Procedure"),), id="choice", empty="Reading…")
                with VerticalScroll(can_focus=True):
                    yield Static("", id="procedure-words")
            usual = [asks.agency_values(agency) for agency in USUAL_AGENCIES]
            yield EntryList(_AGENCIES, usual, id="agencies")
            yield EntryList(self._person_kind(), id="people")
            with VerticalScroll(id="summary", can_focus=True):
                yield Static("", id="summary-words")
        yield KeyFooter()

    def _person_kind(self) -> Kind:
        return Kind(
            "a person",
            (Column("Name", share=3), Column("Agency", share=2), Column("Roles", share=3)),
            lambda values: (
                str(values["name"]),
                str(values["agency"]) or "the council",
                ", ".join(chosen(values["roles"])),
            ),
            lambda values: asks.person_fields(values, self._agency_names()),
            asks.check_person,
            empty="Nobody yet. Press a to add yourself.",
        )

    def _agency_names(self) -> list[str]:
        return [str(values["name"]) for values in self.agencies.items]

    async def on_mount(self) -> None:
        """Begin with the council, and read the procedures meanwhile."""
        self._tell_step()
        self.council.focus_first()
        self._procedures = await asyncio.to_thread(shipped)
        names = sorted(self._procedures, key=lambda key: (key != FIRST_CHOICE, key))
        rows = RowList(Row(key, (self._procedures[key].area,)) for key in names)
        self.choice.update(rows)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Explain the procedure under the cursor."""
        if event.line_list is self.choice:
            words = procedure_words(self._procedures[event.key])
            self.query_one("#procedure-words", Static).update(words)

    # Going on and back

    @property
    def _place(self) -> int:
        return list(_STEPS).index(self.switcher.current or "council")

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """The council's form checks: go on."""
        event.stop()
        faults = asks.check_council(event.values)
        if faults:
            self.council.show_problems(faults)
        else:
            self._go(1)

    def on_form_left(self, event: Form.Left) -> None:
        """Leave the set-up, and with it the application."""
        event.stop()
        self.app.exit()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Enter on a procedure takes it."""
        if event.line_list is self.choice:
            self.action_onward()

    def action_onward(self) -> None:
        """Go on, if the step is complete; at the end set the council up."""
        step = self.switcher.current
        if step == "council":
            self.council.action_submit()
        elif step == "summary":
            self._confirm()
        elif missing := self._missing(step or ""):
            self.notify(missing, severity="warning", markup=False)
        else:
            self._go(self._place + 1)

    def _missing(self, step: str) -> str:
        if step == "agencies" and not self.agencies.items:
            return "At least one agency is needed. Press a to add one."
        if step != "people":
            return ""
        held = {role for values in self.people.items for role in chosen(values["roles"])}
        lacking = [role.value for role in (Role.OFFICER, Role.CHAIR) if role not in held]
        return f"Somebody must be {' and somebody '.join(lacking)}." if lacking else ""

    def action_back(self) -> None:
        """Go back a step."""
        if self._place:
            self._go(self._place - 1)

    def _go(self, place: int) -> None:
        self.switcher.current = list(_STEPS)[place]
        self._tell_step()
        if self.switcher.current == "summary":
            self.query_one("#summary-words", Static).update(self._summary())
        self._focus_step()

    def _focus_step(self) -> None:
        targets = {
            "procedure": self.choice,
            "agencies": self.agencies.lines,
            "people": self.people.lines,
            "summary": self.query_one("#summary"),
        }
        target = targets.get(self.switcher.current or "")
        if target is None:
            self.council.focus_first()
        else:
            target.focus()

    def _tell_step(self) -> None:
        title, about = _STEPS[self.switcher.current or "council"]
        words = f"Setting up · Step {self._place + 1} of {len(_STEPS)}: {title}"
        self.query_one("#step", Static).update(words)
        self.query_one("#about", Static).update(about)

    def on_entry_list_changed(self, event: EntryList.Changed) -> None:
        """Keep people with their agency when it gets another name, or goes."""
        if event.entry_list is not self.agencies or event.was is None:
            return
        before, after = event.was["name"], event.now["name"] if event.now else ""
        self.people.items = [
            {**values, "agency": after} if values["agency"] == before else values
            for values in self.people.items
        ]

    # The end

    def _form(self) -> SetUp:
        from conference.review.people import SetUp

        return SetUp(
            asks.council_in(self.council.values),
            self._procedures[self.choice.key or FIRST_CHOICE],
            tuple(map(asks.agency_in, self.agencies.items)),
            tuple(map(asks.person_in, self.people.items)),
        )

    def _summary(self) -> Content:
        form = self._form()
        council = form.council
        return paragraphs(
            labelled(
                ("Council", council.name),
                ("References begin", council.code),
                ("Department", council.department),
                ("Address", ", ".join(line for line in council.address if line.strip())),
                ("Telephone", council.phone),
                ("E-mail", council.email),
                ("Procedure", form.procedure.name),
            ),
            headed("Not published by it", listed(form.procedure.gaps(), "nothing")),
            headed("Agencies", listed(agency.name for agency in form.agencies)),
            headed("People", listed(_person_line(values) for values in self.people.items)),
        )

    @work(exclusive=True, group="set up")
    async def _confirm(self) -> None:
        from conference.review.people import set_up

        form = self._form()
        question = Confirm(
            f"Set {form.council.name} up?",
            "Agencies, people and the procedure can be changed later.",
            yes="Set up",
            no="Go on looking",
        )
        if await self.app.push_screen_wait(question) and await succeeded(
            self, lambda: set_up(self._store, self._clock, form)
        ):
            self.dismiss(None)


_AGENCIES = Kind(
    "an agency",
    (Column("Agency", share=3), Column("What it is", share=2), Column("Role", share=2)),
    lambda values: (str(values["name"]), str(values["kind"]), str(values["role"])),
    asks.agency_fields,
)


def _person_line(values: Filled) -> str:
    agency = f", {values['agency']}" if values["agency"] else ""
    return f"{values['name']}{agency}: {', '.join(chosen(values['roles']))}"
