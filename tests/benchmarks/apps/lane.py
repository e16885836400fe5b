"""Our swim-lane with as many entries as asked for, or with those that a file holds.

Arguments: `NUMBER` or `NUMBER FILE`, a timeline that `keep` wrote.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from textual.app import App, ComposeResult

from conference.timeline import Timeline
from screens.widgets.swim_lane import SwimLane


class Lane(App[None]):
    """The swim-lane alone."""

    def __init__(self, found: Timeline) -> None:
        super().__init__()
        self._timeline = found

    def compose(self) -> ComposeResult:
        """The swim-lane."""
        yield SwimLane(self._timeline)


def keep(number: int, file: Path) -> None:
    """Write a timeline of so many entries into a file."""
    from tests.benchmarks.apps import rows

    file.write_bytes(pickle.dumps(rows.entries(number)))


def _kept(file: str) -> Timeline:
    found: Timeline = pickle.loads(Path(file).read_bytes())
    return found


def _made() -> Timeline:
    from tests.benchmarks.apps import rows

    found = rows.entries(rows.asked_for())
    rows.in_hand()
    return found


if __name__ == "__main__":
    Lane(_kept(sys.argv[2]) if len(sys.argv) > 2 else _made()).run()
