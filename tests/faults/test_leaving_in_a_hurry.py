"""Somebody leaves while what others record is just being shown."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.worker import Worker
from textual.worker_manager import WorkerManager

from conference.record.store import Store
from conference.review.desk import Desk
from conference.review.reading import read_case
from conference.views import CaseFile
from screens import case as case_screen
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


async def test_a_case_that_is_read_while_its_screen_goes_is_no_fault(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(file))
    case_id = Office.in_store(store).in_evidence()
    store.close()
    gone = threading.Event()

    def read_late(desk: Desk, of: str, **more: Any) -> CaseFile:
        gone.wait()
        return read_case(desk, of, **more)

    async with seat_in_case(file, case_id) as one:
        await one.until(lambda: one.app.screen.case is not None)
        screen = one.app.screen
        monkeypatch.setattr(case_screen, "read_case", read_late)
        screen.case = None
        reading = screen.read(again=False)
        await screen.remove_children()
        gone.set()
        await one.until(lambda: reading.is_finished and not _under_way(one.app.workers))


def _under_way(workers: WorkerManager) -> list[Worker[Any]]:
    return [worker for worker in workers if worker.group == "case" and not worker.is_finished]
