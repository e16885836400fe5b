"""Which database and which council a command works on, and where its own templates are."""

from __future__ import annotations

import os
from pathlib import Path

from conference.errors import Refused

VARIABLE = "CONFERENCE_DATABASE"
TEMPLATES = "CONFERENCE_TEMPLATES"
COUNCIL = "CONFERENCE_COUNCIL"


def database_place() -> str:
    """What CONFERENCE_DATABASE names; by default one file in the user's own data folder."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("case-conference", appauthor=False) / Path("reviews.db"))


def named_council() -> str:
    """The name or code of the council CONFERENCE_COUNCIL names; "" where it names none."""
    return os.environ.get(COUNCIL, "").strip()


def own_templates() -> Path | None:
    """The folder CONFERENCE_TEMPLATES names, laid out as `templates/`; None for what is shipped.

    Raises Refused where it names no folder: nobody's own wording is passed over without notice.
    """
    named = os.environ.get(TEMPLATES, "").strip()
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise Refused(
            f"{TEMPLATES} names {folder}, and there is no such folder.",
            next="Name a folder of your own templates, or take the setting away.",
        )
    return folder
