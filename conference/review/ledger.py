"""The ledger behind a meeting: who is in the room, and whether its state allows an act."""

from __future__ import annotations

from sqlmodel import col, select

from conference.errors import Refused
from conference.record.tables import Agency, Attendance, Meeting, Presence
from conference.review.desk import Work
from conference.review.protection import must_have_proved
from conference.views import APPLICANTS_SIDE, MeetingState


def arrives(work: Work, meeting: Meeting, attendance: Attendance) -> None:
    """Begin a stretch of presence, unless they are in the room."""
    if is_here(work, attendance):
        return
    if attendance.apologies:
        attendance.apologies = False
        work.did("came in spite of apologies", attendance)
    came = work.new(Presence, attendance_id=attendance.id, arrived_at=work.now)
    work.did("noted an arrival", came, who=attendance.name)
    if attendance.capacity in APPLICANTS_SIDE and meeting.applicant_in_room_since is None:
        switch_displays(work, meeting, on=True)


def switch_displays(work: Work, meeting: Meeting, *, on: bool) -> None:
    """Have the shared displays show what the applicant may see, or again what the panel may.

    The panel's view comes back for nobody but whoever proves who they are, whatever else ends.
    """
    if not on:
        must_have_proved(work.session, work.desk)
    meeting.applicant_in_room_since = work.now if on else None
    act = "the applicant came into the room" if on else "the applicant left the room"
    work.did(act, meeting)


def leaves(work: Work, attendance: Attendance, *, why: str = "") -> None:
    """End somebody's stretch of presence, if they are in the room."""
    stretch = _stretch(work, attendance)
    if stretch is not None:
        stretch.left_at, stretch.left_why = work.now, why
        work.did("noted a departure", stretch, who=attendance.name)


def _stretch(work: Work, attendance: Attendance) -> Presence | None:
    """The stretch somebody is present in now."""
    return work.session.exec(
        select(Presence).where(
            Presence.attendance_id == attendance.id, col(Presence.left_at).is_(None)
        )
    ).first()


def is_here(work: Work, attendance: Attendance) -> bool:
    """Whether somebody is in the meeting now."""
    return _stretch(work, attendance) is not None


def came(work: Work, attendance: Attendance) -> bool:
    """Whether somebody has been in the meeting at all."""
    stretches = select(Presence.id).where(Presence.attendance_id == attendance.id)
    return work.session.exec(stretches).first() is not None


def left_for(work: Work, attendance: Attendance) -> str:
    """Why somebody left last; "" where nothing was said."""
    stretches = select(Presence.left_why).where(Presence.attendance_id == attendance.id)
    found = work.session.exec(stretches.order_by(col(Presence.left_at).desc())).first()
    return found or ""


def attending(work: Work, meeting: Meeting) -> list[Attendance]:
    """Everybody who is on the list of a meeting."""
    rows = work.session.exec(select(Attendance).where(Attendance.meeting_id == meeting.id))
    return list(rows)


def present(work: Work, meeting: Meeting) -> list[Attendance]:
    """Who is in the meeting now, by name."""
    here = [row for row in attending(work, meeting) if is_here(work, row)]
    return sorted(here, key=lambda row: row.name.casefold())


def present_words(work: Work, meeting: Meeting) -> list[str]:
    """Who is in the meeting now: "Sgt Example (Police)"."""
    rows = [
        (one, work.session.get(Agency, one.agency_id) if one.agency_id else None)
        for one in present(work, meeting)
    ]
    return [f"{one.name} ({agency.name})" if agency else one.name for one, agency in rows]


def all_leave(work: Work, meeting: Meeting) -> None:
    """Note that everybody left, the applicant too."""
    for attendance in present(work, meeting):
        leaves(work, attendance)
    if meeting.applicant_in_room_since is not None:
        switch_displays(work, meeting, on=False)


LIVE = tuple(state for state in MeetingState if state.live)
"""States in which a meeting is still to be held or to be finished."""
BEFORE_MINUTES = (*LIVE, MeetingState.CLOSED)
"""States in which what is recorded of a meeting can still be mended."""
_SAID = {MeetingState.MINUTES_APPROVED: "minutes are approved"}


def live(work: Work, meeting_id: str, *, shown: int | None = None) -> Meeting:
    """The meeting, if it is still to be held or finished; raises Refused where it is not."""
    meeting = work.find(Meeting, meeting_id, shown=shown)
    must_be(meeting, *LIVE)
    return meeting


def must_be(meeting: Meeting, *states: MeetingState) -> None:
    """Raise Refused unless the meeting is in one of the states."""
    if meeting.state not in states:
        raise Refused(
            f"The {_SAID.get(meeting.state) or f'meeting is {meeting.state}'}.",
            safe="Nothing was changed.",
            next=f"This can be done when it is {_either(states)}.",
        )


def _either(states: tuple[MeetingState, ...]) -> str:
    *most, last = (state.value for state in states)
    return f"{', '.join(most)} or {last}" if most else last
