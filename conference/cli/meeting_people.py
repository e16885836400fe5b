"""`conference meeting`: who is expected, who came and left, and the applicant in the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from conference.cli.meeting_found import attending, case_of, meeting_of, with_conflict
from conference.cli.office import agency_called, at_desk
from conference.cli.options import Acting, Reference
from conference.cli.printing import say
from conference.forms import ApplicantHeard, NewAttendance
from conference.law.access import Role
from conference.law.calendar import london_day, london_time
from conference.law.when import uk_day
from conference.presence import standing_of
from conference.review import applicant, attendance, reading
from conference.review.desk import Desk
from conference.views import ApplicantPart, AttendanceView, MeetingView, StretchView

room = typer.Typer(help="The applicant in the room.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Who, by name or a part of it.")]


def add_to_meeting(meeting: typer.Typer) -> None:
    """Put these commands beside the others of the meeting."""
    for act in (expect, apologise, substitute, arrive, leave, people, conflict, confidentiality):
        meeting.command(act.__name__)(act)
    meeting.command("hear")(hear)
    meeting.add_typer(room, name="applicant")


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
        attendance.expect(desk, reference, meeting_of(desk, reference).id, form)
    say(f"{reference}: {name} is {'excused' if apologies else 'expected'}.")


def apologise(reference: Reference, name: Name, acting: Acting = None) -> None:
    """Note that somebody who was expected sends apologies."""
    _act(
        reference,
        name,
        acting,
        lambda desk, one: attendance.apologise(desk, reference, one.id),
        "sends apologies",
    )


def substitute(
    reference: Reference,
    name: Name,
    new: Annotated[str, typer.Option("--by", metavar="NAME", help="Who comes in their place.")],
    acting: Acting = None,
) -> None:
    """Expect somebody else in the place of one who does not come."""
    with at_desk(acting, Role.CHAIR) as desk:
        absent = attending(meeting_of(desk, reference), name)
        attendance.substitute(desk, reference, absent.id, name=new)
    say(f"{reference}: {new} comes in the place of {absent.name}.")


def arrive(reference: Reference, name: Name, acting: Acting = None) -> None:
    """Note that somebody came in."""
    _act(
        reference,
        name,
        acting,
        lambda desk, one: attendance.arrive(desk, reference, one.id),
        "is present",
    )


def leave(
    reference: Reference,
    name: Name,
    why: Annotated[str, typer.Option("--why", help="Where the minutes should tell it.")] = "",
    acting: Acting = None,
) -> None:
    """Note that somebody left."""
    _act(
        reference,
        name,
        acting,
        lambda desk, one: attendance.leave(desk, reference, one.id, why=why),
        "has left",
    )


def people(reference: Reference, acting: Acting = None) -> None:
    """List who is expected, here, excused or gone, with the times."""
    with at_desk(acting, Role.CHAIR) as desk:
        meeting = meeting_of(desk, reference)
    say(*people_lines(meeting))


def people_lines(meeting: MeetingView) -> list[str]:
    """The presence ledger in plain lines."""
    lines = [_line(one, meeting) for one in meeting.attendance]
    since = meeting.applicant_in_room_since
    if since is not None:
        lines.append(f"The applicant is in the room since {_time(since, meeting)}.")
    return lines or ["Nobody is expected yet."]


def _line(one: AttendanceView, meeting: MeetingView) -> str:
    parts = [
        one.capacity,
        standing_of(one, meeting).value,
        "; ".join(_stretch(stretch, meeting) for stretch in one.stretches),
        f"for {one.substitute_for}" if one.substitute_for else "",
        f"conflict of interest: {one.conflict}" if one.conflict else "",
        _acknowledged(one.confidentiality_at, meeting),
    ]
    agency = f" ({one.agency_name})" if one.agency_name else ""
    return f"{one.name}{agency}: {', '.join(filter(None, parts))}"


def _stretch(stretch: StretchView, meeting: MeetingView) -> str:
    left = f" to {_time(stretch.left_at, meeting)}" if stretch.left_at else ""
    why = f" ({stretch.left_why})" if stretch.left_why else ""
    return f"from {_time(stretch.arrived_at, meeting)}{left}{why}"


def _acknowledged(at: datetime | None, meeting: MeetingView) -> str:
    return f"confidentiality acknowledged {_time(at, meeting)}" if at else ""


def _time(at: datetime, meeting: MeetingView) -> str:
    """The time in London, with its day where that is not the one the meeting was opened on."""
    local = london_time(at)
    opened = london_day(meeting.opened_at) if meeting.opened_at else None
    return f"{local:%H:%M}" if local.date() == opened else f"{local:%H:%M} on {uk_day(local)}"


def conflict(
    reference: Reference,
    name: Name,
    words: Annotated[str, typer.Argument(help="The conflict, or why it is lifted.")],
    leaves: Annotated[bool, typer.Option("--leaves", help="They go out for it.")] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Lift it: for somebody else, who works on all cases.")
    ] = False,
    acting: Acting = None,
) -> None:
    """Record a conflict of interest: whoever has one loses sight of the case."""
    with at_desk(acting, Role.CHAIR) as desk:
        if withdraw:
            one = with_conflict(case_of(desk, reference), name)
            attendance.withdraw_conflict(desk, reference, one.id, why=words)
        else:
            one = attending(meeting_of(desk, reference), name)
            attendance.declare_conflict(desk, reference, one.id, conflict=words, leaves=leaves)
    if withdraw:
        say(f"{reference}: the conflict of interest of {one.name} is lifted.")
    else:
        say(f"{reference}: {one.name} has a conflict of interest.")


def confidentiality(
    reference: Reference,
    name: Annotated[
        str | None, typer.Argument(help="Who; everybody in the room if left out.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Note that the confidentiality notice was acknowledged."""
    if name is not None:
        _act(
            reference,
            name,
            acting,
            lambda desk, one: attendance.acknowledge_confidentiality(desk, reference, one.id),
            "acknowledged the confidentiality notice",
        )
        return
    with at_desk(acting, Role.CHAIR) as desk:
        attendance.acknowledge_all(desk, reference, meeting_of(desk, reference).id)
    say(f"{reference}: everybody in the room acknowledged the confidentiality notice.")


