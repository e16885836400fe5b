"""`conference case`: taking an application in, the caseload, a case, and the threshold decision."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from conference.account import PARTS, account
from conference.cli import (
    chronology_commands,
    evidence_commands,
    pack_command,
    recommendation_commands,
)
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Json, OnDay, Reference, Yes, confirmed
from conference.cli.printing import say, say_bytes, say_json, tell
from conference.errors import BadInput, NeedsConfirming
from conference.exchange.application_example import example as written_example
from conference.exchange.applications import read_application
from conference.forms import ThresholdForm
from conference.law.access import Role
from conference.law.audience import APPLICANT, COMMISSIONER, PANEL, ROOM, Audience
from conference.law.audience import agency as agency_audience
from conference.law.when import uk_day
from conference.review import follow_up, intake, reading
from conference.review import threshold as threshold_review
from conference.review.desk import Desk
from conference.views import CaseLine

app = typer.Typer(help="Applications and cases.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands, and those of the evidence and the recommendations, to the tree."""
    evidence_commands.add_to(app)
    chronology_commands.add_to(app)
    recommendation_commands.add_to_case(app)
    pack_command.add_to(app)
    root.add_typer(app, name="case")


_AUDIENCES = {"applicant": APPLICANT, "room": ROOM, "panel": PANEL, "commissioner": COMMISSIONER}


class Example(StrEnum):
    """The kinds of file an application can come in."""

    TOML = "toml"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


