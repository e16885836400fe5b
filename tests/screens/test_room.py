"""The display in the meeting room, as everybody there sees it: it follows, it holds, it tells."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import conference.review.room as room_review
from conference.errors import Unavailable
from conference.record.store import Store
from conference.record.tables import AgendaItem, Meeting
from conference.review import meeting, recommendations, room
from conference.review.live import Notice
from conference.views import AgendaItemView, MeetingState, Visibility
from screens.app import ConferenceApp
from screens.room import RoomScreen
from screens.words.room import APPLICANT_HERE, wide
from tests.office import Clock, Office
from tests.record.test_wholeness import damage_an_index
from tests.screens.shell import LARGE, SMALL, Seat, both_sizes, seat

TITLES = {
    "threshold": "The threshold decision",
    "conflicts": "Conflicts of interest and the chair's independence",
    "recommendations": "Recommendations: to whom, and why",
}


class Chair:
    """The chair with an open meeting, at a desk of their own."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.case_id = office.in_evidence()
        self.meeting_id = office.open_meeting(self.case_id)

    def item(self, key: str) -> AgendaItemView:
        return next(one for one in self.office.meeting(self.case_id).items if one.key == key)

    def goes_to(self, key: str) -> None:
        meeting.go_to_item(self.office.chair, self.case_id, self.item(key).id)

    def shows(self) -> None:
        room.show(self.office.chair, self.case_id, self.meeting_id)

    def shows_item(self, key: str) -> None:
        room.show_item(self.office.chair, self.case_id, self.meeting_id, self.item(key).id)

    def holds(self) -> None:
        room.hold(self.office.chair, self.case_id, self.meeting_id)

    def takes_back(self) -> None:
        room.undo(self.office.chair, self.case_id, self.meeting_id)

    def sets(self, **values: Any) -> None:
        with self.office.record() as session:
            row = session.get_one(Meeting, self.meeting_id)
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)

    def hides(self, key: str) -> None:
        """Make an item one for the chair only."""
        with self.office.record() as session:
            row = session.get_one(AgendaItem, self.item(key).id)
            row.visibility = Visibility.CHAIR
            session.add(row)


@pytest.fixture
def office(store: Store) -> Office:
    """Everybody at their desks, on each kind of database."""
    return Office.in_store(store)


@pytest.fixture
def chair(office: Office) -> Chair:
    return Chair(office)


class Room(Seat):
    """The display, and whoever looks at it."""

    @property
    def screen(self) -> RoomScreen:
        return next(one for one in self.app.screen_stack if isinstance(one, RoomScreen))

    @property
    def words(self) -> str:
        """What is read on it, the wide headings closed up and lines joined."""
        return " ".join(self.sees.split())

    async def shows(self, words: str) -> None:
        """Wait until it shows these words, or has them as its heading."""
        heading = " ".join(wide(words, 999).split())
        await self.until(lambda: words in self.words or heading in self.words)

    async def waits(self, words: str = "Please wait.") -> None:
        await self.shows(words)
        assert "ER-2026" not in self.words


