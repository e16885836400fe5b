"""`conference history`: whether the record was altered, its head, and an export of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk
from conference.cli.options import Acting, written_to
from conference.cli.printing import say, tell
from conference.errors import BadInput
from conference.exchange.witness import WitnessLine, read_witness
from conference.law.access import Role
from conference.review import proof, reading
from conference.review import witness as keeping_witness
from conference.review.desk import Desk
from conference.text import one_line

app = typer.Typer(help="What was done, and proof that it was not altered.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="history")


_OptionalRef = Annotated[
    str | None, typer.Argument(metavar="[REF]", help="The case; else the council's own.")
]


@app.command("verify")
def verify(
    reference: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="One case; else all you may read.")
    ] = None,
    head: Annotated[
        str,
        typer.Option("--head", help="The head that was written down, or stands on a paper."),
    ] = "",
    witness: Annotated[
        Path | None,
        typer.Option("--witness", help="The witness's file; - for lines that are typed or piped."),
    ] = None,
    acting: Acting = None,
) -> None:
    """Check history and record; say what was changed, removed, moved or put in."""
    if reference and witness:
        raise BadInput("A witness is of the whole record.", next="Leave the case out.")
    lines = _witnessed(witness) if witness else ()
    with at_desk(acting) as desk:
        found = _one(desk, reference, head) if reference else _all(desk, head, lines)
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


def _witnessed(file: Path) -> tuple[WitnessLine, ...]:
    try:
        return read_witness(sys.stdin.read() if str(file) == "-" else file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read.", next="Check the name of the file.") from error


def _all(desk: Desk, head: str, lines: tuple[WitnessLine, ...]) -> dict[str, proof.Checked]:
    """Every case this person may read, and the council's own record."""
    references = [line.reference for line in reading.read_caseload(desk, ended=True)]
    return {
        **{case: proof.check_case(desk, case) for case in references},
        _COUNCIL: proof.check_council(desk, head=head, witnessed=lines),
    }


@app.command("head")
def head(reference: _OptionalRef = None, acting: Acting = None) -> None:
    """Print the head of a case's history, or of all: it proves later that nothing was altered."""
    with at_desk(acting) as desk:
        if reference is None:
            line = keeping_witness.council_head(desk)
            say(line.written())
            tell("To check against it: conference history verify --witness FILE")
            return
        found = proof.head_of(desk, reference)
    say(found.head)
    tell(f"{found.length} entries. To check against it: conference history verify REF --head HEAD")


@app.command("witness")
def witness(
    place: Annotated[
        str | None,
        typer.Option("--set", help="A file, an e-mail address or an https: address from now on."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="No witness from now on.")] = False,
    acting: Acting = None,
) -> None:
    """Send the head of the history to the witness now; or say who is the witness."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        if none:
            keeping_witness.set_witness(desk, "")
            say("The history has no witness from now on.")
            return
        if place is not None:
            if not place.strip():
                raise BadInput("No place was named.", next="For no witness: --none")
            say(f"The witness of the history: {keeping_witness.set_witness(desk, place)}")
        line = keeping_witness.tell_now(desk)
    cases = "1 case" if line.cases == 1 else f"{line.cases} cases"
    say(f"The witness was told: entry {line.length}, {cases}, head {line.head}.")


@app.command("export")
def export(
    reference: _OptionalRef = None,
    *,
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
        if reference is None:
            content = proof.export_council(desk)
        else:
            content = proof.export_history(desk, reference)
    name = f"{_safe(reference) if reference else 'council'}-history.jsonl"
    say(str(write_private(folder, name, content, replace=replace).resolve()))
    tell(f"To check it anywhere: python {script.__file__} FILE [HEAD]")


def _safe(reference: str) -> str:
    """A reference as part of a file name: letters, digits and hyphens."""
    return re.sub(r"[^A-Z0-9]+", "-", one_line(reference).upper()).strip("-")
