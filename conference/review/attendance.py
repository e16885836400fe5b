"""The presence ledger: who is expected, who came and left when, who has a conflict of interest."""

from __future__ import annotations

from sqlmodel import select

from conference.errors import Refused
from conference.forms import NewAttendance
from conference.law.access import Operation
from conference.record.conflicts import same_name
from conference.record.tables import Agency, Attendance, Meeting, Person
from conference.review import ledger
from conference.review.desk import Desk, Work, required
from conference.review.ledger import (
    BEFORE_MINUTES,
    arrives,
    attending,
    came,
    is_here,
    left_for,
    live,
    must_be,
    present,
)
from conference.text import clean, one_line
from conference.views import MeetingState, Stage

CONFLICT = "conflict of interest"
"""Why somebody left, where they left for it."""
_SAFE = "Nothing was changed."


def expect(desk: Desk, case_id: str, meeting_id: str, form: NewAttendance) -> str:
    """Expect somebody at the meeting, or note their apologies; return the attendance's id."""
    required(name=clean(form.name))
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        meeting = live(work, meeting_id)
        if form.agency_id:
            work.find(Agency, form.agency_id)
        attendance = _expected(
            work,
            meeting,
            name=one_line(form.name),
            agency_id=form.agency_id,
            capacity=one_line(form.capacity),
            substitute_for=one_line(form.substitute_for),
        )
        attendance.apologies, attendance.conflict = form.apologies, clean(form.conflict)
        work.did("expects somebody at the meeting", attendance)
        return attendance.id


def _expected(
    work: Work,
    meeting: Meeting,
    *,
    name: str,
    agency_id: str | None,
    capacity: str,
    substitute_for: str = "",
) -> Attendance:
    """A new line of the ledger; nobody stands in it twice, so nobody can be in the room twice."""
    for other in attending(work, meeting):
        if other.name.casefold() == name.casefold() and other.agency_id == agency_id:
            raise Refused(
                f"{other.name} is on the list already.",
                safe="Nothing was changed.",
                next="Choose them in the list.",
            )
    return work.new(
        Attendance,
        meeting_id=meeting.id,
        person_id=person_named(work, name, agency_id),
        agency_id=agency_id,
        name=name,
        capacity=capacity,
        substitute_for=substitute_for,
    )


def expect_chair(work: Work, meeting: Meeting, chair: Person) -> None:
    """Expect the chair at a new meeting, or another chair than before; that one does not chair."""
    rows = attending(work, meeting)
    for row in rows:
        if row.capacity == "chair" and row.person_id != chair.id and not came(work, row):
            _no_longer_expect(work, row)
    if not any(row.person_id == chair.id for row in rows):
        row = work.new(
            Attendance,
            meeting_id=meeting.id,
            person_id=chair.id,
            agency_id=chair.agency_id,
            name=chair.name,
            capacity="chair",
        )
        work.did("expects somebody at the meeting", row)


def _no_longer_expect(work: Work, row: Attendance) -> None:
    """Take somebody off the list; a conflict of interest stays, since it binds them."""
    if row.conflict:
        row.apologies = True
        work.did("noted apologies", row)
        return
    work.session.delete(row)
    work.note("no longer expects somebody at the meeting", row, details={"name": [row.name, None]})


def person_named(work: Work, name: str, agency_id: str | None) -> str | None:
    """The council's own person who is meant, so that a conflict binds them; None if there are more.

    One of that agency comes first: whoever writes a name in may leave the agency out.
    """
    rows = work.session.exec(select(Person).where(Person.council_id == work.case.council_id)).all()
    named = [one for one in rows if same_name(one.name, name)]
    found = [one for one in named if one.agency_id == agency_id] or named
    return found[0].id if len(found) == 1 else None


def apologise(desk: Desk, case_id: str, attendance_id: str) -> None:
    """Note that somebody who was expected sends apologies."""
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        live(work, attendance.meeting_id)
        if came(work, attendance):
            raise Refused(f"{attendance.name} came to the meeting.", safe="Nothing was changed.")
        if not attendance.apologies:
            attendance.apologies = True
            work.did("noted apologies", attendance)


