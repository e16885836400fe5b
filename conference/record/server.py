"""A PostgreSQL server: how it is connected to, what it must be, and one at a time where needed."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event

from conference.errors import Unavailable
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


def server_engine(url: URL, option: str, wait_seconds: float) -> Engine:
    """The connections to a server. Each transaction names the council of its execution option.

    option: what that is called. wait_seconds: how long anybody waits for a connection to be free.
    """
    connecting = {key: said for key, said in _CONNECTING.items() if key not in url.query}
    engine = create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,  # An error must not carry case text into a log.
        connect_args=connecting,
        pool_timeout=wait_seconds,
        **_POOL,
    )

    def begin(connection: Connection) -> None:
        if council_id := connection.get_execution_options().get(option):
            name_council(connection, council_id)

    event.listen(engine, "begin", begin)
    return engine


def must_be_new_enough(connection: Connection) -> None:
    """Raise Unavailable for a server that is too old; a SQLite file never is."""
    if connection.dialect.name != "postgresql":
        return
    version = connection.dialect.server_version_info or _OLDEST_SERVER
    if version < _OLDEST_SERVER:
        raise Unavailable(
            f"The database server is PostgreSQL {version[0]}, which is too old.",
            safe="Nothing was changed.",
            next=f"Have it brought to PostgreSQL {_OLDEST_SERVER[0]} or newer.",
        )


def one_at_a_time(connection: Connection) -> None:
    """Let programs that make the tables, or a council, do so one after the other.

    A SQLite file's transaction does it by itself; on PostgreSQL a lock stands in for it.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
