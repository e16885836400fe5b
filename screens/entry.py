"""A form over the whole screen: what is typed is kept as a draft, saved once, and never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.errors import BadInput, ConferenceError, Conflict
from conference.text import one_line
from screens.acting import attempt
from screens.dialogs.message import Message
from screens.widgets.fields import Field
from screens.widgets.form import Form, Values
from screens.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from conference.review.desk import Desk


class Entry(ModalScreen[bool]):
    """A form with a title. Dismissed with True once its values were saved, with False when left.

    save: called in a thread with the values; what it raises is shown in the form, which stays.
    place: names the draft; a draft left behind by a crash or a closed window is put back.
    desk: None where there is none yet, as on a first run; then no draft is kept.
    theirs: called in a thread where somebody else saved first; the values as they are now, after
    which `save` saves over them. What only one of the two changed is kept of both.
    """

    DEFAULT_CSS = """
    Entry { background: $background; }
    Entry > .entry--title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    Entry > .entry--about { height: auto; padding: 0 1; color: $text-muted; }
    """
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(
        self,
        title: str,
        fields: Iterable[Field],
        save: Callable[[Values], object],
        *,
        desk: Desk | None,
        place: str = "",
        about: str = "",
        case_id: str | None = None,
        save_words: str = "Save",
        theirs: Callable[[], Values] | None = None,
    ) -> None:
        super().__init__()
        self._title = one_line(title)
        self._about = one_line(about)
        self._save = save
        self._theirs = theirs
        self._base: Values = {}
        self._desk = desk
        self._place = place
        self._case_id = case_id
        leaving = (
            "What you typed is kept as a draft until you save it."
            if desk is not None
            else "What you typed in this form is not kept."
        )
        self._form = Form(fields, save=save_words, leaving=leaving)
        self._keeping: asyncio.Task[None] | None = None
        self._latest: Values | None = None

    def compose(self) -> ComposeResult:
        """Title, what the form is for, the form."""
        yield Static(self._title, markup=False, classes="entry--title")
        if self._about:
            yield Static(self._about, markup=False, classes="entry--about")
        yield self._form
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Put a draft back that was left behind."""
        self._base = self._form.values
        if self._desk is not None:
            await self._put_back(self._desk)
        self._form.focus_first()

    async def _put_back(self, desk: Desk) -> None:
        from conference.review import drafts

        draft = await asyncio.to_thread(drafts.kept, desk, self._place)
        if draft:
            self._form.fill(draft)
            self.notify("What you had typed before is back.", markup=False)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the draft; one write at a time, and the latest words win."""
        event.stop()
        if self._desk is None:
            return
        self._latest = event.values
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep(self._desk))

    async def _keep(self, desk: Desk) -> None:
        from conference.review import drafts

        while self._latest is not None:
            values, self._latest = self._latest, None
            try:
                await asyncio.to_thread(
                    drafts.keep, desk, self._place, dict(values), case_id=self._case_id
                )
            except ConferenceError as error:
                self.notify(str(error), severity="warning", markup=False)
                return

    async def on_form_submitted(self, event: Form.Submitted) -> None:
        """Save; a fault stays beside the field it belongs to."""
        event.stop()
        self._save_now(event.values)

    @work(exclusive=False, group="save")
    async def _save_now(self, values: Values) -> None:
        try:
            await asyncio.to_thread(self._save, values)
        except BadInput as error:
            known = {one.where.replace(" ", "_"): one.what for one in error.problems if one.where}
            self._form.show_problems(known, "" if known else str(error))
        except Conflict as error:
            await self._somebody_was_first(values, error)
        except ConferenceError as error:
            await self.app.push_screen_wait(Message.of(error))
        else:
            await self._let_go()
            self.dismiss(True)

    async def _somebody_was_first(self, mine: Values, error: Conflict) -> None:
        """Put both changes together; where they touch the same words, ask whose are kept."""
        if self._theirs is None:
            await self.app.push_screen_wait(Message.of(error))
            return
        theirs = await attempt(self, self._theirs)
        if theirs is None:
            return
        both = {**theirs, **{key: mine[key] for key in mine if mine[key] != self._base.get(key)}}
        asked = [
            key for key in both if both[key] != theirs[key] and theirs[key] != self._base.get(key)
        ]
        self._base = theirs
        answer = await self._whose(asked, mine, theirs) if asked else "mine"
        if answer == "theirs":
            both |= {key: theirs[key] for key in asked}
        self._form.fill(both)
        if answer == "mine":
            self._save_now(both)

    async def _whose(self, keys: list[str], mine: Values, theirs: Values) -> str:
        from screens.dialogs.two_versions import TwoVersions

        return await self.app.push_screen_wait(
            TwoVersions(*(self._told(keys, values) for values in (mine, theirs)))
        )

    def _told(self, keys: list[str], values: Values) -> str:
        return "\n\n".join(f"{self._form.fields[key].label}:\n{values[key]}" for key in keys)

    async def _let_go(self) -> None:
        self._latest = None
        if self._keeping is not None:
            await self._keeping
        if self._desk is not None:
            from conference.review import drafts

            await asyncio.to_thread(drafts.let_go, self._desk, self._place)

    def on_form_left(self, event: Form.Left) -> None:
        """Leave without saving; the draft stays."""
        event.stop()
        self.dismiss(False)
