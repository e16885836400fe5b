"""An application is read from a file: named, looked at, and taken in or left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from conference.forms import NewApplication, NewIncident
from screens.acting import attempt
from screens.file_dialog import given_file
from screens.widgets.key_footer import KeyFooter
from screens.words.parts import day_words, headed, labelled, listed, paragraphs

if TYPE_CHECKING:
    from conference.review.desk import Desk


async def ask_for_application(node: Widget) -> NewApplication | None:
    """The application in a file that somebody gives; faults of the file are told."""
    from conference.exchange.applications import read_application

    kinds = (".toml", ".json", ".csv", ".xlsx")
    async with given_file(node, "Which file holds the application?", kinds) as path:
        words: list[str] = []
        read = await attempt(node, lambda: read_application(path, words.append)) if path else None
        for one in words:
            node.notify(one, timeout=_LONG, markup=False)
        return read


_LONG = 20
"""Seconds to read what is told of a file."""


class ApplicationPreview(Screen[str | None]):
    """What a file holds; answered with the new case's id, or None when it was left."""

    AUTO_FOCUS = "VerticalScroll"
    ABOUT: ClassVar[str] = (
        "This is what the file holds. Nothing has been kept yet: ctrl+s takes it in as one "
        "application, escape leaves it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take_in", "Take in", tooltip="Take the application in"),
        Binding("escape", "leave", "Leave", tooltip="Leave it; nothing is kept"),
    ]

    def __init__(self, desk: Desk, form: NewApplication) -> None:
        super().__init__()
        self._desk = desk
        self._form = form

    def compose(self) -> ComposeResult:
        """The application, to be scrolled through."""
        yield Static("An application from a file", classes="title", markup=False)
        yield Static("Nothing is kept yet. ctrl+s takes it in.", classes="about", markup=False)
        with VerticalScroll(can_focus=True):
            yield Static(form_words(self._form))
        yield KeyFooter()

    def action_leave(self) -> None:
        """Leave it."""
        self.dismiss(None)

    @work(exclusive=True, group="take in")
    async def action_take_in(self) -> None:
        """Take it in, or say what is wrong with it."""
        from conference.review.intake import receive

        received = await attempt(self, lambda: receive(self._desk, self._form))
        if received is not None:
            self.notify(f"{received.reference} was taken in.", markup=False)
            self.dismiss(received.case_id)


def form_words(form: NewApplication) -> Content:
    """An application that is not kept yet, in words."""
    party = form.applicant
    return paragraphs(
        labelled(
            ("Applicant", party.name),
            ("Received", day_words(form.received_on, "today")),
            ("How it came", form.channel),
            ("On what footing", form.basis),
            ("Address", ", ".join((*party.address, party.postcode))),
            ("Telephone", party.phone or party.mobile),
            ("E-mail", party.email),
            ("Others named", "; ".join(f"{one.name} ({one.role})" for one in form.others)),
        ),
        labelled(
            ("Problem", form.problem),
            ("Where", form.location),
            ("Impact", form.impact),
            ("Wanted outcome", form.wanted_outcome),
            ("Adjustments", form.adjustments),
        ),
        headed(f"Incidents: {len(form.incidents)}", listed(map(_incident, form.incidents))),
    )


def _incident(incident: NewIncident) -> str:
    told = "; ".join(f"{one.told_to or 'somebody'}, {one.when}" for one in incident.reports)
    return f"{incident.when}: {incident.summary} (told to {told or 'nobody'})"
