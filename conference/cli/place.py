"""Which database a command works on."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "CONFERENCE_DATABASE"


def database_place() -> str:
    """What CONFERENCE_DATABASE names; by default one file in the user's own data folder."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("case-conference", appauthor=False) / Path("reviews.db"))
