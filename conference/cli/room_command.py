"""`conference room`: the display for the screen in the meeting room."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.application import open_application


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("room")(room)


def room(
    acting: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="Which display, where there are several."),
    ] = None,
) -> None:
    """Open the display for the meeting room: it follows the chair, and shows what the room may see.

    It needs a terminal of its own, on the screen that everybody looks at.
    """
    raise typer.Exit(open_application(person=acting, room=True))
