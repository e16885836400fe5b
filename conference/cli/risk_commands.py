"""`conference risk`: the questions, an assessment, and the risk then beside now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from conference.cli.office import at_desk
from conference.cli.options import Acting, Json, Reference, day
from conference.cli.printing import say, say_json, tell
from conference.errors import BadInput, Problem
from conference.exchange.risk_questions import (
    RiskQuestion,
    risk_questions,
    safeguarding_prompts,
)
from conference.forms import NewRisk
from conference.law.when import uk_day
from conference.review import reading, risk
from conference.risks import compared, look_again
from conference.text import clean
from conference.views import CaseFile, RiskBand, RiskMoment, RiskView

app = typer.Typer(no_args_is_help=True, help="How high the risk of harm is, then and now.")


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="risk")


@app.command("questions")
def questions(acting: Acting = None) -> None:
    """Print the questions, with their keys and what can be answered."""
    with at_desk(acting) as desk:
        for one in risk_questions(desk.templates):
            say(f"{one.key}: {one.words} ({' / '.join(one.answers)})")


@app.command("assess")
def assess(
    reference: Reference,
    moment: Annotated[str, typer.Argument(metavar="then|now|later", help="The risk as it was.")],
    band: Annotated[RiskBand, typer.Argument(help="How high you judge it: no score does.")],
    why: Annotated[str, typer.Option("--why", help="What weighed most.")],
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="KEY=ANSWER", help="Once for each question answered."),
    ] = None,
    review: Annotated[
        date | None, typer.Option("--review", parser=day, metavar="DATE", help="Look again.")
    ] = None,
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="DATE")] = None,
    acting: Acting = None,
) -> None:
    """Record an assessment of the risk."""
    form = NewRisk(_moment(moment), _answers(answer or []), band, why, review, on)
    with at_desk(acting) as desk:
        risk.assess(desk, reference, form)
        prompts = safeguarding_prompts(risk_questions(desk.templates), form.answers)
    tell(*(f"Safeguarding comes first: {prompt}" for prompt in prompts))
    say(f"{reference}: risk {form.moment}, {band}.")


def _moment(words: str) -> RiskMoment:
    try:
        return RiskMoment[words.strip().upper()]
    except KeyError:
        raise typer.BadParameter("The moment is then, now or later.") from None


def _answers(given: list[str]) -> dict[str, str]:
    answers = {}
    for words in given:
        key, equals, answer = words.partition("=")
        if not equals:
            problem = Problem(words, "write it as KEY=ANSWER")
            raise BadInput(
                "An answer cannot be read.", (problem,), next="conference risk questions"
            )
        answers[key.strip()] = answer.strip()
    return answers


@app.command("show")
def show(reference: Reference, acting: Acting = None, json: Json = False) -> None:
    """Print the risk then beside now, and what changed."""
    with at_desk(acting) as desk:
        case = reading.read_case(desk, reference)
        asked = risk_questions(desk.templates)
    if json:
        say_json(case.risks)
    else:
        say(*_lines(case, asked))


def _lines(case: CaseFile, asked: tuple[RiskQuestion, ...]) -> Iterator[str]:
    both = compared(case.risks, {one.key: one.words for one in asked})
    if both.newest is None:
        yield "No risk assessment is recorded, or none that you may read."
        return
    for prompt in safeguarding_prompts(asked, both.newest.answers):
        yield f"Safeguarding comes first: {prompt}"
    yield from _judged("Then", both.then, case.taken_on)
    yield from _judged("Now", both.now, case.taken_on)
    if both.difference:
        yield both.difference
    for title, lines in both.lists:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines)


def _judged(title: str, one: RiskView | None, today: date) -> Iterator[str]:
    if one is None:
        yield f"{title}: not assessed yet."
        return
    yield f"{title}: {one.band}, assessed on {uk_day(one.assessed_on)} by {one.assessed_by}."
    yield f"  Why: {clean(one.why)}"
    yield f"  To be looked at again: {look_again(one, today)}."
