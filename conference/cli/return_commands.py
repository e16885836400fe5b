"""`conference return`: a form for an agency without an account, and the form when it comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Reference, Yes, confirmed, written_to
from conference.cli.printing import say
from conference.exchange.return_form import make_return
from conference.exchange.return_pages import file_name
from conference.exchange.return_reading import read_return
from conference.review import reading, returns
from conference.review.return_preview import ReturnPreview
from conference.text import one_line

app = typer.Typer(help="Returns from agencies without an account.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="return")


@app.command("make")
def make(
    reference: Reference,
    agency: Annotated[str, typer.Argument(help="Its name or kind.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Where; else in this folder.", callback=written_to
        ),
    ] = None,
    acting: Acting = None,
) -> None:
    """Write the form that an agency fills in, as an Excel workbook."""
    with at_desk(acting) as desk:
        one = agency_called(reading.read_agencies(desk), agency)
        form = returns.make(desk, reference, one.id)
    path = (out or Path(file_name(form))).expanduser()
    written = write_private(path.parent, path.name, make_return(form))
    say(str(written))


@app.command("read")
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The form as it came back.")],
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Take a form in: a preview, one confirmation, all of it or nothing."""
    with at_desk(acting) as desk:
        found = read_return(file.expanduser(), today=desk.today)
        preview = returns.preview(desk, found)
        _say_preview(preview)
        if not preview.changes:
            say("Nothing to add.")
            return
        confirmed(f"Take it in for {preview.reference}?", yes=yes)
        done = returns.take(desk, found)
    say(f"{done.reference}: {done.agency}, {done.state}; actions added: {len(done.new)}.")


def _say_preview(preview: ReturnPreview) -> None:
    say(f"{preview.reference}, return of {preview.agency}: {preview.state}")
    for line in preview.note.split("\n"):
        say(f"    {line}")
    for row in preview.new:
        words = one_line(row.action.summary)
        told = row.action.disclosure.mark
        say(f"line {row.line}: {row.action.when}, {row.action.kind}: {words} (for: {told})")
    if preview.already_there:
        say(f"Already in the case: {len(preview.already_there)}.")
    for problem in preview.bad:
        say(f"Left out, {problem}")
    for notice in preview.notices:
        say(f"Look at this, {notice}")
    if preview.read_before:
        say("This very file was taken in before.")
