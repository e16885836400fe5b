"""What each connection to a PostgreSQL server is set to, whatever the role or the database says.

`ALTER ROLE` and `ALTER DATABASE ... SET` change what a connection means without a word. Whatever
could change the meaning of what the program asks or keeps is set here, or refused where it cannot
be. Left alone: lc_* (the program formats nothing there, and collation is fixed with the database),
limits that end a connection which nobody uses (it is opened anew), and all that is only for speed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from conference.errors import Unavailable
from conference.record.walls import SETTING

_SET = {
    # How values are written: what is read back must be what was kept.
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    # What statements mean: a backslash is itself, and a comparison with NULL holds for nothing.
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
    # What a transaction is: a copy that stands by says itself that it only reads.
    "default_transaction_isolation": "read committed",
    "default_transaction_read_only": "off",
    "default_transaction_deferrable": "off",
    # What was acknowledged is on the disk.
    "synchronous_commit": "on",
    # The wall between councils stands, and no council is named before a transaction names one.
    "row_security": "on",
    SETTING: "",
}
_LIMITS = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
_WHERE = """
SELECT n.nspname FROM pg_catalog.pg_namespace n
WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND 2 = (
    SELECT count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid
    AND c.relkind IN ('r', 'p') AND c.relname IN ('alembic_version', 'review_case'))
ORDER BY 1"""
"""The schemas that hold a record."""
_OWN = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = current_user"


def settle(wait_seconds: float, connection: Any, _record: Any) -> None:
    """Set a new connection of psycopg's to what the program means. Raises Unavailable.

    wait_seconds: how long it waits for a lock, a statement, or the next of a transaction.
    """
    try:
        _settle(connection, wait_seconds)
    except BaseException:
        connection.close()
        raise


def _settle(connection: Any, wait_seconds: float) -> None:
    _must_be_utf8(connection.info.parameter_status("server_encoding"))
    connection.autocommit = True
    _say(connection, {**dict.fromkeys(_LIMITS, f"{wait_seconds}s"), **_SET})
    _say(connection, {"search_path": f"{_schema(connection)}, pg_temp"})
    connection.autocommit = False


def _say(connection: Any, values: dict[str, str]) -> None:
    asked = ", ".join(["pg_catalog.set_config(%s, %s, false)"] * len(values))
    connection.execute(f"SELECT {asked}", [part for pair in values.items() for part in pair])


def _must_be_utf8(encoding: str | None) -> None:
    if encoding != "UTF8":
        raise Unavailable(
            f"The database keeps its text as {encoding}, which cannot hold every name.",
            safe="Nothing was changed.",
            next="Have a database made with ENCODING 'UTF8', and name that one.",
        )


def _schema(connection: Any) -> str:
    """The one schema that is looked into, quoted: where the record stands, or will be made.

    Tables of the same names elsewhere are neither read nor written, whatever comes first in the
    search path of the role. A new record is made where PostgreSQL itself would: in the schema of
    the role's own name, where there is one, or else in public.
    """
    found = [name for (name,) in connection.execute(_WHERE).fetchall()]
    if len(found) > 1:
        raise Unavailable(
            f"There is more than one record in this database, in the schemas {', '.join(found)}.",
            safe="None of them was opened.",
            next="Have the ones that are not meant moved to databases of their own.",
        )
    name = found[0] if found else _for_a_new_one(connection)
    return '"' + name.replace('"', '""') + '"'


def _for_a_new_one(connection: Any) -> str:
    own = connection.execute(_OWN).fetchone()
    return own[0] if own else "public"


def must_keep_references(connection: Connection) -> None:
    """Raise Unavailable where the server was told not to hold rows to each other."""
    role = connection.exec_driver_sql("SHOW session_replication_role").scalar_one()
    if role != "origin":
        raise Unavailable(
            "The database was told not to check what belongs together (session_replication_role).",
            safe="Nothing was changed.",
            next="Have that setting of the role or the database taken back: ALTER ROLE ... RESET "
            "session_replication_role.",
        )
