"""`conference threshold`: the what-if for somebody on the telephone, without a database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.options import Json, day
from conference.cli.printing import say, say_json
from conference.exchange.answers import as_json, as_lines
from conference.exchange.procedures import DEFAULT, procedure_named
from conference.exchange.what_if import read_what_if
from conference.law.threshold import assess


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("threshold")(threshold)


def threshold(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV or XLSX with the columns incident and reported, and if wanted reported_to, "
            "reported_by, hate, reference, summary. A date may be a range a/b, or a month.",
        ),
    ],
    applied: Annotated[
        date,
        typer.Option("--applied", parser=day, metavar="DATE", help="The day of the application."),
    ],
    procedure: Annotated[
        str, typer.Option("--procedure", metavar="NAME", help="A shipped procedure, or a .toml.")
    ] = DEFAULT,
    json: Json = False,
) -> None:
    """Work the threshold out from a list of reports, without opening a case."""
    rules = procedure_named(procedure)
    incidents, reports = read_what_if(file)
    assessment = assess(incidents, reports, applied=applied, procedure=rules)
    if json:
        say_json(as_json(assessment, procedure=rules.key))
    else:
        say(*as_lines(assessment, procedure=rules.name))
