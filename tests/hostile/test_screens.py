"""Every screen with hostile text in every column: nothing runs, and what is shown is literal."""

from __future__ import annotations

import pytest
from textual.widget import Widget
from textual.widgets import Static

from screens.app import ConferenceApp
from tests.hostile.conftest import Hostile
from tests.hostile.corpus import ROUNDS
from tests.screens.shell import Seat, seat_in_case

EVIL = ("evil.example", "app.quit", "simulate_key", "screenshot(", "app.bell")


def looked_at(one: Seat, hostile: Hostile) -> None:
    """Look at the screen in front: its characters, its widgets' words, its links and actions."""
    screen = one.sees
    faults = hostile.planted.faults_on_screen(screen)
    for widget in one.app.screen.query(Static):
        faults += hostile.planted.faults(str(widget.render()))
    assert faults == [], one.at
    assert "\x1b" not in screen
    assert evil_segments(one.app) == []


def evil_segments(app: ConferenceApp) -> list[str]:
    """What the screen would do by a click because a text said so."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None:
                continue
            told = f"{style.link} {style.meta}"
            found += [told] if any(word in told for word in EVIL) else []
    return found


async def settled(one: Seat) -> None:
    for _ in range(3):
        await one.pilot.pause(0.02)


PEOPLE = ("Olive Officer", "Pete Police", *(("Carol Chair", "Otto Observer") if ROUNDS > 1 else ()))


@pytest.mark.parametrize("person", PEOPLE)
async def test_every_stage_of_a_case_shows_hostile_text_literally(
    hostile: Hostile, person: str
) -> None:
    async with seat_in_case(hostile.file, hostile.case_id, person, size=(120, 40)) as one:
        await settled(one)
        looked_at(one, hostile)
        for digit in "123456789":
            await one.press(digit)
            await one.reads(f"[{digit}")
            await settled(one)
            looked_at(one, hostile)
            for _ in range(12):
                await one.press("down")
            await settled(one)
            looked_at(one, hostile)
            await one.press("enter")
            await settled(one)
            looked_at(one, hostile)
            for _ in range(8):
                if one.at != "CaseScreen":
                    looked_at(one, hostile)
                    await one.press("escape")
                    await settled(one)
            await one.until(lambda: one.at == "CaseScreen")
        assert one.app._exception is None
    assert len(hostile.planted.seen) > (20 if person in ("Olive Officer", "Carol Chair") else 3)


async def test_the_lists_over_all_cases_show_it_literally(hostile: Hostile) -> None:
    async with seat_in_case(hostile.file, hostile.case_id, size=(120, 40)) as one:
        await one.press("f1")
        await settled(one)
        looked_at(one, hostile)
        await one.press("escape")
        await one.press("escape")
        await one.comes_to("Caseload")
        looked_at(one, hostile)
        for key in ("c", "d", "y", "R"):
            await one.press(key)
            await settled(one)
            looked_at(one, hostile)
            await one.press("escape")
            await one.comes_to("Caseload")
        for text in ("[@click=app.quit]q[/]", "a [/ b", "[b]x"):
            one.app.notify(text, title=text)
        await settled(one)
        assert evil_segments(one.app) == []
        assert isinstance(one.app.screen, Widget)
        assert one.app._exception is None
