"""`conference retention`: how long cases are kept, what holds them, and disposal by two people."""

from __future__ import annotations

from typing import Annotated

import typer

from conference.cli.office import at_desk
from conference.cli.options import Acting, Json, Reference, Yes, confirmed
from conference.cli.printing import say, say_json, tell
from conference.errors import BadInput, Refused
from conference.law.access import Role
from conference.law.when import uk_day
from conference.review import retention
from conference.review.desk import Desk
from conference.views import HoldKind, RetentionLine, RetentionList, RetentionState

app = typer.Typer(help="How long closed cases are kept, and their disposal.", no_args_is_help=True)

Reason = Annotated[str, typer.Option("--why", help="The reason.")]
_AGAINST = "The reason; needed where something holds the case or its time still runs."
ReasonAgainst = Annotated[str, typer.Option("--why", help=_AGAINST)]
UNSET = (
    "How long a case is kept is not set: nothing falls due. The council publishes a time; "
    "conference retention set --help says how to set it."
)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="retention")


@app.command("set")
def set_(
    months: Annotated[
        int | None, typer.Argument(metavar="MONTHS", help="From the day a case ended.")
    ] = None,
    published: Annotated[
        str, typer.Option("--published", help="Where the council published it.")
    ] = "",
    never: Annotated[bool, typer.Option("--unset", help="No time is published.")] = False,
    acting: Acting = None,
) -> None:
    """Set how long a case is kept after it was closed or withdrawn."""
    if (months is None) != never:
        raise BadInput("Give the months, or --unset.", next="conference retention set 72 ...")
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        retention.set_retention(desk, months, published)
    say(UNSET if months is None else f"A case is kept for {months} months after it ended.")


@app.command("list")
def list_(
    every: Annotated[
        bool, typer.Option("--all", help="Also cases whose time runs or is not set.")
    ] = False,
    json: Json = False,
    acting: Acting = None,
) -> None:
    """Print the ended cases whose time has run, what holds them, and what is proposed."""
    with at_desk(acting) as desk:
        found = retention.read_retention(desk, every=every)
    if json:
        say_json(found)
        return
    say(setting_line(found), *(line for one in found.lines for line in case_lines(one)))
    if not found.lines:
        say("No case is to be looked at.")
    if found.others:
        say(f"Further ended cases: {found.others}. See them with --all.")


def setting_line(found: RetentionList) -> str:
    """The council's time in a sentence."""
    months = found.setting.months
    if months is None:
        return UNSET
    return f"A case is kept for {months} months after it ended ({found.setting.words})."


def case_lines(one: RetentionLine) -> list[str]:
    """One case, its state in words first, with what holds it and what is proposed below."""
    since = f"{one.ended_as} {uk_day(one.ended_on)}"
    until = f", kept until {uk_day(one.due_on)}" if one.due_on else ""
    told = [f"{one.state.upper()} {one.reference} {one.applicant}: {since}{until}"]
    told += [f"    held {number}. {why}" for number, why in enumerate(one.held_by, start=1)]
    if one.state is RetentionState.PROPOSED and one.proposal:
        told.append(f"    proposed {uk_day(one.proposal.proposed_on)}, {one.proposal.proposed_by}")
        told += [f"    {words}" for words in one.proposal.why.splitlines()]
    return told


@app.command("hold")
def hold(reference: Reference, kind: HoldKind, why: Reason, acting: Acting = None) -> None:
    """Keep a case beyond its time: for an appeal, an ombudsman, a court, or another reason."""
    with at_desk(acting) as desk:
        retention.place_hold(desk, reference, kind, why)
    say(f"{reference}: a hold is placed ({kind}).")


@app.command("lift")
def lift(
    reference: Reference,
    number: Annotated[int, typer.Argument(help="Its number in `conference retention list`.")],
    why: Reason,
    acting: Acting = None,
) -> None:
    """Lift a hold."""
    with at_desk(acting) as desk:
        retention.lift_hold(desk, reference, _hold_id(desk, reference, number), why=why)
    say(f"{reference}: the hold is lifted.")


def _hold_id(desk: Desk, reference: str, number: int) -> str:
    holds = retention.read_holds(desk, reference)
    if not 1 <= number <= len(holds):
        raise Refused(
            f"There is no hold {number} that was placed on {reference}.",
            next="conference retention list --all",
        )
    return holds[number - 1].id


@app.command("propose")
def propose(reference: Reference, why: ReasonAgainst = "", acting: Acting = None) -> None:
    """Propose to dispose of an ended case; somebody else carries it out."""
    with at_desk(acting) as desk:
        retention.propose(desk, reference, why=why)
    say(f"{reference}: proposed. Somebody else carries it out, or declines.")


@app.command("decline")
def decline(reference: Reference, why: Reason, acting: Acting = None) -> None:
    """Decline a proposal, or take one's own back."""
    with at_desk(acting) as desk:
        retention.decline(desk, reference, why=why)
    say(f"{reference}: declined.")


@app.command("dispose")
def dispose(
    reference: Reference, why: ReasonAgainst = "", yes: Yes = False, acting: Acting = None
) -> None:
    """Carry out what somebody else proposed: what people wrote in the case goes, for good."""
    with at_desk(acting, Role.CHAIR) as desk:
        confirmed(
            f"Everything that people wrote in {reference} goes, for good. Dispose of it?", yes=yes
        )
        done = retention.dispose(desk, reference, why=why)
    say(f"{done.reference}: disposed of. What is counted of it, and its history, stay.")
    tell(retention.BACKUPS)
    if not done.overwritten:
        tell(retention.NOT_OVERWRITTEN)
