"""Minutes begun, worded, approved, corrected and saved by keyboard alone."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.filter import LineFilter
from textual.widgets import TextArea

from conference.review import minutes
from conference.review.desk import Desk
from conference.views import MeetingState, MinutesView
from screens.dialogs.two_versions import TwoVersions
from screens.letter_preview import LetterPreview
from screens.minutes import MinutesScreen
from screens.minutes_writer import MinutesWriter
from screens.terminal import PlainText
from screens.themes import THEMES
from tests.office import Office
from tests.screens.stage_host import ALL_HOSTILE, NARROW, SIZES, WIDE, Hand, all_are_literal

pytestmark = pytest.mark.database("sqlite")


class MinutesHost(App[None]):
    """The smallest application around the minutes of a meeting."""

    def __init__(self, desk: Desk, case_id: str, meeting_id: str) -> None:
        super().__init__()
        self.shown = MinutesScreen(desk, case_id, meeting_id)

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), PlainText()]

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(self.shown)


@asynccontextmanager
async def at_minutes(
    desk: Desk, case_id: str, meeting_id: str, size: tuple[int, int] = NARROW
) -> AsyncIterator[Hand]:
    host = MinutesHost(desk, case_id, meeting_id)
    async with host.run_test(size=size, notifications=True) as pilot:
        hand = Hand(pilot, host)  # type: ignore[arg-type]
        await hand.settle()
        await hand.until(lambda: host.shown.case is not None)
        yield hand


def held(office: Office) -> tuple[str, str]:
    case_id = office.in_evidence()
    return case_id, office.hold_meeting(case_id)


def edition(office: Office, case_id: str, place: int = -1) -> MinutesView:
    found: MinutesView = office.meeting(case_id).minutes[place]
    return found


def preview_words(hand: Hand) -> str:
    """What the preview in front shows, as it is read."""
    preview = hand.host.screen.query_one(LetterPreview)
    if preview.has_class("-plain"):
        return str(preview.plain.render())
    blocks = preview.letter.query("*").results()
    return " ".join(str(block.render()) for block in blocks if not block.children)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_minutes_go_from_the_record_to_locked_files_in_a_folder(
    office: Office, size: tuple[int, int], tmp_path: Path
) -> None:
    case_id, meeting_id = held(office)
    async with at_minutes(office.officer, case_id, meeting_id, size) as hand:
        assert "No minutes are begun yet" in hand.text
        await hand.press("b")
        await hand.sees("Edition 1")
        await hand.until(lambda: "One visit in five weeks." in preview_words(hand))
        await hand.press("p")
        assert edition(office, case_id).approved_at is None
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.host.screen, MinutesWriter))
        await hand.fill(opening="The chair welcomed all.")
        await hand.save()
        await hand.until(lambda: edition(office, case_id).paragraphs.get("opening"))
    async with at_minutes(office.chair, case_id, meeting_id, size) as hand:
        await hand.until(lambda: "The chair welcomed all." in preview_words(hand))
        await hand.press("p")
        await hand.sees("Approve edition 1 of the minutes?")
        await hand.press("n")
        assert edition(office, case_id).approved_at is None
        await hand.press("p")
        await hand.sees("Approve edition 1 of the minutes?")
        await hand.press("y")
        await hand.until(lambda: edition(office, case_id).approved_at)
        await hand.sees("approved by Carol Chair and locked")
        await hand.press("w", "p", "b")
        await hand.press("o")
        await hand.press("ctrl+u")
        folder = tmp_path / "minutes"
        await hand.paste(str(folder))
        await hand.press("ctrl+s")
        await hand.until(lambda: folder.is_dir() and len(list(folder.iterdir())) == 5)
    assert (folder / "ER-2026-0001-minutes-1.pdf").read_bytes().startswith(b"%PDF-")
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert office.meeting(case_id).state is MeetingState.MINUTES_APPROVED


async def test_a_correction_is_begun_with_its_reason_and_both_editions_are_read(
    office: Office,
) -> None:
    case_id, meeting_id = held(office)
    first = minutes.begin(office.officer, case_id, meeting_id)
    minutes.write(office.officer, case_id, first, {"opening": "Wrong words."})
    minutes.approve(office.chair, case_id, first)
    async with at_minutes(office.officer, case_id, meeting_id, WIDE) as hand:
        await hand.press("c")
        await hand.paste("A name was wrong.")
        await hand.press("ctrl+s")
        await hand.sees("Edition 2")
        await hand.until(lambda: len(office.meeting(case_id).minutes) == 2)
        assert edition(office, case_id).why == "A name was wrong."
        await hand.press("up", "up")
        await hand.sees("Draft of edition 2")
        await hand.press("down")
        await hand.sees("approved by Carol Chair and locked")
        assert "Edition 1, approved by Carol Chair" in preview_words(hand)


@pytest.mark.long
async def test_the_preview_follows_what_is_typed_and_what_was_typed_comes_back(
    office: Office,
) -> None:
    case_id, meeting_id = held(office)
    minutes.begin(office.officer, case_id, meeting_id)
    async with at_minutes(office.officer, case_id, meeting_id, WIDE) as hand:
        await hand.press("w")
        await hand.until(lambda: isinstance(hand.host.screen, MinutesWriter))
        await hand.fill(opening="Half a sent")
        await hand.until(lambda: "Half a sent" in preview_words(hand))
        assert edition(office, case_id).paragraphs == {}
    async with at_minutes(office.officer, case_id, meeting_id, WIDE) as hand:
        await hand.press("w")
        await hand.sees("What you had typed before is back.")
        await hand.until(lambda: "Half a sent" in preview_words(hand))


@pytest.mark.long
async def test_on_a_small_screen_the_minutes_are_one_key_away_from_the_form(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes.begin(office.officer, case_id, meeting_id)
    async with at_minutes(office.officer, case_id, meeting_id, NARROW) as hand:
        await hand.press("w")
        await hand.until(lambda: isinstance(hand.host.screen, MinutesWriter))
        await hand.settle()
        assert isinstance(hand.host.focused, TextArea)
        assert "Minutes: anti-social" not in hand.text
        await hand.press("f2")
        await hand.sees("Minutes: anti-social behaviour case review")
        await hand.press("f2")
        await hand.until(lambda: isinstance(hand.host.focused, TextArea))


@pytest.mark.long
async def test_two_who_word_the_same_place_both_see_both(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    async with at_minutes(office.officer, case_id, meeting_id, WIDE) as hand:
        await hand.press("w")
        await hand.until(lambda: isinstance(hand.host.screen, MinutesWriter))
        await hand.fill(opening="His words.")
        words = {"opening": "Her words.", "closing": "Hers alone."}
        minutes.write(office.chair, case_id, minutes_id, words)
        await hand.save()
        await hand.until(lambda: isinstance(hand.host.screen, TwoVersions))
        assert "Her words." in hand.text
        assert "His words." in hand.text
        await hand.press("escape")
        await hand.settle()
    assert edition(office, case_id).paragraphs == words


async def test_hostile_words_are_literal_in_the_form_and_in_the_minutes(office: Office) -> None:
    case_id, meeting_id = held(office)
    minutes_id = minutes.begin(office.officer, case_id, meeting_id)
    minutes.write(office.officer, case_id, minutes_id, {"opening": ALL_HOSTILE})
    async with at_minutes(office.officer, case_id, meeting_id, WIDE) as hand:
        await hand.until(lambda: all_are_literal(preview_words(hand)))
    minutes.approve(office.chair, case_id, minutes_id)
    async with at_minutes(office.officer, case_id, meeting_id, WIDE) as hand:
        await hand.until(lambda: "locked" in hand.text)
        assert "\x1b" not in hand.text
