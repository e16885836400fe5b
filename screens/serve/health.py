"""Whether the record can be reached: asked now and then, however often somebody wants to know."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

_PATIENCE = 5.0
_LASTS = 5.0
"""Seconds for which an answer is given again."""


class Health:
    """Asks the record. answers: whether it does; it may block. clock: seconds, going forward."""

    def __init__(
        self, answers: Callable[[], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._answers = answers
        self._clock = clock
        self._asking: asyncio.Task[bool] | None = None
        self._known: tuple[float, bool] | None = None

    async def ask(self) -> bool:
        """Whether the record answers; no answer in good time counts as none."""
        if self._known and self._clock() - self._known[0] < _LASTS:
            return self._known[1]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._answers))
        try:
            answer = await asyncio.wait_for(asyncio.shield(self._asking), _PATIENCE)
        except TimeoutError:
            return False
        self._known = (self._clock(), answer)
        return answer
