"""The second wall between the councils of one PostgreSQL database: the server's own row security.

The first is that every statement of `review/` and `casefile/` asks for one council. Behind it the
server shows and takes rows of that council alone which the transaction names, and where it names
none, no row at all. It guards against a mistake in this program, not against whoever holds the
password of the record's role; a superuser of the server passes through it.

A condition is put to a row before the wall only where the server counts it leakproof: equality and
order of text, numbers and days are, and use an index as before; LIKE, pattern and full-text
matches are not, and look at every row of the table.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

SETTING = "conference.council"
"""What a transaction names its council by; the server forgets it with the transaction."""
EVERY = "*"
"""Names all councils: for set-up, migration, the choice of a council, and moving one."""
_POLICY = "council_wall"
# As a scalar subquery the setting is looked up once a statement, and not once a row.
_NAMED = f"(SELECT current_setting('{SETTING}', true))"


def raise_walls(connection: Connection, table_name: str) -> None:
    """Put the wall before a table that has a council_id, or before `council` itself.

    To be called in the migration that makes the table. A SQLite file has no such thing.
    """
    if connection.dialect.name != "postgresql":
        return
    table = connection.dialect.identifier_preparer.quote(table_name)
    column = "id" if table_name == "council" else "council_id"
    allowed = f"{column} = {_NAMED} OR {_NAMED} = '{EVERY}'"
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        # The record's role owns the tables: without this it would pass through.
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {_POLICY} ON {table} USING ({allowed}) WITH CHECK ({allowed})",
    ):
        connection.exec_driver_sql(statement)


def lower_walls(connection: Connection, table_name: str) -> None:
    """Take the wall before a table away again."""
    if connection.dialect.name != "postgresql":
        return
    table = connection.dialect.identifier_preparer.quote(table_name)
    for statement in (
        f"DROP POLICY IF EXISTS {_POLICY} ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ):
        connection.exec_driver_sql(statement)


def name_council(connection: Connection, council_id: str) -> None:
    """Name the council (or EVERY) of the transaction that has begun on the connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT set_config(:setting, :council, true)"),
            {"setting": SETTING, "council": council_id},
        )


def passes_through(connection: Connection) -> bool:
    """Whether the record's role is a superuser, or may bypass row security: no wall stops it."""
    if connection.dialect.name != "postgresql":
        return False
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    return bool(connection.execute(text(asked)).scalar())
