"""What is held about one person: a person decides what is shown, and hands it out."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.documents.subject_items import SubjectItem
from conference.errors import ConferenceError
from conference.review import subject_access
from conference.review.desk import Desk
from conference.review.subject_access import SHOW, Subject
from conference.text import one_line
from screens.acting import attempt
from screens.dialogs.ask import Ask
from screens.save_dialog import ask_where, hand_over
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, RowList
from screens.words.subject import OPEN, state_of, subject_row, subject_words

_COLUMNS = (
    Column("Done with it", 13),
    Column("Case", 13, hide_below=100),
    Column("Entry", share=2),
    Column("Words", share=3),
)


class SubjectScreen(Screen[None]):
    """The items above, the one under the cursor in full below."""

    ABOUT: ClassVar[str] = (
        "Everything the record holds about one person, for that person. What is about them alone "
        "is shown, what is marked for named agencies alone is withheld and counted; about the rest "
        "you decide. In what is handed out everybody else has a stand-in such as Person A. i takes "
        "in a further case with a person of the same name, if it is the same person."
    )
    AUTO_FOCUS = "LineList"
    DEFAULT_CSS = """
    SubjectScreen #also { height: auto; max-height: 2; padding: 0 2; }
    SubjectScreen LineList { height: 1fr; margin: 1 1 0 1; }
    SubjectScreen VerticalScroll { height: 1fr; padding: 0 2; border-top: solid $primary; }
    SubjectScreen #item { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "decide", "Show", tooltip="Show the entry under the cursor"),
        Binding("w", "withhold", "Withhold", tooltip="Withhold it, with the ground"),
        Binding("r", "rest", "Show rest", tooltip="Show everything that is not decided"),
        Binding("i", "include", "Include case", tooltip="Take in the further cases of that name"),
        Binding("o", "hand_out", "Hand out", tooltip="Save it as a ZIP of PDF, HTML and JSON"),
        Binding("escape", "close", "Case", key_display="esc", tooltip="Back to the case"),
    ]
    listed = query_one(LineList)

    def __init__(self, desk: Desk, case_id: str, party_id: str) -> None:
        super().__init__()
        self.desk = desk
        self._case_id, self._party_id = case_id, party_id
        self._also: tuple[str, ...] = ()
        self._found: Subject | None = None
        self._grounds: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Whose it is, further cases, the items, the one under the cursor, the keys."""
        yield Static("What is held", classes="title", markup=False)
        yield Static("", id="also", markup=False)
        yield LineList(_COLUMNS, id="items", empty="Reading the record…")
        with VerticalScroll():
            yield Static("", id="item", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Gather it; the history says that somebody looked, so it is done once."""
        self.read()

    @work(exclusive=True, group="subject")
    async def read(self) -> None:
        """Gather what is held, and show it."""
        look = partial(
            subject_access.look, self.desk, self._case_id, self._party_id, also=self._also
        )
        try:
            self._found = await asyncio.to_thread(look)
        except ConferenceError as error:
            self.listed.update(RowList(), empty=error.what)
            return
        self._show(self._found)

    def _show(self, found: Subject) -> None:
        left = sum(state_of(one, self._grounds) == OPEN for one in found.items)
        title = f"Held about {one_line(found.name)} · {len(found.items)} entries, {left} to decide"
        self.query_one(".title", Static).update(title)
        also = self.query_one("#also", Static)
        also.display = bool(found.also)
        also.update(f"A person of that name is also in {', '.join(found.also)} (i).")
        rows = RowList(subject_row(one, self._grounds) for one in found.items)
        self.listed.update(rows, empty="Nothing is held.")
        self._tell()

    def _chosen(self) -> SubjectItem | None:
        items = self._found.items if self._found else ()
        return next((one for one in items if one.key == self.listed.key), None)

    def _tell(self) -> None:
        item = self._chosen()
        words = subject_words(item, self._grounds) if item else ""
        self.query_one("#item", Static).update(words)
        self.refresh_bindings()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say in full what the columns cut."""
        event.stop()
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a case to include only where there is one with that name."""
        if action == "include":
            return bool(self._found and self._found.also)
        return super().check_action(action, parameters)

    # Keys

    def action_decide(self) -> None:
        """Show the entry under the cursor."""
        if (item := self._chosen()) is not None:
            self._decide({item.key: SHOW})

    @work
    async def action_withhold(self) -> None:
        """Withhold the entry under the cursor, with the ground."""
        item = self._chosen()
        if item is not None:
            words = "On what ground is it withheld? It is counted under these words."
            ground = await self.app.push_screen_wait(Ask(words, "Ground"))
            if ground:
                self._decide({item.key: ground})

    def action_rest(self) -> None:
        """Show everything that is not decided."""
        items = self._found.items if self._found else ()
        self._decide({one.key: SHOW for one in items if state_of(one, self._grounds) == OPEN})

    def _decide(self, grounds: dict[str, str]) -> None:
        self._grounds |= grounds
        if self._found is not None:
            self._show(self._found)

    def action_include(self) -> None:
        """Take in the further cases with a person of that name."""
        if self._found is not None and self._found.also:
            self._also += self._found.also
            self.read()

    @work
    async def action_hand_out(self) -> None:
        """Save it as a ZIP; what is not decided yet is told first."""
        items = self._found.items if self._found else ()
        left = [one.heading for one in items if state_of(one, self._grounds) == OPEN]
        if left:
            words = f"Decide about {len(left)} entries first: s shows one, w withholds it."
            self.notify(words, severity="warning", markup=False)
            return
        where = await ask_where(self, "Where should the ZIP go?")
        if where is None:
            return
        act = partial(
            subject_access.hand_out,
            self.desk,
            self._case_id,
            self._party_id,
            dict(self._grounds),
            also=self._also,
        )
        if file := await attempt(self, act):
            await hand_over(self, where, {file.name: file.content})

    def action_close(self) -> None:
        """Back to the case."""
        self.dismiss(None)
