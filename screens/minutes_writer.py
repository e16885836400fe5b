"""Wording the minutes: a form, beside the minutes as they will be approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from conference.documents import Document
from screens.entry import Entry
from screens.keeper import Keeper
from screens.side_by_side import SideBySide
from screens.widgets.form import Values
from screens.widgets.key_footer import KeyFooter


class MinutesWriter(Entry):
    """The form, and the preview beside it; on a small terminal the preview is one key away."""

    ABOUT: ClassVar[str] = (
        "Wording for the minutes, place by place. What is recorded stands in them already and "
        "cannot be changed here. What you type is shown in the minutes when you pause, and kept "
        "until you save it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "switch", "Minutes/form", tooltip="From the form to the minutes, and back"),
        Binding("ctrl+s", "save", "Save", tooltip="Save the wording"),
        Binding("escape", "leave", "Leave", tooltip="Leave the minutes"),
    ]

    pair = query_one(SideBySide)
    """The form, and the minutes with the words as they stand."""

    def __init__(self, *given: Any, compose: Callable[[Values], Document], **more: Any) -> None:
        """compose: makes the minutes with the values of the form; called in a thread."""
        super().__init__(*given, **more)
        self._made_with = compose

    def compose(self) -> ComposeResult:
        """Title, what it is for, form and minutes, keys."""
        yield Static(self._title, markup=False, classes="entry--title")
        yield Static(self._about, markup=False, classes="entry--about")
        yield SideBySide(self._form)
        yield KeyFooter()

    async def _put_back(self, keeper: Keeper) -> None:
        await super()._put_back(keeper)
        self._compose_anew()

    def on_side_by_side_paused(self) -> None:
        """Compose the minutes again."""
        self._compose_anew()

    @work(exclusive=True, group="preview")
    async def _compose_anew(self) -> None:
        values = self._form.values
        await self.pair.preview.follow(lambda: self._made_with(values))

    def action_switch(self) -> None:
        """Show the other part, and put the person into it."""
        self.pair.switch()

    def action_save(self) -> None:
        """Save from wherever the person is."""
        self._form.action_submit()

    def action_leave(self) -> None:
        """Leave from wherever the person is."""
        self._form.action_leave()
