"""The connections that are no session's: so many at most, and none of them for long.

Whoever opens connections and says nothing, or half a request, takes no place from others: where
there are too many, the oldest that is idle is cut.
"""

from __future__ import annotations

from typing import Protocol

from screens.serve.doors import is_loopback
from screens.serve.plan import Crowd


class Cuttable(Protocol):
    """One connection."""

    def cut(self) -> None:
        """End it at once."""


class Lines:
    """The connections of one server that are no session's."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._addresses: dict[Cuttable, str] = {}
        """Where each comes from, the one that has been idle longest first."""
        self._at_work: set[Cuttable] = set()

    def __len__(self) -> int:
        return len(self._addresses)

    def waits(self, line: Cuttable, address: str) -> None:
        """This one waits for its next request; another is cut where there are too many."""
        self.leaves(line)
        self._addresses[line] = address
        if not is_loopback(address):
            here = [one for one, where in self._addresses.items() if where == address]
            self._make_room(here, self._crowd.lines_each)
        self._make_room(list(self._addresses), self._crowd.lines)

    def works(self, line: Cuttable) -> None:
        """A whole request came on this one, and is being answered."""
        if line in self._addresses:
            self._at_work.add(line)

    def leaves(self, line: Cuttable) -> None:
        """This one is a session's from now on, or gone."""
        self._addresses.pop(line, None)
        self._at_work.discard(line)

    def _make_room(self, lines: list[Cuttable], most: int) -> None:
        if len(lines) > most:
            # The last is the newcomer, who is heard before anybody who was.
            oldest = next((one for one in lines[:-1] if one not in self._at_work), lines[0])
            self.leaves(oldest)
            oldest.cut()
