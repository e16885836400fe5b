"""The display in the meeting room: it shows what the room may see, or nothing of any case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from conference.errors import BadInput, NotFound, Refused
from conference.forms import NewPerson
from conference.law.access import Role
from conference.law.audience import AudienceKind
from conference.record.history import SHOWN, SHOWN_TO_APPLICANT
from conference.record.tables import AgendaItem, History, Meeting
from conference.review import (
    attendance,
    meeting,
    people,
    reading,
    room,
    searching,
)
from conference.views import AgendaItemView, ItemState, MeetingState, RoomPicture, Visibility
from tests.office import Office

HOLDING = (None, None, "", None)


def open_case_of(office: Office) -> tuple[str, str]:
    """A case whose meeting is open, and the meeting; nothing is shown in the room yet."""
    case_id = office.in_evidence()
    return case_id, office.open_meeting(case_id)


def item(office: Office, case_id: str, visibility: Visibility, nth: int = 0) -> AgendaItemView:
    found = [one for one in office.meeting(case_id).items if one.visibility is visibility]
    return found[nth]


def set_meeting(office: Office, meeting_id: str, **values: Any) -> None:
    """Bring the meeting into a state, whatever the way to it."""
    with office.record() as session:
        row = session.get_one(Meeting, meeting_id)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def make_chair_only(office: Office, item_id: str) -> None:
    with office.record() as session:
        row = session.get_one(AgendaItem, item_id)
        row.visibility = Visibility.CHAIR
        session.add(row)


def seen(office: Office, follows: str = "") -> RoomPicture:
    return room.read_room(office.room, follows=follows)


def tells(picture: RoomPicture) -> tuple[Any, ...]:
    return picture.item, picture.case, picture.reference, picture.since


def go_to(office: Office, case_id: str, item_id: str) -> None:
    meeting.go_to_item(office.chair, case_id, item_id)


# What is shown


def test_before_a_meeting_the_room_is_told_nothing_of_any_case(office: Office) -> None:
    office.in_evidence()
    picture = seen(office)
    assert (picture.holding, picture.why) == (True, room.NOT_BEGUN)
    assert tells(picture) == HOLDING
    assert picture.meeting_id == ""


def test_an_open_meeting_is_not_shown_before_the_chair_shows_it(office: Office) -> None:
    case_id, _meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    picture = seen(office)
    assert (picture.holding, picture.why) == (True, room.WAIT)
    assert tells(picture) == HOLDING


def test_once_shown_the_room_follows_the_chair_from_item_to_item(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    first, second = (item(office, case_id, Visibility.ROOM, nth) for nth in (0, 1))
    go_to(office, case_id, first.id)
    room.show(office.chair, case_id, meeting_id)
    assert seen(office).item.id == first.id  # type: ignore[union-attr]
    go_to(office, case_id, second.id)
    picture = seen(office)
    assert picture.item is not None
    assert (picture.item.id, picture.reference) == (second.id, "ER-2026-0001")
    assert picture.case is not None
    assert picture.case.audience.kind is AudienceKind.ROOM
    assert (picture.number, picture.count) == (2, len(picture.case.meetings[-1].items))
    assert picture.since == office.clock.now


def test_one_key_holds_the_room_and_another_shows_it_again(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    first = item(office, case_id, Visibility.ROOM)
    go_to(office, case_id, first.id)
    room.show(office.chair, case_id, meeting_id)
    room.hold(office.chair, case_id, meeting_id)
    assert tells(seen(office)) == HOLDING
    room.show(office.chair, case_id, meeting_id)
    assert seen(office).item is not None


def test_the_room_stays_held_while_the_chair_goes_on(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    room.show(office.chair, case_id, meeting_id)
    room.hold(office.chair, case_id, meeting_id)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM, 1).id)
    assert tells(seen(office)) == HOLDING


def test_an_item_for_the_chair_alone_never_comes_to_the_room(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    shown, hidden = (item(office, case_id, Visibility.ROOM, nth) for nth in (0, 1))
    make_chair_only(office, hidden.id)
    go_to(office, case_id, shown.id)
    room.show(office.chair, case_id, meeting_id)
    go_to(office, case_id, hidden.id)
    assert tells(seen(office)) == HOLDING
    with pytest.raises(Refused, match="chair only"):
        room.show_item(office.chair, case_id, meeting_id, hidden.id)
    room.show(office.chair, case_id, meeting_id)
    assert tells(seen(office)) == HOLDING
    # Nor if the record itself named it.
    set_meeting(office, meeting_id, room_item_id=hidden.id, room_held=False)
    assert tells(seen(office)) == HOLDING


def test_while_the_applicant_is_there_the_room_is_theirs(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    everybodys = item(office, case_id, Visibility.ROOM)
    panels = item(office, case_id, Visibility.PANEL)
    go_to(office, case_id, panels.id)
    room.show(office.chair, case_id, meeting_id)
    assert seen(office).item is not None
    set_meeting(office, meeting_id, applicant_in_room_since=office.clock.now)
    assert tells(seen(office)) == HOLDING
    with pytest.raises(Refused, match="applicant is in the room"):
        room.show_item(office.chair, case_id, meeting_id, panels.id)
    go_to(office, case_id, everybodys.id)
    picture = seen(office)
    assert picture.applicant_present
    assert picture.case is not None
    assert picture.case.audience.kind is AudienceKind.APPLICANT
    set_meeting(office, meeting_id, applicant_in_room_since=None)
    assert seen(office).case.audience.kind is AudienceKind.ROOM  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (MeetingState.PLANNED, room.ENDED),
        (MeetingState.ADJOURNED, room.ADJOURNED),
        (MeetingState.CLOSED, room.ENDED),
        (MeetingState.MINUTES_APPROVED, room.ENDED),
        (MeetingState.CANCELLED, room.ENDED),
    ],
)
def test_a_meeting_that_is_not_open_is_not_shown(
    office: Office, state: MeetingState, why: str
) -> None:
    case_id, meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    room.show(office.chair, case_id, meeting_id)
    set_meeting(office, meeting_id, state=state)
    picture = seen(office, meeting_id)
    assert (picture.holding, picture.why) == (True, why)
    assert tells(picture) == HOLDING
    if state is not MeetingState.ADJOURNED:
        with pytest.raises(Refused):
            room.show(office.chair, case_id, meeting_id)
    assert tells(seen(office)) == HOLDING


# Two meetings


def two_open(office: Office) -> list[tuple[str, str]]:
    both = [open_case_of(office), open_case_of(office)]
    for case_id, meeting_id in both:
        go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
        room.show(office.chair, case_id, meeting_id)
    return both


def test_with_two_meetings_open_the_room_asks_by_reference_alone(office: Office) -> None:
    both = two_open(office)
    picture = seen(office)
    assert (picture.holding, picture.why) == (True, room.CHOOSE)
    assert [one.reference for one in picture.choices] == ["ER-2026-0001", "ER-2026-0002"]
    assert tells(picture) == HOLDING
    for (case_id, _), choice in zip(both, picture.choices, strict=True):
        chosen = seen(office, choice.id)
        assert chosen.case is not None
        assert (chosen.case.id, chosen.choices) == (case_id, ())


def test_a_room_stays_with_its_meeting_when_another_opens(office: Office) -> None:
    (case_id, first), _second = two_open(office)
    assert seen(office, first).case.id == case_id  # type: ignore[union-attr]


def test_a_room_whose_meeting_ended_does_not_go_over_to_another_by_itself(office: Office) -> None:
    (_, first), (_, second) = two_open(office)
    set_meeting(office, first, state=MeetingState.CLOSED)
    picture = seen(office, first)
    assert tells(picture) == HOLDING
    assert [one.id for one in picture.choices] == [second]


# Taking back


def test_a_wrong_showing_is_taken_back_at_once_and_does_not_come_again(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    right, wrong = (item(office, case_id, Visibility.ROOM, nth) for nth in (0, 1))
    go_to(office, case_id, right.id)
    room.show(office.chair, case_id, meeting_id)
    room.show_item(office.chair, case_id, meeting_id, wrong.id)
    assert seen(office).item.id == wrong.id  # type: ignore[union-attr]
    room.undo(office.chair, case_id, meeting_id)
    assert seen(office).item.id == right.id  # type: ignore[union-attr]
    room.undo(office.chair, case_id, meeting_id)
    assert tells(seen(office)) == HOLDING


def test_what_going_to_an_item_showed_is_taken_back_too(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    right, wrong = (item(office, case_id, Visibility.ROOM, nth) for nth in (0, 1))
    go_to(office, case_id, right.id)
    room.show(office.chair, case_id, meeting_id)
    go_to(office, case_id, wrong.id)
    room.undo(office.chair, case_id, meeting_id)
    assert seen(office).item.id == right.id  # type: ignore[union-attr]


def test_taking_the_first_showing_back_holds_the_room(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    room.show(office.chair, case_id, meeting_id)
    room.undo(office.chair, case_id, meeting_id)
    assert tells(seen(office)) == HOLDING


def test_taking_back_never_ends_a_hold(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    right, wrong = (item(office, case_id, Visibility.ROOM, nth) for nth in (0, 1))
    go_to(office, case_id, right.id)
    room.show(office.chair, case_id, meeting_id)
    room.show_item(office.chair, case_id, meeting_id, wrong.id)
    room.hold(office.chair, case_id, meeting_id)
    room.undo(office.chair, case_id, meeting_id)
    assert tells(seen(office)) == HOLDING


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["go", "show", "hold", "undo", "item", "enters", "leaves"]),
        st.integers(0, 13),
    ),
    max_size=12,
)


@pytest.mark.database("sqlite")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_the_chair_does_the_room_sees_no_item_it_may_not(
    office: Office, steps: list[tuple[str, int]]
) -> None:
    """Whoever presses what in which order: chair-only never, the panel's never with the applicant.

    Every example has a meeting of its own, which is left adjourned for the next.
    """
    case_id, meeting_id = open_case_of(office)
    items = office.meeting(case_id).items
    make_chair_only(office, items[1].id)
    there = False
    for step, number in steps:
        one = items[number % len(items)]
        try:
            match step:
                case "go":
                    go_to(office, case_id, one.id)
                case "item":
                    room.show_item(office.chair, case_id, meeting_id, one.id)
                case "enters" | "leaves":
                    there = step == "enters"
                    since = office.clock.now if there else None
                    set_meeting(office, meeting_id, applicant_in_room_since=since)
                case _:
                    getattr(room, step)(office.chair, case_id, meeting_id)
        except Refused:
            pass
        picture = seen(office, meeting_id)
        if step == "hold":
            assert picture.holding
        if picture.item is not None:
            assert picture.item.visibility is not Visibility.CHAIR
            assert not there or picture.item.visibility is Visibility.ROOM
            assert picture.applicant_present is there
        else:
            assert tells(picture) == HOLDING
    set_meeting(office, meeting_id, state=MeetingState.ADJOURNED)


# Who may


def test_the_display_reads_the_room_and_nothing_else(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    one = item(office, case_id, Visibility.ROOM)
    go_to(office, case_id, one.id)
    room.show(office.chair, case_id, meeting_id)
    assert not seen(office).holding
    with pytest.raises(Refused):
        reading.read_caseload(office.room)
    with pytest.raises(Refused):
        searching.search(office.room, "sample")
    for act in (
        lambda: reading.read_case(office.room, case_id),
        lambda: reading.history_faults(office.room, case_id),
        lambda: room.hold(office.room, case_id, meeting_id),
        lambda: room.show(office.room, case_id, meeting_id),
        lambda: room.undo(office.room, case_id, meeting_id),
        lambda: room.show_item(office.room, case_id, meeting_id, one.id),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("who", ["police", "housing", "administrator", "observer"])
def test_only_the_chair_and_the_officer_have_a_hand_on_the_room(office: Office, who: str) -> None:
    case_id, meeting_id = open_case_of(office)
    for act in (room.hold, room.show, room.undo):
        with pytest.raises((Refused, NotFound)):
            act(office.desks[who], case_id, meeting_id)
    with pytest.raises(Refused):
        room.read_room(office.desks[who])


def test_whoever_has_a_conflict_of_interest_is_shown_nothing_of_the_case(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    room.show(office.chair, case_id, meeting_id)
    chair = next(one for one in office.meeting(case_id).attendance if one.capacity == "chair")
    attendance.declare_conflict(office.officer, case_id, chair.id, conflict="A neighbour")
    assert tells(room.read_room(office.chair)) == HOLDING
    assert not seen(office).holding


def test_a_display_of_another_council_is_shown_nothing(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    room.show(office.chair, case_id, meeting_id)
    stranger = replace(office.room, council_id="another")
    with pytest.raises(NotFound):
        room.hold(stranger, case_id, meeting_id)
    with pytest.raises(NotFound):
        room.read_room(stranger)


def test_a_new_council_has_a_display_that_comes_last_and_is_nobody(office: Office) -> None:
    found = people.people(office.store, office.council_id)
    assert [one.name for one in found if one.is_room_display] == ["Room display"]
    assert found[-1].is_room_display


def test_a_display_holds_no_other_role(office: Office) -> None:
    both = NewPerson("Screen", roles=(Role.ROOM, Role.OFFICER))
    with pytest.raises(BadInput, match="room display"):
        people.add_person(office.administrator, both)
    of_an_agency = NewPerson("Screen", roles=(Role.ROOM,), agency_id=office.police_id)
    with pytest.raises(BadInput):
        people.add_person(office.administrator, of_an_agency)
    people.add_person(office.administrator, NewPerson("Second screen", roles=(Role.ROOM,)))
    assert people.people(office.store, office.council_id)[-1].name == "Second screen"


# The history


def shown_lines(office: Office, case_id: str) -> list[str]:
    return [act for act in acts(office, case_id) if act in (SHOWN, SHOWN_TO_APPLICANT)]


def acts(office: Office, case_id: str) -> list[str]:
    """What the history says was done, oldest first."""
    with office.record() as session:
        found = select(History).where(History.case_id == case_id).order_by(col(History.number))
        return [row.act for row in session.exec(found)]


def test_what_the_room_was_shown_is_in_the_history_once_an_item(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    first, second = (item(office, case_id, Visibility.ROOM, nth) for nth in (0, 1))
    go_to(office, case_id, first.id)
    room.show(office.chair, case_id, meeting_id)
    noted = [room.note_shown(office.room, seen(office)) for _ in range(3)]
    assert noted == [True, False, False]
    go_to(office, case_id, second.id)
    room.note_shown(office.room, seen(office))
    go_to(office, case_id, first.id)
    room.note_shown(office.room, seen(office))
    assert shown_lines(office, case_id) == [SHOWN] * 3
    assert reading.history_faults(office.officer, case_id) == []
    set_meeting(office, meeting_id, applicant_in_room_since=office.clock.now)
    room.note_shown(office.room, seen(office))
    assert shown_lines(office, case_id)[-1] == SHOWN_TO_APPLICANT


def test_whoever_only_looks_at_the_rooms_picture_leaves_no_trace_of_showing(
    office: Office,
) -> None:
    case_id, meeting_id = open_case_of(office)
    go_to(office, case_id, item(office, case_id, Visibility.ROOM).id)
    room.show(office.chair, case_id, meeting_id)
    assert not room.note_shown(office.chair, room.read_room(office.chair))
    room.hold(office.chair, case_id, meeting_id)
    assert not room.note_shown(office.room, seen(office))
    assert shown_lines(office, case_id) == []


def test_the_chairs_hand_on_the_room_is_in_the_history(office: Office) -> None:
    case_id, meeting_id = open_case_of(office)
    one = item(office, case_id, Visibility.ROOM)
    go_to(office, case_id, one.id)
    room.show(office.chair, case_id, meeting_id)
    room.show_item(office.chair, case_id, meeting_id, one.id)
    room.hold(office.chair, case_id, meeting_id)
    room.undo(office.chair, case_id, meeting_id)
    assert set(acts(office, case_id)) >= {
        "showed the meeting in the room",
        "showed an item in the room",
        "put the room display on hold",
        "took back what the room showed",
    }


def test_going_to_an_item_leaves_it_current(office: Office) -> None:
    case_id, _ = open_case_of(office)
    one = item(office, case_id, Visibility.ROOM)
    go_to(office, case_id, one.id)
    current = office.meeting(case_id).current
    assert current is not None
    assert (current.id, current.state) == (one.id, ItemState.CURRENT)
