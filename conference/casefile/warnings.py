"""What the chair and the officer must be told about a case."""

from __future__ import annotations

from conference.law.procedure import NOT_PUBLISHED, Procedure
from conference.views import MeetingState, MeetingView, RequestView


def warnings_about(
    procedure: Procedure, meetings: tuple[MeetingView, ...], requests: tuple[RequestView, ...]
) -> tuple[str, ...]:
    """Plain sentences: gaps of the procedure, answers overdue, too few services at the table."""
    overdue = [
        f"{request.agency_name} has not answered in time."
        for request in requests
        if request.overdue
    ]
    quorum = [_quorum(procedure, m) for m in meetings if m.state is MeetingState.OPEN]
    return (*procedure.warnings, *overdue, *filter(None, quorum))


def _quorum(procedure: Procedure, meeting: MeetingView) -> str:
    here = {
        row.agency_id
        for row in meeting.attendance
        if row.agency_id and row.arrived_at and not row.left_at
    }
    if procedure.quorum is NOT_PUBLISHED or len(here) >= procedure.quorum:
        return ""
    return f"{len(here)} of the {procedure.quorum} services the procedure asks for are present."
