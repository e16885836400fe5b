"""Who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from conference.text import one_line
from conference.views import PersonView
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, Row, RowList


class SignIn(Screen[PersonView]):
    """Asks who is here; answered with one of the people of the council.

    note: said above them. at: id of the person the cursor starts on.
    """

    CSS_PATH = "sign_in.tcss"
    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "Say who you are. What you do is recorded under your name, and you see the cases your "
        "role lets you see."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit", "Quit", tooltip="Leave Case Conference"),
    ]

    def __init__(
        self, people: Sequence[PersonView], note: str = "", *, at: str | None = None
    ) -> None:
        super().__init__()
        self._note = note
        self._at = at
        self._people = {person.id: person for person in people}

    def compose(self) -> ComposeResult:
        """The people with their agencies and roles."""
        yield Static("Who are you?", classes="title", markup=False)
        words = f"{self._note} What you do is recorded under this name."
        yield Static(one_line(words), classes="about", markup=False)
        columns = [
            Column("Name", share=2),
            Column("Agency", share=2),
            Column("Roles", share=2),
            Column("Job title", share=2, hide_below=90),
        ]
        yield LineList(columns, RowList(map(_row, self._people.values())), at=self._at)
        yield KeyFooter()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Answer with the person."""
        self.dismiss(self._people[event.key])


def _row(person: PersonView) -> Row:
    agency = person.agency_name or "the council"
    return Row(person.id, (person.name, agency, ", ".join(person.roles), person.title))
