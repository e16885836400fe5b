"""Our list with as many rows as asked for."""

from __future__ import annotations

from textual.app import App, ComposeResult

from screens.widgets.line_list import Column, LineList, Row, RowList
from tests.benchmarks.apps import rows


class Lines(App[None]):
    """The list alone."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = rows.cases(rows.asked_for())

    def compose(self) -> ComposeResult:
        """The list."""
        yield LineList(
            [Column(title) for title in rows.COLUMNS],
            RowList(Row(cells[0], cells) for cells in self._rows),
        )


if __name__ == "__main__":
    app = Lines()
    rows.in_hand()
    app.run()
