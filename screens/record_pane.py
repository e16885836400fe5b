"""The record: what was done to the case and read of it, by whom and when."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.law.access import Operation
from conference.law.calendar import london_time
from conference.review.desk import Desk
from conference.review.reading import history_faults, read_history
from conference.views import CaseFile, HistoryLine
from screens.acting import attempt
from screens.dialogs.choose import Choose
from screens.dialogs.message import Message
from screens.rights import may_on_case
from screens.stage import StagePane
from screens.widgets.line_list import Column, LineList, Row
from screens.words.parts import labelled

_COLUMNS = (
    Column("When", width=17),
    Column("Who", share=2),
    Column("What", share=4),
    Column("No.", width=5, align="right"),
)


class _Newest:
    """The history as rows, the newest first, each made when it is shown."""

    def __init__(self, history: tuple[HistoryLine, ...]) -> None:
        self._lines = sorted(history, key=lambda line: line.number, reverse=True)
        self._places = {str(line.number): place for place, line in enumerate(self._lines)}

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: int) -> Row:
        line = self._lines[index]
        at = f"{london_time(line.at):%d %b %Y %H:%M}"
        return Row(str(line.number), (at, line.actor, line.act, str(line.number)))

    def place(self, key: str) -> int | None:
        """The index of the entry with that number."""
        return self._places.get(key)


class RecordPane(StagePane):
    """The history of a case, newest first, each entry bound to the one before by its digest."""

    ABOUT: ClassVar[str] = (
        "Everything that was done to this case, and who read it, newest first. Entries are only "
        "ever added; each carries a digest of the one before. v checks that none was altered."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "verify", "Verify", tooltip="Check that nothing was altered or taken out"),
        Binding("x", "held", "Held about", tooltip="What is held about one person, for them"),
    ]
    lines = query_one("#history", LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="record")
        self._history: tuple[HistoryLine, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In somebody else's view v is left to the case, which goes back to one's own."""
        if action == "verify" and self.viewed_as:
            return False
        return super().check_action(action, parameters)

    @work
    async def action_held(self) -> None:
        """Show what is held about one person of the case."""
        case = self.case
        if case is None or self.only_looking():
            return
        if not may_on_case(self, self.desk, case, Operation.READ_SUBJECT):
            return
        from screens.subject import SubjectScreen

        choices = [(one.id, f"{one.name} ({one.role})") for one in case.parties]
        party_id = await self.app.push_screen_wait(Choose("Held about whom", choices))
        if party_id is not None:
            await self.app.push_screen_wait(SubjectScreen(self.desk, case.id, party_id))

    def compose(self) -> ComposeResult:
        """The entries, and the one under the cursor in full."""
        yield LineList(_COLUMNS, id="history", empty="You may not see the history of this case.")
        with VerticalScroll(id="history-entry"):
            yield Static("", id="history-words")

    def show(self, case: CaseFile) -> None:
        """The entries as they are now; the cursor stays on its entry."""
        super().show(case)
        if self.display:
            self.read()

    def on_show(self) -> None:
        """Read on: that somebody only looked at the case is no news, but it is written here."""
        self.read()

    @work(exclusive=True, group="history")
    async def read(self) -> None:
        """Read the entries; the case itself comes without them."""
        case = self.case
        if case is None:
            return
        try:
            lines = await asyncio.to_thread(read_history, self.desk, case.id, view_as=case.audience)
        except ConferenceError:
            return  # The case says above that it cannot be read.
        self._history = lines
        self.lines.update(_Newest(lines))
        self._tell()

    def on_line_list_highlighted(self) -> None:
        """Tell of the entry under the cursor."""
        self._tell()

    def on_line_list_selected(self) -> None:
        """Go into the entry, to scroll through it."""
        self.query_one("#history-entry").focus()

    def _tell(self) -> None:
        line = next((one for one in self._history if str(one.number) == self.lines.key), None)
        words = labelled(*history_facts(line)) if line else ""
        self.query_one("#history-words", Static).update(words)

    @work
    async def action_verify(self) -> None:
        """Check the chain of digests, and say what was found."""
        case = self.case
        if case is None:
            return
        faults = await attempt(self, lambda: history_faults(self.desk, case.id))
        if faults is None:
            return
        if faults:
            told = Message("The history has been altered", "\n".join(faults))
        else:
            what = f"All {len(self._history)} entries are as they were written."
            told = Message("Nothing was altered", what)
        await self.app.push_screen_wait(told)


def history_facts(line: HistoryLine) -> tuple[tuple[str, object], ...]:
    """All of one entry of the history, as labels and words."""
    return (
        ("What", line.act),
        ("Who", line.actor),
        ("When", f"{london_time(line.at):%d %B %Y, %H:%M:%S} (London)"),
        ("About", line.subject),
        ("Details", line.detail),
        ("Digest", line.digest),
    )
