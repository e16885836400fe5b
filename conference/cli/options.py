"""Options and arguments that several commands share."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.printing import tell
from conference.errors import Refused
from conference.exchange.days import parse_day
from conference.law.audience import Mark
from conference.record_files import must_not_be_record, must_not_belong_to_record


def day(text: str) -> date:
    """A day as an option gives it: 2025-08-12, or as people write it, 12/8/2025."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


Acting = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="Who is acting (or set CONFERENCE_PERSON)."),
]
Reference = Annotated[str, typer.Argument(metavar="REF", help="The case's reference.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before changing anything.")]
OnDay = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="DATE", help="The day; today if left out."),
]
MarkOption = Annotated[
    Mark, typer.Option("--mark", help="Who may be told: the default is the panel alone.")
]
Wording = Annotated[
    str, typer.Option("--wording", help="What the applicant may be told, for the mark summary.")
]


def written_to(place: Path | None) -> Path | None:
    """A file or folder that a command writes, as it was named; Refused where it is the record's.

    Every option that names such a place has it, so that it is refused before anything is done.
    """
    if place is not None:
        must_not_be_record(place)
    return place


def a_place(named: str) -> str:
    """Where a record is to go; Refused for the name of a file that belongs to another record."""
    if named and "://" not in named:
        must_not_belong_to_record(Path(named))
    return named


def confirmed(question: str, *, yes: bool) -> None:
    """Go on where the person agrees; Refused where they do not, or nobody can answer."""
    if yes:
        return
    tell(f"{question} [y/N]")
    answer = sys.stdin.readline().strip().casefold()
    if answer not in ("y", "yes"):
        raise Refused("Not confirmed.", safe="Nothing was changed.", next="Answer y, or add --yes.")
