"""`conference set-up`, `procedures` and `people`: the council, what it follows, who works on it."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.office import at_desk, now, open_store
from conference.cli.options import Acting, Json
from conference.cli.printing import say, say_json
from conference.errors import BadInput
from conference.exchange.procedures import DEFAULT, procedure_named, shipped
from conference.forms import NewCouncil, NewPerson
from conference.law.access import Role
from conference.law.procedure import NOT_PUBLISHED
from conference.review import people as people_review

PERSON_FORM = "NAME:ROLES[:AGENCY]"


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


def procedures(
    name: Annotated[str | None, typer.Argument(help="One procedure, in full.")] = None,
) -> None:
    """List the procedures that are shipped, or print one with its gaps and sources."""
    if name is None:
        for key, one in shipped().items():
            say(f"{key}: {one.area}, from {one.effective_from}")
        return
    one = procedure_named(name)
    say(f"{one.name}: {one.area}, {one.nation}, in force from {one.effective_from}")
    say(f"Lead body: {one.lead_body}", f"Complaints needed: {one.threshold.complaints_needed}")
    for limb in one.threshold.limbs:
        say(f"Further limb: {limb.words}")
    for condition in one.threshold.conditions:
        say(f"Beyond the statute: {condition.words}")
    for step, time in one.steps.items():
        say(f"{step.capitalize()}: {time}")
    body = one.appeal.body
    say(f"Appeal: {body}", f"Window: {_window(one.appeal.window)}")
    say(*(f"Warning: {warning}" for warning in one.warnings))
    say(f"Not published: {', '.join(one.gaps()) or 'nothing is missing'}")
    say(*(f"Source: {source}" for source in one.sources))


def _window(window: object) -> str:
    if window is NOT_PUBLISHED:
        return "not published"
    return str(window)


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
