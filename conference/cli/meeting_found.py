"""What the commands of the meeting are given in words, found in the case."""

from __future__ import annotations

from conference.errors import Refused
from conference.review import reading
from conference.review.desk import Desk
from conference.views import AgendaItemView, AttendanceView, CaseFile, DecisionView, MeetingView


def case_of(desk: Desk, reference: str) -> CaseFile:
    """The case, read without a trace: what the command does is in the history."""
    return reading.read_case(desk, reference)


def meeting_of(desk: Desk, reference: str) -> MeetingView:
    """The meeting that counts; Refused where none is planned."""
    meeting = case_of(desk, reference).meeting
    if meeting is None:
        raise Refused("No meeting is planned.", next="conference meeting plan REF --on DATE")
    return meeting


def attending(meeting: MeetingView, name: str) -> AttendanceView:
    """The one on the list whose name holds these words; a whole name wins."""
    said = name.casefold().strip()
    found = [row for row in meeting.attendance if row.name.casefold() == said]
    found = found or [row for row in meeting.attendance if said and said in row.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(row.name for row in meeting.attendance) or "nobody yet"
    raise Refused(f"No one person is meant by {name!r}.", next=f"Expected are: {names}.")


def with_conflict(case: CaseFile, name: str) -> AttendanceView:
    """The one whose name holds these words and who has a conflict of interest in the case."""
    said = name.casefold().strip()
    rows = [row for meeting in case.meetings for row in meeting.attendance if row.conflict]
    exact = [row for row in rows if row.name.casefold() == said]
    found = exact or [row for row in rows if said and said in row.name.casefold()]
    if len({row.name.casefold() for row in found}) == 1:
        return found[0]
    names = ", ".join(dict.fromkeys(row.name for row in rows)) or "nobody"
    raise Refused(f"No one person is meant by {name!r}.", next=f"Conflicts are of: {names}.")


def item_numbered(meeting: MeetingView, number: int) -> AgendaItemView:
    """The agenda item of that number."""
    for item in meeting.items:
        if item.position == number:
            return item
    raise Refused(
        f"There is no item {number} on the agenda.", next="conference meeting agenda list REF"
    )


def decision_numbered(meeting: MeetingView, number: int) -> DecisionView:
    """The decision of that number, counted from the first as they were taken."""
    if 1 <= number <= len(meeting.decisions):
        return meeting.decisions[number - 1]
    raise Refused(f"There is no decision {number}.", next="conference meeting show REF")
