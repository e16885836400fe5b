"""The agenda of a meeting: its items made, moved, gone through, parked and noted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy
from sqlmodel import col, select

from conference.errors import BadInput, Problem, Refused
from conference.exchange.agenda import CARRIED, UsualItem
from conference.forms import NewItem
from conference.law.access import Operation
from conference.record.keeping import changed_in_bulk
from conference.record.tables import AgendaItem, Decision, Meeting
from conference.review.desk import Desk, Work, required
from conference.review.ledger import BEFORE_MINUTES, live, must_be
from conference.text import clean, one_line
from conference.views import ItemState, MeetingState, Visibility

MOST_MINUTES = 24 * 60


def put_usual(work: Work, meeting: Meeting, items: Iterable[UsualItem], *, carried: bool) -> None:
    """Put the usual items on a new agenda. carried: whether earlier recommendations are open."""
    wanted = [item for item in items if carried or item.key != CARRIED]
    for position, item in enumerate(wanted, start=1):
        row = work.new(
            AgendaItem,
            meeting_id=meeting.id,
            position=position,
            key=item.key,
            title=item.title,
            visibility=item.visibility,
            planned_minutes=item.minutes,
            required=item.required,
            owner=item.owner,
        )
        work.did("put an item on the agenda", row)


def add_item(desk: Desk, case_id: str, meeting_id: str, form: NewItem) -> str:
    """Put an item on the agenda, until the meeting is closed; return its id."""
    _check(form)
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        meeting = live(work, meeting_id)
        place = _place_after(work, meeting, form.after)
        _shift(work, meeting, place, by=1)
        item = work.new(AgendaItem, meeting_id=meeting.id, position=place)
        _fill(item, form)
        work.did("put an item on the agenda", item)
        return item.id


def change_item(
    desk: Desk, case_id: str, item_id: str, form: NewItem, *, shown: int | None = None
) -> None:
    """Change an item's title, minutes, owner, or who sees it, until the meeting is closed."""
    _check(form)
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id, shown=shown)
        meeting = live(work, item.meeting_id)
        _fill(item, form)
        work.did("changed an agenda item", item)
        if item.visibility is Visibility.CHAIR:
            _hide_from_room(work, meeting, item)


def _check(form: NewItem) -> None:
    required(title=form.title)
    if not 0 <= form.minutes <= MOST_MINUTES:
        problem = Problem("minutes", f"from 0 to {MOST_MINUTES}")
        raise BadInput("That is no length for an item.", (problem,), next="Give its minutes.")


def _fill(item: AgendaItem, form: NewItem) -> None:
    item.title, item.owner = one_line(form.title), one_line(form.owner)
    item.planned_minutes, item.visibility = form.minutes, form.visibility


def _place_after(work: Work, meeting: Meeting, after: str | None) -> int:
    """The position behind an item of the meeting; behind the last one where none is named."""
    if after is None:
        return max((item.position for item in _items(work, meeting.id)), default=0) + 1
    before = work.find(AgendaItem, after)
    if before.meeting_id != meeting.id:
        raise Refused("That item is on the agenda of another meeting.", next="Choose one of this.")
    return before.position + 1


def _items(work: Work, meeting_id: str) -> list[AgendaItem]:
    found = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(work.session.exec(found.order_by(col(AgendaItem.position))))


def _shift(work: Work, meeting: Meeting, first: int, *, by: int) -> None:
    # Where an item stands is not what it says: whoever is writing in one is not disturbed, as they
    # would be if its version rose.
    _place(
        work,
        AgendaItem.meeting_id == meeting.id,
        col(AgendaItem.position) >= first,
        position=col(AgendaItem.position) + by,
    )


def _place(work: Work, *which: Any, position: Any) -> None:
    """Give items another place; a statement does not raise the version others were shown."""
    items = list(work.session.exec(select(AgendaItem).where(*which)))
    before = [item.position for item in items]
    moved = sqlalchemy.update(AgendaItem).where(*which).values(position=position)
    work.session.execute(moved, execution_options={"synchronize_session": "fetch"})
    for item, place in zip(items, before, strict=True):
        changed_in_bulk(work.session, item, {"position": [place, item.position]})


def move_item(desk: Desk, case_id: str, item_id: str, *, up: bool) -> None:
    """Move an item one place up or down, until the meeting is closed."""
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id)
        live(work, item.meeting_id)
        neighbour = _neighbour(work, item, up=up)
        here, there = item.position, neighbour.position
        _place(work, AgendaItem.id == item.id, position=there)
        _place(work, AgendaItem.id == neighbour.id, position=here)
        work.note("moved an agenda item", item, details={"position": [here, there]})


def _neighbour(work: Work, item: AgendaItem, *, up: bool) -> AgendaItem:
    items = _items(work, item.meeting_id)
    place = next(at for at, one in enumerate(items) if one.id == item.id) + (-1 if up else 1)
    if not 0 <= place < len(items):
        raise Refused(f"This is the {'first' if up else 'last'} item.", safe="Nothing was changed.")
    return items[place]


