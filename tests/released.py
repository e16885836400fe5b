"""The record that release 0.1.0 left, as a file and as what `pg_dump` told of a server.

It was made with 0.1.0 and nothing else: a case from application to letter and appeal, one that is
under way, a draft, a first password and a wrong try.
"""

from __future__ import annotations

import lzma
from pathlib import Path

import psycopg

PASSWORD = "a long password of a test"
"""Ada Administrator's."""
ENTRIES = 82
"""How many entries its history has."""
_KEPT = Path(__file__).parent / "fixtures" / "records"


def record_of_0_1() -> bytes:
    """The file."""
    return lzma.decompress((_KEPT / "0.1.0.db.xz").read_bytes())


def put_record_of_0_1(place: str) -> None:
    """Put it where nothing is yet: a path, or an empty database on a server."""
    if "://" not in place:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_bytes(record_of_0_1())
        return
    with psycopg.connect(place) as connection:
        connection.execute(lzma.decompress((_KEPT / "0.1.0.sql.xz").read_bytes()))
