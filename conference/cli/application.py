"""Opening the Textual application. The only place in `conference/` that knows there is one."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from conference.cli.place import database_place, named_council, own_templates
from conference.errors import ConferenceError

PERSON = "CONFERENCE_PERSON"


def _device() -> str:
    from conference.review.client import own_device

    return own_device()


def open_application(place: str = "", person: str | None = None, *, room: bool = False) -> int:
    """Open the application on a database; the exit status. It needs a terminal.

    room: open it as the display of the meeting room.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(
            "The application needs a terminal. For plain lines use the commands: "
            "conference --help\n"
        )
        return 2
    # What is imported now lives for ever: nobody looks through it until the record is open.
    gc.disable()
    run = import_module("screens.app").run
    council = named_council()
    try:
        templates = own_templates()
    except ConferenceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    person = person or os.environ.get(PERSON)
    where = place or database_place()
    status: int = run(
        where, person=person, templates=templates, room=room, council=council, device=_device
    )
    return status
