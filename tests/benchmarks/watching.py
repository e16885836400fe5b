"""Applications in terminals that watch a case: when each thing that others saved was painted."""

from __future__ import annotations

import re
import select
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.benchmarks import terminal
from tests.benchmarks.apps.people import Saved

_TOKEN = re.compile(r"w01-\d{4}|Single point of contact: (?P<name>Person \d\d)")
_OVERLAP = 200
"""Characters looked at again: words may come in two pieces."""
HEAD, ACTIONS, MEETING = "Single point of contact", b"4", b"5"


class Watcher:
    """One application with the case open at a stage, and what it has painted when."""

    def __init__(self, screen: terminal.Terminal) -> None:
        self.screen = screen
        self.painted: dict[str, list[float]] = defaultdict(list)
        self._last = ""

    def opens(self, reference: str, stage: bytes) -> None:
        """Through the caseload to a stage of the case."""
        self.screen.wait_for(reference)
        self.screen.settle(0.3)
        self.screen.press(b"\r")
        self.screen.wait_for(HEAD)
        self.screen.settle(0.3)
        self.screen.press(stage)
        self.screen.settle(0.3)

    def look(self) -> None:
        """Note what was painted just now."""
        self.screen.pump()
        now = time.perf_counter()
        words = self._last + self.screen.text
        for found in _TOKEN.finditer(words):
            token = found["name"] or found[0]
            if found.end() > len(self._last):
                self.painted[token].append(now)
        self._last = words[-_OVERLAP:]
        self.screen.look_anew()

    def delays(self, saves: Sequence[Saved]) -> list[float]:
        """Milliseconds from each commit until it, or what came after it, was painted here."""
        found = []
        for index, save in enumerate(saves):
            later = saves[index : index + 3]
            moments = [self._first(one.token, save.begun) for one in later]
            if seen := [moment for moment in moments if moment is not None]:
                found.append(max(0.0, (min(seen) - save.done) * 1000))
        return found

    def _first(self, token: str, after: float) -> float | None:
        moments = self.painted.get(token, [])
        place = bisect_left(moments, after)
        return moments[place] if place < len(moments) else None


@contextmanager
def watching(
    place: str, reference: str, home: Path, *seats: tuple[str, bytes]
) -> Iterator[list[Watcher]]:
    """An application for each person and stage of `seats`, with the case open."""
    with ExitStack() as stack:
        watchers = []
        for person, stage in seats:
            place_of = {"CONFERENCE_DATABASE": place, "CONFERENCE_PERSON": person}
            screen = terminal.python(home, "-m", "conference", **place_of)
            watcher = Watcher(stack.enter_context(screen))
            watcher.opens(reference, stage)
            watchers.append(watcher)
        yield watchers


def look_at(watchers: Sequence[Watcher], seconds: float) -> None:
    """Read what any of them paints, for so long."""
    until = time.perf_counter() + seconds
    while (rest := until - time.perf_counter()) > 0:
        ready, _, _ = select.select([one.screen for one in watchers], [], [], rest)
        for watcher in watchers:
            if watcher.screen in ready:
                watcher.look()
