"""`conference find`: words in all the cases one may see."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.office import at_desk
from conference.cli.options import Acting, Json
from conference.cli.printing import say, say_json
from conference.review.searching import LIMIT, search


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("find")(find)


def find(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="All of them, in one place of a case.")
    ],
    acting: Acting = None,
    json: Json = False,
) -> None:
    """Print where the words are: a name, a reference, an address, or words of an entry."""
    with at_desk(acting) as desk:
        hits = search(desk, " ".join(words))
    if json:
        say_json(hits)
        return
    say(*(f"{one.reference} {one.applicant}, {one.where}: {one.snippet}" for one in hits))
    if not hits:
        say("Nothing was found.")
    if len(hits) == LIMIT:
        say(f"Only the first {LIMIT} places are shown: add a word.")
