"""The ended cases whose time has run: what holds them, and their disposal by two people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.law import access
from conference.law.access import Operation, Role, Standing
from conference.review import retention
from conference.review.desk import Desk
from conference.views import RetentionLine, RetentionList, RetentionSetting
from screens.acting import attempt, succeeded
from screens.dialogs.ask import Ask
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.entries.retention import hold_form, setting_form
from screens.entry import Entry
from screens.rights import may_in_council
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, RowList
from screens.words.retention import (
    against_words,
    chosen_words,
    empty_words,
    retention_row,
    setting_words,
)

_COLUMNS = (
    Column("State", 14),
    Column("Kept until", 12),
    Column("Reference", 12),
    Column("Applicant", share=2),
    Column("Ended", 21, hide_below=100),
    Column("Held or proposed", share=3),
)
_GOES = (
    "Everything that people wrote in it goes, for good: names, accounts, notes, letters, minutes. "
    "Its reference, days, decisions and numbers stay as far as they are counted, and its history "
    "without its details. This cannot be taken back."
)


class RetentionScreen(Screen[None]):
    """The council's time above, the cases below it, and the one under the cursor in full."""

    ABOUT: ClassVar[str] = (
        "Closed and withdrawn cases whose time has run. The council sets the time; until it has, "
        "nothing falls due. A hold keeps a case: an appeal, an ombudsman, a court; an appeal "
        "without a result is one by itself. Two people dispose of a case: one proposes it, another "
        "carries it out. What people wrote then goes, and what is counted stays. A case can be "
        "held before it ends, on the command line."
    )
    AUTO_FOCUS = "LineList"
    DEFAULT_CSS = """
    RetentionScreen #setting { height: auto; max-height: 2; padding: 0 2; }
    RetentionScreen LineList { height: 1fr; margin: 1 1 0 1; }
    RetentionScreen VerticalScroll {
        height: 1fr; max-height: 10; padding: 0 2; border-top: solid $primary;
    }
    RetentionScreen #chosen { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "every", "All ended", tooltip="Also cases whose time still runs"),
        Binding("h", "hold", "Hold", tooltip="Keep the case beyond its time"),
        Binding("l", "lift", "Lift", tooltip="Lift a hold"),
        Binding("p", "propose", "Propose", tooltip="Propose to dispose of the case"),
        Binding("c", "carry_out", "Carry out", tooltip="Dispose of it, as somebody else proposed"),
        Binding("d", "decline", "Decline", tooltip="Decline the proposal, or take yours back"),
        Binding("t", "time", "Time", tooltip="Set how long a case is kept"),
        Binding("escape", "close", "Caseload", key_display="esc", tooltip="Back to the caseload"),
    ]
    RIGHTS: ClassVar = {
        **dict.fromkeys(("hold", "lift"), Operation.PLACE_HOLD),
        "carry_out": Operation.DISPOSE,
        "decline": Operation.DECLINE_DISPOSAL,
        "propose": Operation.PROPOSE_DISPOSAL,
        "time": Operation.SET_RETENTION,
    }
    listed = query_one(LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._every = False
        self._found: RetentionList | None = None
        self._setting: RetentionSetting | None = None

    def compose(self) -> ComposeResult:
        """The time, the cases, the one under the cursor, the keys."""
        yield Static("Retention", classes="title", markup=False)
        yield Static("", id="setting", markup=False)
        yield LineList(_COLUMNS, id="retention", empty="Reading the cases…")
        with VerticalScroll(can_focus=False):
            yield Static("", id="chosen", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read them."""
        self.read()

    def on_screen_resume(self) -> None:
        """Read them again on coming back from a case or a form."""
        self.read()

    @work(exclusive=True, group="retention")
    async def read(self) -> None:
        """Read the time and the cases; the cursor stays on its own."""
        try:
            self._setting = await asyncio.to_thread(retention.read_setting, self.desk)
            self.query_one("#setting", Static).update(setting_words(self._setting))
            if not self._may(Operation.PLACE_HOLD):
                self.listed.update(RowList(), empty="You set the time; you read no case.")
                return
            found = await asyncio.to_thread(retention.read_retention, self.desk, every=self._every)
        except ConferenceError as error:
            self._found = None
            self.listed.update(RowList(), empty=error.what)
            return
        self._found = found
        count = len(found.lines)
        shown = f"all {count} that ended" if self._every else f"{count} to be looked at"
        self.query_one(".title", Static).update(f"Retention · {shown}")
        empty = empty_words(found, every=self._every)
        self.listed.update(RowList(map(retention_row, found.lines)), empty=empty)
        self._tell()

    # What is under the cursor

    def _chosen(self) -> RetentionLine | None:
        lines = self._found.lines if self._found else ()
        return next((one for one in lines if one.case_id == self.listed.key), None)

    def _tell(self) -> None:
        line = self._chosen()
        self.query_one("#chosen", Static).update(chosen_words(line) if line else "")
        self.refresh_bindings()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say in full what the columns cut."""
        event.stop()
        self._tell()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Open the case."""
        event.stop()
        from screens.case import CaseScreen

        self.app.push_screen(CaseScreen(self.desk, event.key, stage="afterwards"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what this person may not do, or what does not fit the case."""
        operation = self.RIGHTS.get(action)
        if operation is not None and not self._may(operation):
            return False
        if action in ("hold", "lift", "propose", "carry_out", "decline"):
            return self.is_mounted and self._fits(action)
        return super().check_action(action, parameters)

    def _may(self, operation: Operation) -> bool:
        roles = frozenset(Role(role) for role in self.desk.person.roles)
        return access.may(Standing(roles, self.desk.person.agency_id), operation)

    def _fits(self, action: str) -> bool:
        line = self._chosen()
        if line is None:
            return False
        proposal = line.proposal
        own = proposal is not None and proposal.proposed_by_id == self.desk.person.id
        fits = {
            "lift": bool(line.holds),
            "propose": proposal is None,
            "decline": proposal is not None,
            "carry_out": proposal is not None and not own,
        }
        return fits.get(action, True)

    # Keys

    def action_every(self) -> None:
        """Show all that ended, or only what is to be looked at."""
        self._every = not self._every
        self.read()

    def action_time(self) -> None:
        """Set how long a case is kept."""
        if self._setting is not None and may_in_council(self, self.desk, Operation.SET_RETENTION):
            self._fill_in(setting_form(self.desk, self._setting), "The time is set.")

    def action_hold(self) -> None:
        """Keep the case beyond its time."""
        if (line := self._chosen()) is not None:
            self._fill_in(hold_form(self.desk, line), f"{line.reference} is held.")

    @work
    async def _fill_in(self, entry: Entry, done: str) -> None:
        if await self.app.push_screen_wait(entry):
            self.notify(done, markup=False)
            self.read()

    @work
    async def action_lift(self) -> None:
        """Lift a hold: the only one, or the one that is chosen."""
        line = self._chosen()
        if line is None or not line.holds:
            return
        hold_id: str | None = line.holds[0].id
        if len(line.holds) > 1:
            choices = [(one.id, f"{one.kind}: {one.why}") for one in line.holds]
            hold_id = await self.app.push_screen_wait(Choose("Which hold", choices))
        why = await self._ask("Why is the hold lifted?") if hold_id else None
        if hold_id and why:
            act = partial(retention.lift_hold, self.desk, line.case_id, hold_id, why=why)
            await self._do(act, "The hold is lifted.")

    @work
    async def action_propose(self) -> None:
        """Propose to dispose of the case."""
        line = self._chosen()
        if line is None:
            return
        question = f"Propose to dispose of {line.reference}?"
        why = await self._reason(line, question, "Somebody else then looks at it.", "Propose")
        if why is not None:
            act = partial(retention.propose, self.desk, line.case_id, why=why)
            await self._do(act, "Proposed. Somebody else carries it out, or declines.")

    @work
    async def action_carry_out(self) -> None:
        """Dispose of the case, as somebody else proposed."""
        line = self._chosen()
        if line is None:
            return
        why = await self._reason(line, f"Dispose of {line.reference}?", _GOES, "Dispose of it")
        if why is None:
            return
        act = partial(retention.dispose, self.desk, line.case_id, why=why)
        done = await attempt(self, act)
        if done is not None:
            more = "" if done.overwritten else f" {retention.NOT_OVERWRITTEN}"
            words = f"{done.reference} is disposed of. {retention.BACKUPS}{more}"
            self.notify(words, markup=False, timeout=20)
            self.read()

    async def _reason(
        self, line: RetentionLine, question: str, follows: str, yes: str
    ) -> str | None:
        """The reason, empty where none is needed; None where the person thinks better of it."""
        against = against_words(line, self.desk.today)
        why: str | None = ""
        if against:
            needed = "A reason is needed from both of you to dispose of it all the same."
            why = await self._ask(f"{against.rstrip('.')}. {needed}")
        if why is None:
            return None
        sure = await self.app.push_screen_wait(Confirm(question, follows, yes=yes, no="Keep it"))
        return why if sure else None

    @work
    async def action_decline(self) -> None:
        """Decline the proposal."""
        line = self._chosen()
        why = await self._ask("Why is the case kept?") if line else None
        if line and why:
            act = partial(retention.decline, self.desk, line.case_id, why=why)
            await self._do(act, "Declined: the case is kept.")

    async def _ask(self, question: str) -> str | None:
        return await self.app.push_screen_wait(Ask(question))

    async def _do(self, act: Callable[[], object], done: str) -> None:
        if await succeeded(self, act):
            self.notify(done, markup=False)
            self.read()

    def action_close(self) -> None:
        """Back to the caseload."""
        self.dismiss(None)
