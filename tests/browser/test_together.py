"""Two people in two windows: what one records the other sees; nothing typed is lost."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.conftest import CAROL, PETE, NewWindow, Site
from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
CASE = "ER-2026-0002"
"""The case in which the police are asked."""


async def opens_actions(window: Window, site: Site, name: str, password: str) -> None:
    """Somebody signs in and looks at what the agencies did in the case."""
    await window.opens(site.url)
    await window.signs_in(name, password)
    await window.goes_to(CASE)
    await window.press("Enter")
    await window.reads(CASE, "Next:")
    await window.press("4")
    await window.reads("[4")


async def begins_action(window: Window, what: str) -> None:
    """Fill in the form of an action by keyboard: the day before, a visit, what was done."""
    day = f"{datetime.now(UTC) - timedelta(days=1):%d/%m/%Y}"
    await window.press("l")
    await window.reads("Log an action of Police", "What was done")
    await window.types(day)
    await window.reads(day)
    await window.press("Tab", "Enter")
    await window.reads("visit")
    await window.press("ArrowDown", "Enter")
    await window.until(lambda: "Choose" not in window.sees)
    await window.press("Tab")
    await window.types(what)
    await window.reads(what)


async def logs_and_sees(site: Site, new_window: NewWindow) -> None:
    """What the police log stands on the chair's screen without a key of the chair's."""
    chair, police = await new_window(), await new_window()
    await asyncio.gather(
        opens_actions(chair, site, "Carol Chair", CAROL),
        opens_actions(police, site, "Pete Police", PETE),
    )
    assert "Called at the flat" not in chair.sees
    await begins_action(police, "Called at the flat above")
    await police.press("Control+s")
    await police.reads("1 action logged")
    await chair.reads("Called at the flat above")
    for window in (chair, police):
        assert window.errors == []
        assert {url.split("/")[2] for url in window.asked} == {site.url.split("/")[2]}


async def test_what_the_representative_logs_arrives_on_the_chairs_screen(
    site: Site, new_window: NewWindow
) -> None:
    await logs_and_sees(site, new_window)


async def test_it_does_so_over_a_database_server_too(county: Site, new_window: NewWindow) -> None:
    await logs_and_sees(county, new_window)


@pytest.mark.parametrize("how", ["reload", "close"])
async def test_whoever_reloads_or_closes_while_typing_finds_the_place_and_the_draft(
    site: Site, new_window: NewWindow, how: str
) -> None:
    police = await new_window()
    await opens_actions(police, site, "Pete Police", PETE)
    words = f"Rang the housing officer, then the {how}"
    await begins_action(police, words)
    if how == "reload":
        await police.page.reload()
    else:
        await police.page.close()
        police = await new_window()
        await police.opens(site.url)
    await police.signs_in_again("Pete Police", PETE)
    await police.reads(CASE, "[4")
    await police.press("l")
    await police.reads(words)


async def test_whoever_quits_is_told_so_and_begins_at_the_caseload(
    site: Site, new_window: NewWindow
) -> None:
    police = await new_window()
    await opens_actions(police, site, "Pete Police", PETE)
    await police.press("Control+q")
    await police.page.get_by_role("heading", name="You have left Case Conference").wait_for()
    await police.page.get_by_role("button", name="Sign in again").click()
    await police.signs_in("Pete Police", PETE)
    await police.reads("Caseload")
