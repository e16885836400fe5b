"""Our swim-lane with as many entries as asked for."""

from __future__ import annotations

from textual.app import App, ComposeResult

from screens.widgets.swim_lane import SwimLane
from tests.benchmarks.apps import rows


class Lane(App[None]):
    """The swim-lane alone."""

    def __init__(self) -> None:
        super().__init__()
        self._timeline = rows.entries(rows.asked_for())

    def compose(self) -> ComposeResult:
        """The swim-lane."""
        yield SwimLane(self._timeline)


if __name__ == "__main__":
    app = Lane()
    rows.in_hand()
    app.run()
