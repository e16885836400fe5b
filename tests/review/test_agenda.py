"""The agenda: made, changed and gone through, and what each state of the meeting allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conference.errors import BadInput, Conflict, Refused
from conference.forms import NewItem
from conference.review import agenda, decisions, meeting, recommendations
from conference.views import AgendaItemView, ItemState, MeetingState, Visibility
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def items(office: Office, case_id: str) -> tuple[AgendaItemView, ...]:
    held: tuple[AgendaItemView, ...] = office.meeting(case_id).items
    return held


def titles(office: Office, case_id: str) -> list[str]:
    return [item.title for item in items(office, case_id)]


@pytest.fixture
def planned(office: Office) -> tuple[Office, str, str]:
    case_id = office.in_evidence()
    return office, case_id, office.plan(case_id)


@pytest.fixture
def opened(office: Office) -> tuple[Office, str, str]:
    case_id = office.in_evidence()
    return office, case_id, office.open_meeting(case_id)


def test_a_meeting_is_planned_with_the_councils_own_agenda(office: Office, tmp_path: Path) -> None:
    (tmp_path / "agenda.toml").write_text(
        '[[item]]\ntitle = "Tea"\nminutes = 5\nvisibility = "chair only"\nowner = "Olive"\n'
    )
    case_id = office.in_evidence()
    meeting.plan(replace(office.chair, templates=tmp_path), case_id, office.meeting_plan())
    [tea] = items(office, case_id)
    assert (tea.title, tea.planned_minutes, tea.visibility, tea.owner) == (
        "Tea",
        5,
        Visibility.CHAIR,
        "Olive",
    )


def test_earlier_recommendations_come_on_the_agenda_while_one_is_not_done(office: Office) -> None:
    case_id = office.in_evidence()
    office.hold_meeting(case_id)
    assert "carried" not in [item.key for item in items(office, case_id)]
    office.clock.tick(days=1)
    office.plan(case_id)
    assert "carried" in [item.key for item in items(office, case_id)]
    meeting.cancel(office.chair, case_id, office.meeting(case_id).id, why="Snow.")
    row = office.case(case_id).recommendations[0]
    recommendations.report_progress(office.police, case_id, row.id, note="Visited.", done=True)
    office.plan(case_id)
    assert "carried" not in [item.key for item in items(office, case_id)]


@pytest.mark.database("sqlite", "postgresql")
def test_an_item_is_added_after_another_and_the_rest_moves_down(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    before = items(office, case_id)
    form = NewItem(" Tea\n ", 5, Visibility.ROOM, "Olive", after=before[0].id)
    new = agenda.add_item(office.chair, case_id, meeting_id, form)
    agenda.add_item(office.chair, case_id, meeting_id, NewItem("Last words"))
    after = items(office, case_id)
    assert titles(office, case_id)[1] == "Tea"
    assert titles(office, case_id)[-1] == "Last words"
    assert [item.position for item in after] == list(range(1, len(before) + 3))
    assert after[1].id == new
    assert {item.id: item.version for item in before}.items() <= {
        item.id: item.version for item in after
    }.items(), "whoever is writing in another item would be told that somebody changed it"


def test_an_item_moves_up_and_down_and_stops_at_the_ends(planned: tuple[Office, str, str]) -> None:
    office, case_id, _ = planned
    first, second, *_more = items(office, case_id)
    agenda.move_item(office.chair, case_id, second.id, up=True)
    assert [item.id for item in items(office, case_id)][:2] == [second.id, first.id]
    with pytest.raises(Refused, match="first"):
        agenda.move_item(office.chair, case_id, second.id, up=True)
    with pytest.raises(Refused, match="last"):
        agenda.move_item(office.chair, case_id, items(office, case_id)[-1].id, up=False)
    assert "moved an agenda item" in office.acts(case_id)


def test_an_item_can_be_taken_off_until_something_is_recorded_of_it(
    opened: tuple[Office, str, str],
) -> None:
    office, case_id, meeting_id = opened
    gone = next(item for item in items(office, case_id) if item.key == "dissent")
    agenda.remove_item(office.chair, case_id, gone.id)
    left = items(office, case_id)
    assert gone.id not in [item.id for item in left]
    assert [item.position for item in left] == list(range(1, len(left) + 1))
    decided = next(item for item in left if item.key == "options")
    decisions.decide(office.chair, case_id, meeting_id, office.finding(agenda_item_id=decided.id))
    noted = next(item for item in left if item.key == "gaps")
    agenda.note_item(office.chair, case_id, noted.id, note="Said.")
    for item in (decided, noted):
        with pytest.raises(Refused, match="recorded of this item"):
            agenda.remove_item(office.chair, case_id, item.id)


def test_a_required_item_is_never_taken_off(planned: tuple[Office, str, str]) -> None:
    office, case_id, _ = planned
    for item in items(office, case_id):
        if item.required:
            with pytest.raises(Refused, match="every agenda"):
                agenda.remove_item(office.chair, case_id, item.id)


@pytest.mark.parametrize("form", [NewItem(" "), NewItem("Tea", -1), NewItem("Tea", 1441)])
def test_an_item_needs_a_title_and_a_possible_length(
    planned: tuple[Office, str, str], form: NewItem
) -> None:
    office, case_id, meeting_id = planned
    with pytest.raises(BadInput):
        agenda.add_item(office.chair, case_id, meeting_id, form)
    with pytest.raises(BadInput):
        agenda.change_item(office.chair, case_id, items(office, case_id)[0].id, form)


def test_the_second_to_change_an_item_is_told(planned: tuple[Office, str, str]) -> None:
    office, case_id, _ = planned
    item = items(office, case_id)[0]
    agenda.change_item(office.chair, case_id, item.id, NewItem("Opening"), shown=item.version)
    with pytest.raises(Conflict):
        agenda.change_item(office.officer, case_id, item.id, NewItem("Start"), shown=item.version)
    assert titles(office, case_id)[0] == "Opening"


def test_an_item_can_only_follow_one_of_its_own_meeting(office: Office) -> None:
    case_id = office.in_evidence()
    old = office.plan(case_id)
    item = items(office, case_id)[0]
    meeting.cancel(office.chair, case_id, old, why="Snow.")
    new = office.plan(case_id)
    with pytest.raises(Refused, match="another meeting"):
        agenda.add_item(office.chair, case_id, new, NewItem("Tea", after=item.id))


def test_a_done_or_parked_item_can_be_returned_to_and_its_time_adds_up(
    opened: tuple[Office, str, str],
) -> None:
    office, case_id, _ = opened
    first, second, *_more = (item.id for item in items(office, case_id))
    agenda.go_to_item(office.chair, case_id, first)
    office.clock.tick(minutes=3)
    agenda.go_to_item(office.chair, case_id, first)
    office.clock.tick(minutes=1)
    agenda.go_to_item(office.chair, case_id, second)
    office.clock.tick(minutes=2)
    agenda.finish_item(office.chair, case_id, second, park=True)
    office.clock.tick(minutes=5)
    agenda.go_to_item(office.chair, case_id, first)
    office.clock.tick(minutes=1)
    agenda.go_to_item(office.chair, case_id, second)
    used = [(item.state, item.used_seconds) for item in items(office, case_id)[:2]]
    assert used == [(ItemState.DONE, 300), (ItemState.CURRENT, 120)]
    assert "returned to an agenda item" in office.acts(case_id)


def test_a_break_counts_for_no_item_and_the_meeting_goes_on_where_it_was(
    opened: tuple[Office, str, str],
) -> None:
    office, case_id, meeting_id = opened
    first = items(office, case_id)[0]
    agenda.go_to_item(office.chair, case_id, first.id)
    office.clock.tick(minutes=4)
    meeting.adjourn(office.chair, case_id, meeting_id)
    office.clock.tick(days=7)
    meeting.open_meeting(office.chair, case_id, meeting_id)
    now = office.meeting(case_id)
    assert (now.current.id, now.current.used_seconds) == (first.id, 240)
    assert now.current.started_at == office.clock.now
    assert now.room_item_id == first.id
    assert now.room_held


def test_the_room_follows_the_agenda_and_shows_nothing_of_the_chairs_own(
    opened: tuple[Office, str, str],
) -> None:
    office, case_id, meeting_id = opened
    first, second, *_more = (item.id for item in items(office, case_id))
    own = agenda.add_item(
        office.chair, case_id, meeting_id, NewItem("Own", visibility=Visibility.CHAIR)
    )
    shown = []
    for item in (first, second, own):
        agenda.go_to_item(office.chair, case_id, item)
        now = office.meeting(case_id)
        shown.append((now.room_before_id, now.room_item_id))
    assert shown == [(None, first), (first, second), (second, None)]


def test_an_item_that_becomes_the_chairs_own_leaves_the_room_at_once(
    opened: tuple[Office, str, str],
) -> None:
    office, case_id, _ = opened
    first, second, *_more = (item.id for item in items(office, case_id))
    agenda.go_to_item(office.chair, case_id, first)
    agenda.go_to_item(office.chair, case_id, second)
    for item in (first, second):
        agenda.change_item(office.chair, case_id, item, NewItem("Own", visibility=Visibility.CHAIR))
    now = office.meeting(case_id)
    assert (now.room_before_id, now.room_item_id) == (None, None)


def test_what_may_be_done_with_an_item_depends_on_the_meetings_state(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.plan(case_id)
    item = items(office, case_id)[0].id
    for act in (agenda.go_to_item, agenda.finish_item):
        with pytest.raises(Refused, match="The meeting is planned"):
            act(office.chair, case_id, item)
    meeting.cancel(office.chair, case_id, meeting_id, why="Snow.")
    held = office.hold_meeting(case_id)
    item = items(office, case_id)[0].id
    agenda.note_item(office.chair, case_id, item, note="A slip mended.")
    with pytest.raises(Refused, match="The meeting is closed"):
        agenda.add_item(office.chair, case_id, held, NewItem("Tea"))
    for state, words in (
        (MeetingState.MINUTES_APPROVED, "The minutes are approved"),
        (MeetingState.CANCELLED, "The meeting is cancelled"),
    ):
        _set(office, held, state)
        with pytest.raises(Refused, match=words):
            agenda.note_item(office.chair, case_id, item, note="Too late.")


def _set(office: Office, meeting_id: str, state: MeetingState) -> None:
    from conference.record.tables import Meeting

    with office.record() as session:
        session.get_one(Meeting, meeting_id).state = state
