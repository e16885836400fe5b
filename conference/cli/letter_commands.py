"""`conference letter`: drafted, checked, approved, issued and saved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import letter_name, write_private
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Reference
from conference.cli.printing import say
from conference.documents import write
from conference.errors import Refused
from conference.law.access import Role
from conference.review import outcome, reading
from conference.review.desk import Desk
from conference.views import Channel, LetterKind, LetterView

app = typer.Typer(help="Letters.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="letter")


_Number = Annotated[
    int | None, typer.Argument(metavar="[NUMBER]", help="Of the case's letters; else the newest.")
]


def _letter(desk: Desk, reference: str, number: int | None) -> LetterView:
    letters = reading.read_case(desk, reference, again=True).letters
    if not letters:
        raise Refused("No letter is drafted.", next="conference letter draft REF KIND")
    if number is None:
        return letters[-1]
    found = [one for one in letters if one.number.rpartition("/")[2] == str(number)]
    if not found:
        raise Refused(f"There is no letter {number}.")
    return found[0]


@app.command("draft")
def draft(
    reference: Reference,
    kind: Annotated[LetterKind, typer.Argument(help="Which letter.")],
    words: Annotated[
        list[str] | None,
        typer.Option("--write", metavar="NAME=WORDS", help="One of its free paragraphs."),
    ] = None,
    agency: Annotated[str, typer.Option("--agency", help="Whom a request goes to.")] = "",
    acting: Acting = None,
) -> None:
    """Draft a letter."""
    paragraphs = dict(_paragraph(one) for one in words or ())
    with at_desk(acting) as desk:
        one = agency_called(reading.read_agencies(desk), agency) if agency else None
        outcome.draft(
            desk, reference, kind, paragraphs=paragraphs, agency_id=one.id if one else None
        )
        say(f"{_letter(desk, reference, None).number}: drafted.")


def _paragraph(words: str) -> tuple[str, str]:
    name, equals, text = words.partition("=")
    if not equals:
        raise typer.BadParameter(f"--write takes NAME=WORDS, not {words!r}.")
    return name.strip(), text


@app.command("check")
def check(reference: Reference, number: _Number = None, acting: Acting = None) -> None:
    """Print what is missing before the letter may be issued."""
    with at_desk(acting) as desk:
        letter = _letter(desk, reference, number)
        problems = outcome.missing(desk, reference, letter.id)
    if problems:
        say(*map(str, problems))
        raise typer.Exit(1)
    say(f"{letter.number}: nothing is missing.")


@app.command("show")
def show(reference: Reference, number: _Number = None, acting: Acting = None) -> None:
    """Print the letter as text, as it would go out today or as it was issued."""
    with at_desk(acting) as desk:
        letter = _letter(desk, reference, number)
        issued = next((one for one in letter.files if one.format == "txt"), None)
        if issued:
            text = reading.read_letter_file(desk, reference, issued.id).decode()
        else:
            document = outcome.preview(desk, reference, letter.id)
            council = reading.read_council(desk)
            text = write(document, "txt", council=council, reference=letter.number).decode()
    say(text.rstrip("\n"))


@app.command("approve")
def approve(
    reference: Reference,
    number: _Number = None,
    note: Annotated[str, typer.Option("--note")] = "",
    acting: Acting = None,
) -> None:
    """Approve a letter, as the chair."""
    with at_desk(acting, Role.CHAIR) as desk:
        letter = _letter(desk, reference, number)
        outcome.approve(desk, reference, letter.id, note=note)
    say(f"{letter.number}: approved.")


@app.command("send-back")
def send_back(
    reference: Reference,
    note: Annotated[str, typer.Option("--note")],
    number: _Number = None,
    acting: Acting = None,
) -> None:
    """Send a letter back to the officer with a note, as the chair."""
    with at_desk(acting, Role.CHAIR) as desk:
        letter = _letter(desk, reference, number)
        outcome.send_back(desk, reference, letter.id, note=note)
    say(f"{letter.number}: sent back.")


@app.command("issue")
def issue(
    reference: Reference,
    number: _Number = None,
    channel: Annotated[Channel, typer.Option("--channel")] = Channel.POST,
    acting: Acting = None,
) -> None:
    """Issue a letter: every format is frozen with its digest, and registered."""
    with at_desk(acting) as desk:
        letter = _letter(desk, reference, number)
        outcome.issue(desk, reference, letter.id, channel=channel)
    say(f"{letter.number}: issued.")


@app.command("save")
def save(
    reference: Reference,
    folder: Annotated[Path, typer.Argument(help="Where to.")],
    number: _Number = None,
    acting: Acting = None,
) -> None:
    """Save an issued letter's files; an existing file is never overwritten."""
    with at_desk(acting) as desk:
        letter = _letter(desk, reference, number)
        if not letter.files:
            raise Refused(f"{letter.number} is {letter.state}: it has no files yet.")
        for file in letter.files:
            content = reading.read_letter_file(desk, reference, file.id)
            say(str(write_private(folder, letter_name(letter, file.format), content)))
