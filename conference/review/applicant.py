"""The applicant's part in the meeting: how they are heard, and when they are in the room."""

from __future__ import annotations

from conference.errors import Refused
from conference.forms import ApplicantHeard
from conference.law.access import Operation
from conference.record.tables import Attendance, Meeting
from conference.review.desk import Desk, Work, required
from conference.review.ledger import (
    arrives,
    attending,
    is_here,
    leaves,
    live,
    must_be,
    switch_displays,
)
from conference.text import clean
from conference.views import APPLICANTS_SIDE, ApplicantPart, MeetingState

_ABSENT = (ApplicantPart.DECLINED, ApplicantPart.NOT_INVITED)


def hear_applicant(
    desk: Desk, case_id: str, meeting_id: str, form: ApplicantHeard, *, shown: int | None = None
) -> None:
    """Record how the applicant takes part, what they say and the outcome they want.

    Not inviting them needs its written reason, which they are told.
    """
    if form.part is ApplicantPart.NOT_INVITED:
        required(reason=form.reason)
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        meeting = live(work, meeting_id, shown=shown)
        if form.part in _ABSENT and meeting.applicant_in_room_since is not None:
            raise Refused(
                "The applicant is in the room.",
                safe="Nothing was changed.",
                next="Note first that they left.",
            )
        meeting.applicant_part = form.part
        meeting.applicant_words, meeting.applicant_wants = clean(form.words), clean(form.wants)
        meeting.applicant_reason = clean(form.reason)
        work.did("recorded the applicant's part", meeting)


def applicant_enters(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Switch every shared display to what the applicant may see: they come into the room.

    Whoever is expected for the applicant arrives; where nobody is, they are put on the ledger
    without their name, which not every agency may know.
    """
    with desk.acting(Operation.APPLICANT_PRESENT, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        must_be(meeting, MeetingState.OPEN)
        if meeting.applicant_part in _ABSENT:
            raise Refused(
                f"The record says of the applicant: {meeting.applicant_part}.",
                safe="Nothing was changed.",
                next="Record first how they take part after all.",
            )
        if meeting.applicant_in_room_since is not None:
            return
        switch_displays(work, meeting, on=True)
        for one in _their_side(work, meeting) or [_unnamed(work, meeting)]:
            arrives(work, meeting, one)


def applicant_leaves(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Switch the shared displays back to the panel's: the applicant left the room.

    In a protected council it needs a proof of who acts: the applicant may be at the keyboard.
    """
    with desk.acting(Operation.END_APPLICANT_VIEW, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        if meeting.applicant_in_room_since is None:
            return
        for one in _their_side(work, meeting):
            leaves(work, one)
        switch_displays(work, meeting, on=False)


def _their_side(work: Work, meeting: Meeting) -> list[Attendance]:
    return [
        one
        for one in attending(work, meeting)
        if one.capacity in APPLICANTS_SIDE and (is_here(work, one) or not one.apologies)
    ]


def _unnamed(work: Work, meeting: Meeting) -> Attendance:
    sent = meeting.applicant_part is ApplicantPart.REPRESENTED
    row = work.new(
        Attendance,
        meeting_id=meeting.id,
        name="The applicant's representative" if sent else "The applicant",
        capacity="for the applicant" if sent else "applicant",
    )
    work.did("expects somebody at the meeting", row)
    return row
