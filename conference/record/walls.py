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

import re

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

    A migration calls it where it makes the table. A SQLite file has no such thing.
    """
    if connection.dialect.name != "postgresql":
        return
    table = connection.dialect.identifier_preparer.quote(table_name)
    allowed = _allowed(table_name)
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        # The record's role owns the tables: without this it would pass through.
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {_POLICY} ON {table} USING ({allowed}) WITH CHECK ({allowed})",
    ):
        connection.exec_driver_sql(statement)


def _allowed(table_name: str) -> str:
    column = "id" if table_name == "council" else "council_id"
    return f"{column} = {_NAMED} OR {_NAMED} = '{EVERY}'"


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


_WITHOUT = ("alembic_version", "found_gram")
"""Tables with nothing of a council in them: see `finding.tables` for the second."""
_RAISED = """
    SELECT relname, relrowsecurity AND relforcerowsecurity, polname, polpermissive, polcmd,
      polroles = '{0}', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
    FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    ORDER BY relname, polname"""


def wall_faults(connection: Connection) -> tuple[str, ...]:
    """Where a wall on a server is not as `raise_walls` makes it, or another stands beside it."""
    faults = []
    for table, stands, policy, *facts, lets_see, lets_write in connection.execute(text(_RAISED)):
        if table in _WITHOUT and policy is None:
            continue
        allowed = _bare(_allowed(table))
        ours = (policy, *facts) == (_POLICY, True, "*", True)
        if not (stands and ours and _bare(lets_see) == _bare(lets_write) == allowed):
            faults.append(f"the policy {policy or _POLICY} on {table} is not as ours is")
    return tuple(faults)


def _bare(condition: str | None) -> str:
    """A condition without what the server adds when it tells one: casts, names and brackets."""
    added = r"::(text|character varying)| AS current_setting|[\s()]"
    return re.sub(added, "", condition or "")


_HOLDS_TABLES = """
    SELECT session_user FROM pg_class AS held
    JOIN pg_roles AS mine ON mine.rolname = session_user
    WHERE held.oid = to_regclass('credential') AND (
        mine.rolsuper
        OR pg_has_role(mine.oid, held.relowner, 'MEMBER') AND (
            mine.oid <> held.relowner
            OR EXISTS (
                SELECT FROM aclexplode(held.relacl) AS granted
                WHERE granted.privilege_type = 'UPDATE' AND granted.grantee <> held.relowner
            )
        )
    )
"""


def holder_of_tables(connection: Connection) -> str:
    """The role on the server by which somebody holds the tables from outside; "" where they do not.

    A superuser, a role that is a member of the tables' owner, or the owner itself where the program
    works under another role that was granted the tables. The role that the program works under is
    none: everybody at work has its password.
    """
    if connection.dialect.name != "postgresql":
        return ""
    return str(connection.execute(text(_HOLDS_TABLES)).scalar() or "")
