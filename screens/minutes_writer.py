"""Wording the minutes: a form, beside the minutes as they will be approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Static

from conference.documents import Document
from screens.entry import Entry
from screens.keeper import Keeper
from screens.letter_preview import PAUSE, LetterPreview
from screens.rights import WIDE
from screens.widgets.form import Form, Values
from screens.widgets.key_footer import KeyFooter


class MinutesWriter(Entry):
    """The form, and the preview beside it; on a small terminal the preview is one key away."""

    ABOUT: ClassVar[str] = (
        "Wording for the minutes, place by place. What is recorded stands in them already and "
        "cannot be changed here. What you type is shown in the minutes when you pause, and kept "
        "until you save it."
    )
    DEFAULT_CSS = """
    MinutesWriter > Horizontal { height: 1fr; }
    MinutesWriter Form { width: 1fr; height: 1fr; }
    MinutesWriter LetterPreview { width: 1fr; height: 1fr; border-left: solid $primary; }
    MinutesWriter.-one-part LetterPreview { display: none; border-left: none; }
    MinutesWriter.-one-part.-reading LetterPreview { display: block; }
    MinutesWriter.-one-part.-reading Form { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "switch", "Minutes/form", tooltip="From the form to the minutes, and back"),
        Binding("ctrl+s", "save", "Save", tooltip="Save the wording"),
        Binding("escape", "leave", "Leave", tooltip="Leave the minutes"),
    ]

    preview = query_one(LetterPreview)
    """The minutes with the words as they stand."""

    def __init__(self, *given: Any, compose: Callable[[Values], Document], **more: Any) -> None:
        """compose: makes the minutes with the values of the form; called in a thread."""
        super().__init__(*given, **more)
        self._made_with = compose
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, what it is for, form and minutes, keys."""
        yield Static(self._title, markup=False, classes="entry--title")
        yield Static(self._about, markup=False, classes="entry--about")
        with Horizontal():
            yield self._form
            yield LetterPreview()
        yield KeyFooter()

    async def _put_back(self, keeper: Keeper) -> None:
        await super()._put_back(keeper)
        self._compose_anew()

    def on_resize(self) -> None:
        """One part at a time where there is no room for two."""
        self.set_class(self.size.width < WIDE, "-one-part")

    def on_form_changed(self, _event: Form.Changed) -> None:
        """Compose the minutes again when the typing pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._compose_anew)

    @work(exclusive=True, group="preview")
    async def _compose_anew(self) -> None:
        values = self._form.values
        await self.preview.follow(lambda: self._made_with(values))

    def action_switch(self) -> None:
        """Show the other part, and put the person into it."""
        if self.preview.has_focus or self.has_class("-reading"):
            self.remove_class("-reading")
            self._form.focus_first()
        else:
            self.add_class("-reading")
            self.call_after_refresh(self.preview.focus)

    def action_save(self) -> None:
        """Save from wherever the person is."""
        self._form.action_submit()

    def action_leave(self) -> None:
        """Leave from wherever the person is."""
        self._form.action_leave()
