"""`conference deadlines`, `conference clock` and `conference follow-up`: watching the days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from conference.cli.files import write_private
from conference.cli.office import at_desk, now
from conference.cli.options import Acting, Json, OnDay, Reference, day, written_to
from conference.cli.printing import say, say_json
from conference.errors import Refused
from conference.exchange.calendar_feed import deadline_feed
from conference.forms import FollowUpDone, NewFollowUp
from conference.law.procedure import Step
from conference.law.when import uk_day
from conference.review import clocks, follow_up, reading
from conference.review.deadlines import read_deadlines
from conference.review.desk import Desk
from conference.views import Deadline, FollowUpKind, FollowUpView

FEED = "asb-case-review-deadlines.ics"
clock = typer.Typer(help="Stopping a step's clock with a reason.", no_args_is_help=True)
after = typer.Typer(help="What was promised after the letter.", no_args_is_help=True)


def add_to(root: typer.Typer) -> None:
    """Add the commands to the tree."""
    root.command("deadlines")(deadlines)
    root.add_typer(clock, name="clock")
    root.add_typer(after, name="follow-up")


def deadlines(
    to: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="FOLDER",
            help=f"Write a calendar file there: {FEED}",
            callback=written_to,
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over the file.")] = False,
    json: Json = False,
    acting: Acting = None,
) -> None:
    """Print what falls due over all cases, the earliest first."""
    with at_desk(acting) as desk:
        found = read_deadlines(desk)
        council = reading.read_council(desk).name
    if json:
        say_json(found)
        return
    if to is not None:
        feed = deadline_feed(found, council=council, at=now())
        say(f"The deadlines are in {write_private(to, FEED, feed, replace=replace)}.")
        return
    say(*map(deadline_line, found))
    if not found:
        say("Nothing falls due.")


def deadline_line(one: Deadline) -> str:
    """One deadline on one line, the state in words first."""
    who = f" ({one.who})" if one.who else ""
    what = f"{one.reference} {one.words}{who}"
    if one.stopped:
        return f"STOPPED              {what}: {one.stopped}"
    due = uk_day(one.due_on) if one.due_on else ""
    return f"{'OVERDUE' if one.overdue else 'due':<8}{due:<18} {what}"


@clock.command("stop")
def stop(
    reference: Reference,
    step: Annotated[Step, typer.Argument(help="The step whose clock stops.")],
    why: Annotated[str, typer.Option("--why", help="The reason, which stands beside it.")],
    on: OnDay = None,
    acting: Acting = None,
) -> None:
    """Stop the clock of a step; the days until it runs again do not count."""
    with at_desk(acting) as desk:
        clocks.stop_clock(desk, reference, step, why=why, on=on)
    say(f"{reference}: the clock of “{step}” is stopped.")


@clock.command("run")
def run(
    reference: Reference,
    step: Annotated[Step, typer.Argument(help="The step whose clock runs again.")],
    on: OnDay = None,
    acting: Acting = None,
) -> None:
    """Let a stopped clock run again."""
    with at_desk(acting) as desk:
        clocks.resume_clock(desk, reference, step, on=on)
    say(f"{reference}: the clock of “{step}” runs again.")


@after.command("list")
def list_(reference: Reference, acting: Acting = None) -> None:
    """Print what was promised, and what became of it."""
    with at_desk(acting) as desk:
        found = reading.read_case(desk, reference).follow_ups
    say(*(f"{number}. {promise_line(one)}" for number, one in enumerate(found, start=1)))
    if not found:
        say("Nothing is promised.")


def promise_line(one: FollowUpView) -> str:
    """One promise on one line."""
    told = f"{one.kind}, {uk_day(one.due_on)}: {one.words}"
    if one.done_on is None:
        return f"{told} ({'OVERDUE' if one.overdue else 'to come'})"
    stopped = f" Did it stop: {one.stopped}." if one.stopped else ""
    view = f" The applicant: {one.applicant_view}" if one.applicant_view else ""
    return f"{told} (done {uk_day(one.done_on)}: {one.happened}{stopped}{view})"


@after.command("promise")
def promise(
    reference: Reference,
    what: Annotated[str, typer.Argument(help="What was promised.")],
    by: Annotated[date, typer.Option("--by", parser=day, metavar="DATE")],
    review: Annotated[
        bool, typer.Option("--review", help="A look whether it stopped, not an update.")
    ] = False,
    acting: Acting = None,
) -> None:
    """Note what was promised to the applicant, or a look whether it stopped."""
    kind = FollowUpKind.REVIEW if review else FollowUpKind.UPDATE
    with at_desk(acting) as desk:
        follow_up.promise(desk, reference, NewFollowUp(kind, by, what))
    say(f"{reference}: noted for {uk_day(by)}.")


@after.command("done")
def done(
    reference: Reference,
    number: Annotated[int, typer.Argument(help="Its number in the list.")],
    happened: Annotated[str, typer.Option("--what", help="What happened.")],
    stopped: Annotated[str, typer.Option("--stopped", help="yes, partly or no.")] = "",
    view: Annotated[str, typer.Option("--view", help="What the applicant thinks.")] = "",
    on: OnDay = None,
    acting: Acting = None,
) -> None:
    """Record that it was done; a review says whether it stopped and what the applicant thinks."""
    with at_desk(acting) as desk:
        form = FollowUpDone(happened, stopped, view, on=on)
        follow_up.done(desk, reference, _numbered(desk, reference, number).id, form)
    say(f"{reference}: recorded.")


def _numbered(desk: Desk, reference: str, number: int) -> FollowUpView:
    found = reading.read_case(desk, reference).follow_ups
    if not 1 <= number <= len(found):
        raise Refused("There is no such follow-up.", next="conference follow-up list REF")
    return found[number - 1]
