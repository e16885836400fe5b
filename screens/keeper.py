"""Keeping what is typed: written at each change, and to the last word before the program ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from conference.errors import ConferenceError

if TYPE_CHECKING:
    from conference.review.desk import Desk

_ALL: WeakSet[Keeper] = WeakSet()


class Keeper:
    """The draft of one place: one write at a time, and the latest words win.

    told: called with why the last words could not be kept, each time the reason is a new one.
    """

    def __init__(
        self,
        desk: Desk,
        place: str,
        *,
        case_id: str | None = None,
        told: Callable[[str], object] | None = None,
    ) -> None:
        self._desk = desk
        self._place = place
        self._case_id = case_id
        self._told = told
        self._latest: dict[str, Any] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.trouble = ""
        """Why the last words could not be kept; empty when they were."""
        _ALL.add(self)

    async def kept(self) -> dict[str, Any]:
        """What was left behind; empty where nothing was, or where it cannot be read: it is told."""
        from conference.review import drafts

        try:
            return await asyncio.to_thread(drafts.kept, self._desk, self._place)
        except ConferenceError as error:
            self._tell(str(error))
            return {}

    def keep(self, values: dict[str, Any]) -> None:
        """Keep these values, beside the event loop."""
        self._latest = values
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        from conference.review import drafts

        while self._latest is not None:
            values, self._latest = self._latest, None
            try:
                await asyncio.to_thread(
                    drafts.keep, self._desk, self._place, values, case_id=self._case_id
                )
            except ConferenceError as error:
                if self._latest is None:
                    self._latest = values  # They are kept with the next key, or at the end.
                self._tell(str(error))
                return
            self._tell("")

    def _tell(self, trouble: str) -> None:
        is_new, self.trouble = trouble not in ("", self.trouble), trouble
        if is_new and self._told is not None:
            self._told(trouble)

    async def settle(self) -> None:
        """Wait until the latest words are written; where they cannot be, `trouble` says why."""
        if self._latest is not None and (self._keeping is None or self._keeping.done()):
            self._keeping = asyncio.create_task(self._keep())
        if self._keeping is not None:
            await self._keeping

    def write_now(self) -> None:
        """Write what waits, from any thread: the event loop may stand still for ever."""
        from conference.review import drafts

        values, self._latest = self._latest, None
        if values is not None:
            with suppress(ConferenceError):
                drafts.keep(self._desk, self._place, values, case_id=self._case_id)

    async def let_go(self) -> None:
        """Forget the draft: it was saved, and is so even where forgetting fails."""
        from conference.review import drafts

        self._latest = None
        if self._keeping is not None:
            await self._keeping
        self._latest = None
        try:
            await asyncio.to_thread(drafts.let_go, self._desk, self._place)
        except ConferenceError as error:
            self._tell(str(error))


async def all_written() -> None:
    """Wait until every form's latest words are written."""
    await asyncio.gather(*(keeper.settle() for keeper in list(_ALL)))


def write_what_waits() -> None:
    """Write every form's latest words from a thread; the last thing before the program ends."""
    for keeper in list(_ALL):
        keeper.write_now()
