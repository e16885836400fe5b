"""Opening the Textual application. The only place in `conference/` that knows there is one."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from conference.cli.place import database_place, own_templates
from conference.errors import ConferenceError

PERSON = "CONFERENCE_PERSON"


def open_application(place: str = "", person: str | None = None) -> int:
    """Open the application on a database; the exit status. It needs a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(
            "The application needs a terminal. For plain lines use the commands: "
            "conference --help\n"
        )
        return 2
    run = import_module("screens.app").run
    try:
        templates = own_templates()
    except ConferenceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    person = person or os.environ.get(PERSON)
    status: int = run(place or database_place(), person=person, templates=templates)
    return status
