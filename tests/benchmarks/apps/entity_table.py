"""The usual way: SQLModel imported at the top, whole entities, stock DataTables."""

from __future__ import annotations

import sys

from sqlmodel import Session, SQLModel, col, create_engine, select
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable

from conference.record.tables import (
    Action,
    Case,
    CaseRow,
    History,
    Incident,
    InformationRequest,
    Report,
)

TABLES: tuple[type[CaseRow] | type[History], ...] = (
    Incident,
    Report,
    Action,
    InformationRequest,
    History,
)


def cells(row: SQLModel) -> list[str]:
    """Four of the row's values."""
    return [str(value) for value in list(row.model_dump().values())[3:7]]


class OneCase(Screen[None]):
    """Every entry of a case, a row each."""

    BINDINGS = [("escape", "dismiss", "Back")]

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._rows = [
            (table.__name__.lower(), *cells(row))
            for table in TABLES
            for row in session.exec(select(table).where(table.case_id == case_id))
        ]

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("Table", "a", "b", "c", "d")
        table.add_rows(self._rows)


class EntityTable(App[None]):
    """The caseload; enter opens a case."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._engine = create_engine(f"sqlite:///{place}")

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        order = (col(Case.next_due).is_(None), col(Case.next_due), col(Case.reference))
        table = self.query_one(DataTable)
        table.add_columns("Reference", "Applicant", "Stage", "Next")
        with Session(self._engine) as session:
            for case in session.exec(select(Case).order_by(*order)):
                shown = (case.reference, case.applicant_name, case.stage.value, case.next_step)
                table.add_row(*shown, key=case.id)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the case."""
        if event.row_key.value is not None:
            with Session(self._engine) as session:
                self.push_screen(OneCase(session, event.row_key.value))


if __name__ == "__main__":
    EntityTable(sys.argv[1]).run()
