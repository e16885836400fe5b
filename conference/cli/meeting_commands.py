"""`conference meeting`: planned, opened, decided in and closed from the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Annotated

import typer

from conference.cli import meeting_agenda, meeting_decisions, meeting_papers, meeting_people
from conference.cli.meeting_found import case_of, meeting_of
from conference.cli.office import at_desk
from conference.cli.options import Acting, Json, Reference, day
from conference.cli.printing import say, say_json
from conference.errors import Refused
from conference.forms import MeetingPlan
from conference.law.access import Role
from conference.law.when import uk_day
from conference.owed import owed
from conference.review import meeting as meeting_review
from conference.review import people
from conference.review.desk import Desk
from conference.views import CaseFile, MeetingView

app = typer.Typer(help="The panel's meeting.", no_args_is_help=True)
app.add_typer(meeting_agenda.app, name="agenda")
meeting_people.add_to_meeting(app)
meeting_decisions.add_to_meeting(app)
meeting_papers.add_to_meeting(app)


def add_to(root: typer.Typer) -> None:
    """Add these commands to the tree."""
    root.add_typer(app, name="meeting")


def clock_time(words: str) -> time:
    """A time of day as an option gives it: 14:30."""
    try:
        return time.fromisoformat(words.strip().replace(".", ":")).replace(tzinfo=None)
    except ValueError:
        raise typer.BadParameter("give the time as 14:30") from None


At = Annotated[
    time | None, typer.Option("--at", parser=clock_time, metavar="TIME", help="14:30, in London.")
]
Chair = Annotated[str, typer.Option("--chair", help="Who chairs; the case's chair if left out.")]


@app.command("plan")
def plan(
    reference: Reference,
    on: Annotated[date, typer.Option("--on", parser=day, metavar="DATE")],
    at: At = None,
    place: Annotated[str, typer.Option("--place")] = "",
    link: Annotated[str, typer.Option("--link", help="For those who join from elsewhere.")] = "",
    chair: Chair = "",
    minutes: Annotated[int, typer.Option("--minutes", help="How long is booked.")] = 120,
    independence: Annotated[
        str, typer.Option("--independence", help="How the chair is independent of the case.")
    ] = "",
    acting: Acting = None,
) -> None:
    """Plan the meeting, with the usual agenda."""
    with at_desk(acting, Role.CHAIR) as desk:
        form = MeetingPlan(
            planned_for=on,
            starts_at=at,
            place=place,
            link=link,
            chair_id=_chair_called(desk, chair) if chair else None,
            chair_independence=independence,
            booked_minutes=minutes,
        )
        meeting_review.plan(desk, reference, form)
    say(f"{reference}: the meeting is planned.")


def _chair_called(desk: Desk, name: str) -> str:
    """The id of the one chair of that name."""
    chairs = [one for one in people.people(desk.store, desk.council_id) if Role.CHAIR in one.roles]
    found = [one for one in chairs if name.casefold() in one.name.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.name for one in chairs) or "nobody"
    raise Refused(f"No one chair is meant by {name!r}.", next=f"Those who chair are: {names}.")


@app.command("change")
def change(
    reference: Reference,
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="DATE")] = None,
    at: At = None,
    place: Annotated[str | None, typer.Option("--place")] = None,
    link: Annotated[str | None, typer.Option("--link")] = None,
    chair: Chair = "",
    minutes: Annotated[int | None, typer.Option("--minutes", help="How long is booked.")] = None,
    independence: Annotated[
        str | None, typer.Option("--independence", help="How the chair is independent.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Change the plan of the meeting; what is left out stays as it is."""
    with at_desk(acting, Role.CHAIR) as desk:
        now = meeting_of(desk, reference)
        form = MeetingPlan(
            planned_for=on or now.planned_for,
            starts_at=at or now.starts_at,
            place=now.place if place is None else place,
            link=now.link if link is None else link,
            chair_id=_chair_called(desk, chair) if chair else now.chair_id,
            chair_independence=now.chair_independence if independence is None else independence,
            booked_minutes=now.booked_minutes if minutes is None else minutes,
        )
        meeting_review.change_plan(desk, reference, now.id, form, shown=now.version)
    say(f"{reference}: the plan of the meeting is changed.")


@app.command("cancel")
def cancel(
    reference: Reference,
    why: Annotated[str, typer.Option("--why", help="Why it is not held.")],
    acting: Acting = None,
) -> None:
    """Cancel a planned meeting; another can be planned."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting_review.cancel(desk, reference, meeting_of(desk, reference).id, why=why)
    say(f"{reference}: the meeting is cancelled.")


@app.command("show")
def show(reference: Reference, as_json: Json = False, acting: Acting = None) -> None:
    """Show how the meeting stands: agenda, people, decisions, and what it still owes."""
    with at_desk(acting, Role.CHAIR) as desk:
        case, meeting, now = case_of(desk, reference), meeting_of(desk, reference), desk.clock()
    if as_json:
        say_json(meeting)
        return
    say(*_told(case, meeting, now))


def _told(case: CaseFile, meeting: MeetingView, now: datetime) -> Iterator[str]:
    on = uk_day(meeting.planned_for) if meeting.planned_for else "no day yet"
    at = f", {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    yield f"{case.reference}: {meeting.state}, {on}{at}. Chair: {meeting.chair or 'not named'}"
    yield from (f"Warning: {words}" for words in case.warnings)
    yield from ("", "Agenda", *meeting_agenda.agenda_lines(meeting, now))
    yield from ("", "People", *meeting_people.people_lines(meeting))
    yield from ("", "Decisions", *meeting_decisions.decision_lines(meeting))
    if meeting.state.live:
        lacking = map(str, owed(meeting, case.recommendations))
        yield from ("", "Still owed before it can close", *lacking)


@app.command("open")
def open_(reference: Reference, acting: Acting = None) -> None:
    """Open the meeting, or go on with an adjourned one."""
    _do(reference, acting, meeting_review.open_meeting, "the meeting is open")


@app.command("adjourn")
def adjourn(reference: Reference, acting: Acting = None) -> None:
    """Adjourn the meeting; everybody leaves."""
    _do(reference, acting, meeting_review.adjourn, "adjourned")


def _do(
    reference: str, acting: str | None, act: Callable[[Desk, str, str], None], came: str
) -> None:
    with at_desk(acting, Role.CHAIR) as desk:
        act(desk, reference, meeting_of(desk, reference).id)
    say(f"{reference}: {came}.")


@app.command("close")
def close(
    reference: Reference,
    review: Annotated[
        date | None,
        typer.Option("--review", parser=day, metavar="DATE", help="When the panel looks again."),
    ] = None,
    acting: Acting = None,
) -> None:
    """Close the meeting; refused, with all that is missing, until the record can bear it."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting_review.close(desk, reference, meeting_of(desk, reference).id, review_on=review)
    say(f"{reference}: the meeting is closed.")
