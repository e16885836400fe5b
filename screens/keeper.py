"""Keeping what is typed, on a screen that is more than one form."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from conference.errors import ConferenceError

if TYPE_CHECKING:
    from conference.review.desk import Desk


class Keeper:
    """The draft of one place: one write at a time, and the latest words win."""

    def __init__(self, desk: Desk, place: str) -> None:
        self._desk = desk
        self._place = place
        self._latest: dict[str, Any] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.trouble = ""
        """Why the last words could not be kept; empty when they were."""

    async def kept(self) -> dict[str, Any]:
        """What was left behind; empty where nothing was."""
        from conference.review import drafts

        return await asyncio.to_thread(drafts.kept, self._desk, self._place)

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
                await asyncio.to_thread(drafts.keep, self._desk, self._place, values)
                self.trouble = ""
            except ConferenceError as error:
                self.trouble = str(error)
                return

    async def let_go(self) -> None:
        """Forget the draft: it was saved."""
        from conference.review import drafts

        self._latest = None
        if self._keeping is not None:
            await self._keeping
        await asyncio.to_thread(drafts.let_go, self._desk, self._place)
