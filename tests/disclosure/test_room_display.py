"""A secret in every text of a case, and everything the room display ever shows searched for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from textual.widgets import Static

from conference.exchange.agenda import KEYS
from conference.record.tables import AgendaItem, Meeting
from conference.review import room
from conference.views import MeetingState, RoomPicture, Visibility
from screens.app import ConferenceApp
from screens.room import RoomScreen
from screens.words.room import item_paragraphs, where_words
from tests.disclosure.planting import Planted, plant
from tests.disclosure.test_secrets import may_know
from tests.office import Clock, Office
from tests.screens.helpers import screen_text

pytestmark = pytest.mark.database("sqlite")

PRESENT = pytest.mark.parametrize("present", [False, True], ids=["the panel alone", "applicant"])


@dataclass(frozen=True)
class Secrets:
    """A case full of secrets whose meeting is open, with an item of every kind and visibility."""

    planted: Planted
    meeting_id: str
    items: tuple[tuple[str, Visibility], ...]


def closed_up(text: str) -> str:
    """Letters alone: headings are set wide, and lines are broken anywhere."""
    return "".join(text.split()).casefold()


def leaks(secrets: Secrets, text: str, *, present: bool) -> list[str]:
    """The places of what the text holds and those in the room may not know."""
    shown = closed_up(text)
    audience = "applicant" if present else "room"
    return [
        one.place
        for one in secrets.planted.secrets
        if one.words in shown and not may_know(one, audience)
    ]


@pytest.fixture
def secrets(office: Office) -> Iterator[Secrets]:
    """Kept in the record, so that a display on another connection could show them."""
    case_id = office.after_meeting()
    office.ask(case_id, office.housing_id)
    meeting_id = office.meeting(case_id).id
    items = []
    with office.record() as session:
        planted = plant(office, session, case_id)
        for number, (key, visibility) in enumerate(
            (key, visibility) for key in KEYS for visibility in Visibility
        ):
            words = planted.texts(AgendaItem, str(visibility))
            row = AgendaItem(
                council_id=office.council_id,
                case_id=case_id,
                meeting_id=meeting_id,
                key=key,
                visibility=visibility,
                position=200 + number,
                **words,
            )
            session.add(row)
            items.append((row.id, visibility))
        meeting = session.get_one(Meeting, meeting_id)
        meeting.state, meeting.room_held = MeetingState.OPEN, False
        session.add(meeting)
        session.flush()
    yield Secrets(planted, meeting_id, tuple(items))


def show(office: Office, secrets: Secrets, item_id: str, *, present: bool) -> None:
    """Have the record itself name an item for the room, whoever may see it."""
    with office.record() as session:
        row = session.get_one(Meeting, secrets.meeting_id)
        row.room_item_id = item_id
        row.applicant_in_room_since = office.clock.now if present else None
        session.add(row)


def everything(picture: RoomPicture) -> str:
    """All words the display can make of a picture."""
    title = picture.item.title if picture.item else ""
    paragraphs = "\n".join(part.plain for part in item_paragraphs(picture))
    return f"{where_words(picture)}\n{title}\n{paragraphs}"


@PRESENT
def test_no_picture_of_the_room_holds_a_secret_of_others(
    office: Office, secrets: Secrets, present: bool
) -> None:
    shown = 0
    for item_id, visibility in secrets.items:
        show(office, secrets, item_id, present=present)
        picture = room.read_room(office.room)
        told = visibility is Visibility.ROOM or (visibility is Visibility.PANEL and not present)
        assert picture.holding is not told
        shown += told
        assert leaks(secrets, everything(picture), present=present) == []
        if picture.holding:
            assert "zq" not in repr(picture)
    assert shown >= len(KEYS)


@PRESENT
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_nothing_of_it_is_ever_on_the_screen(
    place: str, office: Office, secrets: Secrets, present: bool, size: tuple[int, int]
) -> None:
    app = ConferenceApp(place, clock=Clock(), room=True)
    read = 0
    async with app.run_test(size=size) as pilot:
        while not isinstance(app.screen, RoomScreen):
            await pilot.pause(0.02)
        for item_id, visibility in secrets.items:
            show(office, secrets, item_id, present=present)
            app.screen.look()
            while app.screen._looking:
                await pilot.pause(0.01)
            for _ in range(app.screen.words.pages):
                behind = [str(one.render()) for one in app.screen.query(Static)]
                text = "\n".join([screen_text(app), *behind])
                assert leaks(secrets, text, present=present) == []
                if visibility is Visibility.CHAIR:
                    assert "zq" not in closed_up(text)
                read += "zq" in closed_up(text)
                app.screen.words.turn()
                await pilot.pause()
    assert read >= len(KEYS)