def remove_item(desk: Desk, case_id: str, item_id: str) -> None:
    """Take an item off the agenda, before anything was done about it; never a required one."""
    with desk.acting(Operation.PLAN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id)
        meeting = live(work, item.meeting_id)
        _refuse_to_remove(work, item)
        _hide_from_room(work, meeting, item)
        work.session.delete(item)
        work.session.flush()
        _shift(work, meeting, item.position + 1, by=-1)
        work.note(
            "took an item off the agenda",
            item,
            details={"title": [item.title, None], "planned_minutes": [item.planned_minutes, None]},
        )


def _refuse_to_remove(work: Work, item: AgendaItem) -> None:
    if item.required:
        raise Refused(
            "This item belongs on every agenda: the meeting cannot be closed without it.",
            safe="Nothing was changed.",
        )
    decided = select(Decision.id).where(Decision.agenda_item_id == item.id)
    begun = item.state is not ItemState.WAITING or item.used_seconds or item.note
    if begun or work.session.exec(decided).first() is not None:
        raise Refused(
            "Something is recorded of this item already.",
            safe="Nothing was changed.",
            next="Park it, or finish it.",
        )


def go_to_item(desk: Desk, case_id: str, item_id: str) -> None:
    """Make an item the current one, a done or parked one too; the one before it is done.

    The room display follows: where the item is the chair's alone, it shows none.
    """
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id)
        meeting = work.find(Meeting, item.meeting_id)
        must_be(meeting, MeetingState.OPEN)
        if item.state is ItemState.CURRENT:
            return
        for other in current_items(work, meeting):
            set_aside(work, other, ItemState.DONE)
        again = item.state in (ItemState.DONE, ItemState.PARKED)
        item.state, item.started_at = ItemState.CURRENT, work.now
        work.did("returned to an agenda item" if again else "went to an agenda item", item)
        show_in_room(work, meeting, item)


def show_in_room(work: Work, meeting: Meeting, item: AgendaItem | None) -> None:
    """Have the room display show an item from now on: none, where it is the chair's alone."""
    seen = item.id if item is not None and item.visibility is not Visibility.CHAIR else None
    if meeting.room_item_id != seen:
        meeting.room_before_id, meeting.room_item_id = meeting.room_item_id, seen
        work.did("the room display follows the agenda", meeting)


def _hide_from_room(work: Work, meeting: Meeting, item: AgendaItem) -> None:
    """Leave no way back to an item that the room may no longer see."""
    if item.id not in (meeting.room_item_id, meeting.room_before_id):
        return
    meeting.room_item_id = None if meeting.room_item_id == item.id else meeting.room_item_id
    meeting.room_before_id = None if meeting.room_before_id == item.id else meeting.room_before_id
    work.did("the room display follows the agenda", meeting)


def finish_item(desk: Desk, case_id: str, item_id: str, *, park: bool = False) -> None:
    """Mark an item as done, or park it for later, while the meeting is open."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id)
        must_be(work.find(Meeting, item.meeting_id), MeetingState.OPEN)
        state = ItemState.PARKED if park else ItemState.DONE
        if item.state is not state:
            set_aside(work, item, state)


def current_items(work: Work, meeting: Meeting) -> list[AgendaItem]:
    """The current item; none between two of them."""
    return [one for one in _items(work, meeting.id) if one.state is ItemState.CURRENT]


def set_aside(work: Work, item: AgendaItem, state: ItemState) -> None:
    """Stop an item's time, and leave it done or parked."""
    _count(work, item)
    item.state = state
    work.did(f"set an agenda item aside: {state}", item)


def _count(work: Work, item: AgendaItem) -> None:
    if item.started_at is not None:
        item.used_seconds += max(0, int((work.now - item.started_at).total_seconds()))
    item.started_at = None


def pause(work: Work, meeting: Meeting) -> None:
    """Stop the current item's time: a break counts for nothing."""
    for item in current_items(work, meeting):
        _count(work, item)
        work.did("stopped the time of an agenda item", item)


def resume(work: Work, meeting: Meeting) -> None:
    """Go on with the item the meeting was at."""
    for item in current_items(work, meeting):
        item.started_at = work.now
        work.did("went on with an agenda item", item)
        show_in_room(work, meeting, item)


def note_item(
    desk: Desk, case_id: str, item_id: str, *, note: str, shown: int | None = None
) -> None:
    """Write the note of an agenda item, until the minutes are approved."""
    with desk.acting(Operation.RUN_MEETING, case_id) as work:
        item = work.find(AgendaItem, item_id, shown=shown)
        must_be(work.find(Meeting, item.meeting_id), *BEFORE_MINUTES)
        item.note = clean(note)
        work.did("wrote the note of an agenda item", item)
