"""Getting ready behind the first list: the first case opens as quickly as the next."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from conference.errors import Unavailable
from conference.review import reading
from screens.case import HERE, CaseScreen
from screens.caseload import Caseload
from screens.ready import _LATER, _NEXT
from tests.office import Office
from tests.screens.shell import seat


async def test_the_caseload_and_a_case_are_loaded_while_somebody_says_who_they_are(
    office: Office, file: Path
) -> None:
    async with seat(file, None) as one:
        await one.comes_to("SignIn")
        styles = [str(HERE / name) for name in (Caseload.CSS_PATH, *CaseScreen.CSS_PATH)]
        await one.until(lambda: all(map(one.app.stylesheet.has_source, styles)))
        assert one.at == "SignIn"


async def test_what_a_case_needs_is_loaded_once_the_caseload_is_shown(
    office: Office, file: Path
) -> None:
    office.receive()
    async with seat(file) as one:
        await one.comes_to("Caseload")
        styles = [str(HERE / name) for name in CaseScreen.CSS_PATH]
        await one.until(lambda: all(map(one.app.stylesheet.has_source, styles)))
        await one.until(lambda: sys.modules.keys() >= {*_NEXT, *_LATER})


async def test_a_case_that_is_opened_at_once_is_opened_all_the_same(
    office: Office, file: Path
) -> None:
    office.receive()
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.reads("ER-2026-0001")
        await one.press("enter")
        await one.reads("Steps of the procedure")


async def test_where_it_cannot_get_ready_nobody_is_troubled(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.receive()
    asked: list[bool] = []

    def away(_desk: object) -> None:
        asked.append(True)
        raise Unavailable("The database cannot be reached.")

    monkeypatch.setattr(reading, "get_ready", away)
    async with seat(file) as one:
        await one.comes_to("Caseload")
        await one.until(lambda: bool(asked))
        await one.press("enter")
        await one.reads("Steps of the procedure")


def test_getting_ready_reads_no_case_and_notes_nothing(office: Office) -> None:
    case_id = office.receive()
    before = reading.read_history(office.officer, case_id)
    reading.get_ready(office.officer)
    reading.get_ready(office.police)
    assert reading.read_history(office.officer, case_id) == before
