"""`conference history`: whether the record was altered."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.office import at_desk
from conference.cli.options import Acting
from conference.cli.printing import say
from conference.review import reading

app = typer.Typer(help="What was done, and proof that it was not altered.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="history")


@app.command("verify")
def verify(
    reference: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="One case; else all you may read.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Check the chain of history; say which entry was changed, removed, moved or inserted."""
    with at_desk(acting) as desk:
        cases = (
            [reference]
            if reference
            else [line.reference for line in reading.read_caseload(desk, ended=True)]
        )
        faults = {case: reading.history_faults(desk, case) for case in cases}
    altered = {case: found for case, found in faults.items() if found}
    for case, found in altered.items():
        say(*(f"{case}: {fault}" for fault in found))
    if altered:
        raise typer.Exit(1)
    say(f"{len(cases)} {'case' if len(cases) == 1 else 'cases'}: nothing was altered.")
