"""Listening to a PostgreSQL server, on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from typing import Any

from conference.record.changes.announcing import channel_of
from conference.record.changes.watching import Away, Touched

_BEAT_SECONDS = 0.25
"""How soon it notices that it is to end."""
_CONNECTING: Mapping[str, Any] = {
    "autocommit": True,
    "connect_timeout": 5,
    # A line that was cut without a word is found out within half a minute.
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}


class ServerListener:
    """Listens to the announcements of one council in one database of a server.

    connecting: what psycopg needs to connect to it.
    """

    def __init__(self, connecting: Mapping[str, Any], council_id: str) -> None:
        self._connecting = connecting
        self._channel = channel_of(council_id)

    def __call__(self, ended: threading.Event) -> Iterator[Touched]:
        """What was touched, until `ended` is set. Raises Away when the server is not there."""
        import psycopg
        from psycopg.sql import SQL, Identifier

        try:
            with psycopg.connect(**{**_CONNECTING, **self._connecting}) as connection:
                connection.execute(SQL("LISTEN {}").format(Identifier(self._channel)))
                yield frozenset()
                while not ended.is_set():
                    for heard in connection.notifies(timeout=_BEAT_SECONDS):
                        yield frozenset({heard.payload})
        except psycopg.Error:
            # Its words may quote the address, and with it a password.
            raise Away from None
