"""A PostgreSQL server: how it is connected to, what it must be, and one at a time where needed."""

from __future__ import annotations

from functools import partial

from sqlalchemy import URL, Connection, Engine, create_engine, event

from conference.errors import Unavailable
from conference.record import settled
from conference.record.walls import name_council

_OLDEST_SERVER = (13,)
"""The oldest PostgreSQL whose makers still mended it when this was written."""
_POOL = {"pool_size": 1, "max_overflow": 9}
"""A session in a browser is a program of its own: each keeps one connection, and lends few more."""
_CONNECTING = {
    "application_name": "Case Conference",
    "connect_timeout": "10",
    # A line that was cut without a word is found out within half a minute.
    "keepalives": "1",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
"""What libpq is told where the address says nothing else."""
_MIGRATION_LOCK = 2014_12_104
"""Any number that other programs on the same server are unlikely to lock."""


LONG_SECONDS = 3600
"""How long a statement may take that is known to be long: a migration, a copy, a vacuum."""


def server_engine(url: URL, option: str, long_option: str, wait_seconds: float) -> Engine:
    """The connections to a server. Each transaction names the council of its execution option.

    option: what that is called. long_option: of a transaction that may take its time. wait_seconds:
    how long anybody waits for a free connection, for a lock, for a statement, or for the next one
    of a transaction that has begun.
    """
    connecting = {key: said for key, said in _CONNECTING.items() if key not in url.query}
    # Whatever the address, the environment or the role says: the program speaks UTF-8.
    connecting["client_encoding"] = "UTF8"
    engine = create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,  # An error must not carry case text into a log.
        connect_args=connecting,
        pool_timeout=wait_seconds,
        **_POOL,
    )

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(long_option):
            for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
                connection.exec_driver_sql(f"SET LOCAL {name} = '{LONG_SECONDS}s'")
        if council_id := options.get(option):
            name_council(connection, council_id)

    # Before anything else is asked on a connection: SQLAlchemy too looks which schema it is in.
    event.listen(engine, "connect", partial(settled.settle, wait_seconds), insert=True)
    event.listen(engine, "begin", begin)
    return engine


def must_be_fit(connection: Connection) -> None:
    """Raise Unavailable for a server that is too old, or does not keep its promises to us.

    A SQLite file is always fit.
    """
    if connection.dialect.name != "postgresql":
        return
    version = connection.dialect.server_version_info or _OLDEST_SERVER
    if version < _OLDEST_SERVER:
        raise Unavailable(
            f"The database server is PostgreSQL {version[0]}, which is too old.",
            safe="Nothing was changed.",
            next=f"Have it brought to PostgreSQL {_OLDEST_SERVER[0]} or newer.",
        )
    settled.must_keep_references(connection)


def one_at_a_time(connection: Connection) -> None:
    """Let programs that make the tables, or a council, do so one after the other.

    A SQLite file's transaction does it by itself; on PostgreSQL a lock stands in for it.
    """
    if connection.dialect.name == "postgresql":
        # Another program may be migrating: that is waited for as long as a statement may take.
        limit = connection.exec_driver_sql("SHOW lock_timeout").scalar_one()
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{limit}'")
