"""`conference set-up`, `people`, `person` and `agency`: the council, and who works with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from conference.cli import access_commands
from conference.cli.office import agency_called, at_desk, now, open_store
from conference.cli.options import Acting, Json
from conference.cli.printing import say, say_json, tell
from conference.errors import BadInput, Refused
from conference.exchange.procedures import DEFAULT, procedure_named
from conference.forms import NewAgency, NewCouncil, NewPerson
from conference.law.access import Role
from conference.review import people as people_review
from conference.review.councils import councils, wall_warning
from conference.review.desk import Desk
from conference.review.reading import read_agencies
from conference.views import AgencyKind, AgencyRole

PERSON_FORM = "NAME:ROLES[:AGENCY]"
PERSON_HELP = (
    "Somebody who works on reviews: `conference person NAME` adds or changes them, the commands "
    "below say how they get in and what they are."
)


class PersonGroup(TyperGroup):
    """Takes what is no command of the group for the name of somebody to add or change."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words of the command line, with `change` put in front of a name."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["change", *args]
        return super().parse_args(ctx, args)


def add_to(root: typer.Typer) -> None:
    """Add the commands to the tree."""
    root.command("set-up")(set_up)
    root.command("people")(list_people)
    group = typer.Typer(cls=PersonGroup, no_args_is_help=True, help=PERSON_HELP)
    group.command("change")(person)
    access_commands.add_to(group)
    root.add_typer(group, name="person")
    root.command("agency")(agency)


def set_up(
    council: Annotated[str, typer.Option("--council", help="The council's name.")],
    code: Annotated[str, typer.Option("--code", help="The letters its references begin with.")],
    person: Annotated[
        list[str],
        typer.Option(
            "--person",
            metavar=PERSON_FORM,
            help="Somebody who works on reviews; roles joined by +: officer, chair, "
            "representative, administrator, observer; or room display alone, for the screen in "
            "the meeting room. Repeat for each.",
        ),
    ],
    procedure: Annotated[str, typer.Option("--procedure", metavar="NAME")] = DEFAULT,
    phone: Annotated[str, typer.Option("--phone")] = "",
    email: Annotated[str, typer.Option("--email")] = "",
    address: Annotated[list[str] | None, typer.Option("--address", help="Repeat per line.")] = None,
    another: Annotated[
        bool,
        typer.Option("--another", help="Beside the councils that this database holds already."),
    ] = False,
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
        people_review.set_up(store, now, form, another=another)
        beside = len(councils(store)) - 1
        warning = wall_warning(store)
    say(f"{council} is set up under {form.procedure.name}.")
    if beside:
        say(f"To work in it: CONFERENCE_COUNCIL={form.council.code.upper()}")
    if warning:
        tell(warning)
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


def list_people(
    acting: Acting = None,
    json: Json = False,
    closed: Annotated[
        bool, typer.Option("--closed", help="Those whose accounts are closed.")
    ] = False,
) -> None:
    """List who works on the council's reviews, with their roles."""
    with at_desk(acting) as desk:
        everybody = people_review.people(desk.store, desk.council_id, closed=closed)
    if json:
        say_json(everybody)
        return
    for one in everybody:
        agency = f", {one.agency_name}" if one.agency_name else ""
        say(f"{one.name}{agency}: {', '.join(one.roles) or 'no role on all cases'}")


def person(
    name: Annotated[str, typer.Argument(help="Their name.")],
    roles: Annotated[
        str, typer.Option("--roles", help="For somebody new: roles joined by +.")
    ] = "",
    agency: Annotated[str, typer.Option("--agency", help="For somebody new: whose they are.")] = "",
    title: Annotated[str | None, typer.Option("--title")] = None,
    phone: Annotated[str | None, typer.Option("--phone")] = None,
    email: Annotated[str | None, typer.Option("--email")] = None,
    acting: Acting = None,
) -> None:
    """Add somebody (with --roles), or change how somebody can be reached."""
    with at_desk(acting) as desk:
        everybody = people_review.people(desk.store, desk.council_id)
        known = next((one for one in everybody if one.name.casefold() == name.casefold()), None)
        if known is None and not roles:
            raise Refused(f"Nobody is called {name}.", next="To add them, give their --roles.")
        if known is not None and (roles or agency):
            raise Refused(
                f"{known.name} is here already: --roles and --agency are for somebody new.",
                safe="Nothing was changed.",
                next=f"conference person role {known.name!r} ROLE",
            )
        form = NewPerson(
            name=name,
            title=title if title is not None else known.title if known else "",
            phone=phone if phone is not None else known.phone if known else "",
            email=email if email is not None else known.email if known else "",
        )
        if known is None:
            added = _person(f"{name}:{roles}:{_agency_id(desk, agency)}")
            people_review.add_person(
                desk, replace(form, roles=added.roles, agency_id=added.agency_id)
            )
        else:
            people_review.change_person(desk, known.id, form, shown=known.version)
    say(f"{name}: {'changed' if known else 'added'}.")


def _agency_id(desk: Desk, words: str) -> str:
    return agency_called(read_agencies(desk), words).id if words else ""


def agency(
    name: Annotated[str, typer.Argument(help="Its name.")],
    kind: Annotated[
        AgencyKind | None, typer.Option("--kind", help="Needed for one that is new.")
    ] = None,
    role: Annotated[AgencyRole | None, typer.Option("--role")] = None,
    phone: Annotated[str | None, typer.Option("--phone")] = None,
    email: Annotated[str | None, typer.Option("--email")] = None,
    escalation: Annotated[
        str | None, typer.Option("--escalation", help="Whom to ask when no answer comes.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Add an agency of the area (with --kind), or change how one can be reached."""
    given = {"kind": kind, "role": role, "phone": phone, "email": email, "escalation": escalation}
    new: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    with at_desk(acting) as desk:
        agencies = read_agencies(desk)
        known = next((one for one in agencies if one.name.casefold() == name.casefold()), None)
        if known is not None:
            form = NewAgency(
                known.name, known.kind, known.role, known.email, known.phone, known.escalation
            )
            people_review.change_agency(desk, known.id, replace(form, **new), shown=known.version)
        elif kind is None:
            raise typer.BadParameter(f"There is no agency {name} yet; to add it give --kind.")
        else:
            form = NewAgency(name, kind, AgencyRole.CONTRIBUTOR)
            people_review.add_agency(desk, replace(form, **new))
    say(f"{name}: {'changed' if known else 'added'}.")
