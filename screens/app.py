"""The application: the frame that is painted first, the record opened behind it, and the way in.

Nothing here, nor in what this imports, loads a database library: the first picture does not wait
for one. What is done at a desk lives in the screens.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.screen import Screen

from conference.errors import ConferenceError, Refused
from screens.beside import begin, beside, result_of
from screens.ending import end_well
from screens.faults import damage_behind
from screens.frame import Frame
from screens.keeper import all_written
from screens.returning import Trail, trail_for
from screens.watch import news, watch_sign_in

if TYPE_CHECKING:
    from conference.review.councils import CouncilName
    from conference.review.desk import Desk
    from conference.review.first_names import FirstNames
    from conference.review.opening import OpenRecord
    from conference.views import PersonView
    from screens.gate import Gate, Person
    from screens.served import Served
    from screens.sign_in import SignIn

Clock = Callable[[], datetime]
_GLANCE = 2.0
"""Seconds to wait for the names of those who sign in: a drive may be slow to answer."""


def _now() -> datetime:
    return datetime.now(UTC)


class ConferenceApp(Frame):
    """Case Conference in a terminal, on the record at `place`.

    person: the name of whoever sits here; None asks. clock: gives aware instants. templates: the
    council's own folder of templates. room: open as the display of the meeting room, and nothing
    else. first_password: whether a record without passwords asks for the first one. served: the
    browser this is shown in; None in a terminal. council: the name or code of the one that is
    meant, where the record holds several; "" asks. device: gives what this account of the
    machine is known again by, where somebody has signed in before; "" for nothing.
    """

    def __init__(
        self,
        place: str,
        *,
        person: str | None = None,
        clock: Clock = _now,
        templates: Path | None = None,
        room: bool = False,
        first_password: bool = True,
        served: Served | None = None,
        council: str = "",
        device: Callable[[], str] = str,
    ) -> None:
        super().__init__(clock)
        self.served = served
        self._place = place
        self._device = device
        self._council = council
        self._councils: tuple[CouncilName, ...] = ()
        """Those that are chosen from, where the record holds several and none was named."""
        self._named = served.person if served and served.person else person
        self._first_password = first_password
        self._next: Desk | None = None
        self._templates = templates
        self._as_room = room
        self._opening: Future[OpenRecord] = Future()
        self._question: SignIn | None = None
        """What asks before the record is open, and `_names` of whom."""
        self._names: FirstNames | None = None
        self._answer: Awaitable[Desk | None] | None = None
        self._record: OpenRecord | None = None
        self._note = ""
        self._told = ""
        """What is said once to whoever signs in next: why the one before was signed out."""
        self._seated: Desk | None = None
        self.damage = ""
        """What is wrong with the record, where a fault showed it."""
        self.trail: Trail | None = None
        """What is kept of where somebody is, for when they are cut off."""

    # The way in

    async def on_load(self) -> None:
        """Look who may sign in, before anything is painted."""
        if not (self._as_room or self.served or self._council):
            with suppress(TimeoutError):
                looking = beside(partial(_first_names, self._place))
                names = await asyncio.wait_for(looking, _GLANCE)
                self._question = self._question_to(names) if names else None

    def _question_to(self, names: FirstNames) -> SignIn | None:
        """What asks who sits down; None where nobody is asked."""
        gate = self._gate(names)
        expected = self._expected(gate)
        if expected is not None and not gate.asks:
            return None
        self._names = names
        at = expected.id if expected else None
        return gate.question(self._note, at, at_once=expected is not None)

    def compose(self) -> ComposeResult:
        """The frame, where there is nobody to be asked at once."""
        if self._question is None:
            yield from super().compose()

    def on_mount(self) -> None:
        """Ask who is there, and open the record once that is painted."""
        end_well(self)
        self.watch_for_idleness()
        self._come_in()

    @work(group="way in")
    async def _come_in(self) -> None:
        try:
            await self._ask_at_once()
            begin(partial(_opened, self._place, self._council), self._opening)
            self._record = await result_of(self._opening)
            self._load_next()
            await self._ask_anew_if_others()
            await self._choose_council()
            await self._look_at_clock()
            self._look_whether_whole()
            if self._as_room:
                await self._show_room()
            else:
                await self._set_up()
                await self._sit_down()
        except ConferenceError as error:
            from screens.dialogs.message import Message

            await self.push_screen_wait(Message.of(error, "The record cannot be opened"))
            self.exit(return_code=1)

    async def _ask_at_once(self) -> None:
        """Ask who sits down, where it is known whom to ask; the libraries are loaded after that."""
        if self._question is not None:
            self._answer = self.push_screen(self._question, wait_for_dismiss=True)
        painted = asyncio.Event()
        self.screen.call_after_refresh(painted.set)
        await painted.wait()

    async def _ask_anew_if_others(self) -> None:
        """Put away what was asked at once where the open record has others to ask."""
        from conference.review.first_names import FirstNames

        if self._names is not None and self._names != FirstNames.of(self._opened):
            await self.put_away()

    async def _choose_council(self) -> None:
        """Ask which council is meant, where the record holds several and none was named."""
        if self._opened.warning:
            self.notify(self._opened.warning, severity="warning", timeout=30, markup=False)
        self._councils = self._opened.choices
        if self._councils:
            await self._ask_council()

    async def _ask_council(self) -> None:
        from screens.councils import ChooseCouncil

        council_id = await self.push_screen_wait(ChooseCouncil(self._councils))
        self._note = "".join(f"{one.name}." for one in self._councils if one.id == council_id)
        self._record = await asyncio.to_thread(self._opened.of, council_id)

    async def _look_at_clock(self) -> None:
        """Tell where the clock stands before what was recorded last."""
        from conference.review.set_back import clock_warning

        if words := await asyncio.to_thread(clock_warning, self._opened.store, self._clock):
            self.notify(words, severity="warning", timeout=30, markup=False)

    @work(group="wholeness")
    async def _look_whether_whole(self) -> None:
        """Once a day, behind the first picture and beside whatever is done."""
        from conference.review.daily_check import check_today
        from screens.dialogs.message import Message

        if wrong := await beside(partial(check_today, self._opened.store, self._clock)):
            await self.push_screen_wait(Message.of(wrong, "The record is not whole"))

    async def _set_up(self) -> None:
        if self._opened.council_id is None:
            from screens.set_up import SetUpScreen

            await self.push_screen_wait(SetUpScreen(self._opened, self._clock))
            self._record = await asyncio.to_thread(self._opened.again)

    async def _sit_down(self) -> None:
        """The caseload of one person after the other, until somebody quits."""
        expected, last = self._expected(self._gate()), None
        while True:
            desk = self._next or await self._who(expected, last)
            expected, self._next = None, None
            place = self._place_of(desk)
            self.unlock()
            self._guard(desk)
            await self._signed_in(desk, self._work(desk, place))
            self.forget_what_was_shown()
            last = desk.person.id
            self._record = await asyncio.to_thread(self._opened.again)

    async def _signed_in(self, desk: Desk, working: Awaitable[None]) -> None:
        """Let somebody work; their sign-in ends with it, and it ends with their sign-in."""
        self._seated = desk
        watching = self._watch_sign_in(desk) if desk.signed_in.id else None
        await working
        self.guard(None)
        self._seated = None
        if watching is not None:
            watching.cancel()
        await asyncio.to_thread(_leave, desk)
        if self._next is None:
            # Nothing of theirs is behind a lock any longer.
            self.unlock()

    @work(group="sign in")
    async def _watch_sign_in(self, desk: Desk) -> None:
        """Look, whenever it may have ended, whether somebody is still signed in."""
        from conference.review.sign_ins import still_signed_in

        async with aclosing(news(desk, watch=watch_sign_in(desk))) as told:
            async for _ in told:
                # That it ended stands at the desk then; that it cannot be read says nothing.
                with suppress(ConferenceError):
                    await asyncio.to_thread(still_signed_in, desk)

    def _look(self) -> None:
        if self._seated is not None and (why := self._seated.signed_in.ended):
            # Whoever signs in at the lock just now is let finish: it covers everything.
            if not (self.is_locked and len(self.screen_stack) > 1):
                self._sign_out(why)
        else:
            super()._look()

    def _sign_out(self, why: str) -> None:
        """Have whoever sits here sign in again; nothing of theirs is shown from now on."""
        self._seated = None
        self._told = f"You were signed out because {why}. What you typed is kept."
        self.lock()
        self._put_away()

    @work(group="other")
    async def _put_away(self) -> None:
        await self.put_away()

    async def _work(self, desk: Desk, place: Screen[None]) -> None:
        """Let somebody work until they get up; whoever was cut off goes on where they were."""
        self.trail = trail_for(desk)
        cut_off_at = await self.trail.last() if self.trail else None
        got_up = self.push_screen(place, wait_for_dismiss=True)
        self._get_ready(desk, place)
        if cut_off_at is not None:
            self.push_screen(cut_off_at)
            self.notify("You are back where you were.", markup=False)
        await got_up
        self.trail = None

    @work(group="ready", exclusive=True)
    async def _load_next(self) -> None:
        """Load what is wanted next, while somebody says who they are."""
        from screens.ready import load_next

        await load_next(self)

    @work(group="ready", exclusive=True)
    async def _get_ready(self, desk: Desk, place: Screen[None]) -> None:
        """Load what is wanted next, while somebody looks at the first list."""
        from screens.ready import get_ready

        await get_ready(self, desk, place)

    def _guard(self, desk: Desk) -> None:
        """Lock the screen of whoever gave a password; a display in the room shows what it may."""
        if desk.proved_at is not None and not desk.person.is_room_display:
            self.guard(desk, self._opened.lock_minutes)
            if desk.person.roles == ("administrator",):
                self.notify("Press f9 to see who can get in.", markup=False)

    def _place_of(self, desk: Desk) -> Screen[None]:
        """Where somebody works: the caseload; for the display in the room, what it shows."""
        if desk.person.is_room_display:
            from screens.room import RoomScreen

            return RoomScreen(desk)
        from screens.caseload import Caseload

        return Caseload(desk, alone=len(self._at_work) == 1)

    async def _show_room(self) -> None:
        """The display of the meeting room; whoever leaves it leaves the program."""
        displays = [one for one in self._opened.people if one.is_room_display]
        named = (self._named or "").casefold()
        found = [one for one in displays if one.name.casefold() == named] or displays
        if not found:
            raise Refused(
                "There is no room display here.",
                safe="Nothing was changed.",
                next='Add one: conference person "Room display" --roles "room display"',
            )
        desk = await self._gate().enter(found[0])
        while desk is not None:
            shown = self.push_screen_wait(self._place_of(desk))
            await self._signed_in(desk, shown)
            # Its sign-in may have ended: whoever is there gives the password again.
            desk = await self._gate().enter(found[0]) if desk.signed_in.ended else None
        self.exit()

    def _gate(self, names: FirstNames | None = None) -> Gate:
        """The way in. names: of those who come in, where the record is still being opened."""
        from screens.gate import Gate

        return Gate(
            self,
            names or self._opened,
            (lambda: self._opened) if names is None else self._opening.result,
            self._clock,
            self._templates,
            first_password=self._first_password and not self._as_room,
            served=self.served,
            device=self._device,
        )

    async def _answer_at_once(self) -> Desk | None:
        """The desk of whoever answered what was asked at once; None where nobody was, or did."""
        answer, self._answer = self._answer, None
        return await answer if answer is not None else None

    async def _who(self, expected: Person | None, last: str | None) -> Desk:
        """The desk of whoever sits down; the cursor starts on whoever sat here last."""
        gate = self._gate()
        desk = await self._answer_at_once()
        if desk is None and expected is not None and not gate.asks:
            desk = await gate.enter(expected)
        elif desk is None:
            at = expected.id if expected else last
            several = bool(self._councils)
            note, self._told = f"{self._note} {self._told}".strip(), ""
            desk = await gate.ask(note, at, at_once=expected is not None, back=several)
        while desk is None and self._next is None and self._councils:
            await self._ask_council()
            gate = self._gate()
            desk = await gate.ask(self._note, None, back=True)
        # Somebody may have signed in at a lock that fell while the one before got up.
        desk = desk or self._next
        if desk is None:
            raise RuntimeError("nobody sat down")
        if gate.asks:
            # Whoever chose the first password protected the record just now.
            self._record = await asyncio.to_thread(self._opened.again)
        return desk

    @work(group="other")
    async def _other_comes(self, desk: Desk) -> None:
        self._next = desk
        await self.put_away()

    async def let_other_in(self) -> bool:
        """Ask somebody else to sign in; their caseload then takes the place of what was open."""
        desk = await self._gate().ask(self._note, None, back=True)
        if desk is not None:
            self._other_comes(desk)
        return desk is not None

    def _expected(self, gate: Gate) -> Person | None:
        """Whoever was named at the start, or the only one there is."""
        found = gate.expected(self._named or "")
        if self._named and found is None and not gate.is_typed:
            self._note = f"Nobody called {self._named} works here."
        return found

    @property
    def _at_work(self) -> list[PersonView]:
        """Those who sit at a desk: a display is nobody."""
        return [one for one in self._opened.people if not one.is_room_display]

    @property
    def _opened(self) -> OpenRecord:
        if self._record is None:
            raise RuntimeError("the record is not open yet")
        return self._record

    # The end

    @work(group="quit", exclusive=True)
    async def action_quit(self) -> None:  # type: ignore[override]
        """Leave; where a form holds what was not saved, ask first."""
        asked = next((told for one in self.screen_stack if (told := _asks(one))), "")
        if _is_filled_in(self.screen_stack):
            asked = "A form is open and has not been saved."
        if not asked or await self._wants_to_quit(asked):
            await all_written()
            if self.trail:
                await self.trail.end()
            self.exit()

    async def _wants_to_quit(self, asked: str) -> bool:
        from screens.dialogs.confirm import Confirm

        question = Confirm("Quit Case Conference?", asked, yes="Quit", no="Stay")
        return await self.push_screen_wait(question)

    async def _shutdown(self) -> None:
        """After a fault, look whether the record is damaged: then that is what is told of it."""
        if self._exit_renderables and (wrong := await beside(partial(damage_behind, self._place))):
            self.damage = wrong.what
            self._exit_renderables[:] = [Text(f"Case Conference had to stop. {wrong}\n")]
        await super()._shutdown()

    async def on_unmount(self) -> None:
        """Sign out whoever sits here, and let go of the record."""
        if self._seated is not None:
            await asyncio.to_thread(_leave, self._seated)
        if self._record is not None:
            self._record.store.close()


def _leave(desk: Desk) -> None:
    """End the sign-in of somebody who leaves; where that cannot be written, it ends by its age."""
    from conference.review.sign_ins import leave

    with suppress(ConferenceError):
        leave(desk)


def _first_names(place: str) -> FirstNames | None:
    import screens.sign_in  # noqa: F401 - read here, beside the event loop
    from conference.review.first_names import first_names

    return first_names(place)


def _opened(place: str, council: str) -> OpenRecord:
    # Importing makes so much that lives for ever that collecting meanwhile takes a third of it, and
    # looking through it again and again afterwards would hold up a key or a picture each time.
    gc.disable()
    try:
        # What the next key may open comes first.
        import screens.dialogs.password  # noqa: F401
        from conference.review.opening import open_record
    finally:
        gc.freeze()
        gc.enable()
    return open_record(place, council)


def _is_filled_in(screens: Sequence[Screen[Any]]) -> bool:
    """Whether a form holds what was not saved; what was never loaded is open nowhere."""
    form = getattr(sys.modules.get("screens.widgets.form"), "Form", None)
    return form is not None and any(one.touched for each in screens for one in each.query(form))


def _asks(screen: Screen[Any]) -> str:
    """What a screen has to say before the program is left; empty for most."""
    return str(getattr(screen, "QUIT_ASKS", ""))


def run(
    place: str,
    *,
    person: str | None = None,
    templates: Path | None = None,
    room: bool = False,
    council: str = "",
    device: Callable[[], str] = str,
) -> int:
    """Run the application on the record at `place` until somebody quits; the exit code."""
    app = ConferenceApp(
        place, person=person, templates=templates, room=room, council=council, device=device
    )
    app.run()
    return app.return_code or 0
