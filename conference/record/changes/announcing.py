"""Announcing what is recorded, where the database does not show it by itself."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session

_CHANNEL = "case_conference_"


def channel_of(council_id: str) -> str:
    """Where a PostgreSQL server announces it, in each database apart and for each council apart."""
    return f"{_CHANNEL}{council_id}"


def announce(session: Session, council_id: str, chain_id: str) -> None:
    """Say which chain grew, once the transaction commits: an id, and nothing of the case.

    A SQLite file needs no announcement: whoever has it open sees that it changed.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(channel_of(council_id), chain_id)))
