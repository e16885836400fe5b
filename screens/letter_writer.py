"""Writing a letter: the officer's paragraphs, beside the letter as its reader will have it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.documents import FreeParagraph
from conference.errors import BadInput, ConferenceError, Conflict
from conference.review import outcome
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile, LetterState, LetterView
from screens.acting import attempt
from screens.dialogs.message import Message
from screens.dialogs.two_versions import TwoVersions
from screens.keeper import Keeper
from screens.side_by_side import SideBySide
from screens.widgets.fields import AreaField
from screens.widgets.form import Form, Values
from screens.widgets.key_footer import KeyFooter
from screens.words.letters import KINDS, readiness_words

BEGUN = "begun on version"
"""Where a draft keeps which version of the letter it was begun on; no paragraph has that name."""


class LetterWriter(ModalScreen[bool]):
    """The free paragraphs as a form; the preview beside it, or one key away on a small terminal.

    Saving stays here. Dismissed with whether anything was saved.
    """

    DEFAULT_CSS = """
    LetterWriter { background: $background; }
    LetterWriter > #letter-title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    LetterWriter #missing { height: auto; max-height: 5; padding: 0 1; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "switch", "Letter/form", tooltip="From the form to the letter, and back"),
        Binding("ctrl+s", "save", "Save", tooltip="Save the letter"),
        Binding("escape", "leave", "Leave", tooltip="Leave the letter"),
    ]
    AUTO_FOCUS = ""

    pair = query_one(SideBySide)
    """The form, and the letter."""
    lacking = query_one("#missing", Static)
    """What is missing in it."""

    def __init__(
        self,
        desk: Desk,
        case: CaseFile,
        letter: LetterView,
        places: Sequence[FreeParagraph],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._case = case
        self._letter = letter
        self._shown = letter.version
        self._draft = Keeper(desk, f"letter/{letter.id}", told=self._warn)
        self._form = Form(
            _fields(letter, places),
            leaving="What you typed is kept as a draft until you save it.",
        )
        self._saved = False
        self._saving = False

    def _warn(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)

    def compose(self) -> ComposeResult:
        """Title, form and letter, what is missing, keys."""
        title = f"{self._letter.number}: {KINDS[self._letter.kind]}"
        yield Static(title, markup=False, id="letter-title")
        yield SideBySide(self._form)
        yield Static("", markup=False, id="missing")
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Put a draft back that was left behind, and compose the letter."""
        draft = await self._draft.kept()
        self._form.focus_first()
        self._compose_anew()
        if draft:
            self._put_back(draft)
        elif self._letter.state is LetterState.APPROVED:
            self.notify("Once you save a change, the chair approves it again.", markup=False)

    @work(group="save")
    async def _put_back(self, draft: dict[str, Any]) -> None:
        """Put a draft back; where somebody saved since, both are shown first."""
        begun = draft.pop(BEGUN, self._shown)
        mine = {key: str(draft.get(key, "")) for key in self._form.fields}
        answer = ""
        if begun != self._letter.version and mine != self._paragraphs():
            self._shown = begun
            answer = await self._both(mine)
        if answer == "theirs":
            await self._take_theirs()
            return
        if answer == "mine":
            self._shown = self._letter.version
        self._form.fill(mine)
        self.notify("What you had typed before is back.", markup=False)
        self._compose_anew()

    def _paragraphs(self) -> dict[str, str]:
        return {key: self._letter.paragraphs.get(key, "") for key in self._form.fields}

    # The letter

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the draft at once."""
        event.stop()
        self._draft.keep({**event.values, BEGUN: self._shown})

    def on_side_by_side_paused(self) -> None:
        """Compose the letter again."""
        self._compose_anew()

    @work(exclusive=True, group="preview")
    async def _compose_anew(self) -> None:
        """Compose the letter with the words as they stand; only what is shown changes."""
        words = _words(self._form.values)
        ids = self._case.id, self._letter.id
        await self.pair.preview.follow(lambda: outcome.preview(self._desk, *ids, paragraphs=words))
        try:
            look = partial(outcome.look_over, self._desk, *ids, paragraphs=words)
            found = await asyncio.to_thread(look)
        except ConferenceError as error:
            self.lacking.update(str(error))
        else:
            self.lacking.update(readiness_words(found))

    def action_switch(self) -> None:
        """Show the other part, and put the person into it."""
        self.pair.switch()

    # Saving

    def _write(self, values: Values) -> None:
        outcome.write_paragraphs(
            self._desk,
            self._case.id,
            self._letter.id,
            paragraphs=_words(values),
            shown=self._shown,
        )

    @work(group="save")
    async def on_form_submitted(self, event: Form.Submitted) -> None:
        """Save and stay; a second key while the first is saved does nothing."""
        event.stop()
        if not self._saving:
            self._saving = True
            try:
                await self._keep_letter(event.values)
            finally:
                self._saving = False

    async def _keep_letter(self, values: Values) -> None:
        try:
            await asyncio.to_thread(self._write, values)
        except Conflict:
            await self._choose(values)
        except BadInput as error:
            self._form.show_problems({}, str(error))
        except ConferenceError as error:
            await self.app.push_screen_wait(Message.of(error))
        else:
            await self._was_saved(values)

    async def _was_saved(self, values: Values) -> None:
        """Whatever was typed meanwhile is not saved, and its draft stays."""
        self._saved = True
        if self._form.values == values:
            self._form.saved()
            await self._draft.let_go()
        await self._read_again()
        self.notify("The letter is saved.", markup=False)
        self._compose_anew()

    async def _read_again(self) -> None:
        case = await attempt(self, partial(read_case, self._desk, self._case.id, again=True))
        letters = case.letters if case is not None else ()
        self._case = case or self._case
        found = (one for one in letters if one.id == self._letter.id)
        self._letter = next(found, self._letter)
        self._shown = self._letter.version

    async def _choose(self, mine: Values) -> None:
        """Somebody else saved meanwhile: show both, and let the person choose."""
        begun = self._shown
        await self._read_again()
        answer = await self._both(_words(mine))
        if answer == "mine":
            await self._keep_letter(mine)
        elif answer == "theirs":
            await self._take_theirs()
        else:
            self._shown = begun

    async def _both(self, mine: dict[str, str]) -> str:
        titles = {key: field.label for key, field in self._form.fields.items()}
        theirs = self._paragraphs()
        return await self.app.push_screen_wait(
            TwoVersions(_as_text(titles, mine), _as_text(titles, theirs))
        )

    async def _take_theirs(self) -> None:
        self._shown = self._letter.version
        self._form.fill(dict(self._paragraphs()))
        self._form.saved()
        await self._draft.let_go()
        self._compose_anew()

    def on_form_left(self, event: Form.Left) -> None:
        """Leave; what was saved is shown by whoever opened this."""
        event.stop()
        self.dismiss(self._saved)

    def action_save(self) -> None:
        """Save from wherever the person is."""
        self._form.action_submit()

    def action_leave(self) -> None:
        """Leave from wherever the person is."""
        self._form.action_leave()


def _fields(letter: LetterView, places: Sequence[FreeParagraph]) -> list[AreaField]:
    """A field for each place where the template takes the officer's own words."""
    return [
        AreaField(
            one.name,
            one.title,
            letter.paragraphs.get(one.name, ""),
            help=one.help,
            required=one.required,
            lines=5,
        )
        for one in places
    ]


def _words(values: Values) -> dict[str, str]:
    return {name: str(words) for name, words in values.items()}


def _as_text(titles: dict[str, str], words: dict[str, str]) -> str:
    return "\n\n".join(f"{title}:\n{words.get(key, '')}" for key, title in titles.items())
