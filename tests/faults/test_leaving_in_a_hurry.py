"""Somebody leaves while what others record is just being shown."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from conference.record.store import Store
from screens import watch
from tests.office import Office
from tests.screens.shell import seat_in_case

pytestmark = pytest.mark.database("sqlite")


@pytest.mark.parametrize("looks", range(8))
async def test_quitting_in_the_middle_of_a_look_is_no_fault(
    file: Path, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    """The case is read again without a pause, so that some look is under way at the end."""

    async def at_once(_letter_box: object, _seconds: float) -> None:
        await asyncio.sleep(0.001 * looks)

    store = Store(str(file))
    case_id = Office.in_store(store).in_evidence()
    store.close()
    async with seat_in_case(file, case_id) as one:
        monkeypatch.setattr(watch._LetterBox, "wait", at_once)
        one.app.screen.read()
        await one.press("ctrl+q")
        await one.until(lambda: one.app._exit)
    assert one.app.return_code == 0
