"""Coming back after being cut off: the case and the stage somebody was at are kept as they move.

Only for whoever signed in with a password: by name alone anybody could come back to them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from conference.errors import ConferenceError

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from conference.review.desk import Desk
    from screens.case import CaseScreen

_NOWHERE = ("", "")


class Trail:
    """Where one person is now, written beside the event loop: one write at a time, latest wins."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._latest: tuple[str, str] | None = None
        self._written = _NOWHERE
        self._writing: asyncio.Task[None] | None = None
        self._has_ended = False

    def at(self, case_id: str, stage: str) -> None:
        """Somebody is in a case, at one of its stages."""
        self._go((case_id, stage))

    def nowhere(self) -> None:
        """Somebody left the case by themselves."""
        self._go(_NOWHERE)

    def _go(self, place: tuple[str, str]) -> None:
        if self._has_ended:
            return  # A case that was still being read shows itself once more on the way out.
        self._latest = place
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._latest is not None:
            place, self._latest = self._latest, None
            if place != self._written:
                # It is a comfort: where it cannot be kept, nobody is told and nothing is lost.
                with suppress(ConferenceError):
                    await asyncio.to_thread(_keep, self._desk, place)
                    self._written = place

    async def end(self) -> None:
        """Somebody leaves the program by themselves: next time they begin at their caseload."""
        self.nowhere()
        self._has_ended = True
        if self._writing is not None:
            await self._writing

    async def last(self) -> CaseScreen | None:
        """The case they were cut off in, to be shown again; None where there is none."""
        from conference.review.whereabouts import last_whereabouts

        try:
            found = await asyncio.to_thread(last_whereabouts, self._desk)
        except ConferenceError:
            return None
        if found is None:
            return None
        from screens.case import CaseScreen

        self._written = (found.case_id, found.stage)
        stage = found.stage if found.stage in CaseScreen.STAGES else "application"
        return CaseScreen(self._desk, found.case_id, stage=stage)


def _keep(desk: Desk, place: tuple[str, str]) -> None:
    from conference.review.whereabouts import Whereabouts, forget_whereabouts, keep_whereabouts

    if place == _NOWHERE:
        forget_whereabouts(desk)
    else:
        keep_whereabouts(desk, Whereabouts(*place))


def trail_for(desk: Desk) -> Trail | None:
    """The trail of whoever signed in with a password; the display in the room leaves none."""
    if desk.proved_at is None or desk.person.is_room_display:
        return None
    return Trail(desk)


def trail_of(node: DOMNode) -> Trail | None:
    """The trail of whoever sits in front of this; None for who leaves none."""
    found: Trail | None = getattr(node.app, "trail", None)
    return found
