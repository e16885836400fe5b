"""`conference find`: words in all the cases one may see."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.office import at_desk
from conference.cli.options import Acting, Json
from conference.cli.printing import say, say_json
from conference.errors import BadInput
from conference.law.access import Role
from conference.review.searching import LIMIT, make_index_again, search


def add_to(root: typer.Typer) -> None:
    """Add the command to the tree."""
    root.command("find")(find)


def find(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS...", help="All of them, in one place of a case."),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the search index again.")
    ] = False,
    acting: Acting = None,
    json: Json = False,
) -> None:
    """Print where the words are: a name, a reference, an address, or words of an entry."""
    if rebuild:
        if words:
            raise BadInput("With --rebuild nothing is looked for.", next="Leave the words out.")
        with at_desk(acting, Role.ADMINISTRATOR) as desk:
            make_index_again(desk)
        say("The search index was made again from the record.")
        return
    with at_desk(acting) as desk:
        hits = search(desk, " ".join(words or ()))
    if json:
        say_json(hits)
        return
    say(*(f"{one.reference} {one.applicant}, {one.where}: {one.snippet}" for one in hits))
    if not hits:
        say("Nothing was found.")
    if len(hits) == LIMIT:
        say(f"Only the first {LIMIT} places are shown: add a word.")
