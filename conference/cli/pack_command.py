"""`conference case pack`: the agenda pack for the panel, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk
from conference.cli.options import Acting, Reference, written_to
from conference.cli.printing import say


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("pack")(pack)


def pack(
    reference: Reference,
    folder: Annotated[
        Path, typer.Option("--folder", help="Where to.", callback=written_to)
    ] = Path(),
    chair: Annotated[
        bool,
        typer.Option("--chair", help="The chair's own copy, with what is for named agencies."),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Over files of that name.")] = False,
    acting: Acting = None,
) -> None:
    """Make the agenda pack as PDF, DOCX, HTML and text; only you can read the files."""
    from conference.review.papers import agenda_pack

    with at_desk(acting) as desk:
        made = agenda_pack(desk, reference, for_chair=chair)
    for name, content in made.files.items():
        say(str(write_private(folder, name, content, replace=replace).resolve()))
