"""The display in the meeting room: what it may show now, and the chair's hand on it.

It is safe by construction. A room is shown an item only where a meeting is open, is not held and
names one; the case with it is made for the room, or for the applicant while they are in it, and an
item that is not in the agenda of that audience is not shown at all. Everything else is the holding
picture, which tells nothing of any case. No statute speaks of a display: what it may show follows
from the marks of disclosure (`law/audience.py`).
"""

from __future__ import annotations

from sqlmodel import Session, col, select

from conference.casefile import open_case
from conference.casefile.who import council_view
from conference.errors import NotFound, Refused
from conference.law import access
from conference.law.access import Operation, Role
from conference.law.audience import APPLICANT, ROOM, Audience
from conference.record.history import SHOWN, SHOWN_TO_APPLICANT
from conference.record.tables import AgendaItem, Case, History, Meeting
from conference.review.desk import (
    Desk,
    Work,
    council_of,
    council_standing,
    find_case,
    note_at,
    refused,
    standing_in,
)
from conference.views import (
    AgendaItemView,
    CaseFile,
    ItemState,
    MeetingState,
    OpenMeeting,
    RoomPicture,
    Visibility,
)

NOT_BEGUN = "The meeting has not begun."
WAIT = "Please wait."
ADJOURNED = "The meeting is adjourned."
ENDED = "The meeting has ended. Thank you."
CHOOSE = "More than one meeting is open."


# What the room shows


def read_room(desk: Desk, *, follows: str = "") -> RoomPicture:
    """What the room display shows now.

    follows: id of the meeting it has followed so far; with none, the only one that is open. The
    room never goes over to another case by itself while any other meeting is open: it asks.
    Raises Refused for whoever may not show a meeting in the room.
    """
    with desk.store.reading() as session:
        if not access.may(council_standing(session, desk), Operation.SHOW_ROOM):
            raise refused(desk, Operation.SHOW_ROOM)
        council_of(session, desk)
        found = _open_meetings(session, desk)
        chosen = next((one for one in found if one[0].id == follows), None)
        if chosen is None and len(found) == 1 and not follows:
            chosen = found[0]
        if chosen is None:
            return _without_meeting(session, desk, found, follows)
        return _picture(session, desk, *chosen)


def _open_meetings(session: Session, desk: Desk) -> list[tuple[Meeting, Case]]:
    """The meetings that are open now, with their cases, by reference."""
    rows = session.exec(
        select(Meeting, Case)
        .where(
            Meeting.case_id == Case.id,
            Case.council_id == desk.council_id,
            Meeting.state == MeetingState.OPEN,
        )
        .order_by(col(Case.reference))
    )
    return [(m, c) for m, c in rows if _may_show(session, desk, c)]


def _may_show(session: Session, desk: Desk, case: Case) -> bool:
    return access.may(standing_in(session, desk, case), Operation.SHOW_ROOM)


def _without_meeting(
    session: Session, desk: Desk, found: list[tuple[Meeting, Case]], follows: str
) -> RoomPicture:
    """The holding picture of a room that follows no open meeting."""
    choices = tuple(OpenMeeting(meeting.id, case.reference) for meeting, case in found)
    last = session.get(Meeting, follows) if follows else None
    if last is not None and last.council_id != desk.council_id:
        last = None
    if last is not None and last.state is MeetingState.ADJOURNED:
        # It goes on later: the room stays with it unless somebody chooses another.
        return _holding(session, desk, ADJOURNED, meeting_id=last.id, choices=choices)
    why = NOT_BEGUN if last is None else ENDED
    return _holding(session, desk, CHOOSE if len(choices) > 1 else why, choices=choices)


def _holding(
    session: Session,
    desk: Desk,
    why: str,
    *,
    meeting_id: str = "",
    choices: tuple[OpenMeeting, ...] = (),
) -> RoomPicture:
    council = council_view(session, desk.council_id)
    return RoomPicture(council, True, why, meeting_id=meeting_id, choices=choices)


def _picture(session: Session, desk: Desk, meeting: Meeting, case: Case) -> RoomPicture:
    """The item the meeting shows, or the holding picture where it shows none to those there."""
    wait = _holding(session, desk, WAIT, meeting_id=meeting.id)
    if meeting.room_held or meeting.room_item_id is None:
        return wait
    present = meeting.applicant_in_room_since is not None
    seen = open_case(session, case, _audience(present=present), desk.today)
    item = _item_seen(seen, meeting.id, meeting.room_item_id)
    if item is None:
        return wait
    return RoomPicture(
        council=seen.council,
        holding=False,
        reference=seen.reference,
        applicant_present=present,
        item=item,
        case=seen,
        meeting_id=meeting.id,
        since=item.started_at,
    )


def _audience(*, present: bool) -> Audience:
    return APPLICANT if present else ROOM


