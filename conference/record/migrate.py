"""Bringing a database's tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from conference.errors import Unavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0011"
"""The newest revision in `migrations/versions`; a test holds it to that."""


def upgrade(connection: Connection) -> None:
    """Upgrade to HEAD within the connection's transaction; raise Unavailable for a newer database.

    Alembic is imported only when there is something to do, so that an ordinary start is quick.
    """
    present = revision(connection)
    if present == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise Unavailable(
            "This database was made by a newer version of Case Conference.",
            safe="Nothing was changed.",
            next="Install the newer version, then open it again.",
        )
    command.upgrade(config, "head")


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
