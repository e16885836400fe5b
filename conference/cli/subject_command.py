"""`conference subject-access`: what is held about one person, looked at and then handed out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk
from conference.cli.options import Acting, Reference, written_to
from conference.cli.printing import say
from conference.documents.subject_items import About
from conference.errors import BadInput, Problem
from conference.review import subject_access
from conference.review.subject_access import SHOW, Subject


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("subject-access")(subject)


def subject(
    reference: Reference,
    person: Annotated[str, typer.Argument(help="A person of the case, by name.")],
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="REF", help="A further case that the person is in."),
    ] = None,
    show: Annotated[
        list[int] | None, typer.Option("--show", metavar="N", help="Show entry N. Repeat it.")
    ] = None,
    withhold: Annotated[
        list[str] | None,
        typer.Option("--withhold", metavar="N=GROUND", help="Withhold entry N. Repeat it."),
    ] = None,
    rest: Annotated[
        str, typer.Option("--withhold-rest", metavar="GROUND", help="Of what is not decided.")
    ] = "",
    show_rest: Annotated[
        bool, typer.Option("--show-rest", help="Show what is not decided.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FOLDER", help="Hand it out: write the ZIP.", callback=written_to
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over the file.")] = False,
    acting: Acting = None,
) -> None:
    """List what is held about a person, or write it as a ZIP of PDF, HTML and JSON.

    What is about them alone is shown, what is marked for named agencies alone is withheld; of the
    rest somebody decides, with a ground for what is withheld.
    """
    with at_desk(acting) as desk:
        found = subject_access.look(desk, reference, person, also=also or ())
        if to is None:
            say(*_lines(found))
            return
        if rest and show_rest:
            raise BadInput("The rest is either shown or withheld.")
        grounds = _grounds(found, show or (), withhold or ())
        if rest or show_rest:
            for item in found.items:
                if item.about is About.OTHERS:
                    grounds.setdefault(item.key, rest or SHOW)
        file = subject_access.hand_out(desk, reference, person, grounds, also=also or ())
    path = write_private(to, file.name, file.content, replace=replace)
    say(f"{file.shown} entries are in {path}; {file.withheld} are withheld.")
    say(f"SHA-256 {file.digest}")


def _lines(found: Subject) -> Iterable[str]:
    """What is held, numbered, each with what is done about it and its words."""
    yield f"Held about {found.name} in {', '.join(found.references)}:"
    for number, item in enumerate(found.items, start=1):
        yield f"{number}. {item.reference} {item.heading} ({item.about})"
        yield from (f"    {label}: {words}" for label, words in item.facts)
    if found.also:
        yield f"A person of that name is also in {', '.join(found.also)}: add them with --also."


def _grounds(found: Subject, show: Iterable[int], withhold: Iterable[str]) -> dict[str, str]:
    """What was decided, by the key of the item."""
    decided = {_key(found, str(number)): SHOW for number in show}
    for words in withhold:
        number, equals, ground = words.partition("=")
        if not equals or not ground.strip():
            raise BadInput(
                "A ground is needed for what is withheld.",
                (Problem(words, "write it as 3=the ground"),),
            )
        decided[_key(found, number)] = ground
    return decided


def _key(found: Subject, number: str) -> str:
    words = number.strip()
    if not (words.isascii() and words.isdigit() and 1 <= int(words) <= len(found.items)):
        raise BadInput(f"There is no entry {words}.", next=f"There are {len(found.items)}.")
    return found.items[int(words) - 1].key
