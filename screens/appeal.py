"""The appeals of a case: what was lodged, whether in time, the bundle, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
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
from conference.law.access import Operation
from conference.review import letters
from conference.review.bundles import read_bundle
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.text import one_line
from conference.views import AppealView, CaseFile, LetterKind
from screens.acting import attempt, succeeded
from screens.dialogs.choose import Choose
from screens.entries.appeal import (
    acknowledge_form,
    appeal_form,
    bundle_form,
    result_form,
    send_form,
)
from screens.entry import Entry
from screens.rights import may
from screens.save_dialog import ask_where, hand_over
from screens.stage import StagePane
from screens.watch import follow
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList
from screens.words.appeal import (
    NOTHING,
    appeal_rows,
    appeal_words,
    bundle_title,
    window_words,
)
from screens.words.letters import KINDS

__all__ = ["AppealScreen", "appeal_rows", "open_appeals"]

_LETTERS = (LetterKind.APPEAL_ACKNOWLEDGEMENT, LetterKind.APPEAL_BUNDLE)
_RECORD, _BUNDLE = Operation.RECORD_APPEAL, Operation.MAKE_BUNDLE


def open_appeals(pane: StagePane) -> None:
    """Show the appeals of a stage's case over the whole screen."""
    if pane.case is not None:
        pane.app.push_screen(AppealScreen(pane.desk, pane.case, viewed_as=pane.viewed_as))


