"""Bringing a database's tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from conference.errors import Unavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0011"
"""The newest revision in `migrations/versions`, and the highest; a test holds it to that."""


def upgrade(connection: Connection) -> None:
    """Upgrade to HEAD within the connection's transaction.

    Raises Unavailable, and changes nothing, where a newer version made the database, or one that
    was never released. Alembic is imported only when there is something to do, so that an ordinary
    start is quick.
    """
    present = revision(connection)
    if present == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise _newer() if present > HEAD else _unreleased()
    command.upgrade(config, "head")


def _newer() -> Unavailable:
    return Unavailable(
        "This database was made by a newer version of Case Conference.",
        safe="Nothing was changed.",
        next="Install the newer version, then open it again.",
    )


def _unreleased() -> Unavailable:
    return Unavailable(
        "This database was last opened with a version of Case Conference that was never released.",
        safe="Nothing was changed.",
        next="Install release 0.1.0, open it once with that, then with this one. Where 0.1.0 says "
        "that it is too new for it, restore the latest backup that a release made.",
    )


def revision(connection: Connection) -> str | None:
    """The revision the tables are at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration, made here so that no ini file has to be shipped."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
