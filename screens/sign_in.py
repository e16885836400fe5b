"""Who is at the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.text import one_line
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, Row, RowList

if TYPE_CHECKING:
    from conference.review.desk import Desk
    from screens.gate import Person


class SignIn(Screen["Desk | None"]):
    """Asks who is here; answered with the desk of one of the people of the council.

    note: said above them. at: id of the person the cursor starts on. enter: lets the one who was
    chosen in, by a password where they are asked for; None where they went away again. at_once:
    the person of `at` is asked without being chosen. back: answer None on escape.
    """

    AUTO_FOCUS = "LineList"
    ABOUT: ClassVar[str] = (
        "Say who you are. What you do is recorded under your name, and you see the cases your "
        "role lets you see."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit", "Quit", tooltip="Leave Case Conference"),
        Binding("escape", "back", "Back", tooltip="Go back"),
    ]

    def __init__(
        self,
        people: Sequence[Person],
        enter: Callable[[Person], Awaitable[Desk | None]],
        note: str = "",
        *,
        at: str | None = None,
        at_once: bool = False,
        back: bool = False,
    ) -> None:
        super().__init__()
        self._note = note
        self._at = at
        self._at_once = at_once
        self._back = back
        self._let_in = enter
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
        """Let the person in."""
        self._enter(event.key)

    def on_mount(self) -> None:
        """Ask whoever was named at the start."""
        if self._at_once and self._at in self._people:
            self._enter(self._at)

    @work(exclusive=True, group="enter")
    async def _enter(self, person_id: str) -> None:
        try:
            desk = await self._let_in(self._people[person_id])
        except ConferenceError as error:
            from screens.dialogs.message import Message

            await self.app.push_screen_wait(Message.of(error))
        else:
            if desk is not None:
                self.dismiss(desk)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to go back to in front of a lock, or of several councils."""
        if action == "back":
            return self._back
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Nobody signs in."""
        self.dismiss(None)


def _row(person: Person) -> Row:
    agency = person.agency_name or "the council"
    return Row(person.id, (person.name, agency, ", ".join(person.roles), person.title))
