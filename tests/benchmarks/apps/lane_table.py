"""The entries of the same timeline as rows of a stock DataTable."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from tests.benchmarks.apps import rows


class LaneTable(App[None]):
    """The table alone."""

    def __init__(self) -> None:
        super().__init__()
        found = rows.entries(rows.asked_for())
        lanes = {lane.key: lane.name for lane in found.lanes}
        self._rows = [
            (f"#{place:06}", str(entry.when), lanes[entry.lane], entry.title, entry.who)
            for place, entry in enumerate(found.entries)
        ]

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Number", "When", "Lane", "What", "Who")
        table.add_rows(self._rows)
        table.focus()


if __name__ == "__main__":
    app = LaneTable()
    rows.in_hand()
    app.run()
