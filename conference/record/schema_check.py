"""Whether a database has our tables and nothing else: no trigger, view, rule or column beside them.

What is not ours could act by itself: a trigger makes somebody administrator after the next command.
A SQLite file is held against an empty one that our migrations made; a PostgreSQL database against
our classes, by Alembic's comparison, and against the walls that our migrations raise.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from conference.record.finding import is_of_record
from conference.record.in_memory import driver_of, empty_copy
from conference.record.tables import Base
from conference.record.walls import wall_faults

Schema = dict[tuple[str, str], object]
"""What there is, by kind and name, and how it is made."""
_STATISTICS = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
"""Tables that SQLite makes for itself."""
_PROGRAMS = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
_SERVER_PROGRAMS = """
    SELECT 'trigger', tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
    UNION ALL SELECT 'rule', rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
      WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    UNION ALL SELECT CASE relkind WHEN 'f' THEN 'foreign table' ELSE 'view' END, relname
      FROM pg_class
      WHERE relkind IN ('v', 'm', 'f') AND relnamespace = current_schema()::regnamespace
    UNION ALL SELECT 'function', proname FROM pg_proc
      WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""
"""Whatever acts by itself; what an extension brought counts as the server's."""


def schema_faults(connection: Connection) -> tuple[str, ...]:
    """What of the schema is not as ours is, each with its kind and name; empty where all is."""
    if connection.dialect.name == "postgresql":
        return (*_on_server(connection), *wall_faults(connection))
    return tuple(_between(_on_file(driver_of(connection)), _ours()))


def programs_in(connection: Connection) -> tuple[str, ...]:
    """The triggers and views of a SQLite file: no version of ours has made one."""
    found = connection.exec_driver_sql(_PROGRAMS).all()
    return tuple(f"the {kind} {name} is not ours" for kind, name in sorted(found))


def _between(there: Schema, ours: Schema) -> Iterator[str]:
    for kind, name in sorted(there.keys() | ours.keys()):
        if (kind, name) not in ours:
            yield f"the {kind} {name} is not ours"
        elif (kind, name) not in there:
            yield f"the {kind} {name} is missing"
        elif there[kind, name] != ours[kind, name]:
            yield f"the {kind} {name} is not as ours is"


@cache
def _ours() -> Schema:
    with empty_copy() as engine, engine.connect() as connection:
        return _on_file(driver_of(connection))


def _on_file(database: sqlite3.Connection) -> Schema:
    found: Schema = {}
    for kind, name, table, sql in database.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
    ).fetchall():
        if kind == "table" and name not in _STATISTICS:
            found.update(_table(database, name, sql or ""))
        elif kind == "index" and sql is not None:
            is_unique = _words(sql).startswith("create unique")
            found[kind, name] = (table, is_unique, _over(database, name), _condition(sql))
        elif kind not in ("table", "index"):
            found[kind, name] = sql
    return found


def _table(database: sqlite3.Connection, name: str, sql: str) -> Schema:
    """A table, each column of it, and what holds between its rows."""
    columns = database.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall()
    foreign = database.execute(
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?)',
        (name,),
    ).fetchall()
    unique = [
        _over(database, index)
        for index, origin in database.execute(
            "SELECT name, origin FROM pragma_index_list(?)", (name,)
        ).fetchall()
        if origin != "c"
    ]
    is_virtual = sql.upper().startswith("CREATE VIRTUAL")
    is_made = _words(sql) if is_virtual else sql.upper().count("CHECK")
    found: Schema = {("table", name): (is_made, sorted(foreign), sorted(unique))}
    for _, column, kind, *rest in columns:
        found["column", f"{name}.{column}"] = (kind.upper(), *rest)
    return found


def _over(database: sqlite3.Connection, index: str) -> tuple[str, ...]:
    """The columns that an index is over."""
    asked = "SELECT name, desc, coll FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno"
    return tuple(map(str, database.execute(asked, (index,)).fetchall()))


def _condition(sql: str) -> str:
    """What an index is over: its columns or expressions, and the rows that it takes."""
    return _words(sql).partition(" on ")[2].partition("(")[2]


def _words(sql: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\"`\[\]]", "", sql)).casefold().strip()


def _on_server(connection: Connection) -> Iterator[str]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    for kind, name in sorted(connection.execute(text(_SERVER_PROGRAMS)).all()):
        yield f"the {kind} {name} is not ours"
    opts: dict[str, Any] = {
        "compare_type": True,
        "compare_server_default": _is_another_default,
        "include_name": is_of_record,
    }
    with warnings.catch_warnings():
        # An index over an expression is not compared: what it calls would be a function above.
        warnings.filterwarnings("ignore", message="Skipped unsupported reflection")
        found = compare_metadata(MigrationContext.configure(connection, opts=opts), Base.metadata)
    # Several changes of one column come as a list.
    for one in (part for each in found for part in (each if isinstance(each, list) else [each])):
        yield _told(*one)


def _is_another_default(
    _context: object, _there: object, _ours: object, there: str | None, _: object, ours: str | None
) -> bool:
    """Whether a column has another default than ours; the server adds casts, and we do not."""
    plain = [re.sub(r"::[a-z ]+|[\s()']", "", said or "").casefold() for said in (there, ours)]
    return plain[0] != plain[1]


def _told(what: str, *of: Any) -> str:
    """In words what Alembic would do about a difference."""
    act, _, kind = what.partition("_")
    if kind in ("column", "type", "nullable", "default", "comment"):
        kind, name = "column", f"{of[1]}.{getattr(of[2], 'name', of[2])}"
    else:
        kind, name = kind.replace("_", " "), getattr(of[0], "name", None) or str(of[0])
    return f"the {kind} {name} is {_SAID.get(act, 'not as ours is')}"


_SAID = {"add": "missing", "remove": "not ours"}
