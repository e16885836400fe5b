"""`conference minutes`: begun, worded, read, approved, corrected, and saved as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.meeting_found import case_of
from conference.cli.office import at_desk
from conference.cli.options import Acting, Json, Reference, written_to
from conference.cli.printing import say, say_json
from conference.documents import write as write_paper
from conference.documents.papers_minutes import wording_places
from conference.errors import Refused
from conference.law.access import Role
from conference.review import minutes
from conference.review.desk import Desk
from conference.views import CaseFile, MeetingView, MinutesView

app = typer.Typer(help="The minutes of the panel's meeting.", no_args_is_help=True)
_NONE = "No minutes are begun."
_Edition = Annotated[
    int | None, typer.Option("--edition", help="Which edition; the newest if left out.")
]


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="minutes")


def _meeting(case: CaseFile) -> MeetingView:
    if case.meeting is None:
        raise Refused("No meeting is planned.", next="conference meeting plan REF --on DATE")
    return case.meeting


def _found(desk: Desk, reference: str, edition: int | None = None) -> tuple[CaseFile, MinutesView]:
    case = case_of(desk, reference)
    editions = _meeting(case).minutes
    if not editions:
        raise Refused(_NONE, next="conference minutes begin REF")
    chosen = [one for one in editions if edition in (None, one.edition)]
    if not chosen:
        raise Refused(f"There is no edition {edition}.")
    return case, chosen[-1]


@app.command("begin")
def begin(reference: Reference, acting: Acting = None) -> None:
    """Begin the minutes: they are composed from what is recorded."""
    with at_desk(acting) as desk:
        minutes.begin(desk, reference, _meeting(case_of(desk, reference)).id)
        _, now = _found(desk, reference)
    say(f"{reference}: edition {now.edition} of the minutes is a draft.")


@app.command("places")
def places(reference: Reference, acting: Acting = None, json: Json = False) -> None:
    """Print the places for wording of your own: the name of each, and what it is."""
    with at_desk(acting) as desk:
        found = wording_places(_meeting(case_of(desk, reference)))
    if json:
        say_json(found)
    else:
        say(*(f"{one.key}  {one.title}" for one in found))


@app.command("write")
def write(
    reference: Reference,
    place: Annotated[str, typer.Argument(help="Where: see `conference minutes places`.")],
    words: Annotated[
        str | None, typer.Argument(help="What; read from standard input if left out.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Write wording over what the record says, at one place."""
    given = sys.stdin.read() if words is None else words
    with at_desk(acting) as desk:
        _, now = _found(desk, reference)
        minutes.write(desk, reference, now.id, {place: given}, now.version)
    say(f"{reference}: written.")


@app.command("show")
def show(reference: Reference, edition: _Edition = None, acting: Acting = None) -> None:
    """Print the minutes as text: a draft as it stands, or an edition as it was approved."""
    with at_desk(acting) as desk:
        case, now = _found(desk, reference, edition)
        text = now.text
        if now.approved_at is None:
            document = minutes.preview(desk, reference, now.id)
            data = write_paper(document, "txt", council=case.council, reference=case.reference)
            text = data.decode()
    say(text.rstrip("\n"))


@app.command("approve")
def approve(reference: Reference, acting: Acting = None) -> None:
    """Approve the minutes, as the chair: they are locked, with the digest of every file."""
    with at_desk(acting, Role.CHAIR) as desk:
        _, draft = _found(desk, reference)
        minutes.approve(desk, reference, draft.id, shown=draft.version)
        _, now = _found(desk, reference)
    say(f"{reference}: edition {now.edition} is approved. Digest of its text: {now.digest}")


@app.command("correct")
def correct(
    reference: Reference,
    why: Annotated[str, typer.Option("--why", help="The reason, which the new edition tells.")],
    acting: Acting = None,
) -> None:
    """Begin a new edition that corrects approved minutes; the approved one stays as it is."""
    with at_desk(acting) as desk:
        _, approved = _found(desk, reference)
        minutes.correct(desk, reference, approved.id, why=why)
        _, now = _found(desk, reference)
    say(f"{reference}: edition {now.edition} is a draft.")


@app.command("files")
def files(
    reference: Reference,
    folder: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where to.", callback=written_to)
    ] = Path(),
    edition: _Edition = None,
    replace: Annotated[bool, typer.Option("--replace", help="Over files of that name.")] = False,
    acting: Acting = None,
) -> None:
    """Save the files of approved minutes; only you can read them."""
    with at_desk(acting) as desk:
        case, now = _found(desk, reference, edition)
        if now.approved_at is None:
            raise Refused(
                f"Edition {now.edition} is a draft: it has no files yet.",
                next="The chair approves it: conference minutes approve REF",
            )
        for one in now.files:
            content = minutes.read_minutes_file(desk, reference, one.id)
            name = f"{case.reference}-minutes-{now.edition}.{one.format}"
            say(str(write_private(folder, name, content, replace=replace).resolve()))
