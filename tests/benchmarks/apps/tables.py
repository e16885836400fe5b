"""What the two plain ways of opening a case read: the tables that hold a case's rows."""

from __future__ import annotations

import sqlite3

OF_CASE = ("incident", "report", "action", "information_request", "history")
"""The tables whose rows a peer lists when a case is opened."""


def cases(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """(id, reference, applicant, stage, next step) of each case, the most urgent first."""
    return connection.execute(
        "SELECT id, reference, applicant_name, stage, next_step FROM review_case "
        "ORDER BY next_due IS NULL, next_due, reference"
    ).fetchall()


def rows_of(connection: sqlite3.Connection, case_id: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the case in every table that has any, by table."""
    tables = [name for (name,) in connection.execute(_WITH_CASE_ID)]
    found = {
        name: connection.execute(f"SELECT * FROM {name} WHERE case_id = ?", (case_id,)).fetchall()
        for name in tables
    }
    found["reported_incident"] = connection.execute(
        "SELECT told.* FROM reported_incident AS told JOIN report ON report.id = told.report_id "
        "WHERE report.case_id = ?",
        (case_id,),
    ).fetchall()
    return found


_WITH_CASE_ID = (
    "SELECT t.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
    "WHERE t.type = 'table' AND c.name = 'case_id' ORDER BY t.name"
)
