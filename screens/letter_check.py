"""The check of a letter: what is missing, what needs a second look, what each decision became."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.errors import BadInput, ConferenceError
from conference.review import outcome
from conference.review.desk import Desk
from conference.review.outcome import LetterCheck
from conference.views import CaseFile, LetterView
from screens.acting_pane import WIDE
from screens.dialogs.message import Message
from screens.keeper import Keeper
from screens.widgets.fields import TextField
from screens.widgets.form import Form, Values
from screens.widgets.key_footer import KeyFooter
from screens.words.letter_check import check_words
from screens.words.letters import KINDS

_LEAVING = "The reasons you typed are kept as a draft until the letter is checked."


class LetterChecker(ModalScreen[bool]):
    """What the check found, and a reason to give for each flag. Dismissed with True once checked.

    found: from `outcome.look_over`, asked for before the screen opens.
    """

    DEFAULT_CSS = """
    LetterChecker { background: $background; }
    LetterChecker > .check--title {
        height: 1; padding: 0 1; text-style: bold; background: $panel;
    }
    LetterChecker > Horizontal { height: 1fr; }
    LetterChecker #found { width: 1fr; height: 1fr; padding: 0 1; }
    LetterChecker Form { width: 1fr; height: 1fr; border-left: solid $primary; }
    LetterChecker.-one-part > Horizontal { layout: vertical; }
    LetterChecker.-one-part Form { border-left: none; border-top: solid $primary; height: 2fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Checked", tooltip="The letter is checked"),
        Binding("escape", "leave", "Leave", tooltip="Back to the letters"),
    ]
    AUTO_FOCUS = ""

    found_words = query_one("#found Static", Static)
    """What was found."""

    def __init__(self, desk: Desk, case: CaseFile, letter: LetterView, found: LetterCheck) -> None:
        super().__init__()
        self._desk = desk
        self._case = case
        self._letter = letter
        self._found = found
        self._keys = {f"flag{n}": flag.key for n, flag in enumerate(found.flags)}
        self._form = Form(_fields(found), save="Checked", leaving=_LEAVING) if found.flags else None
        self._draft = Keeper(desk, f"check/{letter.id}", told=self._warn)
        self._saving = False

    def _warn(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)

    def compose(self) -> ComposeResult:
        """Title, what was found, the reasons, keys."""
        title = f"Check {self._letter.number}: {KINDS[self._letter.kind]}"
        yield Static(title, markup=False, classes="check--title")
        with Horizontal():
            with VerticalScroll(id="found"):
                yield Static(check_words(self._found), markup=False)
            if self._form is not None:
                yield self._form
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Put reasons back that were typed and not saved."""
        draft: dict[str, Any] = await self._draft.kept() or {}
        if self._form is None:
            self.query_one("#found").focus()
            return
        kept = {field: str(draft[key]) for field, key in self._keys.items() if key in draft}
        if kept:
            self._form.fill(kept)
            self.notify("What you had typed before is back.", markup=False)
        self._form.focus_first()

    def on_resize(self) -> None:
        """One above the other where there is no room for two."""
        self.set_class(self.size.width < WIDE, "-one-part")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the reasons as they are typed."""
        event.stop()
        self._draft.keep(self._reasons(event.values))

    def _reasons(self, values: Values) -> dict[str, str]:
        return {key: str(values.get(field, "")) for field, key in self._keys.items()}

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """The reasons are given."""
        event.stop()
        self._check(self._reasons(event.values))

    def action_done(self) -> None:
        """Say that the letter is checked."""
        if self._form is not None:
            self._form.action_submit()
        else:
            self._check({})

    @work(group="save")
    async def _check(self, reasons: dict[str, str]) -> None:
        if self._saving:
            return
        self._saving = True
        try:
            act = partial(outcome.check, self._desk, self._case.id, self._letter.id, reasons)
            await asyncio.to_thread(act)
        except BadInput as error:
            self._tell(error)
        except ConferenceError as error:
            await self.app.push_screen_wait(Message.of(error))
        else:
            await self._draft.let_go()
            self.dismiss(True)
        finally:
            self._saving = False

    def _tell(self, error: BadInput) -> None:
        if self._form is not None:
            self._form.show_problems({}, str(error))
        else:
            self.notify(str(error), severity="warning", markup=False)

    def action_leave(self) -> None:
        """Leave it; reasons that were typed are kept."""
        if self._form is not None:
            self._form.action_leave()
        else:
            self.dismiss(False)

    def on_form_left(self, event: Form.Left) -> None:
        """Leave it from the form."""
        event.stop()
        self.dismiss(False)


def _fields(found: LetterCheck) -> list[TextField]:
    """A field for the reason of each flag."""
    return [
        TextField(
            f"flag{number}",
            f"{number + 1}. Why it may stay",
            found.answered.get(flag.key, ""),
            help=f"{flag.place[:1].upper()}{flag.place[1:]}: {flag.words}.",
            required=True,
            wide=True,
        )
        for number, flag in enumerate(found.flags)
    ]
