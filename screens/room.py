"""The display in the meeting room: it follows the chair, and shows what the room may see."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Digits, Static

from conference.errors import ConferenceError
from conference.law.calendar import london_time
from conference.text import one_line
from conference.views import OpenMeeting, RoomPicture
from screens.beside import beside
from screens.dialogs.confirm import Confirm
from screens.faults import damage_behind
from screens.watch import news
from screens.widgets.key_footer import KeyFooter
from screens.widgets.line_list import Column, LineList, Row, RowList
from screens.widgets.paged import PagedWords
from screens.words.room import APPLICANT_HERE, PRACTICE, item_paragraphs, where_words, wide

if TYPE_CHECKING:
    from conference.review.desk import Desk
    from conference.review.live import Notice

Result = TypeVar("Result")

MOMENT = 0.75
"""Seconds a look may take before the room goes on hold: what it shows may be stale by then."""
ANYWAY = 2.0
"""Seconds after which to look even where nothing was heard: hearing can fail without a word."""
TURN_AFTER = 12.0
"""Seconds a page stands before the next one comes by itself."""
STAY = 60.0
"""Seconds a page that somebody turned to stands."""
FORGET = 600.0
"""Seconds after the end of a meeting from which the room follows the next one that opens."""
LOST = "Please wait: the record cannot be reached just now."
WAIT = "Please wait."


class RoomScreen(Screen[None]):
    """What the room may see of the meeting's item, without a key; otherwise the holding screen.

    Whatever goes wrong, what was shown is taken away first: stale content never stays.
    """

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = ""
    PALETTE = False
    """No key here does more than turn a page, explain, change the colours or leave."""
    QUIT_ASKS: ClassVar[str] = "The room will show nothing until somebody opens the display again."
    ABOUT: ClassVar[str] = (
        "The display for everybody in the meeting room. It follows the chair by itself and shows "
        "only what the room may see; while the applicant is in the room, only what they may see. "
        "The chair holds it, shows an item or takes one back from the meeting. Long items turn "
        "their pages by themselves. Nothing can be recorded here."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,space,right", "turn(1)", "Next page", tooltip="Turn to the next page"),
        Binding("pageup,left", "turn(-1)", "Page before", show=False, tooltip="The page before"),
        Binding("q", "leave", "Leave", tooltip="Leave the room display; it asks first"),
    ]
    switcher = query_one("#shown", ContentSwitcher)
    words = query_one("#words", PagedWords)
    choices = query_one("#choices", LineList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._follows = ""
        self._shown: tuple[str, bool] | None = None
        """The item on the screen and whether the applicant is there; None while holding."""
        self._noted: tuple[str, bool] | None = None
        self._council = ""
        self._why = WAIT
        self._under_way: set[asyncio.Future[Any]] = set()
        self._lost = False
        self._looking = False
        self._look_again = False
        self._looked_at = 0.0
        self._turn_at = 0.0
        self._ended_at: float | None = None

    def compose(self) -> ComposeResult:
        """The holding screen, and behind it the place for an item."""
        yield Static(PRACTICE, classes="practice", id="practice", markup=False)
        with ContentSwitcher(initial="holding", id="shown"):
            with Vertical(id="holding"):
                yield Static("", id="holding-council", markup=False)
                yield Static("", id="holding-why", markup=False)
                yield Digits("", id="holding-clock")
                yield LineList((Column("Which meeting is in this room?"),), id="choices")
            with Vertical(id="item"):
                with Horizontal(id="top"):
                    yield Static("", id="where", markup=False)
                    yield Digits("", id="clock")
                yield Static("", id="present", markup=False)
                yield Static("", id="heading", markup=False)
                yield PagedWords(id="words")
                yield Static("", id="more", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Hold, then look; from then on follow what is heard."""
        for name in ("#practice", "#choices", "#present"):
            self.query_one(name).display = False
        self._hold(WAIT)
        self._tick()
        self.set_interval(0.5, self._tick)
        self._listen()
        self.look()

    async def on_unmount(self) -> None:
        """Let what is under way end before the record is let go."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=1)

    async def _beside(self, act: Callable[..., Result], *given: Any, **more: Any) -> Result:
        """Do something with the record in a thread, which this screen waits for at its end."""
        doing = asyncio.ensure_future(asyncio.to_thread(act, *given, **more))
        self._under_way.add(doing)
        doing.add_done_callback(self._under_way.discard)
        return await asyncio.shield(doing)

    # Following

    @work(group="listening")
    async def _listen(self) -> None:
        """Look whenever something is heard, as long as the display is there."""
        async with aclosing(news(self.desk)) as told:
            async for notice in told:
                self.heard(notice)

    def heard(self, notice: Notice | None) -> None:
        """Look at once; where the record is out of reach, show nothing of it until it is back."""
        if notice is not None:
            self._lost = notice.name == "LOST"
        if self._lost:
            self._hold(LOST)
        else:
            self.look()

    def _tick(self) -> None:
        """The clock, the pages, and the look that comes anyway."""
        now = time.monotonic()
        clock = f"{london_time(self.desk.clock()):%H:%M}"
        for name in ("#clock", "#holding-clock"):
            self.query_one(name, Digits).update(clock)
        if self._shown is not None and self.words.pages > 1 and now >= self._turn_at:
            self.words.turn()
            self._turn_at = now + TURN_AFTER
        if now - self._looked_at >= ANYWAY:
            self.look()

    def look(self) -> None:
        """Look at what the room shows now; while a look is under way, once more after it."""
        self._look_again = True
        if not self._looking:
            self._looking = True
            self._keep_looking()

    @work(group="looking")
    async def _keep_looking(self) -> None:
        """One look after the other until nothing new was heard: none is cut short by the next."""
        try:
            while self._look_again:
                self._look_again = False
                await self._look()
        finally:
            self._looking = False
            self._looked_at = time.monotonic()

    async def _look(self) -> None:
        try:
            await self._read_and_show()
        except ConferenceError:
            self._hold(LOST)
        except Exception as fault:
            # Whatever it is, nothing that was shown may stay; the kind tells who mends it enough.
            self._hold(f"{WAIT} There is a fault in the program ({type(fault).__name__}).")
            if wrong := await beside(partial(damage_behind, str(self.desk.store.url))):
                self._hold(f"{WAIT} {wrong.what}")

    async def _read_and_show(self) -> None:
        from conference.review.room import read_room

        looking = self._beside(read_room, self.desk, follows=self._follows)
        reading = asyncio.ensure_future(looking)
        done, _ = await asyncio.wait({reading}, timeout=MOMENT)
        if not done:
            self._hold(LOST)
        picture = await reading
        if not self._lost:
            self.show(picture)
            await self._note(picture)

    async def _note(self, picture: RoomPicture) -> None:
        """Keep in the history what is shown; what cannot be kept is not shown any longer."""
        from conference.review.room import note_shown

        key = _key(picture)
        if key is None or key == self._noted:
            return
        await self._beside(note_shown, self.desk, picture)
        self._noted = key

    # Showing

    def show(self, picture: RoomPicture) -> None:
        """Show the picture; one that holds takes everything of the case away."""
        self._council = picture.council.name
        self.query_one("#practice").display = picture.council.practice
        self._remember(picture)
        if picture.holding:
            self._hold(picture.why, picture.choices)
            return
        key = _key(picture)
        again, self._shown = key == self._shown, key
        width = max(1, self.size.width - 4)
        self.query_one("#where", Static).update(where_words(picture))
        present = self.query_one("#present", Static)
        present.update(wide(APPLICANT_HERE, width) if picture.applicant_present else "")
        present.display = picture.applicant_present
        title = picture.item.title if picture.item else ""
        self.query_one("#heading", Static).update(wide(title, width))
        self.words.show(item_paragraphs(picture), again=again)
        if not again:
            self._turn_at = time.monotonic() + TURN_AFTER
        self.switcher.current = "item"
        self.choices.display = False

    def _remember(self, picture: RoomPicture) -> None:
        """Stay with the meeting that is followed, until some time after it has ended."""
        if picture.meeting_id:
            self._follows, self._ended_at = picture.meeting_id, None
        elif self._follows and not picture.choices:
            self._ended_at = self._ended_at or time.monotonic()
            if time.monotonic() - self._ended_at > FORGET:
                self._follows, self._ended_at = "", None

    def _hold(self, why: str, choices: tuple[OpenMeeting, ...] = ()) -> None:
        """The holding screen, at once; nothing of the case stays behind it."""
        self._shown, self._why = None, why
        self._noted = None
        width = max(1, self.size.width - 4)
        self.query_one("#holding-council", Static).update(one_line(self._council))
        self.query_one("#holding-why", Static).update(wide(why, width))
        self.switcher.current = "holding"
        for name in ("#where", "#present", "#heading", "#more"):
            self.query_one(name, Static).update("")
        self.words.show(())
        self._offer(choices)

    def _offer(self, choices: tuple[OpenMeeting, ...]) -> None:
        """Let somebody say which meeting this room is for, where that is not plain."""
        self.choices.display = bool(choices)
        self.choices.update(RowList(Row(one.id, (one.reference,)) for one in choices))
        if choices and self.is_current and self.focused is not self.choices:
            self.choices.focus()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Follow the meeting that was chosen."""
        self._follows = event.key
        self.look()

    def on_paged_words_turned(self) -> None:
        """Say what else there is."""
        words = self.words
        page = f"Page {words.page} of {words.pages}"
        more = f": {words.lines_after} more lines" if words.lines_after else ""
        told = f"{page}{more}" if words.pages > 1 and self._shown else ""
        self.query_one("#more", Static).update(told)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """The headings are as wide as there is room for."""
        if self._shown is None:
            self.query_one("#holding-why", Static).update(wide(self._why, self.size.width - 4))
        else:
            self.look()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a page to turn only where there are several."""
        if action == "turn":
            return self.is_mounted and self._shown is not None and self.words.pages > 1
        return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        """Turn a page by hand; it stays for a while."""
        self.words.turn(by)
        self._turn_at = time.monotonic() + STAY

    @work(group="leave", exclusive=True)
    async def action_leave(self) -> None:
        """Leave the display, after a question."""
        question = Confirm("Leave the room display?", self.QUIT_ASKS, yes="Leave", no="Stay")
        if await self.app.push_screen_wait(question):
            self.dismiss(None)


def _key(picture: RoomPicture) -> tuple[str, bool] | None:
    """What is shown to whom; None while holding."""
    return (picture.item.id, picture.applicant_present) if picture.item else None
