"""The presence ledger: who is expected, who came and left when, who has a conflict of interest."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from conference.errors import Refused
from conference.forms import NewAttendance
from conference.law.access import Operation
from conference.record.tables import Agency, Attendance, Meeting, Person, Presence
from conference.review.desk import Desk, Work, required
from conference.text import clean, one_line
from conference.views import MeetingState


def expect(desk: Desk, case_id: str, meeting_id: str, form: NewAttendance) -> str:
    """Expect somebody at the meeting, or note their apologies; return the attendance's id."""
    required(name=form.name)
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        if form.agency_id:
            work.find(Agency, form.agency_id)
        attendance = work.new(
            Attendance,
            meeting_id=meeting.id,
            person_id=_person_named(work, form),
            agency_id=form.agency_id,
            name=one_line(form.name),
            capacity=one_line(form.capacity),
            substitute_for=one_line(form.substitute_for),
            apologies=form.apologies,
            conflict=clean(form.conflict),
        )
        work.did("expects somebody at the meeting", attendance)
        return attendance.id


def _person_named(work: Work, form: NewAttendance) -> str | None:
    """The council's own person of that name and agency, so that a conflict can bind them."""
    return work.session.exec(
        select(Person.id).where(
            Person.council_id == work.case.council_id,
            Person.name == one_line(form.name),
            Person.agency_id == form.agency_id,
        )
    ).first()


def declare_conflict(desk: Desk, case_id: str, attendance_id: str, *, conflict: str) -> None:
    """Record a conflict of interest: whoever has one loses sight of the case."""
    required(conflict=conflict)
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        attendance.conflict = clean(conflict)
        work.did("recorded a conflict of interest", attendance)


def arrive(desk: Desk, case_id: str, attendance_id: str) -> None:
    """Note that somebody came into the meeting."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        must_be(work.find(Meeting, attendance.meeting_id), MeetingState.OPEN)
        if _stretch(work, attendance) is not None:
            return
        attendance.apologies = False
        work.did(
            "noted an arrival",
            work.new(Presence, attendance_id=attendance.id, arrived_at=work.now),
            about=attendance.name,
        )


def leave(desk: Desk, case_id: str, attendance_id: str) -> None:
    """Note that somebody left the meeting."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        _leaves(work, attendance)


def _leaves(work: Work, attendance: Attendance) -> None:
    stretch = _stretch(work, attendance)
    if stretch is not None:
        stretch.left_at = work.now
        work.did("noted a departure", stretch, about=attendance.name)


def _stretch(work: Work, attendance: Attendance) -> Presence | None:
    """The stretch somebody is present in now."""
    return work.session.exec(
        select(Presence).where(
            Presence.attendance_id == attendance.id, col(Presence.left_at).is_(None)
        )
    ).first()


def _attending(work: Work, meeting: Meeting) -> list[Attendance]:
    rows = work.session.exec(select(Attendance).where(Attendance.meeting_id == meeting.id))
    return list(rows)


def present(work: Work, meeting: Meeting) -> list[Attendance]:
    """Who is in the meeting now."""
    return [row for row in _attending(work, meeting) if _stretch(work, row) is not None]


def all_leave(work: Work, meeting: Meeting) -> None:
    """Note that everybody left."""
    for attendance in present(work, meeting):
        _leaves(work, attendance)


def came(work: Work, meeting: Meeting) -> list[datetime]:
    """Every arrival at the meeting."""
    ids = [attendance.id for attendance in _attending(work, meeting)]
    came = select(Presence.arrived_at).where(col(Presence.attendance_id).in_(ids))
    return list(work.session.exec(came))


def must_be(meeting: Meeting, *states: MeetingState) -> None:
    """Raise Refused unless the meeting is in one of the states."""
    if meeting.state not in states:
        raise Refused(
            f"The meeting is {meeting.state}.",
            safe="Nothing was changed.",
            next=f"This can be done when it is {' or '.join(states)}.",
        )