def _act(
    reference: str,
    name: str,
    acting: str | None,
    act: Callable[[Desk, AttendanceView], None],
    came: str,
) -> None:
    with at_desk(acting, Role.CHAIR) as desk:
        one = attending(meeting_of(desk, reference), name)
        act(desk, one)
    say(f"{reference}: {one.name} {came}.")


def hear(
    reference: Reference,
    part: Annotated[ApplicantPart, typer.Argument(help="How the applicant takes part.")],
    words: Annotated[str, typer.Option("--words", help="What they said, in their words.")] = "",
    wants: Annotated[str, typer.Option("--wants", help="The outcome they want.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why they are not invited.")] = "",
    acting: Acting = None,
) -> None:
    """Record the applicant's part."""
    with at_desk(acting, Role.CHAIR) as desk:
        form = ApplicantHeard(part, words, reason, wants)
        applicant.hear_applicant(desk, reference, meeting_of(desk, reference).id, form)
    # The other parts are verbs by themselves.
    said = "is not invited" if part is ApplicantPart.NOT_INVITED else part.value
    say(f"{reference}: the applicant {said}.")


@room.command("enter")
def enter(reference: Reference, acting: Acting = None) -> None:
    """Switch every shared display to what the applicant may see: they come in."""
    with at_desk(acting, Role.CHAIR) as desk:
        applicant.applicant_enters(desk, reference, meeting_of(desk, reference).id)
    say(f"{reference}: the applicant is in the room; shared displays show only what they may see.")


@room.command("leave")
def go_out(reference: Reference, acting: Acting = None) -> None:
    """Switch the shared displays back to the panel's: the applicant left."""
    with at_desk(acting, Role.CHAIR) as desk:
        applicant.applicant_leaves(desk, reference, meeting_of(desk, reference).id)
    say(f"{reference}: the applicant has left the room.")
