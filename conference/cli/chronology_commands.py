"""`conference case duplicates`, `group` and `ungroup`: incidents that were told more than once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from conference.cli.office import at_desk
from conference.cli.options import Acting, Reference
from conference.cli.printing import say
from conference.errors import BadInput
from conference.likeness import accounts_of, offers
from conference.review import chronology, reading
from conference.text import one_line
from conference.views import CaseFile, IncidentView

Numbers = Annotated[
    list[int],
    typer.Argument(metavar="NUMBER...", help="Of incidents, as `duplicates` prints them."),
]


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others that act on a case."""
    app.command("duplicates")(duplicates)
    app.command("group")(group)
    app.command("ungroup")(ungroup)


def duplicates(
    reference: Reference,
    everything: Annotated[
        bool, typer.Option("--all", help="Print every incident with its number.")
    ] = False,
    acting: Acting = None,
) -> None:
    """Print incidents that may be one, told more than once, with the reason; groups nothing."""
    with at_desk(acting) as desk:
        case = reading.read_case(desk, reference)
    numbers = {incident.id: number for number, incident in enumerate(case.incidents, start=1)}
    lines = {
        incident.id: f"{numbers[incident.id]}. {_line(incident)}" for incident in case.incidents
    }
    if everything:
        say(*lines.values())
        return
    found = offers(accounts_of(case))
    for offer in found:
        say(f"Perhaps one incident: {offer.reason}.", *(f"  {lines[key]}" for key in offer.keys))
    for members in _groups(case).values():
        say("Grouped as one incident:", *(f"  {lines[one.id]}" for one in members))
    if found:
        say(
            f"If they are one: conference case group {case.reference} NUMBER NUMBER --why WHY. "
            "What is not grouped is offered again."
        )
    else:
        say("No two incidents look like one told twice.")


def _line(incident: IncidentView) -> str:
    against = " (said of the applicant)" if incident.about_applicant else ""
    source = f" ({incident.source})" if incident.source else ""
    return f"{incident.when}: {one_line(incident.summary)}{against}{source}"


def _groups(case: CaseFile) -> dict[str, list[IncidentView]]:
    groups: dict[str, list[IncidentView]] = {}
    for incident in case.incidents:
        if incident.group_id:
            groups.setdefault(incident.group_id, []).append(incident)
    return groups


def _numbered(case: CaseFile, numbers: Sequence[int]) -> list[str]:
    """The ids of the incidents with these numbers."""
    last = len(case.incidents)
    for number in numbers:
        if not 1 <= number <= last:
            raise BadInput(
                f"There is no incident {number}.",
                next=f"There are {last}: conference case duplicates {case.reference} --all.",
            )
    return [case.incidents[number - 1].id for number in numbers]


def group(
    reference: Reference,
    numbers: Numbers,
    why: Annotated[str, typer.Option("--why", help="Why they are one and the same.")],
    acting: Acting = None,
) -> None:
    """Say that incidents are one and the same; each stays as it was told."""
    with at_desk(acting) as desk:
        case = reading.read_case(desk, reference)
        chronology.group(desk, reference, _numbered(case, numbers), why=why)
    say(f"{reference}: incidents {' and '.join(map(str, numbers))} are one.")


def ungroup(
    reference: Reference,
    number: Annotated[int, typer.Argument(help="Of an incident in the group.")],
    alone: Annotated[
        bool, typer.Option("--alone", help="Take out this one, and leave the others together.")
    ] = False,
    acting: Acting = None,
) -> None:
    """Take a group of incidents apart: each stands alone again."""
    with at_desk(acting) as desk:
        case = reading.read_case(desk, reference)
        [incident_id] = _numbered(case, [number])
        group_id = next(one.group_id for one in case.incidents if one.id == incident_id)
        if alone or not group_id:
            chronology.ungroup(desk, reference, incident_id=incident_id)
        else:
            chronology.ungroup(desk, reference, group_id=group_id)
    say(f"{reference}: ungrouped.")
