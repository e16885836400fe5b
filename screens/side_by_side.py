"""A form beside what is made of it: composed anew when the typing pauses."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer

from screens.acting_pane import WIDE
from screens.letter_preview import PAUSE, LetterPreview
from screens.widgets.form import Form


class SideBySide(Horizontal):
    """A form and the preview of its document; on a small terminal the preview is one key away."""

    DEFAULT_CSS = """
    SideBySide { height: 1fr; }
    SideBySide Form { width: 1fr; height: 1fr; }
    SideBySide LetterPreview { width: 1fr; height: 1fr; border-left: solid $primary; }
    SideBySide.-one-part LetterPreview { display: none; border-left: none; }
    SideBySide.-one-part.-reading LetterPreview { display: block; }
    SideBySide.-one-part.-reading Form { display: none; }
    """

    preview = query_one(LetterPreview)
    """The document, with the words as they stand."""

    class Paused(Message):
        """Nobody types any more: the document can be composed again."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The form, and its preview."""
        yield self._form
        yield LetterPreview()

    def on_resize(self) -> None:
        """One part at a time where there is no room for two."""
        self.set_class(self.size.width < WIDE, "-one-part")

    def on_form_changed(self) -> None:
        """Wait until the typing pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, lambda: self.post_message(self.Paused()))

    def switch(self) -> None:
        """Show the other part, and put the person into it."""
        if self.preview.has_focus or self.has_class("-reading"):
            self.remove_class("-reading")
            self._form.focus_first()
        else:
            self.add_class("-reading")
            self.call_after_refresh(self.preview.focus)
