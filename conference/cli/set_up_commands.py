"""`conference set-up` and `people`: the council, and who works on its reviews."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.office import at_desk, now, open_store
from conference.cli.options import Acting, Json
from conference.cli.printing import say, say_json
from conference.errors import BadInput
from conference.exchange.procedures import DEFAULT, procedure_named
from conference.forms import NewCouncil, NewPerson
from conference.law.access import Role
from conference.review import people as people_review

PERSON_FORM = "NAME:ROLES[:AGENCY]"


def add_to(root: typer.Typer) -> None:
    """Add the commands to the tree."""
    root.command("set-up")(set_up)
    root.command("people")(list_people)


def set_up(
    council: Annotated[str, typer.Option("--council", help="The council's name.")],
    code: Annotated[str, typer.Option("--code", help="The letters its references begin with.")],
    person: Annotated[
        list[str],
        typer.Option(
            "--person",
            metavar=PERSON_FORM,
            help="Somebody who works on reviews; roles joined by +: officer, chair, "
            "representative, administrator, observer. Repeat for each.",
        ),
    ],
    procedure: Annotated[str, typer.Option("--procedure", metavar="NAME")] = DEFAULT,
    phone: Annotated[str, typer.Option("--phone")] = "",
    email: Annotated[str, typer.Option("--email")] = "",
    address: Annotated[list[str] | None, typer.Option("--address", help="Repeat per line.")] = None,
) -> None:
    """Set a new record up for a council, with the usual agencies."""
    form = people_review.SetUp(
        council=NewCouncil(
            name=council, code=code, phone=phone, email=email, address=tuple(address or ())
        ),
        procedure=procedure_named(procedure),
        agencies=people_review.USUAL_AGENCIES,
        people=tuple(_person(words) for words in person),
    )
    with open_store() as store:
        people_review.set_up(store, now, form)
    say(f"{council} is set up under {form.procedure.name}.")
    if form.procedure.gaps():
        say(f"Not published there: {', '.join(form.procedure.gaps())}.")


def _person(words: str) -> NewPerson:
    name, _, rest = words.partition(":")
    roles, _, agency = rest.partition(":")
    try:
        held = tuple(Role(role.strip()) for role in roles.split("+"))
    except ValueError as error:
        known = ", ".join(Role)
        raise BadInput(
            f"{words!r} names no role that is known.", next=f"Write {PERSON_FORM}; roles: {known}."
        ) from error
    return NewPerson(name=name, roles=held, agency_id=agency or None)


def list_people(acting: Acting = None, json: Json = False) -> None:
    """List who works on the council's reviews, with their roles."""
    with at_desk(acting) as desk:
        everybody = people_review.people(desk.store, desk.council_id)
    if json:
        say_json(everybody)
        return
    for one in everybody:
        agency = f", {one.agency_name}" if one.agency_name else ""
        say(f"{one.name}{agency}: {', '.join(one.roles)}")
