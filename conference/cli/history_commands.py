"""`conference history`: whether the record was altered, its head, and an export of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk
from conference.cli.options import Acting, written_to
from conference.cli.printing import say, tell
from conference.review import proof, reading
from conference.review.desk import Desk
from conference.text import one_line

app = typer.Typer(help="What was done, and proof that it was not altered.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="history")


_Ref = Annotated[str, typer.Argument(metavar="REF", help="The case.")]


@app.command("verify")
def verify(
    reference: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="One case; else all you may read.")
    ] = None,
    head: Annotated[
        str, typer.Option("--head", help="The head that was written down for the case.")
    ] = "",
    acting: Acting = None,
) -> None:
    """Check history and record; say what was changed, removed, moved or put in."""
    with at_desk(acting) as desk:
        found = _one(desk, reference, head) if reference else _all(desk)
    say(*(f"{where}: {note}." for where, one in found.items() for note in one.notes))
    faults = [f"{where}: {fault}" for where, one in found.items() for fault in one.faults]
    say(*faults)
    if faults:
        raise typer.Exit(1)
    cases = len(found) - (_COUNCIL in found)
    say(f"{cases} {'case' if cases == 1 else 'cases'}: nothing was altered.")


_COUNCIL = "the council's own record"


def _one(desk: Desk, reference: str, head: str) -> dict[str, proof.Checked]:
    return {one_line(reference).upper(): proof.check_case(desk, reference, head=head)}


def _all(desk: Desk) -> dict[str, proof.Checked]:
    """Every case this person may read, and the council's own record."""
    references = [line.reference for line in reading.read_caseload(desk, ended=True)]
    return {
        **{case: proof.check_case(desk, case) for case in references},
        _COUNCIL: proof.check_council(desk),
    }


@app.command("head")
def head(reference: _Ref, acting: Acting = None) -> None:
    """Print the head of a history: written down, it proves later that nothing was cut off."""
    with at_desk(acting) as desk:
        found = proof.head_of(desk, reference)
    say(found.head)
    tell(f"{found.length} entries. To check against it: conference history verify REF --head HEAD")


@app.command("export")
def export(
    reference: _Ref,
    folder: Annotated[
        Path,
        typer.Option(
            "--folder", help="Where the file goes; this folder otherwise.", callback=written_to
        ),
    ] = Path(),
    replace: Annotated[bool, typer.Option("--replace", help="Over an earlier one.")] = False,
    acting: Acting = None,
) -> None:
    """Write a history to a file that verify_history.py checks without this program."""
    import conference.verify_history as script

    with at_desk(acting) as desk:
        content = proof.export_history(desk, reference)
    name = f"{_safe(reference)}-history.jsonl"
    say(str(write_private(folder, name, content, replace=replace).resolve()))
    tell(f"To check it anywhere: python {script.__file__} FILE [HEAD]")


def _safe(reference: str) -> str:
    """A reference as part of a file name: letters, digits and hyphens."""
    return re.sub(r"[^A-Z0-9]+", "-", one_line(reference).upper()).strip("-")
