"""`conference case recommend`, `reply` and `progress`, and `conference recommendation`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Json, MarkOption, OnDay, Reference, Wording, day
from conference.cli.printing import say, say_json
from conference.errors import Refused
from conference.exchange.usual_recommendations import usual_recommendations
from conference.forms import Disclosure, NewRecommendation
from conference.law.access import Role
from conference.law.audience import Mark
from conference.law.when import uk_day
from conference.review import reading, recommendations
from conference.review.desk import Desk
from conference.review.overdue import OverdueLine, overdue_recommendations
from conference.views import Answer, RecommendationView, StanceKind

_Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The recommendation's number.")]


app = typer.Typer(no_args_is_help=True, help="What became of the recommendations.")


def add_to(root: typer.Typer) -> None:
    """Add the commands that follow recommendations up to the tree."""
    root.add_typer(app, name="recommendation")


def add_to_case(case: typer.Typer) -> None:
    """Put these commands beside the others that act on a case."""
    case.command("recommend")(recommend)
    case.command("reply")(reply)
    case.command("progress")(progress)


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
    case = reading.read_case(desk, reference)
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


@app.command("overdue")
def overdue(
    ended: Annotated[bool, typer.Option("--ended", help="Also of closed cases.")] = False,
    acting: Acting = None,
    json: Json = False,
) -> None:
    """Print what is overdue of the recommendations of all cases, the oldest first."""
    with at_desk(acting) as desk:
        lines = overdue_recommendations(desk, ended=ended)
    if json:
        say_json(lines)
        return
    say(*(map(_overdue, lines) if lines else ["No recommendation is overdue."]))


def _overdue(line: OverdueLine) -> str:
    days = f"{line.days_late} day{'' if line.days_late == 1 else 's'} overdue"
    answer = f"answer: {line.answer}" if line.answer else "not answered"
    return (
        f"{line.reference} {line.number}. To {line.to_body}: {line.what} "
        f"Owner: {line.owner}, by {uk_day(line.due_on)}, {days}; {answer}."
    )


@app.command("stance")
def stance(
    reference: Reference,
    number: _Number,
    agency: Annotated[str, typer.Argument(help="The agency's name or kind.")],
    takes: Annotated[StanceKind, typer.Argument(metavar="agrees|dissents|abstains")],
    words: Annotated[str, typer.Option("--words", help="Needed unless it agrees.")] = "",
    acting: Acting = None,
) -> None:
    """Record how an agency stands to a recommendation."""
    with at_desk(acting) as desk:
        one = agency_called(reading.read_agencies(desk), agency)
        row = _numbered(desk, reference, number)
        recommendations.take_stance(desk, reference, row.id, one.id, takes, words)
    say(f"{reference}: {one.name} {takes} on recommendation {number}.")


@app.command("tell")
def tell_applicant(
    reference: Reference, number: _Number, on: OnDay = None, acting: Acting = None
) -> None:
    """Note that the applicant was told all progress on a recommendation so far."""
    with at_desk(acting) as desk:
        row = _numbered(desk, reference, number)
        news = [one.id for one in row.progress if one.applicant_told_on is None]
        if not news:
            raise Refused(
                f"There is nothing new to tell of recommendation {number}.",
                safe="Nothing was changed.",
            )
        recommendations.tell_applicant(desk, reference, row.id, news, on)
    say(f"{reference}: the applicant was told of recommendation {number}.")


@app.command("carry")
def carry(
    reference: Reference,
    number: _Number,
    by: Annotated[date, typer.Option("--by", parser=day, metavar="DATE", help="The new day.")],
    owner: Annotated[str, typer.Option("--owner", help="Somebody else to answer for it.")] = "",
    acting: Acting = None,
) -> None:
    """Carry an unfinished recommendation forward to the meeting that is planned or open."""
    with at_desk(acting, Role.CHAIR) as desk:
        row = _numbered(desk, reference, number)
        form = NewRecommendation(
            to_body=row.to_body,
            agency_id=row.agency_id,
            what=row.what,
            owner=owner or row.owner,
            due_on=by,
            power=row.power,
            why=row.why,
            how_known=row.how_known,
            disclosure=Disclosure(row.mark, row.summary_wording, row.named_agencies),
        )
        recommendations.carry_forward(desk, reference, row.id, form)
    say(f"{reference}: recommendation {number} was carried forward.")


@app.command("usual")
def usual(acting: Acting = None) -> None:
    """Print what panels usually recommend, from the council's own list or ours."""
    with at_desk(acting) as desk:
        listed = usual_recommendations(desk.templates)
    for one in listed:
        say(f"- {one.what}", *([f"  Known by: {one.how_known}"] if one.how_known else []))
