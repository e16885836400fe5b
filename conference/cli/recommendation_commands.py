"""`conference case recommend`, `reply` and `progress`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, MarkOption, Reference, Wording, day
from conference.cli.printing import say
from conference.errors import Refused
from conference.forms import Disclosure, NewRecommendation
from conference.law.access import Role
from conference.law.audience import Mark
from conference.review import reading, recommendations
from conference.review.desk import Desk
from conference.views import Answer, RecommendationView

_Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The recommendation's number.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others that act on a case."""
    app.command("recommend")(recommend)
    app.command("reply")(reply)
    app.command("progress")(progress)


def recommend(
    reference: Reference,
    what: Annotated[str, typer.Argument(help="What is recommended.")],
    to: Annotated[str, typer.Option("--to", help="An agency, or any body with --elsewhere.")],
    owner: Annotated[str, typer.Option("--owner", help="The named person who answers for it.")],
    by: Annotated[date, typer.Option("--by", parser=day, metavar="DATE")],
    power: Annotated[str, typer.Option("--power", help="The tool or power.")] = "",
    why: Annotated[str, typer.Option("--why")] = "",
    known: Annotated[str, typer.Option("--known-by", help="How we will know it is done.")] = "",
    elsewhere: Annotated[bool, typer.Option("--elsewhere", help="No agency of ours.")] = False,
    mark: MarkOption = Mark.APPLICANT,
    wording: Wording = "",
    acting: Acting = None,
) -> None:
    """Record a recommendation of the panel: s.104(7)."""
    with at_desk(acting, Role.CHAIR) as desk:
        one = None if elsewhere else agency_called(reading.read_agencies(desk), to)
        form = NewRecommendation(
            to_body=one.name if one else to,
            agency_id=one.id if one else None,
            what=what,
            owner=owner,
            due_on=by,
            power=power,
            why=why,
            how_known=known,
            disclosure=Disclosure(mark, wording),
        )
        recommendations.recommend(desk, reference, form)
    say(f"{reference}: recommended to {form.to_body}.")


def _numbered(desk: Desk, reference: str, number: int) -> RecommendationView:
    case = reading.read_case(desk, reference, again=True)
    found = next((row for row in case.recommendations if row.number == number), None)
    if found is None:
        raise Refused(f"There is no recommendation {number}.")
    return found


def reply(
    reference: Reference,
    number: _Number,
    answer: Annotated[Answer, typer.Argument(help="What the addressee answered.")],
    reason: Annotated[str, typer.Option("--reason", help="Needed to decline, even in part.")] = "",
    acting: Acting = None,
) -> None:
    """Record the addressee's answer to a recommendation."""
    with at_desk(acting) as desk:
        row = _numbered(desk, reference, number)
        recommendations.answer(desk, reference, row.id, answer=answer, reason=reason)
    say(f"{reference}: recommendation {number}, {answer}.")


def progress(
    reference: Reference,
    number: _Number,
    what: Annotated[str, typer.Option("--what", help="What was done.")],
    evidence: Annotated[str, typer.Option("--evidence")] = "",
    done: Annotated[bool, typer.Option("--done")] = False,
    acting: Acting = None,
) -> None:
    """Report progress on a recommendation."""
    with at_desk(acting) as desk:
        row = _numbered(desk, reference, number)
        recommendations.report_progress(
            desk, reference, row.id, note=what, evidence=evidence, done=done
        )
    say(f"{reference}: recommendation {number}, {'done' if done else 'noted'}.")
