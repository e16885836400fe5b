"""Reading a letter over the whole screen: as it would go out, or as it went."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.errors import ConferenceError
from conference.review import outcome
from conference.review.desk import Desk
from conference.views import CaseFile, LetterView
from screens.letter_files import frozen_text
from screens.letter_preview import LetterPreview
from screens.widgets.key_footer import KeyFooter
from screens.words.letters import EDITABLE, KINDS, readiness_words, state_words


class LetterReader(ModalScreen[None]):
    """The letter, with what it lacks; escape or enter leaves it."""

    DEFAULT_CSS = """
    LetterReader { background: $background; }
    LetterReader > #letter-title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    LetterReader > LetterPreview { height: 1fr; }
    LetterReader > #letter-lacks {
        height: auto; max-height: 6; padding: 0 1; background: $panel; display: none;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "Back", key_display="esc", tooltip="Back to the list"),
    ]
    AUTO_FOCUS = "LetterPreview"

    preview = query_one(LetterPreview)
    """The letter."""
    lacking = query_one("#letter-lacks", Static)
    """What is missing in it."""

    def __init__(self, desk: Desk, case: CaseFile, letter: LetterView) -> None:
        super().__init__()
        self._desk = desk
        self._case = case
        self._letter = letter

    def compose(self) -> ComposeResult:
        """Title, letter, what is missing, keys."""
        letter = self._letter
        title = f"{letter.number}: {KINDS[letter.kind]}, {state_words(letter)}"
        yield Static(title, markup=False, id="letter-title")
        yield LetterPreview()
        yield Static("", markup=False, id="letter-lacks")
        yield KeyFooter()

    @work
    async def on_mount(self) -> None:
        """Compose the letter, or fetch what was frozen."""
        ids = self._case.id, self._letter.id
        if self._letter.state not in EDITABLE:
            text = await asyncio.to_thread(frozen_text, self._desk, self._case.id, self._letter)
            self.preview.say(text)
            return
        await self.preview.follow(partial(outcome.preview, self._desk, *ids))
        try:
            words = readiness_words(await asyncio.to_thread(outcome.look_over, self._desk, *ids))
        except ConferenceError as error:
            self.lacking.update(str(error))
        else:
            self.lacking.update(words)
        self.lacking.display = True

    def action_close(self) -> None:
        """Leave it."""
        self.dismiss(None)
