"""The caseload and a case by plain sqlite3, in our own list: the least a case screen can cost."""

from __future__ import annotations

import sqlite3
import sys

from textual.app import App, ComposeResult
from textual.screen import Screen

from screens.widgets.line_list import Column, LineList, Row, RowList
from tests.benchmarks.apps import tables


class OneCase(Screen[None]):
    """Every entry of a case, a row each."""

    BINDINGS = [("escape", "dismiss", "Back")]

    def __init__(self, connection: sqlite3.Connection, case_id: str) -> None:
        super().__init__()
        found = tables.rows_of(connection, case_id)
        self._rows = RowList(
            Row(str(row[0]), (table, *(str(cell) for cell in row[3:7])))
            for table in tables.OF_CASE
            for row in found[table]
        )

    def compose(self) -> ComposeResult:
        """The list."""
        yield LineList([Column(title) for title in ("Table", "a", "b", "c", "d")], self._rows)


class RawList(App[None]):
    """The caseload; enter opens a case."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._connection = sqlite3.connect(place)

    def compose(self) -> ComposeResult:
        """The list."""
        found = tables.cases(self._connection)
        yield LineList(
            [Column(title) for title in ("Reference", "Applicant", "Stage", "Next")],
            RowList(Row(row[0], row[1:]) for row in found),
        )

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Open the case."""
        self.push_screen(OneCase(self._connection, event.key))


if __name__ == "__main__":
    RawList(sys.argv[1]).run()
