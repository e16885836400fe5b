"""`conference annual`: the yearly figures of s.104(9)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk
from conference.cli.options import Acting, Yes, confirmed, day, written_to
from conference.cli.printing import say
from conference.errors import NeedsConfirming, Refused
from conference.exchange.figures import WRITERS, file_name, lines
from conference.exchange.requested_facts import Heard, Numbers, answers
from conference.forms import NewPublishedYear
from conference.law.annual import CountedBy, ReportingPeriod, financial_year
from conference.review import annual
from conference.review.desk import Desk

app = typer.Typer(
    help="The yearly figures of section 104(9): applications, not met, reviews, recommendations.",
    invoke_without_command=True,
)
From = Annotated[
    date | None,
    typer.Option("--from", parser=day, metavar="DATE", help="The first day of the period."),
]
To = Annotated[
    date | None,
    typer.Option("--to", parser=day, metavar="DATE", help="Its last day, at most a year later."),
]


def add_to(root: typer.Typer) -> None:
    """Add the commands to the tree."""
    root.add_typer(app, name="annual")


@app.callback()
def figures(
    context: typer.Context,
    first: From = None,
    last: To = None,
    format: Annotated[str, typer.Option("--format", help=f"One of {', '.join(WRITERS)}.")] = "text",
    by_application: Annotated[
        bool,
        typer.Option(
            "--by-application", help="Count what became of the applications of the period."
        ),
    ] = False,
    cases: Annotated[
        bool, typer.Option("--cases", help="Print the references behind each number.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="FOLDER", help="Write the file there.", callback=written_to
        ),
    ] = None,
    acting: Acting = None,
) -> None:
    """Print the figures of a period: the last whole year from April to March if none is given."""
    if context.invoked_subcommand is not None:
        return
    if format not in WRITERS:
        raise Refused(f"There is no format {format!r}.", next=f"One of {', '.join(WRITERS)}.")
    counted_by = CountedBy.APPLICATION if by_application else CountedBy.EVENT
    with at_desk(acting) as desk:
        report = annual.read_figures(desk, _period(desk, first, last), counted_by)
    content = WRITERS[format](report.figures, report.council.name, report.published)
    if to is not None:
        path = write_private(to, file_name(report.figures.period, format), content)
        say(f"The figures are in {path}.")
        return
    say(content.decode("utf-8-sig").rstrip("\n"))
    if cases:
        say("", *(f"{line.words}: {', '.join(line.references)}" for line in lines(report.figures)))
    if format == "text":
        say(*(f"Look again: {doubt}" for doubt in report.doubts))


def _period(desk: Desk, first: date | None, last: date | None) -> ReportingPeriod:
    if first is None and last is None:
        return financial_year(desk.today).before
    if first is None or last is None:
        raise Refused("A period needs both its days.", next="Give --from and --to.")
    return ReportingPeriod(first, last)


@app.command("enter")
def enter(
    first: Annotated[date, typer.Option("--from", parser=day, metavar="DATE")],
    last: Annotated[date, typer.Option("--to", parser=day, metavar="DATE")],
    received: Annotated[int, typer.Option("--received")],
    not_met: Annotated[int, typer.Option("--not-met")],
    reviews: Annotated[int, typer.Option("--reviews")],
    recommendations: Annotated[int, typer.Option("--with-recommendations")],
    appeals: Annotated[
        int | None, typer.Option("--appeals", help="Left out where it was not published.")
    ] = None,
    note: Annotated[str, typer.Option("--note")] = "",
    source: Annotated[str, typer.Option("--source", help="Where it was published.")] = "",
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Enter an earlier period's figures as they were published."""
    form = NewPublishedYear(
        first, last, received, not_met, reviews, recommendations, appeals, note, source
    )
    with at_desk(acting) as desk:
        try:
            annual.enter_year(desk, form)
        except NeedsConfirming as question:
            confirmed(question.what, yes=yes)
            annual.enter_year(desk, form, confirmed=True)
    say(f"The figures of {ReportingPeriod(first, last)} are kept.")


@app.command("requested")
def requested(first: From = None, last: To = None, acting: Acting = None) -> None:
    """Print what freedom-of-information requests ask for: the counts and the procedure's facts."""
    with at_desk(acting) as desk:
        facts = annual.requested_facts(desk, _period(desk, first, last))
    figures = facts.report.figures
    numbers = Numbers(
        received=len(figures.received),
        met=len(figures.met),
        not_met=len(figures.not_met),
        reviews=len(figures.reviews),
        with_recommendations=len(figures.with_recommendations),
        appeals=len(figures.appeals),
        appeals_upheld=facts.appeals_upheld,
    )
    heard = Heard(
        facts.attended,
        facts.represented,
        facts.statement_read,
        facts.declined,
        facts.not_invited,
    )
    say(f"ASB case reviews: {facts.report.council.name}", f"{figures.period}", "")
    say(*(f"{what}: {told}" for what, told in answers(numbers, heard, facts.procedure)))
