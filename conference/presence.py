"""How each of those who were asked to a meeting stands to it, in one word or two."""

from __future__ import annotations

from enum import StrEnum

from conference.views import AttendanceView, MeetingState, MeetingView


class Standing(StrEnum):
    """How somebody stands to a meeting."""

    EXPECTED = "expected"
    HERE = "here"
    LEFT = "left"
    APOLOGIES = "apologies"
    DID_NOT_COME = "did not come"


def standing_of(one: AttendanceView, meeting: MeetingView) -> Standing:
    """How somebody stands to the meeting; once it is closed, nobody is expected any more."""
    if one.is_here:
        return Standing.HERE
    if one.arrived_at is not None:
        return Standing.LEFT
    if one.apologies:
        return Standing.APOLOGIES
    if meeting.state in (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED):
        return Standing.DID_NOT_COME
    return Standing.EXPECTED


def unacknowledged(meeting: MeetingView) -> tuple[AttendanceView, ...]:
    """Who is in the meeting now and has not acknowledged the confidentiality notice."""
    return tuple(
        one for one in meeting.attendance if one.is_here and one.confidentiality_at is None
    )