@asynccontextmanager
async def display(place: Path | str, size: tuple[int, int] = SMALL) -> AsyncIterator[Room]:
    """The display, opened by its own command."""
    app = ConferenceApp(str(place), clock=Clock(), room=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        one = Room(app, pilot)
        await one.until(lambda: one.at == "RoomScreen")
        yield one


# Following, on both kinds of database


@pytest.mark.long
async def test_the_room_follows_the_chair_without_a_key(place: str, office: Office):
    chair = Chair(office)
    async with display(place, LARGE) as one:
        await one.waits()
        chair.goes_to("threshold")
        chair.shows()
        await one.shows(TITLES["threshold"])
        await one.shows("Three reports in a month.")
        chair.goes_to("conflicts")
        await one.shows(TITLES["conflicts"])
        assert "Three reports in a month." not in one.words


async def test_hold_and_undo_reach_the_room_at_once(place: str, office: Office):
    chair = Chair(office)
    chair.goes_to("threshold")
    chair.shows()
    async with display(place, LARGE) as one:
        await one.shows(TITLES["threshold"])
        chair.shows_item("conflicts")
        await one.shows(TITLES["conflicts"])
        chair.takes_back()
        await one.shows(TITLES["threshold"])
        chair.holds()
        await one.waits()


async def test_what_is_recorded_comes_to_the_item_that_is_shown(place: str, office: Office):
    chair = Chair(office)
    chair.goes_to("recommendations")
    chair.shows()
    async with display(place, LARGE) as one:
        await one.shows("No recommendation is recorded yet.")
        recommendations.recommend(office.chair, chair.case_id, office.recommendation())
        await one.shows("Visit every week")


# What holds it


@pytest.fixture
def shown(chair: Chair) -> Chair:
    """A chair whose room shows the threshold decision."""
    chair.goes_to("threshold")
    chair.shows()
    return chair


on_sqlite = pytest.mark.database("sqlite")


@on_sqlite
async def test_an_item_for_the_chair_only_holds_the_room(place: str, shown: Chair):
    shown.hides("conflicts")
    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        shown.goes_to("conflicts")
        await one.waits()


@on_sqlite
async def test_with_the_applicant_there_the_panels_item_holds_the_room(place: str, shown: Chair):
    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        shown.sets(applicant_in_room_since=shown.office.clock.now)
        await one.shows(APPLICANT_HERE)
        shown.goes_to("agencies")
        await one.waits()
        shown.sets(applicant_in_room_since=None)
        await one.shows("Noise 28 days ago")


@on_sqlite
@pytest.mark.parametrize("state", [MeetingState.ADJOURNED, MeetingState.CLOSED])
async def test_the_end_of_the_meeting_holds_the_room(place: str, shown: Chair, state: MeetingState):
    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        shown.sets(state=state)
        await one.until(lambda: "ER-2026" not in one.words)
        assert "Three reports" not in one.words


@on_sqlite
async def test_a_lost_connection_holds_the_room_until_it_is_back(place: str, shown: Chair):
    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        one.screen.heard(Notice.LOST)
        await one.waits("Please wait: the record cannot be reached just now.")
        one.screen.look()
        await asyncio.sleep(0.3)
        await one.waits("Please wait: the record cannot be reached just now.")
        one.screen.heard(Notice.BACK)
        await one.shows(TITLES["threshold"])


@on_sqlite
@pytest.mark.parametrize("fault", [Unavailable("The database is gone."), ValueError("a bug")])
async def test_whatever_goes_wrong_nothing_stale_is_left(
    place: str, shown: Chair, monkeypatch: pytest.MonkeyPatch, fault: Exception
):
    def fails(*_given: Any, **_more: Any) -> Any:
        raise fault

    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        with monkeypatch.context() as patched:
            patched.setattr(room_review, "read_room", fails)
            one.screen.look()
            await one.until(lambda: "Please" in one.words or "P L E A S E" in one.words)
            assert "Three reports" not in one.words
            assert "a bug" not in one.words
        await one.shows(TITLES["threshold"])


@on_sqlite
async def test_a_fault_over_a_damaged_record_is_told_as_damage(
    place: str, shown: Chair, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_given: Any, **_more: Any) -> Any:
        raise LookupError("a torn index")

    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        monkeypatch.setattr(room_review, "read_room", fails)
        damage_an_index(Path(place))
        one.screen.look()
        await one.waits("Please wait. The database file is damaged.")


@on_sqlite
async def test_a_look_that_takes_too_long_holds_the_room_meanwhile(
    place: str, shown: Chair, monkeypatch: pytest.MonkeyPatch
):
    at_once = room_review.read_room

    def slow(*given: Any, **more: Any) -> Any:
        time.sleep(2.0)
        return at_once(*given, **more)

    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        with monkeypatch.context() as patched:
            patched.setattr(room_review, "read_room", slow)
            one.screen.look()
            await one.waits("Please wait: the record cannot be reached just now.")
        await one.shows(TITLES["threshold"])


@on_sqlite
async def test_a_database_that_is_taken_away_holds_the_room(place: str, shown: Chair):
    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        away = Path(place).with_name("away.db")
        Path(place).rename(away)
        await one.waits("Please wait: the record cannot be reached just now.")
        away.rename(place)
        await one.shows(TITLES["threshold"])


# Choosing, keys, and how it looks


@on_sqlite
async def test_with_two_meetings_open_somebody_says_which_this_room_is_for(
    place: str, office: Office
):
    both = [Chair(office), Chair(office)]
    for one_chair in both:
        one_chair.goes_to("threshold")
        one_chair.shows()
    async with display(place) as one:
        await one.reads("ER-2026-0002")
        assert "Three reports" not in one.words
        await one.press("down", "enter")
        await one.shows(TITLES["threshold"])
        assert "ER-2026-0002" in one.words
        both[0].goes_to("conflicts")
        await asyncio.sleep(0.3)
        await one.shows(TITLES["threshold"])


@on_sqlite
async def test_no_key_changes_anything_and_leaving_asks(place: str, shown: Chair):
    before = shown.office.meeting(shown.case_id)
    async with display(place) as one:
        await one.shows(TITLES["threshold"])
        await one.press(*"abcdefghijklmnoprstuvwxyz0123456789", "enter", "delete", "ctrl+s")
        await one.press("ctrl+p")
        assert one.at == "RoomScreen"
        await one.press("ctrl+q")
        await one.until(lambda: one.at == "Confirm")
        await one.press("n")
        await one.press("q")
        await one.until(lambda: one.at == "Confirm")
        await one.press("escape")
        await one.until(lambda: one.at == "RoomScreen")
        assert shown.office.meeting(shown.case_id) == before
        await one.press("q")
        await one.until(lambda: one.at == "Confirm")
        await one.press("y")
        await one.until(lambda: one.app.return_code == 0)


@on_sqlite
async def test_leaving_after_signing_in_comes_back_to_the_sign_in(place: str, shown: Chair):
    async with seat(place, "Room display") as one:
        await one.until(lambda: one.at == "RoomScreen")
        await one.press("q")
        await one.until(lambda: one.at == "Confirm")
        await one.press("y")
        await one.comes_to("SignIn")


@pytest.mark.long
@both_sizes
@on_sqlite
async def test_a_long_item_is_paged_and_every_line_of_it_comes(
    place: str, chair: Chair, size: tuple[int, int]
):
    for number in range(9):
        recommendations.recommend(
            chair.office.chair,
            chair.case_id,
            chair.office.recommendation(what=f"Measure number {number} of the plan"),
        )
    chair.goes_to("recommendations")
    chair.shows()
    async with display(place, size) as one:
        await one.reads("Page 1 of ")
        assert "more lines" in one.words
        read = set()
        for _ in range(one.screen.words.pages):
            seen = one.words
            read |= {n for n in range(9) if f"Measure number {n} of" in seen}
            page = one.screen.words.page
            await one.press("space")
            await one.until(lambda page=page: one.screen.words.page != page)
        assert read == set(range(9))


@on_sqlite
async def test_pages_turn_by_themselves(place: str, chair: Chair, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("screens.room.TURN_AFTER", 0.2)
    for number in range(9):
        form = chair.office.recommendation(what=f"Measure number {number} of the plan")
        recommendations.recommend(chair.office.chair, chair.case_id, form)
    chair.goes_to("recommendations")
    chair.shows()
    async with display(place) as one:
        await one.reads("Page 1 of ")
        await one.reads("Page 2 of ")


@both_sizes
@on_sqlite
async def test_the_clock_the_council_and_the_place_on_the_agenda_are_shown(
    place: str, shown: Chair, size: tuple[int, int]
):
    async with display(place, size) as one:
        await one.shows("Erewash Borough Council")
        await one.shows("Item 4 of ")
        await one.shows("ER-2026-0001")


@pytest.mark.long
@both_sizes
@on_sqlite
async def test_every_item_says_something_even_before_anything_is_recorded(
    place: str, chair: Chair, size: tuple[int, int]
):
    items = chair.office.meeting(chair.case_id).items
    chair.shows()
    async with display(place, size) as one:
        for item in items:
            if item.visibility is Visibility.CHAIR:
                continue
            chair.goes_to(item.key)
            await one.until(lambda item=item: (one.screen._shown or ("",))[0] == item.id)
            assert one.screen.words.render().plain.strip(), item.key
