"""An application whose screen locks: after some minutes without a key, or at once by one.

While it is locked a mode of its own is in front. Whatever a worker still opens or closes meanwhile
is opened and closed behind the lock, where nobody sees it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from textual import events
from textual._context import active_message_pump
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import NoActiveWorker, get_current_worker

from screens.keeper import all_written

if TYPE_CHECKING:
    from conference.review.desk import Desk

LOCKED = "locked"
_LOOK = 1.0
"""Seconds between two looks at whether somebody is still there."""


class LockingApp(App[None]):
    """Locks for whoever `guard` names, and for nobody else."""

    def __init__(self, clock: Callable[[], datetime], **more: Any) -> None:
        super().__init__(**more)
        self._clock = clock
        self._guarded: Desk | None = None
        self._lock_after = timedelta()
        self._touched_at = clock()

    def guard(self, desk: Desk | None, minutes: int = 0) -> None:
        """From now on lock for whoever sits at this desk; None for nobody. 0 minutes: by key."""
        self._guarded, self._lock_after = desk, timedelta(minutes=minutes)
        self._touched_at = self._clock()

    @property
    def is_locked(self) -> bool:
        """Whether the lock is in front."""
        return self.current_mode == LOCKED

    def watch_for_idleness(self) -> None:
        """Begin to look whether somebody is still there."""
        self.set_interval(_LOOK, self._look)

    async def on_event(self, event: events.Event) -> None:
        """Take note of each key, click and paste."""
        if isinstance(event, events.Key | events.MouseDown | events.MouseScrollDown | events.Paste):
            self._touched_at = self._clock()
        await super().on_event(event)

    def _look(self) -> None:
        if self._lock_after and self._clock() - self._touched_at >= self._lock_after:
            self.lock()

    def action_lock(self) -> None:
        """Lock at once."""
        if self._guarded is None:
            self.notify("The screen locks only for who signed in with a password.", markup=False)
        else:
            self.lock()

    def action_own_access(self) -> None:
        """Show what somebody can do about their own way in."""
        from screens.own_access import OwnAccess

        desk = self._guarded
        if desk is None:
            self.notify("This is for who signed in with a password.", markup=False)
        elif not isinstance(self.screen, OwnAccess):
            self.push_screen(OwnAccess(desk))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the screen is locked there is the lock, and nothing else."""
        if self.is_locked and action in ("explain", "own_access", "quit", "lock"):
            return False
        return super().check_action(action, parameters)

    def lock(self) -> None:
        """Put the lock in front of whatever is there."""
        if self._guarded is None or self.is_locked:
            return
        from screens.lock import LockScreen

        desk = self._guarded

        def screen() -> LockScreen:
            return LockScreen(desk, self.unlock, self.let_other_in)

        self.capture_mouse(None)
        # The working screens are a mode like the lock: Textual goes back only to one it knows.
        self._modes[self.DEFAULT_MODE] = ""
        self.add_mode(LOCKED, screen)
        self.switch_mode(LOCKED)

    def unlock(self) -> None:
        """Show again what was being done, as it was left."""
        if self.is_locked:
            self._touched_at = self._clock()
            self.switch_mode(self.DEFAULT_MODE)
            # The mode goes at once: the screen may lock again before another message is read. Its
            # screens go later: the lock itself may be what calls, and is not removed meanwhile.
            del self._modes[LOCKED]
            self.call_later(self._remove, self._screen_stacks.pop(LOCKED))
            self._refresh_notifications()

    async def _remove(self, screens: list[Screen[Any]]) -> None:
        for screen in reversed(screens):
            await self._replace_screen(screen)

    def let_other_in(self) -> Awaitable[bool]:
        """Ask somebody else to sign in; whether they did. Called from the lock."""
        raise NotImplementedError

    async def put_away(self) -> None:
        """Close everything that was being done, once it is written down as a draft.

        Whoever waits for the lowest of the screens is answered when all are gone: they open the
        screens of the next person, which would otherwise be closed with these.
        """
        await all_written()
        stack: list[Screen[Any]] = self._screen_stacks[self.DEFAULT_MODE]
        answer: Callable[[None], object] | None = None
        # Looked at anew each time: a worker of these screens may open one more before it ends.
        while len(stack) > 1:
            screen = stack.pop()
            if len(stack) == 1 and answer is None and screen._result_callbacks:
                answer = screen._result_callbacks[-1]
            screen._pop_result_callback()
            await self._replace_screen(screen)
        if answer is not None:
            answer(None)

    def forget_what_was_shown(self) -> None:
        """Let go of what would be shown to the next person: notifications, and what was cut out."""
        self.clear_notifications()
        self._clipboard = ""

    def _refresh_notifications(self) -> None:
        """Show no notification over the lock, nor over what asks there who comes in."""
        if not self.is_locked:
            super()._refresh_notifications()

    # What is opened and closed meanwhile

    def _is_behind_lock(self) -> bool:
        """Whether what runs just now belongs to the working screens, and the lock is in front.

        What belongs to no screen and runs in no worker is a key, and keys reach the lock alone.
        """
        if not self.is_locked:
            return False
        try:
            runs: object = get_current_worker().node
        except NoActiveWorker:
            runs = active_message_pump.get(None)
            if runs is self:
                return False
        if not isinstance(runs, DOMNode):
            return True
        stack = self._screen_stacks.get(LOCKED, [])
        return not any(one in stack for one in runs.ancestors_with_self)

    def push_screen(self, screen: Any, *given: Any, mode: str | None = None, **more: Any) -> Any:
        """Open a screen; behind the lock where it is not the lock's own."""
        if mode is None and self._is_behind_lock():
            mode = self.DEFAULT_MODE
        return super().push_screen(screen, *given, mode=mode, **more)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front; behind the lock where it is not the lock's own."""
        if not self._is_behind_lock():
            return super().pop_screen()
        stack: list[Screen[Any]] = self._screen_stacks[self.DEFAULT_MODE]
        closed = stack.pop()
        closed._pop_result_callback()
        return AwaitComplete(self._replace_screen(closed)).call_next(self)
