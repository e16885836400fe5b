"""`conference meeting`: planned, opened, decided in and closed from the command line."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, MarkOption, Reference, Wording, day
from conference.cli.printing import say
from conference.errors import Refused
from conference.forms import ApplicantHeard, Disclosure, MeetingPlan, NewAttendance, NewDecision
from conference.law.access import Role
from conference.law.audience import Mark
from conference.review import attendance as ledger
from conference.review import meeting as meeting_review
from conference.review import reading
from conference.review.desk import Desk
from conference.views import ApplicantPart, AttendanceView, DecisionKind, MeetingView

app = typer.Typer(help="The panel's meeting.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="meeting")


def _meeting(desk: Desk, reference: str) -> MeetingView:
    meeting = reading.read_case(desk, reference, again=True).meeting
    if meeting is None:
        raise Refused("No meeting is planned.", next="conference meeting plan REF --on DATE")
    return meeting


@app.command("plan")
def plan(
    reference: Reference,
    on: Annotated[date, typer.Option("--on", parser=day, metavar="DATE")],
    place: Annotated[str, typer.Option("--place")] = "",
    independence: Annotated[
        str, typer.Option("--independence", help="How the chair is independent of the case.")
    ] = "",
    acting: Acting = None,
) -> None:
    """Plan the meeting."""
    with at_desk(acting, Role.CHAIR) as desk:
        form = MeetingPlan(planned_for=on, place=place, chair_independence=independence)
        meeting_review.plan(desk, reference, form)
    say(f"{reference}: the meeting is planned.")


@app.command("expect")
def expect(
    reference: Reference,
    name: Annotated[str, typer.Argument(help="Who is expected.")],
    agency: Annotated[str, typer.Option("--agency")] = "",
    capacity: Annotated[str, typer.Option("--capacity")] = "representative",
    apologies: Annotated[bool, typer.Option("--apologies")] = False,
    acting: Acting = None,
) -> None:
    """Expect somebody at the meeting, or note their apologies."""
    with at_desk(acting, Role.CHAIR) as desk:
        one = agency_called(reading.read_agencies(desk), agency) if agency else None
        form = NewAttendance(
            name=name, agency_id=one.id if one else None, capacity=capacity, apologies=apologies
        )
        ledger.expect(desk, reference, _meeting(desk, reference).id, form)
    say(f"{reference}: {name} is {'excused' if apologies else 'expected'}.")


@app.command("open")
def open_(reference: Reference, acting: Acting = None) -> None:
    """Open the meeting, or go on with an adjourned one."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting_review.open_meeting(desk, reference, _meeting(desk, reference).id)
    say(f"{reference}: the meeting is open.")


@app.command("arrive")
def arrive(
    reference: Reference,
    name: Annotated[str, typer.Argument(help="Who came in.")],
    acting: Acting = None,
) -> None:
    """Note that somebody came in."""
    with at_desk(acting, Role.CHAIR) as desk:
        ledger.arrive(desk, reference, _attending(desk, reference, name).id)
    say(f"{reference}: {name} is present.")


@app.command("leave")
def leave(
    reference: Reference,
    name: Annotated[str, typer.Argument(help="Who left.")],
    acting: Acting = None,
) -> None:
    """Note that somebody left."""
    with at_desk(acting, Role.CHAIR) as desk:
        ledger.leave(desk, reference, _attending(desk, reference, name).id)
    say(f"{reference}: {name} has left.")


def _attending(desk: Desk, reference: str, name: str) -> AttendanceView:
    said = name.casefold()
    rows = _meeting(desk, reference).attendance
    found = [row for row in rows if said in row.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(row.name for row in rows) or "nobody yet"
    raise Refused(f"No one person is meant by {name!r}.", next=f"Expected are: {names}.")


@app.command("hear")
def hear(
    reference: Reference,
    part: Annotated[ApplicantPart, typer.Argument(help="How the applicant takes part.")],
    words: Annotated[str, typer.Option("--words", help="What they said, in their words.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why they are not invited.")] = "",
    acting: Acting = None,
) -> None:
    """Record the applicant's part."""
    with at_desk(acting, Role.CHAIR) as desk:
        form = ApplicantHeard(part, words, reason)
        meeting_review.hear_applicant(desk, reference, _meeting(desk, reference).id, form)
    say(f"{reference}: the applicant {part}.")


@app.command("decide")
def decide(
    reference: Reference,
    what: Annotated[str, typer.Argument(help="What was decided about.")],
    result: Annotated[
        str, typer.Option("--result", help="adequate, not adequate, decided, rejected ...")
    ],
    reason: Annotated[str, typer.Option("--reason")],
    agency: Annotated[str, typer.Option("--agency")] = "",
    kind: Annotated[DecisionKind, typer.Option("--kind")] = DecisionKind.RESPONSE,
    mark: MarkOption = Mark.APPLICANT,
    wording: Wording = "",
    acting: Acting = None,
) -> None:
    """Record a decision of the panel: was the response adequate, which options, and why."""
    with at_desk(acting, Role.CHAIR) as desk:
        one = agency_called(reading.read_agencies(desk), agency) if agency else None
        form = NewDecision(
            kind=kind,
            what=what,
            outcome=result,
            reason=reason,
            agency_id=one.id if one else None,
            disclosure=Disclosure(mark, wording),
        )
        meeting_review.decide(desk, reference, _meeting(desk, reference).id, form)
    say(f"{reference}: decided.")


@app.command("adjourn")
def adjourn(reference: Reference, acting: Acting = None) -> None:
    """Adjourn the meeting."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting_review.adjourn(desk, reference, _meeting(desk, reference).id)
    say(f"{reference}: adjourned.")


@app.command("close")
def close(
    reference: Reference,
    review: Annotated[
        date | None,
        typer.Option("--review", parser=day, metavar="DATE", help="When the panel looks again."),
    ] = None,
    acting: Acting = None,
) -> None:
    """Close the meeting; refused, with what is missing, until the record can bear it."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting_review.close(desk, reference, _meeting(desk, reference).id, review_on=review)
    say(f"{reference}: the meeting is closed.")