@app.command("new")
def new(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="TOML, JSON, CSV or XLSX.")
    ] = None,
    example: Annotated[
        Example | None, typer.Option("--example", help="Write a filled example instead.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Take an application in from a file, and print its reference."""
    if example is not None:
        say_bytes(written_example(example.value))
        return
    if file is None:
        raise typer.BadParameter("Name a file, or ask for an --example.")
    form = read_application(file, tell)
    with at_desk(acting) as desk:
        say(intake.receive(desk, form).reference)


@app.command("list")
def caseload(
    find: Annotated[str, typer.Option("--find", help="Part of a reference or a name.")] = "",
    ended: Annotated[bool, typer.Option("--ended", help="Also closed and withdrawn.")] = False,
    acting: Acting = None,
    json: Json = False,
) -> None:
    """Print the caseload: what is due next, by when, and who has not answered."""
    with at_desk(acting) as desk:
        lines = reading.read_caseload(desk, words=find, ended=ended)
    if json:
        say_json(lines)
        return
    say(*(map(_line, lines) if lines else ["No cases."]))


def _line(line: CaseLine) -> str:
    late = ", overdue" if line.overdue else ""
    due = f" by {uk_day(line.next_due)}{late}" if line.next_due else ""
    waiting = f" Waiting for: {', '.join(line.outstanding)}." if line.outstanding else ""
    return f"{line.reference} {line.applicant}. {line.stage}: {line.next_step}{due}.{waiting}"


@app.command("show")
def show(
    reference: Reference,
    part: Annotated[
        list[str] | None, typer.Argument(metavar="[PART]...", help=f"{', '.join(PARTS)}.")
    ] = None,
    seen_by: Annotated[
        str, typer.Option("--seen-by", help="applicant, room, commissioner, or an agency.")
    ] = "",
    acting: Acting = None,
    json: Json = False,
) -> None:
    """Print a case as plain lines, whole or in part."""
    unknown = [name for name in part or () if name not in PARTS]
    if unknown:
        raise typer.BadParameter(f"There is no part {unknown[0]!r}: {', '.join(PARTS)}.")
    with at_desk(acting) as desk:
        case = reading.read_case(
            desk, reference, view_as=_audience(desk, seen_by), with_history=True
        )
    if json:
        say_json(case)
    else:
        say(*account(case, part or ()))


def _audience(desk: Desk, words: str) -> Audience | None:
    if not words:
        return None
    if words in _AUDIENCES:
        return _AUDIENCES[words]
    return agency_audience(agency_called(reading.read_agencies(desk), words).id)


@app.command("acknowledge")
def acknowledge(reference: Reference, on: OnDay = None, acting: Acting = None) -> None:
    """Record that the application was acknowledged."""
    with at_desk(acting) as desk:
        intake.acknowledge(desk, reference, on=on)
    say(f"{reference}: acknowledged.")


@app.command("withdraw")
def withdraw(
    reference: Reference,
    why: Annotated[str, typer.Option("--why")],
    on: OnDay = None,
    acting: Acting = None,
) -> None:
    """Record that the applicant withdrew."""
    with at_desk(acting) as desk:
        intake.withdraw(desk, reference, why=why, on=on)
    say(f"{reference}: withdrawn.")


@app.command("threshold")
def threshold(reference: Reference, acting: Acting = None, json: Json = False) -> None:
    """Print what the law makes of the case's reports, the statute beside the procedure."""
    with at_desk(acting) as desk:
        assessment = reading.weigh_case(desk, reference)
    if json:
        say_json(assessment)
        return
    statute, local = assessment.statute, assessment.local
    say(f"Statute: {statute.outcome.replace('_', ' ')}, {statute.count} of {statute.needed}")
    say(f"Procedure: {local.outcome.replace('_', ' ')}, {local.count} of {local.needed}")
    for number, report in enumerate(assessment.reports, start=1):
        say(f"{number}. {report.verdict.replace('_', ' ')}. {report.rule}")
    say(*(f"Warning: {warning}" for warning in assessment.warnings))


@app.command("rule")
def rule(
    reference: Reference,
    number: Annotated[int, typer.Argument(help="Its number in `conference case threshold`.")],
    counts: Annotated[bool, typer.Option("--counts/--does-not-count")],
    why: Annotated[str, typer.Option("--why")],
    acting: Acting = None,
) -> None:
    """Rule whether a borderline report counts."""
    with at_desk(acting) as desk:
        reports = reading.weigh_case(desk, reference).reports
        if not 1 <= number <= len(reports):
            raise BadInput(f"There is no report {number}.", next=f"There are {len(reports)}.")
        threshold_review.rule_on_report(
            desk, reference, reports[number - 1].key, counts=counts, why=why
        )
    say(f"{reference}: ruled on report {number}.")


@app.command("decide")
def decide(
    reference: Reference,
    met: Annotated[bool, typer.Option("--met/--not-met")],
    reasons: Annotated[str, typer.Option("--reasons")],
    persistence: Annotated[str, typer.Option("--persistence")] = "",
    harm: Annotated[str, typer.Option("--harm")] = "",
    adequacy: Annotated[str, typer.Option("--adequacy")] = "",
    review_anyway: Annotated[bool, typer.Option("--review-anyway")] = False,
    ground: Annotated[str, typer.Option("--ground", help="The named ground of a refusal.")] = "",
    signed_off: Annotated[str, typer.Option("--signed-off-by")] = "",
    decider: Annotated[str, typer.Option("--decider", help="council or partnership")] = "council",
    acting: Acting = None,
) -> None:
    """Record the decision whether the threshold is met, with its reasons."""
    form = ThresholdForm(
        met=met,
        reasons=reasons,
        persistence=persistence,
        harm=harm,
        adequacy=adequacy,
        discretionary=review_anyway,
        refusal_ground=ground,
        senior_sign_off=signed_off,
        decider=decider,
    )
    with at_desk(acting) as desk:
        threshold_review.decide(desk, reference, form)
    say(f"{reference}: the threshold is {'met' if met else 'not met'}.")


@app.command("close")
def close(
    reference: Reference,
    why: Annotated[str, typer.Option("--why")],
    view: Annotated[
        str, typer.Option("--view", help="What the applicant thinks, or how they were asked.")
    ],
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Close a case, once the applicant was told how it ended."""
    with at_desk(acting, Role.OFFICER) as desk:
        try:
            follow_up.close_case(desk, reference, why=why, applicant_view=view)
        except NeedsConfirming as question:
            confirmed(question.what, yes=yes)
            follow_up.close_case(desk, reference, why=why, applicant_view=view, confirmed=True)
    say(f"{reference}: closed.")
