"""A stock DataTable with as many rows as asked for."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from tests.benchmarks.apps import rows


class Table(App[None]):
    """The table alone."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = rows.cases(rows.asked_for())

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns(*rows.COLUMNS)
        table.add_rows(self._rows)
        table.focus()


if __name__ == "__main__":
    app = Table()
    rows.in_hand()
    app.run()
