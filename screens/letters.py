"""The letters of a case: drafted, read, approved, issued, and kept."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.law.access import Operation
from conference.review import outcome
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile, LetterKind, LetterState, LetterView
from screens.acting import attempt
from screens.acting_pane import ActingPane
from screens.dialogs.ask import Ask
from screens.dialogs.choose import Choose
from screens.entries.letters import issue_form
from screens.letter_check import LetterChecker
from screens.letter_files import frozen_text, letter_files
from screens.letter_preview import PAUSE, LetterPreview
from screens.letter_reader import LetterReader
from screens.letter_sending import send_by_email
from screens.letter_writer import LetterWriter
from screens.rights import may
from screens.save_dialog import ask_where, hand_over
from screens.widgets.line_list import Column, LineList
from screens.widgets.say import say
from screens.words.letter_kinds import kind_choices
from screens.words.letters import EDITABLE, KINDS, letter_rows, letter_words, readiness_words
from screens.words.parts import paragraphs

NOTHING = "No letter is drafted yet. The n key begins one."


class LettersPane(ActingPane):
    """The register of the case's letters; what each lacks; on a wide terminal, the letter."""

    ABOUT: ClassVar[str] = (
        "The letters of the case. Enter opens one: to write it, beside the letter as its reader "
        "will have it, or to read it. Letters that tell a decision are approved by the chair, "
        "then issued by the officer. What was issued never changes; a correction is a new letter."
    )
    DEFAULT_CSS = """
    LettersPane { height: 1fr; }
    LettersPane > Horizontal { height: 1fr; }
    LettersPane Vertical { width: 1fr; }
    LettersPane LineList { height: 1fr; min-height: 4; }
    LettersPane #letter-words { height: 1fr; padding: 0 1; border-top: solid $primary; }
    LettersPane LetterPreview { display: none; width: 1fr; border-left: solid $primary; }
    LettersPane.-wide LetterPreview { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Begin a letter"),
        Binding("c", "check", "Check", tooltip="Check this letter before it goes out"),
        Binding("p", "approve", "Approve", tooltip="Approve this letter, as the chair"),
        Binding("b", "send_back", "Send back", tooltip="Send it back to the officer with a note"),
        Binding("i", "issue", "Issue", tooltip="Send this letter out"),
        Binding("m", "mail", "E-mail", tooltip="Send an issued letter by e-mail"),
        Binding("o", "save", "Save files", tooltip="Save an issued letter as files"),
        Binding("u", "supersede", "Correct", tooltip="Correct an issued letter by a new one"),
    ]
    RIGHTS: ClassVar = {
        "new": Operation.DRAFT_LETTER,
        "check": Operation.CHECK_LETTER,
        "approve": Operation.APPROVE_LETTER,
        "send_back": Operation.SEND_LETTER_BACK,
        "issue": Operation.ISSUE_LETTER,
        "mail": Operation.SEND_LETTER,
        "supersede": Operation.DRAFT_LETTER,
    }

    register = query_one(LineList)
    """The letters."""
    words = query_one("#letter-words Static", Static)
    """The one under the cursor, and what it lacks."""
    preview = query_one(LetterPreview)
    """Its text."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="letters")
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The register and the words at the left, the letter at the right."""
        with Horizontal():
            with Vertical():
                yield LineList(
                    [
                        Column("Number", 15),
                        Column("Letter"),
                        Column("State", 10),
                        Column("Issued", 11, hide_below=66),
                    ],
                    empty=NOTHING,
                )
                with VerticalScroll(id="letter-words", can_focus=False):
                    yield Static("", markup=False)
            yield LetterPreview()

    # What it shows

    def show(self, case: CaseFile) -> None:
        """Show the register anew; the cursor stays on its letter."""
        super().show(case)
        self.register.update(letter_rows(case))
        self._tell()

    def _chosen(self) -> LetterView | None:
        letters = self.case.letters if self.case else ()
        return next((one for one in letters if one.id == self.register.key), None)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Say what the cursor is on."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        letter = self._chosen()
        say(self.words, letter_words(letter) if letter else "")
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE / 2, self._follow)

    @work(exclusive=True, group="preview")
    async def _follow(self) -> None:
        """Say what the letter lacks and, where there is room, show it."""
        letter, case = self._chosen(), self.case
        if letter is None or case is None:
            self.preview.say("")
            return
        if letter.state in EDITABLE:
            try:
                found = await asyncio.to_thread(outcome.look_over, self.desk, case.id, letter.id)
            except ConferenceError as error:
                say(self.words, paragraphs(letter_words(letter), str(error)))
            else:
                say(self.words, paragraphs(readiness_words(found), letter_words(letter)))
        if self.has_class("-wide"):
            await self._show_letter(case, letter)

    async def _show_letter(self, case: CaseFile, letter: LetterView) -> None:
        if letter.state in EDITABLE:
            await self.preview.follow(partial(outcome.preview, self.desk, case.id, letter.id))
        else:
            self.preview.say(await asyncio.to_thread(frozen_text, self.desk, case.id, letter))

    # Writing and reading

    @work
    async def action_new(self) -> None:
        """Choose a kind, and what it is about; draft it, and write."""
        if self.only_looking() or self.case is None:
            return
        kind = await self.app.push_screen_wait(Choose("A new letter", kind_choices(self.case)))
        if kind is None:
            return
        about: str | None = ""
        agency: str | None = None
        if kind == LetterKind.AGENCY_REQUEST:
            agency = await self._choose_agency()
            if agency is None:
                return
        elif kind == LetterKind.INVITATION_PANEL:
            about = await self._choose_invited()
        if about is not None:
            await self._draft(LetterKind(kind), agency_id=agency, about_id=about)

    async def _choose_invited(self) -> str | None:
        meeting = self.case.meeting if self.case else None
        expected = [
            (one.id, f"{one.name}, {one.agency_name or one.capacity}")
            for one in (meeting.attendance if meeting else ())
            if one.capacity not in ("applicant", "for the applicant")
        ]
        return await self.app.push_screen_wait(
            Choose("Who is invited", expected, question="The invitation goes to:")
        )

    async def _choose_agency(self, name: str = "") -> str | None:
        asked = {
            one.agency_id: one.agency_name for one in (self.case.requests if self.case else ())
        }
        at = next((key for key, words in asked.items() if words == name), "")
        return await self.app.push_screen_wait(
            Choose("Which agency", list(asked.items()), at=at, question="The request goes to:")
        )

    async def _draft(
        self,
        kind: LetterKind,
        *,
        agency_id: str | None,
        about_id: str = "",
        corrects: LetterView | None = None,
    ) -> None:
        if self.case is None:
            return
        act = partial(
            outcome.draft,
            self.desk,
            self.case.id,
            kind,
            agency_id=agency_id,
            paragraphs=corrects.paragraphs if corrects else None,
            supersedes=corrects.id if corrects else None,
            about_id=corrects.about_id if corrects else about_id,
        )
        letter_id = await attempt(self, act)
        if letter_id is not None:
            self.post_message(self.Recorded())
            await self._write(letter_id)

    async def _write(self, letter_id: str) -> None:
        """Open the form and the preview of a letter as the record has it now."""
        if self.case is None:
            return
        case = await attempt(self, partial(read_case, self.desk, self.case.id, again=True))
        letter = next((one for one in case.letters if one.id == letter_id), None) if case else None
        if case is None or letter is None:
            return
        # A template of the council's own may be faulty: that is told before a form is made of it.
        places = await attempt(self, partial(outcome.places, self.desk, case.id, letter.id))
        if places is None:
            return
        await self.app.push_screen_wait(LetterWriter(self.desk, case, letter, places))
        self.post_message(self.Recorded())

    @work
    async def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Open the letter: to write for those who draft it, to read for everybody else."""
        event.stop()
        letter, case = self._chosen(), self.case
        if letter is None or case is None:
            return
        writes = may(self.desk, case, Operation.DRAFT_LETTER) and not self.viewed_as
        if letter.state in EDITABLE and writes:
            await self._write(letter.id)
        else:
            await self.app.push_screen_wait(LetterReader(self.desk, case, letter))

    # Its life

    @work
    async def action_check(self) -> None:
        """Look the letter over: what is missing, what needs a reason, what each decision became."""
        letter, case = self._of_the_cursor(), self.case
        if letter is None or case is None:
            return
        if letter.state not in EDITABLE:
            self.notify("This letter has gone out.", markup=False)
            return
        found = await attempt(self, partial(outcome.look_over, self.desk, case.id, letter.id))
        if found is None:
            return
        if await self.app.push_screen_wait(LetterChecker(self.desk, case, letter, found)):
            self.notify("The letter is checked.", markup=False)
            self.post_message(self.Recorded())

    @work
    async def action_approve(self) -> None:
        """Approve the letter, with a note if there is one to give."""
        letter = self._of_the_cursor()
        if letter is None or self.case is None:
            return
        asked = Ask(
            f"Approve {letter.number}, {KINDS[letter.kind].lower()}? Read it first with enter.",
            "A note for the officer, if you have one",
            required=False,
            save="Approve",
        )
        note = await self.app.push_screen_wait(asked)
        if note is not None:
            act = partial(outcome.approve, self.desk, self.case.id, letter.id, note=note)
            self.record(act, "The letter is approved.")

    @work
    async def action_send_back(self) -> None:
        """Send the letter back with a note."""
        letter = self._of_the_cursor()
        if letter is None or self.case is None:
            return
        asked = Ask("What is to be put right in this letter?", "Note", long=True, save="Send back")
        if note := await self.app.push_screen_wait(asked):
            act = partial(outcome.send_back, self.desk, self.case.id, letter.id, note=note)
            self.record(act, "The letter goes back to the officer.")

    def action_issue(self) -> None:
        """Send the letter out."""
        if (letter := self._of_the_cursor()) is not None and self.case is not None:
            self.fill_in(issue_form(self.desk, self.case, letter), "The letter is issued.")

    @work
    async def action_supersede(self) -> None:
        """Begin a letter that corrects an issued one."""
        letter = self._issued()
        if letter is None or self.only_looking():
            return
        agency: str | None = None
        if letter.kind is LetterKind.AGENCY_REQUEST:
            agency = await self._choose_agency(letter.sent_to)
            if agency is None:
                return
        await self._draft(letter.kind, agency_id=agency, corrects=letter)

    @work(group="mail")
    async def action_mail(self) -> None:
        """Send an issued letter by e-mail."""
        letter, case = self._chosen(), self.case
        if letter is None or case is None or self.only_looking():
            return
        if letter.state is not LetterState.ISSUED:
            self.notify("Only an issued letter is sent. The i key issues it.", markup=False)
        elif await send_by_email(self, case, letter):
            self.post_message(self.Recorded())

    @work
    async def action_save(self) -> None:
        """Save the files of an issued letter into a folder."""
        letter = self._issued()
        if letter is None or self.case is None:
            return
        where = await ask_where(self, f"Where should the files of {letter.number} go?")
        if where is None:
            return
        files = await attempt(self, partial(letter_files, self.desk, self.case.id, letter))
        if files is not None:
            await hand_over(self, where, files)

    def _of_the_cursor(self) -> LetterView | None:
        letter = self._chosen()
        if letter is None:
            self.notify(NOTHING, markup=False)
        return letter

    def _issued(self) -> LetterView | None:
        letter = self._of_the_cursor()
        if letter is not None and letter.state not in (LetterState.ISSUED, LetterState.SUPERSEDED):
            self.notify("This letter has not been issued yet.", markup=False)
            return None
        return letter
