"""The minutes of a meeting: their editions, what each says, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.law.access import Operation
from conference.review import minutes
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile, MeetingView, MinutesView
from screens.acting import attempt, succeeded
from screens.dialogs.ask import Ask
from screens.dialogs.confirm import Confirm
from screens.entries.minutes import minutes_form
from screens.letter_preview import LetterPreview
from screens.rights import may
from screens.save_dialog import ask_where, hand_over
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList
from screens.words.minutes import NOTHING, edition_rows, edition_words, may_be_approved

_RIGHTS = {
    "approve": Operation.APPROVE_MINUTES,
    **dict.fromkeys(("begin", "write", "correct", "save"), Operation.WRITE_MINUTES),
}


class MinutesScreen(ModalScreen[None]):
    """The editions above, the minutes below."""

    ABOUT: ClassVar[str] = (
        "The minutes of the meeting. Begin them with b: they are composed from what was recorded, "
        "and w opens a form for wording of your own beside the finished paper. The chair approves "
        "them with p; they are locked then, with a digest of every file. What is wrong in approved "
        "minutes is corrected in a new edition, c, which tells the reason; the first one stays. "
        "Private notes and the chair's own items are never in them."
    )
    DEFAULT_CSS = """
    MinutesScreen { background: $background; }
    MinutesScreen > Static { padding: 0 1; background: $panel; }
    MinutesScreen > #minutes-title { height: 1; text-style: bold; }
    MinutesScreen > #minutes-words { height: auto; max-height: 3; }
    MinutesScreen > LineList { height: 5; }
    MinutesScreen > LetterPreview { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "begin", "Begin", tooltip="Begin the minutes from what is recorded"),
        Binding("w", "write", "Word them", tooltip="Write wording over what the record says"),
        Binding("p", "approve", "Approve", tooltip="Approve the minutes: they are locked then"),
        Binding("c", "correct", "Correct", tooltip="Begin a new edition that corrects this one"),
        Binding("o", "save", "Save files", tooltip="Save the files of approved minutes"),
        Binding("escape,q", "close", "Back", key_display="esc", tooltip="Back to the meeting"),
    ]
    AUTO_FOCUS = "LineList"

    editions = query_one(LineList)
    """The editions, the newest first."""
    words = query_one("#minutes-words", Static)
    """What the one under the cursor is."""
    preview = query_one(LetterPreview)
    """What it says."""

    def __init__(self, desk: Desk, case_id: str, meeting_id: str) -> None:
        super().__init__()
        self.desk = desk
        self.case: CaseFile | None = None
        self._case_id = case_id
        self._meeting_id = meeting_id

    def compose(self) -> ComposeResult:
        """Title, editions, what the chosen one is, what it says, keys."""
        yield Static("Minutes", markup=False, id="minutes-title")
        yield LineList(
            [Column("Edition", 11), Column("State", 22), Column("Why it corrects")], empty=NOTHING
        )
        yield Static("", markup=False, id="minutes-words")
        yield LetterPreview()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the case."""
        self._look_again()

    # What it shows

    @property
    def meeting(self) -> MeetingView | None:
        """The meeting that is minuted."""
        held = self.case.meetings if self.case else ()
        return next((one for one in held if one.id == self._meeting_id), None)

    @property
    def edition(self) -> MinutesView | None:
        """The edition under the cursor."""
        found = self.meeting.minutes if self.meeting else ()
        return next((one for one in found if one.id == self.editions.key), None)

    @work(exclusive=True, group="read")
    async def _look_again(self) -> None:
        case = await attempt(self, partial(read_case, self.desk, self._case_id, again=True))
        if case is None:
            return
        self.case = case
        self.query_one("#minutes-title", Static).update(f"Minutes of {case.reference}")
        self.editions.update(edition_rows(self.meeting.minutes if self.meeting else ()))
        self._tell()

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        self.words.update(edition_words(self.edition, self.meeting))
        self.refresh_bindings()
        self._follow()

    @work(exclusive=True, group="preview")
    async def _follow(self) -> None:
        """An approved edition as it was frozen, a draft as it would be approved now."""
        one = self.edition
        if one is None or one.approved_at is not None:
            self.preview.say(one.text if one else "")
        else:
            await self.preview.follow(partial(minutes.preview, self.desk, self._case_id, one.id))

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what is not allowed, or cannot be done with the edition under the cursor."""
        operation = _RIGHTS.get(action)
        if operation is None:
            return super().check_action(action, parameters)
        if not self.is_mounted or self.case is None or not may(self.desk, self.case, operation):
            return False
        return self._can(action)

    def _can(self, action: str) -> bool:
        one = self.edition
        editions = self.meeting.minutes if self.meeting else ()
        match action:
            case "begin":
                return not editions
            case "write":
                return one is not None and one.approved_at is None
            case "approve":
                return may_be_approved(one, self.meeting)
            case "correct":
                return bool(editions) and editions[-1].approved_at is not None
            case _:
                return one is not None and one.approved_at is not None

    @work
    async def _do(self, act: Callable[[], object], done: str) -> None:
        if await succeeded(self, act):
            self.notify(done, markup=False)
            self._look_again()

    def action_begin(self) -> None:
        """Compose them from what is recorded."""
        act = partial(minutes.begin, self.desk, self._case_id, self._meeting_id)
        self._do(act, "The minutes are begun from what is recorded.")

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Word a draft; an approved edition is read where it stands."""
        event.stop()
        if self.check_action("write", ()):
            self.action_write()
        else:
            self.preview.focus()

    @work
    async def action_write(self) -> None:
        """Open the form beside the minutes."""
        case, meeting, one = self.case, self.meeting, self.edition
        if case is None or meeting is None or one is None:
            return
        if await self.app.push_screen_wait(minutes_form(self.desk, case, meeting, one)):
            self.notify("The wording is saved.", markup=False)
        self._look_again()

    @work
    async def action_approve(self) -> None:
        """Approve, after a question."""
        one = self.edition
        if one is None:
            return
        question = Confirm(
            f"Approve edition {one.edition} of the minutes?",
            "They are locked then, with every file and its digest. A correction is a new edition.",
            yes="Approve",
            no="Not yet",
        )
        if await self.app.push_screen_wait(question):
            act = partial(minutes.approve, self.desk, self._case_id, one.id, shown=one.version)
            self._do(act, "The minutes are approved and locked.")

    @work
    async def action_correct(self) -> None:
        """Begin a corrected edition, with the reason."""
        editions = self.meeting.minutes if self.meeting else ()
        if not editions:
            return
        asked = Ask(
            f"What does edition {editions[-1].edition + 1} put right? The minutes tell it.",
            "The reason",
            long=True,
            save="Begin it",
        )
        if why := await self.app.push_screen_wait(asked):
            act = partial(minutes.correct, self.desk, self._case_id, editions[-1].id, why=why)
            self._do(act, "A new edition is begun; the approved one stays as it is.")

    @work
    async def action_save(self) -> None:
        """Save the files of an approved edition into a folder."""
        case, one = self.case, self.edition
        if case is None or one is None:
            return
        where = await ask_where(self, "Where should the files of the minutes go?")
        if where is None:
            return
        files = await attempt(self, partial(_files, self.desk, case, one))
        if files is not None:
            await hand_over(self, where, files)

    def action_close(self) -> None:
        """Back to the meeting."""
        self.dismiss(None)


def _files(desk: Desk, case: CaseFile, one: MinutesView) -> dict[str, bytes]:
    """The frozen files by the name they are saved under: ER-2026-0001-minutes-1.pdf."""
    stem = f"{case.reference}-minutes-{one.edition}"
    return {
        f"{stem}.{file.format}": minutes.read_minutes_file(desk, case.id, file.id)
        for file in one.files
    }
