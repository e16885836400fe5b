"""Whether enough services are at the table. The Act asks for none: only a procedure can."""

from __future__ import annotations

from conference.law.procedure import NOT_PUBLISHED, Procedure
from conference.views import MeetingView


def services_here(meeting: MeetingView) -> frozenset[str]:
    """The ids of the agencies that somebody in the meeting now comes for."""
    return frozenset(
        one.agency_id
        for one in meeting.attendance
        if one.is_here and one.agency_id and not one.is_applicants
    )


def quorum_words(meeting: MeetingView, procedure: Procedure) -> str:
    """What the procedure's quorum lacks, in a sentence; "" where it is met or not published."""
    here = len(services_here(meeting))
    if procedure.quorum is NOT_PUBLISHED or here >= procedure.quorum:
        return ""
    return (
        f"{here} of the {procedure.quorum} services the procedure asks for "
        f"{'is' if here == 1 else 'are'} present."
    )
