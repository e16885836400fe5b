"""`conference meeting invite`, `agenda-paper` and `notices`: the meeting's papers as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.meeting_found import case_of
from conference.cli.office import at_desk
from conference.cli.options import Acting, Reference, written_to
from conference.cli.printing import say
from conference.errors import Refused
from conference.views import CaseFile, MeetingState, MeetingView, Visibility

Folder = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Where to.", callback=written_to)
]
Replace = Annotated[bool, typer.Option("--replace", help="Over files of that name.")]


def add_to_meeting(group: typer.Typer) -> None:
    """Add these commands to `conference meeting`."""
    group.command("invite")(invite)
    group.command("agenda-paper")(agenda_paper)
    group.command("notices")(notices)


def invite(
    reference: Reference,
    folder: Folder = Path(),
    guests: Annotated[
        list[str] | None,
        typer.Option("--guest", metavar="ADDRESS", help="An e-mail address that is invited."),
    ] = None,
    replace: Replace = False,
    acting: Acting = None,
) -> None:
    """Make the file that puts the meeting into calendars, changes it there, or takes it out."""
    from conference.review.papers import invitation_file, invitation_name

    with at_desk(acting) as desk:
        case = case_of(desk, reference)
        meeting = _latest(case)
        content = invitation_file(desk, reference, meeting.id, to=guests or ())
    name = invitation_name(case, meeting)
    say(str(write_private(folder, name, content, replace=replace).resolve()))


def _latest(case: CaseFile) -> MeetingView:
    """The meeting that is to come or was held; where there is none, the one cancelled last."""
    cancelled = [one for one in case.meetings if one.state is MeetingState.CANCELLED]
    found = case.meeting or (cancelled[-1] if cancelled else None)
    if found is None:
        raise Refused("No meeting is planned.", next="conference meeting plan REF --on DATE")
    return found


def agenda_paper(
    reference: Reference,
    folder: Folder = Path(),
    copy: Annotated[
        Visibility,
        typer.Option("--for", help="Who reads it: everybody in the room, the panel, the chair."),
    ] = Visibility.ROOM,
    replace: Replace = False,
    acting: Acting = None,
) -> None:
    """Make the agenda as PDF, DOCX, HTML and text, with nothing of the case in it."""
    from conference.review.papers import agenda

    with at_desk(acting) as desk:
        meeting = _latest(case_of(desk, reference))
        files = agenda(desk, reference, meeting.id, copy=copy)
    _save(folder, files, replace=replace)


def notices(
    reference: Reference,
    folder: Folder = Path(),
    replace: Replace = False,
    acting: Acting = None,
) -> None:
    """Make an action notice for each owner: what they have to do, and nothing of the others."""
    from conference.review.papers import action_notices

    with at_desk(acting) as desk:
        meeting = _latest(case_of(desk, reference))
        made = action_notices(desk, reference, meeting.id)
    for one in made:
        _save(folder, one.files, replace=replace)


def _save(folder: Path, files: dict[str, bytes], *, replace: bool) -> None:
    for name, content in files.items():
        say(str(write_private(folder, name, content, replace=replace).resolve()))
