"""A form over the whole screen: what is typed is kept as a draft, saved once, and never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from conference.errors import (
    BadInput,
    ConferenceError,
    Conflict,
    NeedsConfirming,
    NeedsProof,
)
from conference.text import one_line
from screens.acting import attempt, proving
from screens.dialogs.confirm import Confirm
from screens.dialogs.message import Message
from screens.keeper import Keeper
from screens.widgets.fields import Field
from screens.widgets.form import Form, Values
from screens.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from conference.review.desk import Desk


CONFIRMED = "confirmed"
"""Among the values that are saved: whether the person was asked, and said that it is right."""
_BASE = "as it was shown"
"""Among the values of a draft: those the form showed when the typing began."""


class Entry(ModalScreen[bool]):
    """A form with a title. Dismissed with True once its values were saved, with False when left.

    save: called in a thread with the values; what it raises is shown in the form, which stays.
    place: names the draft; a draft left behind by a crash or a closed window is put back.
    desk: None where there is none yet, as on a first run; then no draft is kept.
    theirs: called in a thread where somebody else saved first; the values as they are now, after
    which `save` saves over them. What only one of the two changed is kept of both. A draft that is
    put back after somebody else saved is put together in the same way.
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
        self._saving = False
        leaving = (
            "What you typed is kept as a draft until you save it."
            if desk is not None
            else "What you typed in this form is not kept."
        )
        self._form = Form(fields, save=save_words, leaving=leaving)
        self._draft = (
            Keeper(desk, place, case_id=case_id, told=self._warn) if desk is not None else None
        )

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
        if self._draft is not None:
            await self._put_back(self._draft)
        self._form.focus_first()

    async def _put_back(self, keeper: Keeper) -> None:
        draft = await keeper.kept()
        if not draft:
            return
        began: Values = draft.pop(_BASE, None) or self._base
        self._form.fill(_both(draft, began, self._base))
        self.notify("What you had typed before is back.", markup=False)
        touched_twice = _touched_twice(draft, began, self._base)
        if self._theirs is not None and touched_twice:
            self._ask_about_draft(touched_twice, draft)

    @work(group="draft")
    async def _ask_about_draft(self, keys: list[str], mine: Values) -> None:
        """Somebody else saved the same fields since the draft was begun: whose words stand here?"""
        if await self._whose(keys, mine, self._base) == "theirs":
            self._form.fill({key: self._base[key] for key in keys})
            self._take_up(self._form.values)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the draft; one write at a time, and the latest words win."""
        event.stop()
        self._take_up(event.values)

    def _take_up(self, values: Values) -> None:
        if self._draft is not None:
            self._draft.keep({**values, _BASE: self._base})

    def _warn(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)

    async def on_form_submitted(self, event: Form.Submitted) -> None:
        """Save, once however often it is asked; a fault stays beside the field it belongs to."""
        event.stop()
        if not self._saving:
            self._save_now(event.values)

    @work(exclusive=False, group="save")
    async def _save_now(self, values: Values) -> None:
        self._saving = True
        try:
            await proving(self, lambda: self._save(values))
        except BadInput as error:
            known = {one.where.replace(" ", "_"): one.what for one in error.problems if one.where}
            self._form.show_problems(known, "" if known else str(error))
        except Conflict as error:
            await self._somebody_was_first(values, error)
        except NeedsConfirming as error:
            question = Confirm(error.what, yes="Yes, save it", no="Go back")
            if await self.app.push_screen_wait(question):
                self._save_now({**values, CONFIRMED: True})
        except NeedsProof:
            pass  # They closed the question: the form stays as it is.
        except ConferenceError as error:
            await self.app.push_screen_wait(Message.of(error))
        else:
            if self._draft is not None:
                await self._draft.let_go()
            self.dismiss(True)
        finally:
            self._saving = False

    async def _somebody_was_first(self, mine: Values, error: Conflict) -> None:
        """Put both changes together; where they touch the same words, ask whose are kept."""
        if self._theirs is None:
            await self.app.push_screen_wait(Message.of(error))
            return
        theirs = await attempt(self, self._theirs)
        if theirs is None:
            return
        theirs = {**self._base, **theirs}
        both = _both(mine, self._base, theirs)
        asked = _touched_twice(mine, self._base, theirs)
        self._base = theirs
        answer = await self._whose(asked, mine, theirs) if asked else "mine"
        if answer == "theirs":
            both |= {key: theirs[key] for key in asked}
        self._form.fill(both)
        self._take_up(self._form.values)
        if answer == "mine":
            self._save_now(both)

    async def _whose(self, keys: list[str], mine: Values, theirs: Values) -> str:
        from screens.dialogs.two_versions import TwoVersions

        return await self.app.push_screen_wait(
            TwoVersions(*(self._told(keys, values) for values in (mine, theirs)))
        )

    def _told(self, keys: list[str], values: Values) -> str:
        fields = [self._form.fields[key] for key in keys]
        return "\n\n".join(f"{one.label}:\n{one.words(values[one.key])}" for one in fields)

    def on_form_left(self, event: Form.Left) -> None:
        """Leave without saving; the draft stays."""
        event.stop()
        self.dismiss(False)


def _both(mine: Values, base: Values, theirs: Values) -> Values:
    """What each of the two changed since `base`; where both changed the same, what is mine."""
    return {**theirs, **{key: mine[key] for key in mine if mine[key] != base.get(key)}}


def _touched_twice(mine: Values, base: Values, theirs: Values) -> list[str]:
    """The keys of what both changed since `base`, and not alike."""
    return [
        key
        for key in mine
        if key in theirs and base.get(key) != mine[key] != theirs[key] != base.get(key)
    ]