def substitute(desk: Desk, case_id: str, attendance_id: str, *, name: str) -> str:
    """Expect somebody else in the place of one who does not come; return the new one's id."""
    required(name=name)
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        absent = work.find(Attendance, attendance_id)
        meeting = live(work, absent.meeting_id)
        if is_here(work, absent):
            raise Refused(
                f"{absent.name} is in the meeting.",
                safe="Nothing was changed.",
                next="Note first that they left.",
            )
        new = _expected(
            work,
            meeting,
            name=one_line(name),
            agency_id=absent.agency_id,
            capacity=absent.capacity,
            substitute_for=absent.name,
        )
        work.did("expects a substitute at the meeting", new)
        if not absent.apologies and not came(work, absent):
            absent.apologies = True
            work.did("noted apologies", absent)
        return new.id


def declare_conflict(
    desk: Desk, case_id: str, attendance_id: str, *, conflict: str, leaves: bool = False
) -> None:
    """Record a conflict of interest: whoever has one loses sight of the case.

    leaves: they go out for it, which the ledger says. It can be declared before the meeting.
    """
    conflict = clean(conflict)
    required(conflict=conflict)
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        must_be(work.find(Meeting, attendance.meeting_id), *BEFORE_MINUTES)
        attendance.conflict = conflict
        work.did("recorded a conflict of interest", attendance)
        if leaves:
            ledger.leaves(work, attendance, why=CONFLICT)


def withdraw_conflict(desk: Desk, case_id: str, attendance_id: str, *, why: str) -> None:
    """Lift a conflict of interest, wherever it was recorded in the case; the history keeps both.

    It is for somebody else, who works on all cases, has no conflict in this one, and proves who
    they are. In a case that has ended it stays.
    """
    required(reason=clean(why))
    with desk.acting(Operation.LIFT_CONFLICT, case_id) as work:
        if work.case.stage in (Stage.CLOSED, Stage.WITHDRAWN):
            raise Refused("The case has ended: the conflict stays recorded.", safe=_SAFE)
        chosen = work.find(Attendance, attendance_id)
        rows = work.session.exec(
            select(Attendance).where(Attendance.case_id == work.case.id, Attendance.conflict != "")
        )
        for row in rows.all():
            if _same_person(row, chosen):
                row.conflict = ""
                work.did("lifted a conflict of interest", row, why=clean(why))


def _same_person(one: Attendance, other: Attendance) -> bool:
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return same_name(one.name, other.name)


def acknowledge_confidentiality(desk: Desk, case_id: str, attendance_id: str) -> None:
    """Note that somebody acknowledged the confidentiality notice."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        live(work, attendance.meeting_id)
        _acknowledge(work, attendance)


def acknowledge_all(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Note that everybody in the room acknowledged the confidentiality notice."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        here = present(work, meeting)
        if not here:
            raise Refused("Nobody is in the meeting yet.", next="Note who came in.")
        for attendance in here:
            _acknowledge(work, attendance)


def _acknowledge(work: Work, attendance: Attendance) -> None:
    if attendance.confidentiality_at is None:
        attendance.confidentiality_at = work.now
        work.did("noted that the confidentiality notice was acknowledged", attendance)


def arrive(desk: Desk, case_id: str, attendance_id: str) -> None:
    """Note that somebody came into the meeting, or came back.

    Where it is the applicant, or somebody for them, the shared displays switch at once.
    """
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        meeting = work.find(Meeting, attendance.meeting_id)
        must_be(meeting, MeetingState.OPEN)
        away = not is_here(work, attendance)
        if away and attendance.conflict and left_for(work, attendance) == CONFLICT:
            raise Refused(
                f"{attendance.name} left for a conflict of interest.",
                safe="Nothing was changed.",
                next="If it was recorded by mistake, somebody else lifts the conflict first.",
            )
        arrives(work, meeting, attendance)


def leave(desk: Desk, case_id: str, attendance_id: str, *, why: str = "") -> None:
    """Note that somebody left the meeting, and why where the minutes should tell it.

    The shared displays stay as the applicant may see them until `applicant_leaves` is said.
    """
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        attendance = work.find(Attendance, attendance_id)
        must_be(work.find(Meeting, attendance.meeting_id), MeetingState.OPEN)
        ledger.leaves(work, attendance, why=one_line(why))