def _item_seen(case: CaseFile, meeting_id: str, item_id: str) -> AgendaItemView | None:
    """The item, where it is on the agenda that this audience sees."""
    items = next((one.items for one in case.meetings if one.id == meeting_id), ())
    found = next((item for item in items if item.id == item_id), None)
    return None if found is None or found.visibility is Visibility.CHAIR else found


def note_shown(desk: Desk, picture: RoomPicture) -> bool:
    """Keep in the case's history that the room was shown an item; whether it was new.

    Once for each time an item comes up, however often the display looks again. Only a room display
    shows a meeting in the room: whoever else looks at its picture leaves no trace of showing.
    """
    if picture.item is None or picture.case is None:
        return False
    with desk.store.writing() as session:
        case = find_case(session, desk, picture.case.id)
        standing = standing_in(session, desk, case)
        if Role.ROOM not in standing.roles:
            return False
        act = SHOWN_TO_APPLICANT if picture.applicant_present else SHOWN
        if _last_shown(session, desk, case) == (act, picture.item.id):
            return False
        item = picture.item
        note_at(session, desk, act, case, {"title": item.title}, about=("AgendaItem", item.id))
        return True


def _last_shown(session: Session, desk: Desk, case: Case) -> tuple[str, str] | None:
    """What this display was last said to show of the case: (act, id of the item)."""
    return session.exec(
        select(History.act, History.subject_id)
        .where(
            History.chain_id == case.id,
            History.actor_id == desk.person.id,
            col(History.act).in_((SHOWN, SHOWN_TO_APPLICANT)),
        )
        .order_by(col(History.number).desc())
        .limit(1)
    ).first()


# The chair's hand on it


def hold(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Put the holding screen up, whatever state the meeting is in."""
    with desk.acting(Operation.SHOW_ROOM, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        meeting.room_held = True
        work.did("put the room display on hold", meeting)


def show(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Let the room follow the chair again: it shows the current item, unless for the chair only.

    Taking this back holds the room.
    """
    with desk.acting(Operation.SHOW_ROOM, case_id) as work:
        meeting = _open(work, meeting_id)
        current = _current(work, meeting)
        meeting.room_item_id = current.id if current is not None and _for_room(current) else None
        meeting.room_before_id, meeting.room_held = None, False
        work.did("showed the meeting in the room", meeting)


def show_item(desk: Desk, case_id: str, meeting_id: str, item_id: str) -> None:
    """Show one item in the room, current or not; `show` goes back to the current one.

    Refused for what those in the room may not see: chair-only items always, and the panel's items
    while the applicant is there.
    """
    with desk.acting(Operation.SHOW_ROOM, case_id) as work:
        meeting = _open(work, meeting_id)
        item = work.find(AgendaItem, item_id)
        if item.meeting_id != meeting.id:
            raise NotFound("That item is not of this meeting.", next="Open the case again.")
        _may_be_shown(meeting, item)
        shown = None if meeting.room_held else meeting.room_item_id
        meeting.room_before_id = shown if shown != item.id else meeting.room_before_id
        meeting.room_item_id, meeting.room_held = item.id, False
        work.did("showed an item in the room", meeting)


def undo(desk: Desk, case_id: str, meeting_id: str) -> None:
    """Take a wrong showing back: the room shows what it showed before, or holds.

    It never brings back what was taken back, and a room that is on hold stays so: pressing it
    twice, or after `hold`, cannot show anything wrong again.
    """
    with desk.acting(Operation.SHOW_ROOM, case_id) as work:
        meeting = work.find(Meeting, meeting_id)
        meeting.room_item_id, meeting.room_before_id = meeting.room_before_id, None
        meeting.room_held = meeting.room_held or meeting.room_item_id is None
        work.did("took back what the room showed", meeting)


def _open(work: Work, meeting_id: str) -> Meeting:
    meeting = work.find(Meeting, meeting_id)
    if meeting.state is not MeetingState.OPEN:
        raise Refused(
            f"The meeting is {meeting.state}: the room shows nothing of it.",
            safe="Nothing was changed.",
            next="Open the meeting first.",
        )
    return meeting


def _current(work: Work, meeting: Meeting) -> AgendaItem | None:
    return work.session.exec(
        select(AgendaItem).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.CURRENT
        )
    ).first()


def _for_room(item: AgendaItem) -> bool:
    return item.visibility is not Visibility.CHAIR


def _may_be_shown(meeting: Meeting, item: AgendaItem) -> None:
    """Raise Refused where those in the room may not see the item."""
    if not _for_room(item):
        raise Refused(
            "That item is for the chair only.",
            safe="The room shows what it showed before.",
            next="Choose another item.",
        )
    if meeting.applicant_in_room_since is not None and item.visibility is not Visibility.ROOM:
        raise Refused(
            "The applicant is in the room, and that item is the panel's.",
            safe="The room shows what it showed before.",
            next="Show it when the applicant has left.",
        )