class AppealScreen(Screen[None]):
    """The appeals above, all about the one under the cursor below them."""

    ABOUT: ClassVar[str] = (
        "What a dissatisfied applicant did: Schedule 4 paragraph 3. Take an appeal down with n "
        "(late ones too: they say so), acknowledge it with k, make the bundle with b and read it, "
        "record with s that it was sent and with r what became of it. An appeal that is upheld "
        "and referred back opens a linked review. The bundle has stand-ins in place of the names "
        "of third parties; its key is for the chair and the officer alone."
    )
    AUTO_FOCUS = "LineList"
    DEFAULT_CSS = """
    AppealScreen #appeals { height: 1fr; min-height: 4; margin: 1 1 0 1; }
    AppealScreen #appeal-time { height: auto; padding: 0 3; color: $text-muted; }
    AppealScreen VerticalScroll {
        height: 3fr; margin: 0 1; padding: 0 2; border-top: solid $border-blurred;
        scrollbar-size-vertical: 1;
    }
    AppealScreen VerticalScroll:focus { border-top: solid $primary; }
    AppealScreen #appeal-words { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "lodge", "New", tooltip="Take an appeal down"),
        Binding("c", "correct", "Correct", tooltip="Correct how the appeal was taken down"),
        Binding("k", "acknowledge", "Acknowledge", tooltip="Record that it was acknowledged"),
        Binding("b", "bundle", "Bundle", tooltip="Make the bundle for the body"),
        Binding("o", "save", "Save files", tooltip="Save the files of a bundle"),
        Binding("l", "letter", "Letter", tooltip="Draft its acknowledgement or a cover letter"),
        Binding("s", "send", "Sent", tooltip="Record that it was sent with its bundle"),
        Binding("r", "result", "Result", tooltip="Record what became of it"),
        Binding("escape", "back", "Case", key_display="esc", tooltip="Back to the case"),
    ]
    RIGHTS: ClassVar[Mapping[str, Operation]] = {
        "lodge": _RECORD,
        "correct": _RECORD,
        "acknowledge": _RECORD,
        "bundle": _BUNDLE,
        "letter": Operation.DRAFT_LETTER,
        "send": _RECORD,
        "result": _RECORD,
    }
    register = query_one("#appeals", LineList)
    """The appeals."""

    def __init__(self, desk: Desk, case: CaseFile, *, viewed_as: str = "") -> None:
        """viewed_as: whose case it is a view of; empty for one's own."""
        super().__init__()
        self.desk = desk
        self.case = case
        self.viewed_as = viewed_as

    def compose(self) -> ComposeResult:
        """The title, the appeals, the time to appeal, all about one."""
        seen = f" · seen as {self.viewed_as}" if self.viewed_as else ""
        practice = "PRACTICE · " if self.case.council.practice else ""
        linked = self.case.linked_reference
        again = f" · looks again at {linked}" if linked else ""
        title = f"{practice}Appeals in {self.case.reference}{again}{seen}"
        yield Static(one_line(title), classes="title", markup=False)
        yield LineList(
            (
                Column("Lodged", 12),
                Column("Against", 10),
                Column("Time", 17),
                Column("How far"),
            ),
            id="appeals",
            empty=NOTHING,
        )
        yield Static(one_line(window_words(self.case.procedure)), id="appeal-time", markup=False)
        with VerticalScroll():
            yield Static("", id="appeal-words", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show what is known, and again whenever somebody records something."""
        self._show()
        self._follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the table of access does not allow, and all acting in a view."""
        operation = self.RIGHTS.get(action)
        if operation is not None:
            return not self.viewed_as and may(self.desk, self.case, operation)
        if action == "save":
            return not self.viewed_as and any(one.bundles for one in self.case.appeals)
        return super().check_action(action, parameters)

    # What it shows

    @work(group="follow")
    async def _follow(self) -> None:
        await follow(self.desk, lambda: self.read() if self.is_current else None, self.case.id)

    def on_screen_resume(self) -> None:
        """Look again when a form in front is closed."""
        self.read()

    @work(exclusive=True, group="appeals")
    async def read(self) -> None:
        """Read the case anew; the cursor stays on its appeal."""
        seen = self.case.audience if self.viewed_as else None
        try:
            self.case = await asyncio.to_thread(
                read_case, self.desk, self.case.id, view_as=seen, again=True
            )
        except ConferenceError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._show()

    def _show(self) -> None:
        self.register.update(appeal_rows(self.case))
        self._tell()
        self.refresh_bindings()

    def on_line_list_highlighted(self) -> None:
        """Tell of the appeal under the cursor."""
        self._tell()

    def on_line_list_selected(self) -> None:
        """Go into its words, to scroll through them."""
        self.query_one(VerticalScroll).focus()

    def _tell(self) -> None:
        appeal = self._chosen()
        words = self.query_one("#appeal-words", Static)
        words.update(appeal_words(appeal, self.case) if appeal else "")

    def _chosen(self) -> AppealView | None:
        return next((one for one in self.case.appeals if one.id == self.register.key), None)

    # Keys

    def action_lodge(self) -> None:
        """Take an appeal down."""
        self._fill_in(appeal_form(self.desk, self.case), "The appeal is recorded.")

    def action_correct(self) -> None:
        """Correct how it was taken down."""
        self._about(appeal_form, "Corrected.")

    def action_acknowledge(self) -> None:
        """Record that it was acknowledged."""
        self._about(acknowledge_form, "The appeal is acknowledged.")

    def action_bundle(self) -> None:
        """Make the bundle."""
        self._about(bundle_form, "The bundle is made. Save it with o, and read it.")

    @work
    async def action_letter(self) -> None:
        """Draft a letter about the appeal; it is written and issued with the others."""
        appeal = self._chosen()
        if appeal is None:
            self.notify(NOTHING, markup=False)
            return
        choices = [(one.value, KINDS[one]) for one in _LETTERS]
        kind = await self.app.push_screen_wait(Choose("A letter about the appeal", choices))
        if kind is None:
            return
        about = partial(
            letters.draft, self.desk, self.case.id, LetterKind(kind), about_id=appeal.id
        )
        if await succeeded(self, about):
            self.notify("The letter is drafted: it stands with the Letters.", markup=False)

    def action_send(self) -> None:
        """Record that it was sent."""
        self._about(send_form, "It is recorded as sent.")

    def action_result(self) -> None:
        """Record what became of it."""
        self._about(result_form, "The result is recorded.")

    def _about(self, form: Callable[[Desk, CaseFile, AppealView], Entry], done: str) -> None:
        appeal = self._chosen()
        if appeal is None:
            self.notify(NOTHING, markup=False)
            return
        self._fill_in(form(self.desk, self.case, appeal), done)

    @work
    async def _fill_in(self, entry: Entry, done: str) -> None:
        if await self.app.push_screen_wait(entry):
            self.notify(done, markup=False)
            self.read()

    @work
    async def action_save(self) -> None:
        """Save the files of a bundle into a folder."""
        appeal = self._chosen()
        bundle_id = await self._which(appeal) if appeal else None
        if bundle_id is None:
            return
        act = partial(read_bundle, self.desk, self.case.id, bundle_id)
        where = await ask_where(self, "Where should the files of the bundle go?")
        if where is not None and (files := await attempt(self, act)):
            await hand_over(self, where, files)

    async def _which(self, appeal: AppealView) -> str | None:
        """The bundle that is meant: the only one, or the one that is chosen, the newest first."""
        if not appeal.bundles:
            self.notify("No bundle is made for this appeal yet.", markup=False)
            return None
        if len(appeal.bundles) == 1:
            return appeal.bundles[0].id
        choices = [(one.id, bundle_title(one)) for one in reversed(appeal.bundles)]
        return await self.app.push_screen_wait(Choose("Which bundle", choices))

    def action_back(self) -> None:
        """Back to the case."""
        self.dismiss(None)
